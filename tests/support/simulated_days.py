"""Days of the service in seconds: the real schedule, planner and dispatcher; only crawls and time are made up.

True time runs on; the wall clock may be set. The service is restarted, killed, away for hours; crawls take long, fail,
hang. What came to pass is kept as runs in true time, to be judged by tests.system.test_simulated_days.
"""

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import Listed, Poll
from archive.crawl_state.runs import COUNTS, RunLog
from archive.crawl_state.schedule import Schedule
from archive.exchange import Hint
from archive.model import Outlet
from scheduler.dispatcher import Books, Dispatcher, Job
from scheduler.jobs import end_crawl
from scheduler.planner import first_routes, is_due
from scheduler.slots import Slots

DELAY = 2.0
FEED_LENGTH = 10
END = datetime(2100, 1, 1, tzinfo=UTC)
SLOTS = Slots(at_once=4, most=20)


@dataclass(slots=True)
class Run:
    """A crawl in true time. `ended` is None where it was killed; `due_again` is when its end made the outlet due."""

    outlet: str
    began: datetime
    ended: datetime | None = None
    due_again: datetime | None = None


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happens at a moment: `set` the clock off by so many seconds, `stop`, `kill`, `start`."""

    at: datetime
    what: str
    seconds: float = 0.0


class World:
    """A simulation: make one, `run` it, read `runs`, and from and until: `requests` by host, `down`, `wrong` clocks."""

    def __init__(
        self, folder: Path, outlets: dict[str, Outlet], start: datetime, overruns: dict[str, float] | None = None
    ) -> None:
        """`overruns` are outlets whose first crawl takes so many seconds."""
        self.folder, self.outlets, self.start = folder, outlets, start
        self._overruns = dict(overruns or {})
        self.runs: list[Run] = []
        self.requests: dict[str, list[tuple[datetime, datetime]]] = {}
        self.down: list[tuple[datetime, datetime]] = []
        self.set_at: list[datetime] = []
        self.wrong: list[tuple[datetime, datetime]] = []
        self._chance = random.Random(1)
        self._true, self._off = self.start, timedelta()
        self._under_way: dict[str, tuple[Job, Run, datetime]] = {}
        self._ends: list[tuple[datetime, str, Run]] = []
        self._is_up = True

    def run(self, days: float, events: list[Event]) -> None:
        """Let so many days pass."""
        until, waiting = self.start + timedelta(days=days), sorted(events)
        path = self.folder / "service.db"
        with Books.open(path) as books, Frontier(path) as frontier, RunLog(path) as run_log:
            self._books, self._schedule, self._frontier, self._run_log = books, books.schedule, frontier, run_log
            for part in (books.schedule, frontier, run_log):  # A power cut is none of what is tried here.
                part.db.execute("PRAGMA synchronous = OFF")
            self._begin_service()
            look = self._true
            while self._true < until:
                moments = [look, until, *(one.at for one in waiting[:1]), *(end[0] for end in self._ends[:1])]
                self._true = min(moments)
                while waiting and waiting[0].at <= self._true:
                    self._happen(waiting.pop(0))
                    look = self._true
                while self._ends and self._ends[0][0] <= self._true:
                    self._end(heapq.heappop(self._ends)[2])
                    look = self._true
                if look <= self._true:
                    look = self._true + timedelta(seconds=max(self._look(), 0.001))

    @property
    def wall(self) -> datetime:
        return self._true + self._off

    def _begin_service(self) -> None:
        self._schedule.free("service/*")
        self._dispatcher = Dispatcher(self.outlets, SLOTS)

    def _look(self) -> float:
        if not self._is_up:
            return 3600.0
        steady = (self._true - self.start).total_seconds()
        jobs, wait = self._dispatcher.look(self._books, self.wall, steady)
        for job in jobs:
            self._crawl(job)
        return wait

    def _crawl(self, job: Job) -> None:
        run = Run(job.outlet.name, self._true)
        self.runs.append(run)
        self._under_way[job.outlet.name] = job, run, self.wall
        end = max(self._asked(job.outlet), self._true + timedelta(seconds=self._overruns.pop(job.outlet.name, 0.0)))
        heapq.heappush(self._ends, (end, f"{job.outlet.name} {len(self.runs)}", run))

    def _asked(self, outlet: Outlet) -> datetime:
        """Ask the outlet's host some times, one request after the other over all who ask it. Returns the end."""
        end = self._true + timedelta(seconds=0.3)
        asked = self.requests.setdefault(outlet.hosts[0], [])
        for _ in range(self._chance.randint(1, 4)):
            begin = max(end, asked[-1][1] + timedelta(seconds=DELAY) if asked else end)
            # Now and then an answer takes long, or never comes.
            end = begin + timedelta(seconds=self._chance.choice([0.2] * 50 + [20, 90]))
            asked.append((begin, end))
        return end

    def _end(self, run: Run) -> None:
        name = run.outlet
        job, under_way, began = self._under_way.get(name, (None, None, self.wall))
        if job is None or under_way is not run:
            return  # It was killed meanwhile.
        del self._under_way[name]
        run.ended, off = self._true, self._off
        is_well = self._chance.random() > 0.05
        new = self._list(job.outlet, began) if is_well else 0
        result = dict.fromkeys(COUNTS, 0) | {"outlet": name, "cause": "" if is_well else "timeout", "seconds": 1.0}
        self._run_log.ended(result | {"new": new}, began, self.wall)
        end_crawl(self._schedule, job.outlet, job.lease, began)
        run.due_again = self._schedule.entries()[name].next_due - off
        self._dispatcher.ended(job)

    def _list(self, outlet: Outlet, began: datetime) -> int:
        """What its feed lists: the last of what was published by now. Returns how many are new."""
        rate = outlet.expect_per_day
        published = int(rate * (self._true - self.start).total_seconds() / 86_400)
        keys = [str(number) for number in range(published, max(published - FEED_LENGTH, -1), -1)]
        listed = [Listed(key=key, url=f"{outlet.home}/{key}", hint=Hint(), fingerprint="") for key in keys]
        url = first_routes(outlet)[0]
        poll = Poll(outlet=outlet.name, url=url, kind="feed", edition="", checked_at=began, state="ok")
        return len(self._frontier.record_poll(poll, listed).new)

    def _happen(self, event: Event) -> None:
        if event.what == "set":
            if self._off:
                self.wrong[-1] = self.wrong[-1][0], self._true
            self._off = timedelta(seconds=event.seconds)
            self.set_at.append(self._true)
            if self._off:
                self.wrong.append((self._true, END))
        elif event.what == "start":
            self.down[-1] = self.down[-1][0], self._true
            self._is_up = True
            self._begin_service()
        else:
            self.down.append((self._true, END))
            self._is_up = False
            self._under_way.clear()
            for host, asked in self.requests.items():
                self.requests[host] = [one for one in asked if one[0] <= self._true]

    def waiting_at_the_end(self) -> Iterator[str]:
        """Outlets that are due although nothing hinders them."""
        with Schedule(self.folder / "service.db") as schedule:
            for name, entry in schedule.entries().items():
                if name not in self._under_way and is_due(self.outlets[name], entry, self.wall):
                    yield name
