"""The crawler of `warraq run`: crawls what is due, whatever becomes of any one crawl, until it is closed."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Protocol

from archive.configuration.disk_space import demand_room
from archive.crawl_state.incidents import Incidents
from archive.crawl_state.request_rows import RequestRow
from archive.crawl_state.requests import Requests
from archive.crawl_state.runs import RunLog
from archive.crawl_state.schedule import Schedule
from archive.crawl_state.wake_pipe import WakeUps
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.model import Outlet
from archive.times import now
from scheduler.clock import steady_seconds
from scheduler.dispatcher import LONGEST_SLEEP, Books, Dispatcher, Job
from scheduler.health.judge import judge_all
from scheduler.health.own_incidents import report_bug
from scheduler.jobs import crawl
from scheduler.logs import log_bug, log_event
from scheduler.planner import postponed
from scheduler.requested_crawls import answer, go_on_with_past
from scheduler.slots import slots_of_this_machine
from scheduler.ticker import Ticker
from spiders.result import CrawlResult

COUNTS_SHOWN = ("found", "fetched", "new", "edited", "missing", "gone", "held", "failed")


class Nights(Protocol):
    """The nightly jobs: publishing, copies and the like. They know what of them is due, was missed, or is running."""

    def seconds_until_due(self, at: datetime) -> float:
        """How long until the next is due; 0 where one is and none runs."""

    def run_due(self) -> object:
        """Run what is due; ends soon once the service is to end."""


class Crawler:
    """Crawls what is due, and starts the nightly jobs. `stop`, once set, ends the crawls under way cleanly."""

    def __init__(
        self,
        data: DataFolder,
        outlets: Mapping[str, Outlet],
        stop: threading.Event,
        nights: Nights | None = None,
        on_added: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_added` is called, from any thread, once a new outlet's file was written."""
        self._data, self._stop, self._nights, self._on_added = data, stop, nights, on_added
        slots = slots_of_this_machine()
        self._dispatcher = Dispatcher(outlets, slots)
        self._pool = ThreadPoolExecutor(slots.most, thread_name_prefix="crawl")
        self._ticker = Ticker(self._tick)
        self._looks_at_site = threading.Lock()
        self._beat = time.monotonic()

    @property
    def heartbeat(self) -> float:
        """When the tick last did its work, by time.monotonic(): a watchdog is fed while it is not long ago."""
        return self._beat

    def start(self) -> None:
        """Begin to crawl what is due; returns at once."""
        # Held open: whoever closes a file of SQLite as the last writes all of it that lies beside it.
        self._held_open = Schedule(self._data.service)
        self._free_leases()
        self._wake_ups = WakeUps(self._data)
        self._listener = threading.Thread(target=self._listen, name="wake-ups", daemon=True)
        self._listener.start()
        self._ticker.start()

    def wake(self) -> None:
        """Look now for what is due: a request came, or the schedule was changed. From any thread; returns at once."""
        self._ticker.wake()

    def reload(self, outlets: Mapping[str, Outlet]) -> None:
        """From now on these outlets, as they are now; crawls under way go on as they began. From any thread."""
        self._dispatcher.outlets = outlets
        self.wake()

    def close(self) -> None:
        """Start nothing more and wait until the crawls under way have ended."""
        self._ticker.close()
        self._wake_ups.end()
        self._listener.join()
        self._wake_ups.close()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._free_leases()
        self._held_open.close()

    def _free_leases(self) -> None:
        """No crawl of a service on this folder is under way now: what was taken and not done is still to be done."""
        self._held_open.free("service/*")
        with Requests(self._data.service) as requests:
            requests.give_back()

    def _listen(self) -> None:
        while self._wake_ups.wait():
            self.wake()

    def _tick(self) -> float:
        if self._stop.is_set():
            return LONGEST_SLEEP
        with Books.open(self._data.service) as books:
            jobs, seconds = self._dispatcher.look(books, now(), steady_seconds())
            site = self._site_asked_about(books.requests)
        if site:
            self._pool.submit(self._look_at_site, site)
        for job in jobs:
            self._pool.submit(self._run, job)
        self._beat = time.monotonic()
        return min(seconds, self._start_nightly_jobs())

    def _site_asked_about(self, requests: Requests) -> RequestRow | None:
        """One at a time: each starts a process of its own. Whoever takes it releases the lock."""
        row = next((row for row in requests.waiting() if row["kind"] != "crawl"), None)
        if row is None or not self._looks_at_site.acquire(blocking=False):
            return None
        if requests.take(row["id"], now()):
            return row
        self._looks_at_site.release()
        return None

    def _look_at_site(self, row: RequestRow) -> None:
        # Loaded only then: it brings parsers, which the service has no other need of.
        from scheduler.requested_sites import answer_about_site  # noqa: PLC0415

        try:
            if answer_about_site(self._data, row):
                self._on_added()
        except Exception as problem:
            log_bug("a look at a site", problem)
        finally:
            self._looks_at_site.release()
            self.wake()

    def _start_nightly_jobs(self) -> float:
        """After how many seconds to look for them again."""
        if self._nights is None:
            return LONGEST_SLEEP
        seconds = self._nights.seconds_until_due(now())
        if seconds <= 0:
            self._ticker.run("nightly jobs", self._nights.run_due)
            return LONGEST_SLEEP
        return seconds

    def _run(self, job: Job) -> None:
        """One crawl. Nothing that goes wrong with it ends here unheard, or keeps the outlet from being tried again."""
        is_busy = False
        try:
            result = self._crawl(job)
            is_busy = result.cause == "already_running"
            if not is_busy:
                log_result(result)
        except WarraqError as problem:
            log_event("crawl_not_begun", f"{job.outlet.name}: {problem}", level=logging.WARNING, outlet=job.outlet.name)
            is_busy = not self._put_off(job)
        except Exception as problem:
            log_bug("a crawl", problem, outlet=job.outlet.name)
            is_busy = not self._put_off(job)
            self._note_fault(job, problem)
        finally:
            self._dispatcher.ended(job, steady_seconds() if is_busy else None)
            self.wake()

    def _crawl(self, job: Job) -> CrawlResult:
        if job.kind == "request":
            return answer(self._data, job.outlet, job.request, self._stop, job.lease)
        if job.kind == "past":
            return go_on_with_past(self._data, job.outlet, self._stop, lease=job.lease)
        demand_room(self._data)
        return crawl(self._data, job.outlet, self._stop, lease=job.lease)

    def _put_off(self, job: Job) -> bool:
        """Nothing could even start (a full disk, say), or a fault of ours ended it: again in ten minutes at most.

        False where even that could not be noted.
        """
        try:
            with Schedule(self._data.service) as schedule:
                due = postponed(job.outlet, now()) if job.kind == "news" else None
                schedule.ended(job.outlet.name, job.lease, due)
        except Exception as problem:
            log_bug("putting an outlet off", problem, outlet=job.outlet.name)
            return False
        return True

    def _note_fault(self, job: Job, fault: Exception) -> None:
        """A fault of ours is a run that failed, and an incident of ours; health tells of it."""
        at = now()
        try:
            with RunLog(self._data.service) as run_log:
                run_log.ended(CrawlResult(outlet=job.outlet.name, cause="internal_error").as_dict(), at, at)
                judge_all(run_log, [job.outlet], at)
            with Incidents(self._data.service) as incidents:
                report_bug(incidents, f"a crawl of {job.outlet.name}", fault, at)
        except Exception as problem:
            log_bug("noting a fault", problem, outlet=job.outlet.name)


def log_result(result: CrawlResult) -> None:
    """Say what a crawl did: its counts in words for people, all of them for programs."""
    row = result.as_dict()
    counts = "  ".join(f"{name} {row[name]}" for name in COUNTS_SHOWN if row[name])
    sentence = f"{row['outlet']}: {counts or 'nothing new'}" + (f"  ({row['cause']})" if row["cause"] else "")
    fields: dict[str, object] = {**row}
    log_event("crawl_ended", sentence, level=logging.INFO, **fields)
