"""The verbs that ask or feed the archive: read, key, import, replay, search, history, publish."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import click

from archive.errors import BadConfiguration, BadInput
from archive.extract import read as read_page
from archive.folder import DataFolder
from archive.foreign import Bad
from archive.gate import judge
from archive.history import history as versions_of
from archive.identity import is_web_address, key_of, owner_of
from archive.importing import Importer, unknown_outlet
from archive.instants import now, stamp
from archive.model import Outlet, Page
from archive.publish import publish as make_snapshot
from archive.replay import count_articles, open_for_replay
from archive.replay import replay as replay_all
from archive.search import Mode, search, to_marked_text
from archive.store import open_readonly
from archive.writer import Writer
from scheduler.options import named, with_data, with_json, with_outlet
from scheduler.printing import LOG, TO_PEOPLE, emit, emit_lines, facts, progress, table
from spiders.registry import outlets

IMPORT_COUNTS = ("read", "new", "edited", "unchanged", "held", "failed")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, metavar="URL", help="The address the page was fetched from.")
@with_outlet("Whose rules read it; else the outlet the address belongs to.")
@with_json
def read(file: Path, url: str, outlet: str | None, as_json: bool) -> None:
    """Read a saved page as the archive would, and show what comes out. Stores nothing.

    \b
    warraq read page.html --url https://www.enabbaladi.net/archives/607143
    """
    _demand_address(url)
    owner = _owner(url, outlet)
    page = Page(url=url, final_url=url, status=200, headers=(), body=file.read_bytes(), fetched_at=now())
    reading = read_page(page, owner)
    published = reading.published
    shown = {
        "title": reading.title,
        "text": reading.text,
        "published": _when(published.instant, published.day) if published else None,
        "published_from": published.source if published else None,
        "authors": list(reading.authors),
        "credit": reading.credit,
        "lang": reading.lang,
        "outlet": owner.name,
        "key": key_of(url, owner),
        "held": reading.held or judge(page, reading, owner) or None,
    }
    if as_json:
        emit(shown)
    else:
        facts({name: value for name, value in shown.items() if name != "text"})
        click.echo(f"\n{reading.text}")


def _when(instant: datetime | None, day: date) -> str:
    return stamp(instant) if instant else day.isoformat()


def _demand_address(url: str) -> None:
    if not is_web_address(url):
        raise BadConfiguration(f"“{url}” is not an http(s) address.")


def _owner(url: str, name: str | None) -> Outlet:
    known = outlets()
    return named(known, name) if name else owner_of(url, known.values()) or unknown_outlet(url)


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL…")
@with_json
def key(urls: tuple[str, ...], as_json: bool) -> None:
    """Say which article of which outlet an address is: addresses with the same key are the same article.

    \b
    warraq key https://www.enabbaladi.net/archives/607143 'https://enabbaladi.net/607143/slug/?amp=1'
    """
    for url in urls:
        _demand_address(url)
    known = outlets().values()
    owners = [owner_of(url, known) for url in urls]
    rows = [
        {"url": url, "outlet": owner.name if owner else None, "key": key_of(url, owner) if owner else None}
        for url, owner in zip(urls, owners, strict=True)
    ]
    emit_lines(rows) if as_json else table(rows, ("outlet", "key", "url"))


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@with_outlet("Take every address as this outlet's, whatever its host.")
@with_data
@with_json
def import_(files: tuple[Path, ...], outlet: str | None, data: DataFolder, as_json: bool) -> None:
    """Take other people's captures into the archive: WARC(.gz) of anybody, or JSONL(.gz).

    A line of JSONL has url and html, or url, title, text and published; fetched_at where it is known. What is good in a file is
    kept, what is not is named on standard error (exit status 5). Importing a file twice changes nothing, so an interrupted
    import is simply started again.
    """
    known = outlets()
    only = named(known, outlet) if outlet else None
    counts: Counter[str] = Counter()
    busy = "Another import is running on this data folder; wait for it to end."
    with data.make().lock("import", busy), Writer(data, "import") as writer, progress(quiet=as_json) as bar:
        data.demand_room()
        importer = Importer(writer, known, only)
        for file in files:
            _import_one(importer, file, counts, bar)
    result = {name: counts[name] for name in IMPORT_COUNTS}
    emit(result) if as_json else facts(result)
    if counts["bad"]:
        raise BadInput(f"{counts['bad']} of the things in the input could not be read; everything else is kept.")


def _import_one(importer: Importer, file: Path, counts: Counter[str], bar: Any) -> None:
    task = bar.add_task(file.name, total=file.stat().st_size if file.exists() else None, note="")
    for outcome, position in importer.run(file):
        counts["read"] += 1
        if isinstance(outcome, Bad):
            counts.update(("failed", "bad"))
            LOG.print(f"{file}, {outcome.where}: {outcome.why}")
        else:
            counts[outcome.kind if outcome.kind in IMPORT_COUNTS else "unchanged"] += 1
        bar.update(task, completed=position)


@click.command()
@with_outlet("Only this outlet's articles.")
@with_data
@with_json
def replay(outlet: str | None, data: DataFolder, as_json: bool) -> None:
    """Read every kept page again with today's rules, from the WARC and without network.

    What comes out differently becomes a version of kind `extractor`: our doing, never shown as an outlet's edit.
    """
    known = outlets()
    chosen = {outlet: named(known, outlet)} if outlet else known
    counts: Counter[str] = Counter()
    with data.make().lock("replay", "Another replay is running on this data folder."), open_for_replay(data) as writer:
        with progress(quiet=as_json) as bar:
            task = bar.add_task("replay", total=count_articles(writer, chosen), note="")
            for article_id, happened, why in replay_all(writer, chosen):
                counts.update(("read", happened))
                if why:
                    LOG.print(f"article {article_id}: {why}")
                bar.advance(task)
    result = {name: counts[name] for name in ("read", "changed", "same", "failed")}
    emit(result) if as_json else facts(result)


@click.command("search")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--mode",
    type=click.Choice(get_args(Mode)),
    default="names",
    show_default=True,
    help="exact: as typed. names: also with و ف ب ل ك, joined or split, and by other names. forms: every form of the word.",
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
    connection = open_readonly(data.record)
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
        hits = [
            {
                "id": hit.id,
                "outlet": hit.outlet,
                "url": hit.url,
                "title": hit.title,
                "published": hit.published_at or hit.published_day,
                "snippet": to_marked_text(hit.snippet_marked),
            }
            for hit in found.hits
        ]
        emit({"count": found.count, "mode": found.mode, "hits": hits})
        return
    for hit in found.hits:
        TO_PEOPLE.print(f"[bold]{hit.id}[/]  {hit.published_day}  {hit.outlet}", markup=True)
        click.echo(f"  {to_marked_text(hit.title_marked)}\n  {to_marked_text(hit.snippet_marked)}\n  {hit.url}\n")
    click.echo(
        f"{found.count} found" + (f", the newest {len(found.hits)} shown" if found.count > len(found.hits) else "")
    )


@click.command("history")
@click.argument("url_or_id", metavar="URL|ID")
@with_data
@with_json
def history_(url_or_id: str, data: DataFolder, as_json: bool) -> None:
    """Show every version of an article: when it was seen, what kind of change it was, words added and removed."""
    rows = versions_of(open_readonly(data.record), url_or_id, outlets().values())
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
    emit(made) if as_json else facts(
        vars(made)
        if hasattr(made, "__dict__")
        else {
            "file": made.file,
            "bytes": made.bytes,
            "sha256": made.sha256,
            "articles": made.articles,
            "delta": made.delta,
        }
    )


VERBS = (read, key, import_, replay, search_, history_, publish_)
