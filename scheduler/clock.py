"""When: an outlet's interval or cron expression, what is wrong with this machine's clock, a tick that is never lost.

What is due stands in our own table, not in APScheduler: its store would reset the time of every job at each start, and
an outlet crawled every hour by a service restarted more often would never be crawled.
"""

import re
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archive.errors import BadConfiguration
from archive.times import DAMASCUS, damascus_time

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

INTERVAL = re.compile(r"^(\d+)\s*([smhd])$")
# What could not start is tried again after ten minutes, however long its interval.
LONGEST_POSTPONEMENT = timedelta(minutes=10)
CLOCK_TOLERANCE = timedelta(minutes=5)
LONGEST_INTERVAL = timedelta(days=366)
MOST_DIGITS = 8
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def interval_of(every: str) -> timedelta | None:
    """The length of `15m`, `2h`, `1d`, a year at most; None for anything else."""
    found = INTERVAL.match(every.strip())
    if not found or len(found[1]) > MOST_DIGITS:
        return None
    length = timedelta(**{UNITS[found[2]]: int(found[1])})
    return length if timedelta() < length <= LONGEST_INTERVAL else None


def next_due(every: str, after: datetime, zone: ZoneInfo = DAMASCUS) -> datetime:
    """The first time after `after` that the schedule names: `15m`, `2h`, `1d`, or five cron fields on clocks of `zone`.

    Raises BadConfiguration for anything else.
    """
    interval = interval_of(every)
    if interval:
        return after + interval
    # Hardly an outlet has such a schedule; the library is a tenth of what a command loads.
    from scheduler.cron import next_time  # noqa: PLC0415

    try:
        found = next_time(every, after, zone)
    except ValueError as problem:
        raise BadConfiguration(
            f"“{every}” is no schedule: write an interval (15m, 2h, 1d) or five cron fields (*/20 6-23 * * *)."
        ) from problem
    if found is None:
        raise BadConfiguration(f"The schedule “{every}” names no time that ever comes.")
    return found


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name. Raises BadConfiguration where there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise BadConfiguration(f"“{name}” is no time zone; write one as Asia/Damascus or Europe/Berlin.") from problem


def steady_seconds() -> float:
    """Seconds by a clock that nobody sets and that goes on while the machine sleeps, where it has such a one."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


def clock_trouble(newest: datetime | None, now: datetime) -> str:
    """A sentence where this machine's clock is before what was recorded last; empty where nothing is wrong.

    It may be the clock of then that was wrong, so it is told and stops nothing.
    """
    if newest is None or now >= newest - CLOCK_TOLERANCE:
        return ""
    return (
        f"This machine's clock says {damascus_time(now)}, but a crawl was recorded at"
        f" {damascus_time(newest)}. One of the two is wrong: check the clock"
        " (timedatectl), for the times of what is captured now would be wrong, too."
    )


def start_ticking(tick: Callable[[], object], seconds: float) -> "BackgroundScheduler":
    """Call `tick` at once and then every so many seconds, never two at a time, until `shutdown`."""
    # Only the service ticks.
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

    scheduler = BackgroundScheduler(timezone="UTC")
    # The default grace of one second silently drops a tick that comes late.
    scheduler.add_job(
        tick,
        "interval",
        seconds=seconds,
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
        next_run_time=datetime.now(DAMASCUS),
    )
    scheduler.start()
    return scheduler
