"""warraq import: other people's captures enter the archive."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import click
from rich.progress import Progress

from archive.configuration.disk_space import demand_room
from archive.data_folder import DataFolder
from archive.errors import BadInput
from archive.ingest.foreign_files import Bad
from archive.ingest.importer import Done, Importer
from archive.ingest.session import Writer
from archive.model import Outlet
from scheduler.engine.choice import engine_of, place_of
from scheduler.engine.importing import Imports
from scheduler.engine.interface import Engine
from scheduler.options import with_data, with_engine, with_json, with_outlet
from scheduler.outlet_selection import named
from scheduler.output import LOG, emit, facts, progress
from spiders.registry import outlets

MOST_NAMED = 100
IMPORT_COUNTS = ("read", "new", "edited", "unchanged", "held", "failed")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@with_outlet("Take every address as this outlet's, whatever its host.")
@with_engine
@with_data
@with_json
def command(
    files: tuple[Path, ...], outlet: str | None, engine: str | None, place: str | None, data: DataFolder, as_json: bool
) -> None:
    """Take other people's captures into the archive: WARC, ARC and WACZ of anybody, or JSON lines.

    A text of a known article that nobody says to have captured is a version of it and no edit: it counts as unchanged.

    Packed files (.gz, .zst) too. A line has url and html, or url, title, text and published; fetched_at, author, credit
    and lang where they are known (docs/running.md). What is good in a file is kept, what is not is named on standard
    error, up to a hundred (exit status 5). Importing a file twice changes nothing, so an interrupted import is simply
    started again.

    With --engine the pages of WARC, ARC and WACZ are read by other processes, on this machine or many, a file each,
    and enter the archive here, in the order of the files. What comes out is the same (docs/cluster.md).

    \b
    warraq import CC-NEWS-*.warc.gz --engine processes
    """
    known = outlets()
    only = named(known, outlet) if outlet else None
    counts: Counter[str] = Counter()
    others = engine_of(engine) if engine else None
    busy = "Another import is running on this data folder; wait for it to end."
    with data.make().lock("import", busy), Writer(data, "import") as writer, progress(quiet=as_json) as bar:
        demand_room(data)
        importer = Importer(writer, known, only)
        with _reading(files, only, others, place_of(data, place), writer, bar) as ready:
            for file in files:
                _import_one(importer, file, ready(file), counts, bar)
    result = {name: counts[name] for name in IMPORT_COUNTS}
    emit(result) if as_json else facts(result)
    if counts["given"]:
        further = f"{counts['given']} of these are further texts of known articles: versions, no edits."
        LOG.print(f"{further} See them with: warraq history URL")
    if counts["bad"]:
        named_here = f" The first {MOST_NAMED} are named here." if counts["bad"] > MOST_NAMED else ""
        told = f"{counts['bad']} of the things in the input could not be read; everything else is kept."
        raise BadInput(told + named_here)


@contextmanager
def _reading(
    files: Sequence[Path], only: Outlet | None, engine: Engine | None, place: str, writer: Writer, bar: Progress
) -> Iterator[Callable[[Path], str]]:
    """Waits until a file was read elsewhere, and says why it must not be read here; at once where nobody else reads."""
    if engine is None:
        yield lambda _: ""
        return
    with closing(engine):
        task = bar.add_task("files read", total=None, note="")
        imports = Imports(files, only, place, lambda done, total: bar.update(task, completed=done, total=total))
        with imports.at_hand(engine, writer):
            yield imports.ready
        imports.remove()


def _import_one(importer: Importer, file: Path, held: str, counts: Counter[str], bar: Progress) -> None:
    if held:
        _count_bad(f"{file}: {held}", counts)
        return
    task = bar.add_task(file.name, total=file.stat().st_size if file.exists() else None, note="")
    try:
        for outcome, position in importer.run(file):
            _count(file, outcome, counts)
            bar.update(task, completed=position)
    except BadInput as problem:
        # It cannot be opened: those behind it are read all the same.
        _count_bad(str(problem), counts)


def _count(file: Path, outcome: Done, counts: Counter[str]) -> None:
    if isinstance(outcome, Bad):
        _count_bad(f"{file}, {outcome.where}: {outcome.why}", counts)
        return
    kind = "held" if outcome.way else outcome.kind
    counts["read"] += 1
    counts[kind if kind in IMPORT_COUNTS else "unchanged"] += 1
    counts["given"] += outcome.kind == "given"


def _count_bad(sentence: str, counts: Counter[str]) -> None:
    counts.update(("read", "failed", "bad"))
    if counts["bad"] <= MOST_NAMED:  # a file of another form has a reason in each of its lines
        LOG.print(sentence, markup=False)
