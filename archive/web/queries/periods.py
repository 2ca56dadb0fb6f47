"""Days, weeks or months one behind the other, as a chart shows them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from archive.times import EPOCH
from archive.web.app.parameters import month_bounds

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a week or a month, `first` to `last`; at either end of what is asked for, the part of it that is."""

    first: date
    last: date


def week_of(day: date) -> tuple[date, date]:
    """Monday to Sunday (ISO 8601)."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


UNITS: Mapping[str, Callable[[date], tuple[date, date]]] = {
    "day": lambda day: (day, day),
    "week": week_of,
    "month": lambda day: month_bounds(day.isoformat()[:7]),
}


def periods(unit: str, first: date, last: date) -> list[Period]:
    """Every unit (of UNITS) of the days from `first` to `last`, both included."""
    found = []
    while first <= last:
        end = min(UNITS[unit](first)[1], last)
        found.append(Period(first, end))
        first = end + DAY
    return found


def positions(shown: list[Period]) -> dict[int, int]:
    """The place in the list of each day, counted from 1970."""
    return {
        day: number
        for number, period in enumerate(shown)
        for day in range((period.first - EPOCH).days, (period.last - EPOCH).days + 1)
    }
