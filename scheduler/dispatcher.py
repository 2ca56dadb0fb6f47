"""Which crawls begin now: what was asked for, what is due, what is past, each with a lease. No threads, no clocks."""

import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, Self

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.due import ScheduleEntry, lease_token
from archive.crawl_state.requests import Requests
from archive.crawl_state.schedule import Schedule
from archive.errors import BadConfiguration
from archive.model import Outlet
from archive.times import damascus_time
from scheduler.clock import interval_of
from scheduler.planner import Waiting, catch_up, next_moment, waiting
from scheduler.slots import Slots

# A clock that is set is noticed after so long at the latest.
LONGEST_SLEEP = 60.0
# So long nobody looked: the machine slept, or its clock was set ahead.
MISSED_LOOKS = timedelta(seconds=2.5 * LONGEST_SLEEP)
# By so much a clock may drift, or be corrected bit by bit, without having been set.
DRIFT = 2.0
# A process that has no lease, or is dying, has the outlet.
BUSY_SECONDS = 15.0
# So many seconds' starts at most begin in one look.
MADE_UP = 0.2
# So many pasts are fetched at a time, and only in slots that nobody else wants.
MOST_PASTS = 2
# All channels are on one host, which answers one request at a time: more of them would only hold processes.
MOST_CHANNELS = 2
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Books:
    """The parts of service.db that say what is to be done."""

    schedule: Schedule
    requests: Requests
    pasts: Backfills

    @classmethod
    @contextmanager
    def open(cls, service: Path) -> Iterator[Self]:
        with Schedule(service) as schedule, Requests(service) as requests, Backfills(service) as pasts:
            yield cls(schedule, requests, pasts)


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl that is to begin: its outlet, the token of the lease that it has, and what it is for.

    `request` is the number of the request that a command follows; `is_failing`: the outlet did not answer before.
    """

    outlet: Outlet
    lease: str
    kind: Literal["news", "request", "past"] = "news"
    request: int = 0
    is_failing: bool = False


class Dispatcher:
    """What one service does next, with the crawls that it has under way. `ended` may come from any thread."""

    def __init__(self, outlets: Mapping[str, Outlet], slots: Slots) -> None:
        self.outlets, self._slots = outlets, slots
        self._running: dict[str, Job] = {}
        self._busy: dict[str, float] = {}
        self._lock = threading.Lock()
        self._catching_up: dict[str, datetime] = {}
        self._looked: datetime | None = None
        self._ahead_of_steady: float | None = None
        self._last_began = float("-inf")

    def look(self, books: Books, at: datetime, steady: float) -> tuple[list[Job], float]:
        """The crawls to begin now, their leases taken, and after how many seconds to look again at the latest.

        `at` is the time by the wall clock, `steady` seconds by one that nobody sets.
        """
        self._notice_clock(books.schedule, at, steady)
        entries = self._entries(books.schedule, at)
        if self._looked is None or not timedelta() <= at - self._looked <= MISSED_LOOKS:
            self._catching_up = catch_up(self.outlets.values(), entries, at)
        self._looked = at
        jobs = list(self._asked_for(books, at, steady))
        due, wait = self._due(books.schedule, entries, at, steady)
        jobs += due
        if wait == LONGEST_SLEEP:  # Nobody waits for a slot.
            jobs += self._past(books, at, steady)
        later = next_moment(self.outlets.values(), entries, at, self.running()), books.pasts.next_moment()
        wait = min(wait, *((moment - at).total_seconds() for moment in later if moment and moment > at), LONGEST_SLEEP)
        return jobs, max(wait, 0.0)

    def ended(self, job: Job, busy_since: float | None = None) -> None:
        """The crawl is over; whoever ran it has ended its lease. `busy_since`: at that steady second another process
        was found to have the outlet."""
        with self._lock:
            self._running.pop(job.outlet.name, None)
            if busy_since is not None:
                self._busy[job.outlet.name] = busy_since + BUSY_SECONDS

    def running(self) -> dict[str, Job]:
        with self._lock:
            return dict(self._running)

    def _entries(self, schedule: Schedule, at: datetime) -> dict[str, ScheduleEntry]:
        entries = schedule.entries()
        if unknown := [one.name for one in self.outlets.values() if one.enabled and one.name not in entries]:
            schedule.add(unknown, at)
            entries = schedule.entries()
        return entries

    def _asked_for(self, books: Books, at: datetime, steady: float) -> Iterator[Job]:
        """Crawls that somebody waits for begin before all others, and in no slot."""
        for row in books.requests.waiting():
            outlet = self.outlets.get(row["outlet"])
            if row["kind"] != "crawl":
                continue
            if outlet is None:
                books.requests.take(row["id"], at)
                sentence = f"The service that runs on this data folder does not know the outlet {row['outlet']}."
                books.requests.refused(
                    row["id"], BadConfiguration(f"{sentence} Start it anew, or add it to --outlets.")
                )
            elif len(self.running()) < self._slots.most and (
                job := self._take(books.schedule, Job(outlet, lease_token("service"), "request", row["id"]), at, steady)
            ):
                if books.requests.take(row["id"], at):
                    yield job
                else:  # Withdrawn meanwhile.
                    books.schedule.free(job.lease)
                    self.ended(job)

    def _due(
        self, schedule: Schedule, entries: Mapping[str, ScheduleEntry], at: datetime, steady: float
    ) -> tuple[list[Job], float]:
        jobs: list[Job] = []
        waits = [LONGEST_SLEEP]
        for one in waiting(self.outlets.values(), entries, at, self._catching_up):
            wait = self._wait_of(one, at, steady)
            if wait > 0:
                waits.append(wait)
            elif job := self._take(
                schedule, Job(one.outlet, lease_token("service"), is_failing=one.is_failing), at, steady
            ):
                jobs.append(job)
                # A look that came late, on a busy machine, makes up for it.
                self._last_began = max(self._last_began + self._slots.between, steady - MADE_UP)
                if one.by_wrong_clock:
                    _log.warning("%s was put off by a clock that was ahead; it is crawled now.", one.outlet.name)
        return jobs, min(waits)

    def _wait_of(self, one: Waiting, at: datetime, steady: float) -> float:
        running = self.running()
        if one.outlet.name in running:
            return LONGEST_SLEEP
        waited = (at - one.begins).total_seconds()
        if waited < 0:
            return -waited
        if one.outlet.channel and sum(bool(job.outlet.channel) for job in running.values()) >= MOST_CHANNELS:
            return LONGEST_SLEEP
        failing = sum(job.is_failing for job in running.values())
        wait = self._slots.wait_for(len(running), failing, waited, steady - self._last_began, is_failing=one.is_failing)
        return max(wait, self._busy.get(one.outlet.name, steady) - steady)

    def _past(self, books: Books, at: datetime, steady: float) -> Iterator[Job]:
        for row in books.pasts.waiting(at):
            running = self.running()
            pasts = sum(job.kind == "past" for job in running.values())
            if len(running) >= self._slots.at_once or pasts >= MOST_PASTS:
                return
            outlet = self.outlets.get(row["outlet"])
            if outlet and (job := self._take(books.schedule, Job(outlet, lease_token("service"), "past"), at, steady)):
                yield job

    def _take(self, schedule: Schedule, job: Job, at: datetime, steady: float) -> Job | None:
        name = job.outlet.name
        if name in self.running() or self._busy.get(name, steady) > steady or not schedule.take(name, job.lease, at):
            return None
        with self._lock:
            self._running[name] = job
        return job

    def _notice_clock(self, schedule: Schedule, at: datetime, steady: float) -> None:
        """A clock set back while we look would put off all that is due after an interval: it stays due when it was."""
        ahead = at.timestamp() - steady
        before, self._ahead_of_steady = self._ahead_of_steady, ahead
        if before is None or ahead > before - DRIFT:
            return
        by_interval = [one.name for one in self.outlets.values() if interval_of(one.every)]
        schedule.moved_clock(before - ahead, by_interval)
        self._looked = None
        sentence = "The clock of this machine was set back by %.0f seconds; it says %s now. No crawl is lost by that."
        _log.warning(sentence, before - ahead, damascus_time(at))
