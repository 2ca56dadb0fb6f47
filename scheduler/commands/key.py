"""warraq key: which article of which outlet an address is."""

import click

from archive.errors import BadConfiguration
from archive.identity.archived_addresses import archived_address
from archive.identity.forwarded_addresses import forwarded_addresses
from archive.identity.keys import key_of, owner_of
from archive.identity.pasted_addresses import pasted_addresses
from archive.identity.unknown_hosts import unknown_outlet
from archive.model import Outlet
from scheduler.options import demand_address, with_json
from scheduler.output import emit_lines, table
from spiders.registry import outlets


@click.command("key")
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@with_json
def command(urls: tuple[str, ...], as_json: bool) -> None:
    """Say which article of which outlet an address is: addresses with the same key are the same article.

    An address may lack its scheme, be escaped twice, or stand in the address of another archive or of a shared link.

    \b
    warraq key https://www.enabbaladi.net/archives/607143 'https://enabbaladi.net/607143/slug/?amp=1'
    warraq key enabbaladi.net/archives/607143 web.archive.org/web/2024/https://www.enabbaladi.net/archives/607143
    """
    rows, none = [], []
    for url in urls:
        try:
            owner, key = _owner_and_key(url)
        except BadConfiguration as problem:
            none.append(str(problem))
        else:
            rows.append({"url": url, "outlet": owner.name, "key": key})
    if as_json:
        emit_lines(rows)
    elif rows:
        table(rows, ("outlet", "key", "url"))
    if none:
        raise BadConfiguration("\n".join(none))


def _owner_and_key(typed: str) -> tuple[Outlet, str | None]:
    """Of the ways to read an address the first that is an article of a known outlet, else the first that is of one at
    all, else the outlet that an import of the address makes."""
    known = outlets().values()
    readings = pasted_addresses(typed)
    if not readings:
        demand_address(typed)
    read = [url for reading in readings for url in forwarded_addresses(reading.url)]
    found = [(owner, key_of(url, owner)) for url in read if (owner := owner_of(url, known))]
    if found:
        return next((one for one in found if one[1]), found[0])
    kept = archived_address(read[0])
    url = kept.url if kept else read[0]
    unknown = unknown_outlet(url)
    return unknown, key_of(url, unknown)
