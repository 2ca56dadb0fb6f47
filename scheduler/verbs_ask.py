"""The verbs that hand the archive out: search and publish."""

from contextlib import closing
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_args
from urllib.parse import unquote

import click

from archive.database import open_readonly
from archive.errors import BadConfiguration
from archive.folder import DataFolder
from archive.publish import publish as make_snapshot
from archive.search import Hit, Mode, search, to_marked_text
from scheduler.options import with_data, with_json, with_outlet
from scheduler.printing import emit, facts, progress


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
