"""warraq import: other people's captures enter the archive."""

from collections import Counter
from pathlib import Path

import click
from rich.progress import Progress

from archive.configuration.room import demand_room
from archive.data_folder import DataFolder
from archive.errors import BadInput
from archive.ingest.foreign_files import Bad
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from scheduler.options import with_data, with_json, with_outlet
from scheduler.output import LOG, emit, facts, progress
from scheduler.select import named
from spiders.registry import outlets

IMPORT_COUNTS = ("read", "new", "edited", "unchanged", "held", "failed")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@with_outlet("Take every address as this outlet's, whatever its host.")
@with_data
@with_json
def command(files: tuple[Path, ...], outlet: str | None, data: DataFolder, as_json: bool) -> None:
    """Take other people's captures into the archive: WARC, ARC and WACZ of anybody, or JSON lines.

    A text of a known article that nobody says to have captured is a version of it and no edit: it counts as unchanged.

    Packed files (.gz, .zst) too. A line has url and html, or url, title, text and published; fetched_at, author, credit
    and lang where they are known (docs/running.md). What is good in a file is kept, what is not is named on standard
    error (exit status 5). Importing a file twice changes nothing, so an interrupted import is simply started again.
    """
    known = outlets()
    only = named(known, outlet) if outlet else None
    counts: Counter[str] = Counter()
    busy = "Another import is running on this data folder; wait for it to end."
    with data.make().lock("import", busy), Writer(data, "import") as writer, progress(quiet=as_json) as bar:
        demand_room(data)
        importer = Importer(writer, known, only)
        for file in files:
            _import_one(importer, file, counts, bar)
    result = {name: counts[name] for name in IMPORT_COUNTS}
    emit(result) if as_json else facts(result)
    if counts["given"]:
        further = f"{counts['given']} of these are further texts of known articles: versions, no edits."
        LOG.print(f"{further} See them with: warraq history URL")
    if counts["bad"]:
        raise BadInput(f"{counts['bad']} of the things in the input could not be read; everything else is kept.")


def _import_one(importer: Importer, file: Path, counts: Counter[str], bar: Progress) -> None:
    task = bar.add_task(file.name, total=file.stat().st_size if file.exists() else None, note="")
    for outcome, position in importer.run(file):
        counts["read"] += 1
        if isinstance(outcome, Bad):
            counts.update(("failed", "bad"))
            LOG.print(f"{file}, {outcome.where}: {outcome.why}")
        else:
            kind = "held" if outcome.way else outcome.kind
            counts[kind if kind in IMPORT_COUNTS else "unchanged"] += 1
            counts["given"] += outcome.kind == "given"
        bar.update(task, completed=position)
