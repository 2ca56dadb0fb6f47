"""warraq search: ask the archive."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Unpack, get_args
from urllib.parse import unquote

import click

from archive.errors import BadConfiguration
from archive.model import Outlet
from archive.publish.downloaded import read_archive
from archive.search.addresses import ResolvedAddress, find_address, in_words
from archive.search.engine import RANKED_HITS, Hit, Mode, Order, Results, articles, search
from archive.search.filters import Part
from archive.search.near_addresses import Near, described, near, wayback
from archive.search.suggestions import Kind, offers
from archive.sqlite import one_state
from scheduler.narrowing import with_part
from scheduler.options import Asking, question, with_archive, with_json
from scheduler.output import ORIGINS, emit, found_article, shown, when
from spiders.registry import outlets

# Where `warraq run` and `warraq open` show what is asked here, whatever their port.
LOCAL_HOSTS = ("127.0.0.1", "localhost")
OFFERED: dict[Kind, str] = {
    "arabic": "In Arabic: {q}  ({count} found)",
    "spelling": "Did you mean: {q}  ({count} found)",
    "names": "With --mode names: {count} found",
    "forms": "With --mode forms: {count} found",
    "outlets": "Of all outlets: {count} found",
    "days": "Of any day, or none: {count} found",
    "langs": "In any language: {count} found",
    "kinds": "Whatever became of them: {count} found",
    "places": "Whatever places they name: {count} found",
    "party": "Whatever party they name: {count} found",
    "filters": "Under no filter: {count} found",
    "unquoted": "{q}, not as a phrase: {count} found",
    "without": "Without {words}: {count} found",
}


SHOWN: dict[Order, str] = {"newest": "the newest", "oldest": "the oldest", "rank": "the best"}


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
@with_part("--to")
@with_archive
@with_json
def command(
    query: tuple[str, ...],
    archive: Path,
    *,
    as_json: bool,
    mode: Mode,
    limit: int,
    order: Order,
    **part: Unpack[Part],
) -> None:
    """Ask the archive, newest first unless --order says otherwise. Any spelling finds the word.

    QUERY knows "phrases", AND, OR, NOT, -word, word*, (groups), title:WORD, outlet:NAME, credit:WORD, from:DAY, to:DAY
    and kind:edited, kind:gone, kind:missing, kind:copied, kind:back, kind:given.

    An address, in whatever form it was copied, finds its article, or says that it is not archived, and what lies
    nearest.

    \b
    warraq search القوات
    warraq search '"دير الزور" -طقس' --from 2026-11
    warraq search 'title:(حلب OR إدلب) kind:edited'
    warraq search المياه --outlet NAME --outlet OTHER
    warraq search enabbaladi.net/archives/607143
    warraq search القوات --data warraq-2026-11-22.db      a downloaded file, which is not changed
    """
    with closing(read_archive(archive)) as connection, one_state(connection):
        _demand_known(part["outlets"], [name for (name,) in connection.execute("SELECT name FROM outlets")])
        resolved = find_address(connection, " ".join(query), _described(), LOCAL_HOSTS)
        if resolved is not None:
            hits = articles(connection, [resolved.article_id]) if resolved.article_id is not None else []
            _print_address(resolved, hits, near(connection, resolved), mode, as_json=as_json)
            return
        text = " ".join(query)
        found = search(connection, text, mode=mode, limit=limit, order=order, **part)
        others = offers(connection, text, mode, found.count, found.suggestions, **part)
    for note in found.notes:
        click.echo(note.sentence, err=True)
    if as_json:
        emit(
            {"count": found.count, "mode": found.mode, "hits": [found_article(hit) for hit in found.hits]}
            | _beside(found)
            | ({"offers": [offer.as_record() for offer in others]} if others else {})
        )
        return
    for hit in found.hits:
        _print(hit)
    which = SHOWN[order]
    click.echo(f"{found.count} found" + (f", {which} {len(found.hits)} shown" if found.count > len(found.hits) else ""))
    for offer in others:
        click.echo(OFFERED[offer.kind].format(**offer.as_record()))


def _described() -> Iterator[Outlet]:
    """Every outlet with its rules; their files are read only where an address is asked for."""
    yield from outlets().values()


def _demand_known(names: Iterable[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise BadConfiguration(
                f"The archive holds nothing of an outlet called “{name}”. List them with: warraq outlets"
            )


def _print(hit: Hit) -> None:
    click.echo(f"{hit.id}  {when(hit)}  {hit.outlet}{ORIGINS[hit.origin]}\n  {hit.title}")
    click.echo(f"  {found_article(hit)['snippet']}\n  {unquote(hit.url)}\n")


def _print_address(resolved: ResolvedAddress, hits: list[Hit], around: Near, mode: Mode, *, as_json: bool) -> None:
    """The article at an address as the one hit there is; of none, what lies nearest."""
    if as_json:
        listed = [found_article(hit) for hit in hits]
        emit({"count": len(hits), "mode": mode, "hits": listed, "address": described(resolved, around)})
        return
    for hit in hits:
        _print(hit)
    if hits:
        click.echo("1 found, by its address")
        return
    click.echo(in_words(resolved))
    if around.followed_since and resolved.outlet:
        click.echo(f"First crawl of {resolved.outlet.name}: {shown(around.followed_since)}")
    for one in around.neighbours:
        click.echo(f"Nearest number: {one['key']}  {one['published_day'] or 'undated'}  {one['title']}")
    click.echo(f"Ask the Wayback Machine: {wayback(resolved.url)}")


def _beside(found: Results) -> dict[str, list[str]]:
    """`notes` and `suggestions`, where there are any."""
    beside = {"notes": [note.sentence for note in found.notes], "suggestions": list(found.suggestions)}
    return {name: sentences for name, sentences in beside.items() if sentences}
