"""Due crawls done by whatever engine: what outlets answer, and what was read of it, in shards; one writes the record.

A unit is some outlets, crawled side by side by the very process that crawls anywhere, in a folder of its own that has
what is known of them. One worker alone ever begins a unit, and none asks anything past its deadline.
"""

import gzip
import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypedDict

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.times import now, unstamp
from scheduler.engine._claims import begin
from scheduler.engine._place import Place
from scheduler.engine._shards import Plan, with_receipt
from scheduler.engine.interface import Receipt
from spiders.http.host_lease import HostNote, note_all, notes_of
from spiders.journal import ANSWERS, READINGS, awake_and_asleep
from spiders.process.parent import Elsewhere, run_crawl
from spiders.result import CrawlResult

# A crawl mostly waits for politeness: so many at a time are begun by a worker, which is one process.
SIDE_BY_SIDE = 8
# With less time than that a crawl is not begun.
LEAST_SECONDS = 3.0
STATE = ".state"
# Lines of a shard beside those of the notes: how a crawl ended, and what hosts were told.
ENDED, HOSTS = "ended", "hosts"


class TooLate(WarraqError):
    """The unit came to a worker when its deadline was over; nothing was asked."""


class Ended(TypedDict):
    """How the crawl of an outlet ended there; `problem` where it could not begin."""

    began: str
    result: Mapping[str, str | int | float]
    problem: str


def crawl_outlets(unit: str, place: str) -> Receipt:
    """The job: the outlets of the plan crawled once. Raises AlreadyBegun, TooLate."""
    return with_receipt(unit, place, partial(_lines, unit))


def _lines(unit: str, place: Place, plan: Plan) -> Iterator[bytes]:
    begin(place, unit)
    seconds = (unstamp(plan["until"]) - now()).total_seconds()
    if seconds < LEAST_SECONDS:
        raise TooLate(f"{unit} came to a worker when its time was over. Do the clocks of the machines differ?")
    deadline = awake_and_asleep() + seconds
    with tempfile.TemporaryDirectory(prefix="warraq-crawl-") as folder:
        data = DataFolder(Path(folder, "data")).make()
        _fetch_state(place, unit, data.service)
        note_all(data.locks, {name: HostNote(*values) for name, values in plan["hosts"].items()})
        crawl = partial(_crawl, data, Path(folder), deadline, plan["variables"])
        with ThreadPoolExecutor(SIDE_BY_SIDE, thread_name_prefix="crawl") as pool:
            for outlet, ended in zip(plan["outlets"], pool.map(crawl, plan["outlets"]), strict=True):
                yield from _lines_of(outlet, Path(folder, outlet), ended)
        yield f"- {HOSTS} {json.dumps(notes_of(data.locks))}".encode()


def _fetch_state(place: Place, unit: str, service: Path) -> None:
    with tempfile.TemporaryFile() as packed:
        place.fetch(unit + STATE, packed)
        packed.seek(0)
        with gzip.open(packed) as source, service.open("wb") as target:
            shutil.copyfileobj(source, target)


def _crawl(data: DataFolder, folder: Path, deadline: float, variables: Mapping[str, str], outlet: str) -> Ended | None:
    """None where there was no time left to begin."""
    seconds = deadline - awake_and_asleep()
    if seconds < LEAST_SECONDS:
        return None
    notes = folder / outlet
    notes.mkdir()
    began, elsewhere = now(), Elsewhere(notes, deadline, variables=variables)
    try:
        result = run_crawl(outlet, data.root, time_limit=seconds, repeat=True, elsewhere=elsewhere)
    except WarraqError as problem:
        return Ended(began=began.isoformat(), result=CrawlResult(outlet=outlet).as_dict(), problem=str(problem))
    return Ended(began=began.isoformat(), result=result.as_dict(), problem="")


def _lines_of(outlet: str, notes: Path, ended: Ended | None) -> Iterator[bytes]:
    if ended is None:
        return
    for name in (ANSWERS, READINGS):
        with suppress(FileNotFoundError), (notes / name).open("rb") as lines:
            for line in lines:
                yield f"{outlet} {name} ".encode() + line.rstrip(b"\n")
    yield f"{outlet} {ENDED} {json.dumps(ended)}".encode()
