"""warraq key: which article of which outlet an address is."""

import click

from archive.identity.keys import key_of, owner_of
from scheduler.options import demand_address, with_json
from scheduler.output import emit_lines, table
from spiders.registry import outlets


@click.command("key")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@with_json
def command(urls: tuple[str, ...], as_json: bool) -> None:
    """Say which article of which outlet an address is: addresses with the same key are the same article.

    \b
    warraq key https://www.enabbaladi.net/archives/607143 'https://enabbaladi.net/607143/slug/?amp=1'
    """
    for url in urls:
        demand_address(url)
    known = outlets().values()
    owners = [owner_of(url, known) for url in urls]
    rows = [
        {"url": url, "outlet": owner.name if owner else None, "key": key_of(url, owner) if owner else None}
        for url, owner in zip(urls, owners, strict=True)
    ]
    emit_lines(rows) if as_json else table(rows, ("outlet", "key", "url"))
