"""The verbs that ask the archive: search, history, key; and publish, which hands it out."""

from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args
from urllib.parse import unquote

import click

from archive.database import open_readonly
from archive.errors import BadConfiguration
from archive.folder import DataFolder
from archive.history import history as versions_of
from archive.identity import key_of, owner_of
from archive.publish import publish as make_snapshot
from archive.search import Hit, Mode, search, to_marked_text
from scheduler.options import demand_address, with_data, with_json, with_outlet
from scheduler.printing import emit, emit_lines, facts, progress, table
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


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--mode",
    type=click.Choice(get_args(Mode)),
    default="names",
    show_default=True,
    help="exact: as typed. names: also with و ف ب ل ك, joined or split, by other names. forms: every form of the word.",
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@with_outlet("Only this outlet's articles.")
@click.option("--from", "since", type=click.DateTime(["%Y-%m-%d"]), help="Published on this day or later.")
@click.option("--to", "until", type=click.DateTime(["%Y-%m-%d"]), help="Published on this day or earlier.")
@with_data
@with_json
def search_(
    query: tuple[str, ...],
    mode: Mode,
    limit: int,
    outlet: str | None,
    since: datetime | None,
    until: datetime | None,
    data: DataFolder,
    as_json: bool,
) -> None:
    """Ask the archive, newest first. Any spelling finds the word.

    \b
    warraq search القوات
    warraq search '"دير الزور" -طقس' --from 2026-11-01
    """
    with closing(open_readonly(data.record)) as connection:
        if outlet and not connection.execute("SELECT 1 FROM outlets WHERE name = ?", (outlet,)).fetchone():
            raise BadConfiguration(
                f"The archive holds nothing of an outlet called “{outlet}”. List them with: warraq outlets"
            )
        found = search(
            connection,
            " ".join(query),
            mode=mode,
            limit=limit,
            outlet=outlet,
            date_from=since.date() if since else None,
            date_to=until.date() if until else None,
        )
    if as_json:
        emit({"count": found.count, "mode": found.mode, "hits": [_shown(hit) for hit in found.hits]})
        return
    for hit in map(_shown, found.hits):
        click.echo(f"{hit['id']}  {hit['published'][:10]}  {hit['outlet']}\n  {hit['title']}\n  {hit['snippet']}")
        click.echo(f"  {unquote(hit['url'])}\n")
    more = f", the newest {len(found.hits)} shown" if found.count > len(found.hits) else ""
    click.echo(f"{found.count} found{more}")


def _shown(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "outlet": hit.outlet,
        "url": hit.url,
        "title": hit.title,
        "published": hit.published_at or hit.published_day,
        "snippet": to_marked_text(hit.snippet_marked),
    }


@click.command("history")
@click.argument("url_or_id", metavar="URL|ID")
@with_data
@with_json
def history_(url_or_id: str, data: DataFolder, as_json: bool) -> None:
    """Show every version of an article: when it was seen, what kind of change it was, words added and removed."""
    with closing(open_readonly(data.record)) as connection:
        rows = versions_of(connection, url_or_id, outlets().values())
    emit_lines(rows) if as_json else table(rows, ("n", "seen_at", "kind", "added", "removed", "title"))


@click.command("publish")
@with_data
@with_json
def publish_(data: DataFolder, as_json: bool) -> None:
    """Make the download: a checked snapshot with sha256 and manifest, and the changes since the one before.

    Runs beside a crawling service. The files appear in DATA/published and on the downloads page.
    """
    with progress(quiet=as_json) as bar:
        task = bar.add_task("publish", total=4, note="")
        made = make_snapshot(data, lambda step: bar.update(task, advance=1, note=step))
    emit(made) if as_json else facts(asdict(made))
