"""When: an outlet's interval or cron expression, and the one tick that APScheduler holds for us.

What is due stands in our own table, not in APScheduler: its store would reset the time of every job at each start, and
an outlet crawled every hour by a service restarted more often would never be crawled.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from archive.errors import BadConfiguration
from archive.times import DAMASCUS, damascus_time

INTERVAL = re.compile(r"^(\d+)\s*([smhd])$")
# What could not start is tried again after ten minutes, however short its interval.
LONGEST_POSTPONEMENT = timedelta(minutes=10)
CLOCK_TOLERANCE = timedelta(minutes=5)
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def next_due(every: str, after: datetime) -> datetime:
    """The first time after `after` that the schedule names: `15m`, `2h`, `1d`, or five cron fields in Damascus time.

    Raises BadConfiguration for anything else.
    """
    interval = INTERVAL.match(every.strip())
    if interval and int(interval[1]) > 0:
        return after + timedelta(**{UNITS[interval[2]]: int(interval[1])})
    try:
        # Damascus keeps +03:00 all year, so no hour is skipped or met twice.
        trigger = CronTrigger.from_crontab(every, timezone=DAMASCUS)
    except ValueError as problem:
        raise BadConfiguration(
            f"“{every}” is no schedule: write an interval (15m, 2h, 1d) or five cron fields (*/20 6-23 * * *)."
        ) from problem
    found = trigger.get_next_fire_time(None, after + timedelta(seconds=1))
    if not isinstance(found, datetime):
        raise BadConfiguration(f"The schedule “{every}” names no time that ever comes.")
    return found


def is_due(every: str, scheduled: datetime, now: datetime) -> bool:
    """Has the time come? Also where the schedule names a time that only a clock which was ahead can have written."""
    return scheduled <= now or scheduled > max(next_due(every, now), now + LONGEST_POSTPONEMENT)


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


def start_ticking(tick: Callable[[], object], seconds: float) -> BackgroundScheduler:
    """Call `tick` at once and then every so many seconds, never two at a time, until `shutdown`."""
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
