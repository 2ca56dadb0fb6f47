"""Crawls as jobs: each in a process of its own, entered into the run log, a fixed number at a time."""

import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from archive.crawl_state.due import ScheduleEntry, lease_token
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.runs import RunLog
from archive.crawl_state.schedule import Schedule
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from archive.model import Outlet
from archive.record.newest_crawl import newest_crawl
from archive.times import damascus_time, now
from scheduler.clock import clock_trouble
from scheduler.health.judge import judge_all
from scheduler.output import LOG
from scheduler.planner import next_times, waiting
from spiders.process.parent import Elsewhere, Progress, run_crawl
from spiders.result import CrawlResult

# A crawl mostly waits for politeness; two a core keep the machine responsive.
PARALLEL_CRAWLS = 2 * (os.cpu_count() or 1)
TIME_LIMIT = timedelta(minutes=11)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A crawl that was done elsewhere, and is done again here from what lies in `folder` (spiders.journal): when it
    began, and how it ended."""

    folder: Path
    began: datetime
    cause: str
    seconds: float

    @property
    def ending(self) -> str:
        """What the crawl here says where the other one came to its end. One that was ended from outside died of what it
        had under way, and so does this one."""
        return "crashed" if self.cause == "hung" else self.cause


def warn_of_clock(data: DataFolder) -> None:
    """Say, before anything is written, that this machine's clock is before what was recorded last."""
    newest = [newest_crawl(data.record)]
    if data.service.exists():
        with Schedule(data.service) as schedule:
            newest.append(schedule.newest_start())
    if trouble := clock_trouble(max(filter(None, newest), default=None), now()):
        LOG.print(trouble)


def due_outlets(outlets: Iterable[Outlet], entries: Mapping[str, ScheduleEntry], at: datetime) -> list[Outlet]:
    """The outlets whose time has come, in the order in which they are to be crawled.

    A due time that only a clock which was ahead can have written is said to be one, and is due.
    """
    due = waiting(outlets, entries, at)
    for one in due:
        if one.by_wrong_clock:
            put_off = damascus_time(entries[one.outlet.name].next_due)
            LOG.print(f"{one.outlet.name} was put off to {put_off} by a clock that was ahead; it is due now.")
    return [one.outlet for one in due]


def crawl(
    data: DataFolder,
    outlet: Outlet,
    stop: threading.Event,
    on_progress: Progress | None = None,
    past: date | None = None,
    lease: str = "",
    fetched: Fetched | None = None,
) -> CrawlResult:
    """Crawl one outlet to its end, or to the time limit, or until `stop`; the run log and the health know of it.

    With `past` it asks for what was published since that day, not for what is new. `lease` is a token that has the
    outlet already; without one it takes its own. With `fetched` nobody is asked but what was fetched.

    Where another crawl has the outlet, the result says `already_running`, and is no run of its own.

    Raises the WarraqError of a crawl that could not begin.
    """
    started, token = fetched.began if fetched else now(), lease or lease_token("command")
    with Schedule(data.service) as schedule:
        if not schedule.take(outlet.name, token, started):
            return CrawlResult(outlet=outlet.name, cause="already_running")
    try:
        result = run_crawl(
            outlet.name,
            data.root,
            time_limit=TIME_LIMIT.total_seconds(),
            on_progress=on_progress,
            stop=stop,
            past=past,
            repeat=True,
            elsewhere=Elsewhere(fetched.folder, ending=fetched.ending) if fetched else None,
        )
        if fetched:
            result.seconds, result.cause = fetched.seconds, fetched.cause or result.cause
        _record(data, outlet, result, started, token, is_for_news=past is None)
    finally:
        # Ended already where all went well; else the outlet stays due as it was.
        with Schedule(data.service) as schedule:
            schedule.free(token)
    return result


def _record(
    data: DataFolder, outlet: Outlet, result: CrawlResult, started: datetime, token: str, *, is_for_news: bool
) -> None:
    if result.cause == "already_running":  # by a process that knows of no leases: no run of ours, the outlet stays due
        return
    with RunLog(data.service) as run_log:
        run_log.ended(
            result.as_dict(),
            started,
            now(),
            result.strategies,
            result.reasons,
            result.traits,
            past=not is_for_news,
        )
        judge_all(run_log, [outlet], now())
    note_run_gaps(data, outlet.name, now())
    if result.cause == "interrupted":
        return
    with Frontier(data.service) as frontier:
        paused_until = frontier.paused_until(outlet.name, now())
    with Schedule(data.service) as schedule:
        end_crawl(schedule, outlet, token, started, paused_until, is_for_news=is_for_news)


def end_crawl(
    schedule: Schedule,
    outlet: Outlet,
    token: str,
    started: datetime,
    paused_until: datetime | None = None,
    *,
    is_for_news: bool = True,
) -> None:
    """The outlet and the routes that were asked are due again; see next_times."""
    known = schedule.known_of(outlet.name, started)
    # A crawl of the past asks for news, too, where their time comes meanwhile.
    if is_for_news or known.polled:
        schedule.ended(outlet.name, token, *next_times(outlet, known, started, paused_until))
