"""The day, month or year that a reader typed, in whatever order its parts stand, where only one can be meant."""

import re
from calendar import monthrange
from datetime import date

from archive.text.folding import fold_query

_MARK = r"\s*(?P<mark>[-/.])\s*"
_AGAIN = r"\s*(?P=mark)\s*"
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})(?:{_MARK}(?P<month>\d\d?)(?:{_AGAIN}(?P<day>\d\d?))?)?")
_MONTH_FIRST = re.compile(rf"(?P<month>\d\d?){_MARK}(?P<year>\d{{4}})")
_YEAR_LAST = re.compile(rf"(\d\d?){_MARK}(\d\d?){_AGAIN}(\d{{4}})")
MONTHS = 12


def days_of(text: str) -> tuple[date, date] | None:
    """First and last day of `2026-11-22`, `2026-11`, `2026`, `9/2026` or `22.11.2026`; None for anything else.

    Digits of every script count. Of 5/11/2026 nobody knows whether it is of May or of November: it is none; with full
    stops the day stands in front everywhere.

    >>> days_of("2026-02")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> days_of("22/11/2026")
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 22))
    """
    typed = fold_query(text).strip()
    if found := _YEAR_FIRST.fullmatch(typed) or _MONTH_FIRST.fullmatch(typed):
        parts = found.groupdict()
        return _span(*(int(part) if (part := parts.get(name)) else None for name in ("year", "month", "day")))
    if found := _YEAR_LAST.fullmatch(typed):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found["mark"] == "." or first > MONTHS or first == second:
            return _span(year, second, first)
        return _span(year, first, second) if second > MONTHS else None
    return None


def _span(year: int | None, month: int | None = None, day: int | None = None) -> tuple[date, date] | None:
    """None where there is no such day."""
    try:
        last_month = MONTHS if month is None else month
        first = date(year or 0, month if month is not None else 1, day if day is not None else 1)
        last_day = monthrange(first.year, last_month)[1] if day is None else day
        return first, date(first.year, last_month, last_day)
    except ValueError:
        return None
