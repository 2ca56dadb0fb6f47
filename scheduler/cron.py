"""Cron expressions in a time zone of their own: where its clocks are set, no hour is skipped and none is met twice.

Times that a clock set forward leaves out come as much later; of times that one set back shows twice, the first counts,
unless the expression names the hours before and after as well: then hours follow each other, and each has its turn.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def next_time(expression: str, after: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant after `after` that five cron fields name on clocks of the zone; None where none ever comes.

    Days of the week count from Sunday, which is 0 and 7, as in every cron. Raises ValueError for what is no expression.
    """
    trigger = _trigger(expression)
    # A time that a change left out comes later than it is written: it may still be ahead.
    start = _wall(after, zone) - _change_near(after, zone)
    best: datetime | None = None
    while wall := _fire_at_or_after(trigger, start):
        if best is not None and wall > _wall(best, zone) + _change_near(best, zone):
            break
        for instant in _instants(wall, trigger, zone):
            if instant > after and (best is None or instant < best):
                best = instant
        start = wall + SECOND
    return best


@cache
def _trigger(expression: str) -> CronTrigger:
    fields = expression.split()
    if len(fields) != 5:
        raise ValueError("a cron expression has five fields")
    minute, hour, day, month, weekday = fields
    # Reckoned on a clock that is never set; the zone comes afterwards.
    return CronTrigger(minute=minute, hour=hour, day=day, month=month, day_of_week=_weekdays(weekday), timezone=UTC)


def _fire_at_or_after(trigger: CronTrigger, wall: datetime) -> datetime | None:
    found = trigger.get_next_fire_time(None, wall)
    return found if isinstance(found, datetime) else None


def _instants(wall: datetime, trigger: CronTrigger, zone: ZoneInfo) -> Iterator[datetime]:
    """When the zone's clocks show this: twice where they are set back, after a while where they are set forward."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    yield first
    hour = second - first
    if hour > timedelta() and all(_fire_at_or_after(trigger, near) == near for near in (wall - hour, wall + hour)):
        yield second


def _wall(instant: datetime, zone: ZoneInfo) -> datetime:
    """What the zone's clocks show, written as if it were UTC."""
    return instant.astimezone(zone).replace(tzinfo=UTC, fold=0)


def _change_near(instant: datetime, zone: ZoneInfo) -> timedelta:
    """By how much the zone's clocks are set within a day of this."""
    before, after = ((instant + days).astimezone(zone).utcoffset() or timedelta() for days in (-DAY, DAY))
    return abs(after - before)


def _weekdays(field: str) -> str:
    """The field as APScheduler wants it, which counts days from Monday and knows no range over the week's end."""
    return ",".join(_days(part) for part in field.lower().split(","))


def _days(part: str) -> str:
    span, _, step = part.partition("/")
    first, _, last = span.partition("-")
    start, end = _day(first), _day(last or first)
    if start is None or end is None or (step and not step.isdecimal()):
        return part
    length = (end - start) % 7 if last else 0
    if last and length == 0 and first != last:  # 0-7 is every day
        length = 6
    return ",".join(WEEKDAYS[(start + n) % 7] for n in range(0, length + 1, max(int(step or 1), 1)))


def _day(name: str) -> int | None:
    if name in WEEKDAYS:
        return WEEKDAYS.index(name)
    return int(name) % 7 if name.isdecimal() and int(name) <= 7 else None
