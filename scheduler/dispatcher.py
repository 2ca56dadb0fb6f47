"""Which crawls begin now: due outlets get a lease and a slot each. All that is decided, without threads or clocks."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.crawl_state.due import ScheduleEntry, lease_token
from archive.crawl_state.schedule import Schedule
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
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A crawl that is to begin: its outlet and the token of the lease that it has."""

    outlet: Outlet
    lease: str
    is_failing: bool = False


class Dispatcher:
    """The schedule of one service, with the crawls it has under way. From several threads."""

    def __init__(self, outlets: Mapping[str, Outlet], slots: Slots) -> None:
        self.outlets, self._slots = outlets, slots
        self._running: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._catching_up: dict[str, datetime] = {}
        self._looked: datetime | None = None
        self._ahead_of_steady: float | None = None
        self._last_began = float("-inf")

    def look(self, schedule: Schedule, at: datetime, steady: float) -> tuple[list[Job], float]:
        """The crawls to begin now, their leases taken, and after how many seconds to look again at the latest.

        `at` is the time by the wall clock, `steady` seconds by one that nobody sets.
        """
        self._notice_clock(schedule, at, steady)
        entries = self._entries(schedule, at)
        if self._looked is None or not timedelta() <= at - self._looked <= MISSED_LOOKS:
            self._catching_up = catch_up(self.outlets.values(), entries, at)
        self._looked = at
        jobs, wait = self._begin_due(schedule, entries, at, steady)
        later = next_moment(self.outlets.values(), entries, at, self._running)
        if later is not None:
            wait = min(wait, (later - at).total_seconds())
        return jobs, max(min(wait, LONGEST_SLEEP), 0.0)

    def ended(self, job: Job) -> None:
        """The crawl is over; whoever ran it has ended its lease."""
        with self._lock:
            self._running.pop(job.outlet.name, None)

    def running(self) -> dict[str, Job]:
        with self._lock:
            return dict(self._running)

    def _entries(self, schedule: Schedule, at: datetime) -> dict[str, ScheduleEntry]:
        entries = schedule.entries()
        if unknown := [one.name for one in self.outlets.values() if one.enabled and one.name not in entries]:
            schedule.add(unknown, at)
            entries = schedule.entries()
        return entries

    def _begin_due(
        self, schedule: Schedule, entries: Mapping[str, ScheduleEntry], at: datetime, steady: float
    ) -> tuple[list[Job], float]:
        jobs: list[Job] = []
        waits = [LONGEST_SLEEP]
        for one in waiting(self.outlets.values(), entries, at, self._catching_up):
            if one.outlet.name in self.running():
                continue
            wait = self._wait_of(one, at, steady)
            if wait > 0:
                waits.append(wait)
            elif job := self._take(schedule, one, at):
                jobs.append(job)
                self._last_began = steady
        return jobs, min(waits)

    def _wait_of(self, one: Waiting, at: datetime, steady: float) -> float:
        until = (one.begins - at).total_seconds()
        if until > 0:
            return until
        running = self.running()
        failing = sum(job.is_failing for job in running.values())
        return self._slots.wait_for(len(running), failing, -until, steady - self._last_began, is_failing=one.is_failing)

    def _take(self, schedule: Schedule, one: Waiting, at: datetime) -> Job | None:
        job = Job(one.outlet, lease_token("service"), one.is_failing)
        if not schedule.take(one.outlet.name, job.lease, at):
            return None
        if one.by_wrong_clock:
            _log.warning("%s had been put off by a clock that was ahead; it is crawled now.", one.outlet.name)
        with self._lock:
            self._running[one.outlet.name] = job
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
        _log.warning(
            "The clock of this machine was set back by %.0f seconds; it says %s now. No crawl is lost by that.",
            before - ahead,
            damascus_time(at),
        )
