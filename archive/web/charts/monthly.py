"""Articles a month: of the whole record by outlet, of a question, and where the record has a gap."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlite_utils.utils import sqlite3

from archive.times import EPOCH, IDS_PER_DAY, first_id_of
from archive.web.app.parameters import month_bounds
from archive.web.queries.rows import row, rows

# Outlet (or nothing), day since 1970, articles: what archive.search.engine.per_day gives.
Hits = Sequence[tuple[str, int, int]]
MONTHS_SHOWN = 24

# Each by itself: asked for together, SQLite reads every row between the two.
ENDS = "SELECT (SELECT min(id) FROM articles) AS first, (SELECT max(id) FROM articles) AS last"
# A count over the index alone for each outlet and month: grouping a million rows by month would sort them first.
TOTALS = """
SELECT o.name, m.key AS place, o.enabled,
       (SELECT count(*) FROM articles a WHERE a.outlet = o.name AND a.id >= m.value AND a.id < :ends ->> m.key) AS n,
       (SELECT min(id) FROM articles a WHERE a.outlet = o.name) AS first,
       (SELECT max(id) FROM articles a WHERE a.outlet = o.name) AS last
FROM outlets o CROSS JOIN json_each(:starts) m WHERE :outlet IS NULL OR o.name = :outlet
"""


@dataclass(frozen=True, slots=True)
class Line:
    """Articles a month of one question, or of one outlet; `shares` are of a thousand, None where there was nothing."""

    label: str
    counts: list[int]
    totals: list[int]

    @property
    def shares(self) -> list[float | None]:
        return [share(n, total) for n, total in zip(self.counts, self.totals, strict=True)]

    @property
    def whole(self) -> float | None:
        """The share over all the months."""
        return share(sum(self.counts), sum(self.totals))

    def values(self, unit: str) -> list[float | None]:
        """What is drawn: a month without any article of the outlet is a gap, not a nought."""
        if unit == "share":
            return self.shares
        return [n if total else None for n, total in zip(self.counts, self.totals, strict=True)]


@dataclass(frozen=True, slots=True)
class Totals:
    """All articles a month by outlet, and in which months each is missing though it was followed before."""

    by_outlet: dict[str, list[int]]
    missing: dict[str, list[int]]

    def of(self, outlets: Iterable[str]) -> list[int]:
        return [sum(month) for month in zip(*(self.by_outlet[name] for name in outlets), strict=True)]


def share(n: int, total: int) -> float | None:
    """How many of a thousand, with as many decimals as a reader can use; None of nothing."""
    if not total:
        return None
    exact = 1_000 * n / total
    return round(exact, 0 if exact >= 10 else 1 if exact >= 1 else 2)


def span(
    connection: sqlite3.Connection, date_from: date | None, date_to: date | None, today: date
) -> tuple[list[str], str]:
    """The months to show, and the first the record has: those asked for, else the last MONTHS_SHOWN it has."""
    ends = row(connection, ENDS) or {}
    if ends.get("first") is None:
        return [], ""
    earliest, latest = month_of(ends["first"] // IDS_PER_DAY), min(month_of(ends["last"] // IDS_PER_DAY), str(today))
    last = min(str(date_to or latest)[:7], latest[:7])
    every = months_between(earliest, last)
    first = str(date_from)[:7] if date_from else every[-MONTHS_SHOWN:][0] if every else last
    return [month for month in every if month >= first], earliest


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last: `2026-11`."""
    start, end = (12 * int(month[:4]) + int(month[5:]) - 1 for month in (first, last))
    return [f"{place // 12:04}-{place % 12 + 1:02}" for place in range(start, end + 1)]


def month_of(day: int) -> str:
    """The month of a day counted from 1970."""
    return date.fromordinal(EPOCH.toordinal() + day).isoformat()[:7]


def totals(connection: sqlite3.Connection, months: Sequence[str], outlet: str | None, today: date) -> Totals:
    bounds = [month_bounds(month) for month in months]
    starts = [first_id_of(first) for first, _ in bounds]
    ends = [first_id_of(last) + IDS_PER_DAY for _, last in bounds]
    known = Totals({}, {})
    for found in rows(connection, TOTALS, {"starts": str(starts), "ends": str(ends), "outlet": outlet}):
        known.by_outlet.setdefault(found["name"], [0] * len(months))[found["place"]] = found["n"]
        month = months[found["place"]]
        begun = found["first"] is not None and starts[found["place"]] > found["first"]
        # An outlet no longer followed has no gap after its last article, and a month that still runs is no gap yet.
        followed = begun and (found["enabled"] or starts[found["place"]] < found["last"]) and month < str(today)[:7]
        if followed and not found["n"]:
            known.missing.setdefault(month, []).append(found["name"])
    return known


def by_month(hits: Hits, months: Sequence[str]) -> list[int]:
    counts = dict.fromkeys(months, 0)
    for _, day, n in hits:
        counts[month_of(day)] += n
    return list(counts.values())


def by_outlet(hits: Hits, months: Sequence[str], known: Totals) -> list[Line]:
    """A line for every outlet with a hit."""
    apart: dict[str, list[tuple[str, int, int]]] = {}
    for hit in hits:
        apart.setdefault(hit[0], []).append(hit)
    lines = [Line(name, by_month(own, months), known.by_outlet[name]) for name, own in apart.items()]
    return sorted(lines, key=lambda line: (-sum(line.counts), line.label))


def table(months: Sequence[str], lines: Sequence[Line]) -> Iterator[tuple[str, str, int | None]]:
    """The rows of a table, newest first: first and last month, place of its figures; None for months without any."""

    def is_empty(place: int) -> bool:
        return not any(line.totals[place] for line in lines)

    for empty, run in groupby(reversed(range(len(months))), is_empty):
        places = list(run)
        if empty:
            yield months[places[-1]], months[places[0]], None
        else:
            yield from ((months[place], months[place], place) for place in places)
