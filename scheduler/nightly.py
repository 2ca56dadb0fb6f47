"""The nightly jobs: publish, prune, verify a share, measure, back up; each once a night, in a process of its own.

Which ran when stands in service.db: one that was missed, or cut short, is made up once when the service is there again.
A job in a process of its own costs the service no memory, and one that hangs or dies costs it nothing else.
"""

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic

from archive.configuration import Configuration, current
from archive.crawl_state.monitoring_rows import NightlyRow
from archive.crawl_state.nights import Nights
from archive.data_folder import DataFolder
from archive.errors import WarraqError, lack_of_room
from archive.times import DAMASCUS, damascus_day, now, unstamp

# A job that takes longer hangs.
LONGEST = timedelta(hours=6)
# One that was cut short is not begun again at once: what killed it may do so again.
AFTER_DEATH = timedelta(minutes=10)
CLOCK_TOLERANCE = timedelta(minutes=5)
END_SECONDS = 5.0
_log = logging.getLogger(__name__)


def at_publish_time(configuration: Configuration) -> str:
    return configuration.nightly.publish_at


def where_backups_go(configuration: Configuration) -> str:
    return configuration.nightly.publish_at if configuration.nightly.backup_to else ""


@dataclass(frozen=True, slots=True)
class NightlyJob:
    """`at` is a time of the day in Damascus by the configuration, empty where it is not wanted."""

    name: str
    at: Callable[[Configuration], str]


@dataclass(frozen=True, slots=True)
class Ran:
    """A job that ended: what it did, or the `problem`, a sentence."""

    job: str
    done: str
    problem: str


# In this order, where several are due: what was published is thinned, and all of it is in the backup.
NIGHTLY = (
    NightlyJob("publish", at_publish_time),
    NightlyJob("prune", at_publish_time),
    NightlyJob("verify", at_publish_time),
    NightlyJob("measure", at_publish_time),
    NightlyJob("backup", where_backups_go),
)


class NightlyJobs:
    """Knows which jobs are due and runs them, one after another. `tell` hears of each that ended."""

    def __init__(
        self,
        data: DataFolder,
        stop: threading.Event,
        tell: Callable[[Ran], None],
        jobs: Sequence[NightlyJob] = NIGHTLY,
    ) -> None:
        self._data, self._stop, self._tell, self._jobs = data, stop, tell, jobs
        self._running = threading.Lock()
        self._known: dict[str, NightlyRow] | None = None

    def seconds_until_due(self, at: datetime) -> float:
        """How long until the next job is due; 0 where one is, and a day at most. While jobs run it is a minute."""
        if self._running.locked():
            return 60.0
        waits = [_wait_of(self._row(job, at), job.at(current(self._data)), at) for job in self._wanted()]
        return max(min([timedelta(days=1), *waits]).total_seconds(), 0.0)

    def run_due(self, clock: Callable[[], datetime] = now) -> list[Ran]:
        """Run what is due, in its order; returns at once where jobs run already. Ends soon after `stop` is set."""
        if not self._running.acquire(blocking=False):
            return []
        try:
            return list(self._run_due(clock))
        finally:
            self._known = None
            self._running.release()

    def _run_due(self, clock: Callable[[], datetime]) -> Iterator[Ran]:
        at = clock()
        due = [job for job in self._wanted() if not _wait_of(self._row(job, at), job.at(current(self._data)), at)]
        for job in due:
            if self._stop.is_set():
                return
            with Nights(self._data.service) as nights:
                nights.began(job.name, clock())
            ran = run_alone(job.name, self._data.root, self._stop)
            if self._stop.is_set() and ran.problem:
                # Cut short by us: it stays begun and not ended, and is made up.
                return
            with Nights(self._data.service) as nights:
                nights.ended(job.name, clock(), ran.problem)
            self._tell(ran)
            yield ran

    def _wanted(self) -> list[NightlyJob]:
        configuration = current(self._data)
        return [job for job in self._jobs if job.at(configuration)]

    def _row(self, job: NightlyJob, at: datetime) -> NightlyRow:
        """What is known of a job. One that is met for the first time waits for its night, and is known from now on."""
        if self._known is None or job.name not in self._known:
            with Nights(self._data.service) as nights:
                if job.name not in nights.jobs():
                    nights.met(job.name, at)
                self._known = nights.jobs()
        return self._known[job.name]


def _wait_of(row: NightlyRow, time_of_day: str, at: datetime) -> timedelta:
    """How long until a job is due; nothing where it is, or was missed or cut short."""
    began = unstamp(row["last_start"])
    if began > at + CLOCK_TOLERANCE:
        # Only a clock that was ahead can have written that.
        return timedelta(0)
    if row["last_end"] < row["last_start"]:
        return max(began + AFTER_DEATH - at, timedelta(0))
    planned = last_planned(time_of_day, at)
    return timedelta(0) if began < planned else last_planned(time_of_day, at + timedelta(days=1)) - at


def last_planned(time_of_day: str, at: datetime) -> datetime:
    """The last instant not after `at` at which clocks in Damascus show this time (`02:40`)."""
    day, clock = damascus_day(at), time.fromisoformat(time_of_day)
    today = datetime.combine(day, clock, DAMASCUS)
    return today if today <= at else datetime.combine(day - timedelta(days=1), clock, DAMASCUS)


def run_alone(job: str, root: Path, stop: threading.Event, longest: timedelta = LONGEST) -> Ran:
    """Run a job in a process of its own to its end; ended where `stop` is set, or it takes too long."""
    # A fresh interpreter: a fork would carry along whatever the service's threads hold.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, root, theirs), name=f"nightly-{job}")
    process.start()
    theirs.close()
    deadline = monotonic() + longest.total_seconds()
    with ours:
        while not ours.poll(0.2):
            if stop.is_set() or monotonic() > deadline:
                _end(process)
                return Ran(job, "", "it was ended" if stop.is_set() else f"it took longer than {longest}")
        try:
            done, problem = ours.recv()
        except EOFError:
            process.join()
            done, problem = "", f"its process died ({process.exitcode})"
    process.join(END_SECONDS)
    _end(process)
    return Ran(job, done, problem)


def _end(process: multiprocessing.process.BaseProcess) -> None:
    """Whatever a job is at, it may be killed: what is half done is taken for nothing."""
    if process.is_alive():
        process.kill()
    process.join()


def _work(job: str, root: Path, pipe: multiprocessing.connection.Connection) -> None:
    from scheduler.night_work import WORK  # noqa: PLC0415 - the service itself stays small

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    try:
        pipe.send((WORK[job](DataFolder(root)), ""))
    except WarraqError as problem:
        pipe.send(("", str(problem)))
    except Exception as problem:
        if full := lack_of_room(problem):
            pipe.send(("", str(full)))
            return
        _log.exception("the nightly job %s failed", job)
        pipe.send(("", f"a fault of ours ({type(problem).__name__}: {problem})"))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()

    def watch() -> None:
        with suppress(OSError):
            if parent:
                multiprocessing.connection.wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
