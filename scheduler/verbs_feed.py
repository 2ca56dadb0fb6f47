"""The verbs that feed the archive: read (which only shows what would be stored), import, replay."""

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from archive.data_folder import DataFolder
from archive.errors import BadInput
from archive.identity.keys import key_of, owner_of
from archive.ingest.foreign_files import Bad
from archive.ingest.importer import Importer, unknown_outlet
from archive.ingest.rereading import count_articles, open_for_replay
from archive.ingest.rereading import replay as replay_all
from archive.ingest.session import Writer
from archive.model import Outlet, Page
from archive.reading.quality_gate import judge
from archive.reading.worker import Reader
from archive.times import now, stamp
from scheduler.choosing import named
from scheduler.options import demand_address, with_data, with_json, with_outlet
from scheduler.printing import LOG, emit, facts, progress
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
    demand_address(url)
    owner = _owner(url, outlet)
    page = Page(url=url, final_url=url, status=200, headers=(), body=file.read_bytes(), fetched_at=now())
    with Reader() as reader:
        reading = reader.read(page, owner)
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
        "image": reading.image,
        "image_caption": reading.image_caption,
    }
    if as_json:
        emit(shown)
    else:
        facts({name: value for name, value in shown.items() if name != "text"})
        click.echo(f"\n{reading.text}")


def _when(instant: datetime | None, day: date) -> str:
    return stamp(instant) if instant else day.isoformat()


def _owner(url: str, name: str | None) -> Outlet:
    known = outlets()
    return named(known, name) if name else owner_of(url, known.values()) or unknown_outlet(url)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@with_outlet("Take every address as this outlet's, whatever its host.")
@with_data
@with_json
def import_(files: tuple[Path, ...], outlet: str | None, data: DataFolder, as_json: bool) -> None:
    """Take other people's captures into the archive: WARC(.gz) of anybody, or JSONL(.gz).

    A line of JSONL has url and html, or url, title, text and published; fetched_at where it is known. What is good in
    a file is kept, what is not is named on standard error (exit status 5). Importing a file twice changes nothing, so
    an interrupted import is simply started again.
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
    busy = "Another replay is running on this data folder; wait for it to end."
    with data.make().lock("replay", busy), open_for_replay(data) as writer, progress(quiet=as_json) as bar:
        task = bar.add_task("replay", total=count_articles(writer, chosen), note="")
        for article_id, happened, why in replay_all(writer, chosen):
            counts.update(("read", happened))
            if why:
                LOG.print(f"article {article_id}: {why}")
            bar.advance(task)
    result = {name: counts[name] for name in ("read", "changed", "same", "failed")}
    emit(result) if as_json else facts(result)
