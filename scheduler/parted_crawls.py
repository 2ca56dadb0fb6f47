"""Crawls that the workers of an engine do: leased here, asked there, and done again here from what they brought.

What a worker brings when its outlet was leased to another meanwhile comes late (scheduler.leased_units): it is kept as
captures, and is no crawl.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from archive.crawl_state.frontier import Frontier
from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning, WarraqError
from archive.ingest.intake import Intake
from archive.model import Outlet
from archive.times import damascus_time, now, unstamp
from scheduler.engine.crawl_units import AlreadyBegun, Brought, CrawlUnits
from scheduler.engine.crawling import Ended, TooLate
from scheduler.engine.interface import Answer, Engine, UnitHeld
from scheduler.jobs import TIME_LIMIT, Fetched, crawl
from scheduler.leased_units import LeasedUnits, token_of
from spiders.journal import Answers, keep_unasked
from spiders.process.parent import Progress
from spiders.result import CrawlResult
from spiders.storage_limits import storage_trouble

LOOK_SECONDS = 2.0
# What the clocks of two machines may differ by.
CLOCKS_DIFFER = timedelta(seconds=30)
_log = logging.getLogger(__name__)


class PartedCrawls:
    """One command's crawls. `known` are all outlets; `show` gets the progress of what is written, `say` sentences, each
    once; `stop`, once set, ends them."""

    def __init__(
        self,
        data: DataFolder,
        known: Mapping[str, Outlet],
        engine: Engine,
        place: str,
        stop: threading.Event,
        show: Progress,
        say: Callable[[str], None],
    ) -> None:
        self._data, self._known, self._engine, self._stop = data, known, engine, stop
        self._show, self._say, self._said = show, say, set[str]()
        self._units = CrawlUnits(place, data.service)
        self._leases = LeasedUnits(data, known, self._units, self._say_once)
        self._left: dict[str, Outlet] = {}

    def results(self, outlets: Iterable[Outlet]) -> Iterator[CrawlResult]:
        """Each outlet crawled once, in any order. Raises what no worker can do any crawl with, and EngineLost."""
        self._left = {outlet.name: outlet for outlet in outlets}
        self._keep_late()
        try:
            yield from self._without_room()
            while self._left and not self._stop.is_set():
                for answer in self._units.run(self._leases.to_hand_out(self._left), self._engine):
                    yield from self._settled(answer)
                if self._left:
                    self._stop.wait(LOOK_SECONDS)
        finally:
            self._engine.close()
            self._leases.give_back()
        self._keep_late()

    def _without_room(self) -> Iterator[CrawlResult]:
        """What has no bytes left for today is told as anywhere, and not fetched first."""
        for outlet in list(self._left.values()):
            if storage_trouble(self._data, outlet.name):
                del self._left[outlet.name]
                yield crawl(self._data, outlet, self._stop, self._show)

    def _settled(self, answer: Answer) -> Iterator[CrawlResult]:
        unit, problem = answer.unit, answer.problem
        if isinstance(problem, AlreadyBegun):
            return
        hosts, names = self._leases.take_back(unit), self._leases.names(unit)
        if problem is None:
            with self._units.brought(unit) as brought:
                hosts.release(brought.told if brought else {})
                yield from self._written(unit, names, brought)
            return
        if isinstance(problem, UnitHeld):
            # Whatever is left of it may be asking still: its lease runs out.
            hosts.abandon()
        else:
            hosts.release(hosts.told if isinstance(problem, WarraqError) else {})
            self._leases.free(unit, names)
            if isinstance(problem, TooLate):
                return
            if isinstance(problem, WarraqError):
                raise problem
        _log.warning("%s was not crawled: %s", ", ".join(names), problem if str(problem) else repr(problem))
        for name in names:
            if self._left.pop(name, None):
                yield CrawlResult(outlet=name, cause="crashed")

    def _written(self, unit: str, names: Sequence[str], brought: Brought | None) -> Iterator[CrawlResult]:
        is_kept = True
        for name in names:
            ended = brought.ended.get(name) if brought else None
            outlet = self._known.get(name)
            if brought is None or ended is None or outlet is None:
                continue
            result = self._write(unit, outlet, brought.folder / name, ended)
            if result is None:
                is_kept = self._keep(outlet, brought.folder / name) and is_kept
            elif self._left.pop(name, None):
                yield result
        if is_kept:
            self._leases.free(unit, names)

    def _write(self, unit: str, outlet: Outlet, folder: Path, ended: Ended) -> CrawlResult | None:
        """None where the crawl came late, or by a clock that is not ours."""
        began = datetime.fromisoformat(ended["began"])
        if not self._leases.holds(unit, outlet.name):
            return None
        plan = self._units.plan(unit)
        until = unstamp(plan["until"]) if plan else began
        if not until - TIME_LIMIT - CLOCKS_DIFFER <= began <= min(until, now() + CLOCKS_DIFFER):
            self._say_once(
                f"A worker's clock differs from this machine's: it began {outlet.name} at {damascus_time(began)}. Set"
                " the clocks of all machines by NTP; what it fetched is kept as captures."
            )
            return None
        if ended["problem"]:
            self._say_once(f"{outlet.name} could not be crawled by a worker: {ended['problem']}")
            return CrawlResult(outlet=outlet.name, cause="crashed")
        seconds, cause = float(ended["result"]["seconds"]), str(ended["result"]["cause"])
        fetched, token = Fetched(folder, began, cause, seconds), token_of(unit, outlet.name)
        result = crawl(self._data, outlet, self._stop, self._show, lease=token, fetched=fetched)
        return None if result.cause == "already_running" else result

    def _keep(self, outlet: Outlet, folder: Path) -> bool:
        """Keep what came late as captures. False where that has to wait."""
        try:
            with (
                self._data.lock(outlet.name, ""),
                Frontier(self._data.service) as frontier,
                Intake(self._data.root, outlet) as intake,
                closing(Answers(folder)) as answers,
            ):
                kept = keep_unasked(intake, frontier, answers)
        except AlreadyRunning:
            return False
        self._say_once(f"{outlet.name}: a worker brought {kept} pages too late; they are kept as captures.")
        return True

    def _keep_late(self) -> None:
        """What came when its lease had gone to another."""
        self._units.remove_forgotten()
        for unit in self._units.finished():
            names = self._leases.names(unit)
            if not self._leases.has(unit) and not any(self._leases.holds(unit, name) for name in names):
                with self._units.brought(unit) as brought:
                    for _ in self._written(unit, names, brought):
                        """Nothing of it is a crawl."""

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self._say(sentence)
