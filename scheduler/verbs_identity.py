"""The verbs about one article: key says which one an address is, history shows its versions."""

from contextlib import closing

import click

from archive.database import open_readonly
from archive.folder import DataFolder
from archive.history import history as versions_of
from archive.identity import key_of, owner_of
from scheduler.options import demand_address, with_data, with_json
from scheduler.printing import emit_lines, table
from spiders.registry import outlets


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@with_json
def key(urls: tuple[str, ...], as_json: bool) -> None:
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


@click.command("history")
@click.argument("url_or_id", metavar="URL|ID")
@with_data
@with_json
def history_(url_or_id: str, data: DataFolder, as_json: bool) -> None:
    """Show every version of an article: when it was seen, what kind of change it was, words added and removed."""
    with closing(open_readonly(data.record)) as connection:
        rows = versions_of(connection, url_or_id, outlets().values())
    emit_lines(rows) if as_json else table(rows, ("n", "seen_at", "kind", "added", "removed", "title"))
