"""The engine of `warraq run`: starts what is due, a fixed number of crawls at a time, until it is closed."""

import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.model import Outlet
from archive.times import damascus_time, now
from scheduler.clock import LONGEST_POSTPONEMENT, start_ticking
from scheduler.jobs import PARALLEL_CRAWLS, crawl, due_outlets
from scheduler.output import LOG
from spiders.result import CrawlResult

TICK_SECONDS = 5.0
COUNTS_SHOWN = ("found", "fetched", "new", "edited", "missing", "gone", "held", "failed")


class Engine:
    """Crawls what is due. `stop`, once set, ends the crawls under way cleanly."""

    def __init__(self, data: DataFolder, outlets: Mapping[str, Outlet], stop: threading.Event) -> None:
        self._data, self._outlets, self._stop = data, outlets, stop
        self._pool = ThreadPoolExecutor(PARALLEL_CRAWLS, thread_name_prefix="crawl")
        self._running: set[str] = set()
        self._beat = time.monotonic()

    @property
    def heartbeat(self) -> float:
        """When the tick last did its work, by time.monotonic(): a watchdog is fed while it is not long ago."""
        return self._beat

    def start(self) -> None:
        """Begin to crawl what is due; returns at once."""
        self._ticking = start_ticking(self._tick, TICK_SECONDS)

    def wake(self) -> None:
        """Look now for what is due: a request came, or the schedule was changed. From any thread; returns at once."""
        self._ticking.get_jobs()[0].modify(next_run_time=now())

    def reload(self, outlets: Mapping[str, Outlet]) -> None:
        """From now on these outlets, as they are now; crawls under way go on as they began. From any thread."""
        self._outlets = outlets
        self.wake()

    def close(self) -> None:
        """Start nothing more and wait until the crawls under way have ended."""
        self._ticking.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _tick(self) -> None:
        enabled = [outlet for outlet in self._outlets.values() if outlet.enabled]
        with RunLog(self._data.service) as run_log:
            due = due_outlets(enabled, run_log.next_due(), now())
        for outlet in due:
            if outlet.name not in self._running and not self._stop.is_set():
                self._running.add(outlet.name)
                self._pool.submit(self._crawl, outlet)
        self._beat = time.monotonic()

    def _crawl(self, outlet: Outlet) -> None:
        try:
            self._data.demand_room()
            result = crawl(self._data, outlet, self._stop)
            LOG.print(_line(result))
        except WarraqError as problem:
            LOG.print(f"{damascus_time(now())}  {outlet.name}: {problem}")
            self._postpone(outlet)
        finally:
            self._running.discard(outlet.name)

    def _postpone(self, outlet: Outlet) -> None:
        """Nothing could even start (a full disk, a crawl by hand under way): try again in ten minutes, keep serving."""
        with RunLog(self._data.service) as run_log:
            run_log.schedule(outlet.name, now().replace(microsecond=0) + LONGEST_POSTPONEMENT)


def _line(result: CrawlResult) -> str:
    row = result.as_dict()
    counts = "  ".join(f"{name} {row[name]}" for name in COUNTS_SHOWN if row[name])
    return f"{damascus_time(now())}  {row['outlet']}: {counts or 'nothing new'}" + (
        f"  ({row['cause']})" if row["cause"] else ""
    )
