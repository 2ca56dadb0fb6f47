"""Articles a month, of the whole record by outlet, and in which months an outlet is missing."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TypedDict

from archive.record.outlet_days import by_days
from archive.times import IDS_PER_DAY, date_of, first_id_of
from archive.web.app.parameters import month_bounds
from archive.web.queries.rows import Connection, Count, rows

MONTHS_SHOWN = 24

# Each by itself: asked for together, SQLite reads every row between the two.
ENDS = "SELECT (SELECT min(id) FROM articles) AS first, (SELECT max(id) FROM articles) AS last"
ENDS_OF = """
SELECT min((SELECT min(id) FROM articles WHERE outlet = o.value)) AS first,
       max((SELECT max(id) FROM articles WHERE outlet = o.value)) AS last FROM json_each(:outlets) o
"""
# Those that state no day are in no month.
TOTALS = f"""
WITH o AS MATERIALIZED (
  SELECT name, enabled, (SELECT min(id) FROM articles a WHERE a.outlet = outlets.name) AS first,
         (SELECT max(id) FROM articles a WHERE a.outlet = outlets.name) AS last
  FROM outlets WHERE :outlets = '[]' OR name IN (SELECT value FROM json_each(:outlets)))
SELECT o.name, m.key AS month, o.enabled, coalesce(sum(d.articles), 0) AS n, coalesce(sum(d.undated), 0) AS undated,
       o.first, o.last
FROM o CROSS JOIN json_each(:starts) m LEFT JOIN outlet_days d
  ON d.outlet = o.name AND d.day >= m.value / {IDS_PER_DAY} AND d.day < (:ends ->> m.key) / {IDS_PER_DAY}
GROUP BY o.name, m.key
"""  # noqa: S608 - a number of ours

# Of which outlet there is nothing in a month after its first article: a fifth of the time of counting them.
MISSING = """
WITH o AS MATERIALIZED (
  SELECT name, enabled, (SELECT min(id) FROM articles a WHERE a.outlet = outlets.name) AS first,
         (SELECT max(id) FROM articles a WHERE a.outlet = outlets.name) AS last
  FROM outlets WHERE :outlets = '[]' OR name IN (SELECT value FROM json_each(:outlets))),
m AS MATERIALIZED (
  SELECT key AS month, value AS start, lead(value) OVER (ORDER BY key) AS after FROM json_each(:starts))
SELECT o.name, m.month, o.enabled, o.first, o.last, 0 AS n, 0 AS undated
FROM o CROSS JOIN m WHERE m.after IS NOT NULL AND m.start > o.first
  AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.outlet = o.name AND a.id >= m.start AND a.id < m.after)
ORDER BY o.name
"""
COUNT_ASKED = (
    "SELECT count(*) AS n FROM outlets WHERE :outlets = '[]' OR name IN (SELECT value FROM json_each(:outlets))"
)


class Ends(TypedDict):
    """The lowest and the highest number of an article; None where there is none."""

    first: int | None
    last: int | None


class MonthCount(Ends):
    """TOTALS: `n` articles of an outlet in a month, which is counted from the first one asked for; and its ends.

    `undated` of them were first seen in it, and published nobody knows when.
    """

    name: str
    month: int
    enabled: int
    n: int
    undated: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Articles by outlet and month of publication; in which months each is missing though it was followed before."""

    by_outlet: dict[str, list[int]]
    missing: dict[str, list[str]]

    def of(self, outlets: Iterable[str]) -> list[int]:
        return [sum(month) for month in zip(*(self.by_outlet[name] for name in outlets), strict=True)]


def span(connection: Connection, date_from: date | None, date_to: date | None, today: date) -> tuple[list[str], str]:
    """The months to show, and the first the record has: those asked for, else the last MONTHS_SHOWN it has."""
    ends = rows(connection, Ends, ENDS)[0]
    if ends["first"] is None or ends["last"] is None:
        return [], ""
    earliest, latest = month_of(ends["first"] // IDS_PER_DAY), min(month_of(ends["last"] // IDS_PER_DAY), str(today))
    last = min(str(date_to or latest)[:7], latest[:7])
    every = months_between(earliest, last)
    first = str(date_from)[:7] if date_from else every[-MONTHS_SHOWN:][0] if every else last
    return [month for month in every if month >= first], earliest


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last: `2026-11`."""
    start, end = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]


@lru_cache(maxsize=1 << 14)
def month_of(day: int) -> str:
    """The month of a day counted from 1970."""
    return date_of(day).isoformat()[:7]


def ends_of(connection: Connection, outlets: Sequence[str]) -> tuple[str, str] | None:
    """The first and the last month with an article of these outlets, or of all; None where there is none."""
    found = rows(connection, Ends, ENDS_OF if outlets else ENDS, {"outlets": json.dumps(list(outlets))})[0]
    if found["first"] is None or found["last"] is None:
        return None
    return month_of(found["first"] // IDS_PER_DAY), month_of(found["last"] // IDS_PER_DAY)


def totals(
    connection: Connection,
    months: Sequence[str],
    outlets: Sequence[str],
    today: date,
    days: tuple[date | None, date | None] = (None, None),
) -> Totals:
    """Of these outlets, or of all; of the first and the last month only those of the `days` from and to, both included.

    No outlet is missing in a month of which some days were counted.
    """
    bounds, known = _starts(months), Totals({}, {})
    first, last = days
    starts = [bounds[0] if first is None else max(bounds[0], first_id_of(first)), *bounds[1:-1]]
    ends = [*bounds[1:-1], bounds[-1] if last is None else min(bounds[-1], first_id_of(last) + IDS_PER_DAY)]
    values = {"starts": str(starts), "ends": str(ends), "outlets": json.dumps(list(outlets))}
    for found in rows(connection, MonthCount, by_days(connection, TOTALS), values):
        month = found["month"]
        known.by_outlet.setdefault(found["name"], [0] * len(months))[month] = found["n"] - found["undated"]
        is_whole = (starts[month], ends[month]) == (bounds[month], bounds[month + 1])
        if is_whole and not found["n"] and was_followed(found, starts[month]):
            _note(known.missing, months[month], found["name"], today)
    return known


def coverage(
    connection: Connection, months: Sequence[str], outlets: Sequence[str], today: date
) -> tuple[Mapping[str, Sequence[str]], int]:
    """In which months which of these outlets, or of all, are missing, and how many outlets there are."""
    starts = _starts(months)
    missing: dict[str, list[str]] = {}
    values = {"starts": str(starts), "outlets": json.dumps(list(outlets))}
    for found in rows(connection, MonthCount, MISSING, values):
        if was_followed(found, starts[found["month"]]):
            _note(missing, months[found["month"]], found["name"], today)
    return missing, rows(connection, Count, COUNT_ASKED, values)[0]["n"]


def _starts(months: Sequence[str]) -> list[int]:
    """The lowest number of each of these months, which follow one another, and of the one behind."""
    return [
        *(first_id_of(month_bounds(month)[0]) for month in months),
        first_id_of(month_bounds(months[-1])[1]) + IDS_PER_DAY,
    ]


def _note(missing: dict[str, list[str]], month: str, outlet: str, today: date) -> None:
    if month < str(today)[:7]:
        missing.setdefault(month, []).append(outlet)


def was_followed(found: MonthCount, start: int) -> bool:
    """Had the outlet begun before the month that starts at this number, and not been turned off for good?"""
    if found["first"] is None or found["last"] is None or start <= found["first"]:
        return False
    # An outlet no longer followed has no gap after its last article.
    return bool(found["enabled"]) or start < found["last"]
