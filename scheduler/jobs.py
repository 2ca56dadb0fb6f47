"""Crawls as jobs: each in a process of its own, entered into the run log, a fixed number at a time."""

import os
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import date, datetime, timedelta

from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.record.store import newest_crawl
from archive.times import damascus_time, now
from scheduler.clock import clock_trouble, is_due, next_due
from scheduler.health.judge import judge_all
from scheduler.output import LOG
from spiders.process.parent import Progress, run_crawl
from spiders.result import CrawlResult

# A crawl mostly waits for politeness; two a core keep the machine responsive.
PARALLEL_CRAWLS = 2 * (os.cpu_count() or 1)
TIME_LIMIT = timedelta(minutes=11)


def tell_of_the_clock(data: DataFolder) -> None:
    """Say, before anything is written, that this machine's clock is before what was recorded last."""
    newest = [newest_crawl(data.record)]
    if data.service.exists():
        with RunLog(data.service) as run_log:
            newest.append(run_log.newest_start())
    if trouble := clock_trouble(max(filter(None, newest), default=None), now()):
        LOG.print(trouble)


def due_outlets(outlets: Iterable[Outlet], scheduled: Mapping[str, datetime], at: datetime) -> list[Outlet]:
    """The outlets whose time has come: those never scheduled, then the longest waiting.

    A due time that only a clock which was ahead can have written is said to be one, and is due.
    """
    due = {outlet.name: outlet for outlet in outlets}
    waiting = [outlet for outlet in due.values() if outlet.name not in scheduled]
    for name in (name for name in scheduled if name in due):
        if is_due(due[name].every, scheduled[name], at):
            waiting.append(due[name])
            if scheduled[name] > at:
                LOG.print(
                    f"{name} was put off to {damascus_time(scheduled[name])} by a clock that was ahead; it is due now."
                )
    return waiting


def crawl(
    data: DataFolder,
    outlet: Outlet,
    stop: threading.Event,
    on_progress: Progress | None = None,
    past: date | None = None,
) -> CrawlResult:
    """Crawl one outlet to its end, or to the time limit, or until `stop`; the run log and the health know of it.

    With `past` it asks for what was published since that day, not for what is new.

    Raises the WarraqError of a crawl that could not begin.
    """
    started = now()
    with RunLog(data.service) as run_log:
        # Due again even if this process dies now: a crash must not stop an outlet for ever.
        run_log.schedule(outlet.name, next_due(outlet.every, started))
        run_log.started(outlet.name, started)
    result = run_crawl(
        outlet.name,
        data.root,
        time_limit=TIME_LIMIT.total_seconds(),
        on_progress=on_progress,
        stop=stop,
        past=past,
        repeat=True,
    )
    with RunLog(data.service) as run_log:
        run_log.ended(result.as_dict(), started, now(), result.strategies)
        judge_all(run_log, [outlet], now())
    return result


def backfill(
    data: DataFolder, outlet: Outlet, since: date, stop: threading.Event, on_progress: Progress
) -> CrawlResult:
    """Crawl an outlet's past, crawl after crawl, each in its time limit, until nothing more is due or one ends ill.

    Returns the sum. What was done is remembered: called again, it goes on.
    """
    total = crawl(data, outlet, stop, on_progress, since)
    last = total
    while (last.fetched or last.found) and last.cause in ("", "time_limit") and not stop.is_set():
        last = crawl(data, outlet, stop, on_progress, since)
        total = total.plus(last)
    return total


def crawl_all(
    data: DataFolder,
    outlets: Iterable[Outlet],
    stop: threading.Event,
    on_progress: Progress,
    past: date | None = None,
) -> Iterator[CrawlResult]:
    """Crawl outlets side by side and yield each result as it comes. Leaving the loop early stops the crawls cleanly."""
    with ThreadPoolExecutor(PARALLEL_CRAWLS, thread_name_prefix="crawl") as pool:
        waiting: set[Future[CrawlResult]] = {
            pool.submit(backfill, data, outlet, past, stop, on_progress)
            if past
            else pool.submit(crawl, data, outlet, stop, on_progress)
            for outlet in outlets
        }
        try:
            while waiting:
                # Short waits: the main thread must stay able to hear Ctrl-C.
                done, waiting = wait(waiting, timeout=0.5, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            stop.set()
            for future in waiting:
                future.cancel()
