"""Whether 03/04/2026 is the third of April or the fourth of March: what the page's other dates say of it.

In Arabic, Kurdish and Turkish the day comes first. English is printed in both orders: without a date of the page that
can only be read in one of them, nobody knows.
"""

import re
from collections.abc import Iterable
from datetime import date

from archive.reading._calendars import day_is_named, fold, weekday_agrees

_FIGURES = re.compile(r"(?<![\d/.-])(?P<a>\d{1,2})(?P<mark>[/-])(?P<b>\d{1,2})(?P=mark)(?P<y>(?:19|20)\d\d)(?![\d/-])")
_MONTHS = 12


def is_ambiguous(text: str) -> bool:
    """Does a date stand in `text` that is another day where the month comes first?"""
    return any(_is_open(found) for found in _FIGURES.finditer(fold(text)))


def day_comes_first(lines: Iterable[str], lang: str) -> bool | None:
    """The order of dates in figures on a page with these lines, in the language `lang`; None where it is not known."""
    pairs = [(int(found["a"]), int(found["b"])) for line in lines for found in _FIGURES.finditer(fold(line))]
    orders = {first > _MONTHS for first, second in pairs if (first > _MONTHS) != (second > _MONTHS)}
    if len(orders) == 1:
        return orders.pop()
    return None if lang == "en" else True


def with_known_order(text: str, is_day_first: bool | None) -> str:
    """`text` with its dates in figures as years, months and days; empty where nobody knows which is which.

    A weekday beside one tells it before the page's order does.
    """
    folded = fold(text)
    found = _FIGURES.search(folded)
    if not found or not _is_open(found):
        return text
    year, first, second = int(found["y"]), int(found["a"]), int(found["b"])
    days = (date(year, second, first), date(year, first, second))
    if day_is_named(folded):
        agreeing = [day for day in days if weekday_agrees(folded, day)]
        known = agreeing[0] if len(agreeing) == 1 else None
    else:
        known = None if is_day_first is None else days[0] if is_day_first else days[1]
    return f"{folded[: found.start()]}{known}{folded[found.end() :]}" if known else ""


def _is_open(found: re.Match[str]) -> bool:
    first, second = int(found["a"]), int(found["b"])
    return first != second and 0 < first <= _MONTHS and 0 < second <= _MONTHS
