"""warraq search: ask the archive."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack, get_args
from urllib.parse import unquote

import click

from archive.errors import BadConfiguration
from archive.publish.downloaded import read_archive
from archive.search.engine import RANKED_HITS, Mode, Order, Results, search
from archive.sqlite import one_state
from scheduler.options import Asking, first_day, last_day, question, with_archive, with_json, with_outlets
from scheduler.output import ORIGINS, emit, found_article, when


class SearchOptions(TypedDict):
    """The options that archive.search.engine.search takes as they are."""

    mode: Mode
    limit: int
    order: Order
    outlets: tuple[str, ...]
    date_from: date | None
    date_to: date | None


@click.command("search", cls=Asking)
@question("QUERY…")
@click.option(
    "--mode",
    type=click.Choice(get_args(Mode)),
    default="names",
    show_default=True,
    help="exact: as typed. names: also with و ف ب ل ك, joined or split, by other names. forms: every form of the word.",
)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option(
    "--order",
    type=click.Choice(get_args(Order)),
    default="newest",
    show_default=True,
    help=f"rank: the most relevant of the newest {RANKED_HITS:,} found.",
)
@with_outlets("Only this outlet's articles; named again, also another's.")
@click.option("--from", "date_from", metavar="DAY", callback=first_day, help="From this day, month or year on.")
@click.option("--to", "date_to", metavar="DAY", callback=last_day, help="Up to this day, month or year.")
@with_archive
@with_json
def command(query: tuple[str, ...], archive: Path, as_json: bool, **options: Unpack[SearchOptions]) -> None:
    """Ask the archive, newest first. Any spelling finds the word.

    QUERY knows "phrases", AND, OR, NOT, -word, word*, (groups), title:WORD, outlet:NAME, credit:WORD, from:DAY, to:DAY
    and kind:edited, kind:gone, kind:missing, kind:copied.

    \b
    warraq search القوات
    warraq search '"دير الزور" -طقس' --from 2026-11
    warraq search 'title:(حلب OR إدلب) kind:edited'
    warraq search المياه --outlet NAME --outlet OTHER
    warraq search القوات --data warraq-2026-11-22.db      a downloaded file, which is not changed
    """
    with closing(read_archive(archive)) as connection, one_state(connection):
        for outlet in options["outlets"]:
            if not connection.execute("SELECT 1 FROM outlets WHERE name = ?", (outlet,)).fetchone():
                raise BadConfiguration(
                    f"The archive holds nothing of an outlet called “{outlet}”. List them with: warraq outlets"
                )
        found = search(connection, " ".join(query), **options)
    for note in found.notes:
        click.echo(note.sentence, err=True)
    if as_json:
        emit(
            {"count": found.count, "mode": found.mode, "hits": [found_article(hit) for hit in found.hits]}
            | _beside(found)
        )
        return
    for hit in found.hits:
        snippet = found_article(hit)["snippet"]
        click.echo(f"{hit.id}  {when(hit)}  {hit.outlet}{ORIGINS[hit.origin]}\n  {hit.title}\n  {snippet}")
        click.echo(f"  {unquote(hit.url)}\n")
    shown = "the best" if options["order"] == "rank" else "the newest"
    click.echo(f"{found.count} found" + (f", {shown} {len(found.hits)} shown" if found.count > len(found.hits) else ""))
    if found.suggestions:
        click.echo(f"Did you mean: {'  '.join(found.suggestions)}")


def _beside(found: Results) -> dict[str, list[str]]:
    """`notes` and `suggestions`, where there are any."""
    beside = {"notes": [note.sentence for note in found.notes], "suggestions": list(found.suggestions)}
    return {name: sentences for name, sentences in beside.items() if sentences}
