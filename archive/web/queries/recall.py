"""How much of what outlets list of themselves is here: the table of listed days beside our own count of each day.

Nothing is reckoned where no list tells a whole day. Of several lists that do, the one that names most counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypedDict

from archive.record.outlet_days import by_days
from archive.record.rows import ListedDayRow
from archive.sqlite import has_table
from archive.text.spreadsheets import BYTE_ORDER_MARK, csv_line, is_csv
from archive.times import EPOCH, date_of
from archive.web.queries.outlets import NamedOutlet
from archive.web.queries.rows import Connection, rows

DAYS = 30
LOW = 0.9
SOURCES = ("sitemap", "rest", "feed")
LISTED = """
SELECT * FROM listed_days WHERE day >= :first AND day <= :last AND (:outlet IS NULL OR outlet = :outlet)
ORDER BY outlet, day, edition, source
"""
KEPT = """
SELECT d.outlet, d.day, d.articles - d.undated AS n FROM outlets o CROSS JOIN outlet_days d
  ON d.outlet = o.name AND d.day >= :first AND d.day <= :last
WHERE (:outlet IS NULL OR o.name = :outlet) AND d.articles > d.undated
"""
# With our count of each day.
LISTED_AND_KEPT = """
SELECT l.outlet, l.day, coalesce(d.articles - d.undated, 0) AS kept, l.edition, l.source, l.listed, l.is_whole,
  l.seen_at
FROM listed_days l LEFT JOIN outlet_days d
  ON d.outlet = l.outlet AND d.day = unixepoch(l.day) / 86400 AND l.outlet IN (SELECT name FROM outlets)
ORDER BY l.outlet, l.day, l.edition, l.source
"""
FOLLOWED = """
SELECT name, title AS outlet_title, title_en AS outlet_title_en FROM outlets
WHERE (:outlet IS NULL OR name = :outlet) AND (enabled = 1 OR name IN (SELECT outlet FROM listed_days)) ORDER BY name
"""
COLUMNS = ("outlet", "day", "kept", "edition", "source", "listed", "is_whole", "seen_at")
AS_LINES = f"""
SELECT count(*), coalesce(group_concat({" || ',' || ".join(COLUMNS)} || char(13, 10), ''), '') FROM ({LISTED_AND_KEPT})
"""  # noqa: S608 - words of ours


class KeptCount(TypedDict):
    """KEPT: how many articles of an outlet are of a day since 1970."""

    outlet: str
    day: int
    n: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What one source names of a day, over all editions, and whether that is all it has of it."""

    listed: int
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallDay:
    """A day of an outlet: how many articles are `kept`, and what its lists name, by source."""

    day: date
    kept: int
    lists: Mapping[str, Listing] = field(default_factory=dict)

    @property
    def listed(self) -> int | None:
        """The most that a list which tells the whole day names; None where none does."""
        return max((one.listed for one in self.lists.values() if one.is_whole), default=None)

    @property
    def is_low(self) -> bool:
        return is_low(self.kept, self.listed or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRecall:
    """An outlet over its `days`, oldest first. `told` counts those that a list tells wholly; `kept`, `listed` and
    `found` are sums over these: `found` is at most what was listed of each day. `sources` are the lists that counted.
    """

    outlet: NamedOutlet
    days: Sequence[RecallDay]
    told: int
    kept: int
    listed: int
    found: int
    sources: tuple[str, ...]

    @property
    def share(self) -> float | None:
        return self.found / self.listed if self.listed else None

    @property
    def is_low(self) -> bool:
        return is_low(self.found, self.listed)


def is_low(kept: int, listed: int) -> bool:
    return kept < LOW * listed


def has_listed_days(connection: Connection) -> bool:
    """Has the file, which may be of an older release, the table?"""
    return has_table(connection, "listed_days")


def recall(connection: Connection, today: date, outlet: str | None = None) -> list[OutletRecall] | None:
    """The last DAYS days that are over, the outlets of which least is here first, those whose lists tell none last.

    None where the file, of an older release, has no such table."""
    if not has_listed_days(connection):
        return None
    last, first = today - timedelta(days=1), today - timedelta(days=DAYS)
    followed = rows(connection, NamedOutlet, FOLLOWED, {"outlet": outlet})
    by_outlet = recall_days(connection, first, last, outlet)
    found = [_of_outlet(one, by_outlet.get(one["name"], []), first) for one in followed]
    return sorted(found, key=lambda one: (one.share is None, one.share or 0.0, one.outlet["name"]))


def recall_days(
    connection: Connection, first: date, last: date, outlet: str | None = None
) -> dict[str, list[RecallDay]]:
    """By outlet the days between two, both included, of which an article is kept or listed, the oldest first."""
    bounds = {"first": first.isoformat(), "last": last.isoformat(), "outlet": outlet}
    listed: dict[str, dict[date, list[ListedDayRow]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(connection, ListedDayRow, LISTED, bounds):
        listed[row["outlet"]][date.fromisoformat(row["day"])].append(row)
    kept = kept_by_day(connection, first, last, outlet)
    days: dict[str, list[RecallDay]] = {}
    for name in sorted({*listed, *(one for one, _ in kept)}):
        editions = {row["edition"] for of_day in listed[name].values() for row in of_day}
        every = sorted({*listed[name], *(day for one, day in kept if one == name)})
        days[name] = [
            RecallDay(day=day, kept=kept.get((name, day), 0), lists=_lists(listed[name].get(day, []), editions))
            for day in every
        ]
    return days


def kept_by_day(connection: Connection, first: date, last: date, outlet: str | None) -> dict[tuple[str, date], int]:
    """How many articles of an outlet, or of each, state a day as that of their publication."""
    bounds = {"first": (first - EPOCH).days, "last": (last - EPOCH).days, "outlet": outlet}
    counted = rows(connection, KeptCount, by_days(connection, KEPT), bounds)
    return {(row["outlet"], date_of(row["day"])): row["n"] for row in counted}


def recall_csv(connection: Connection) -> tuple[str, ...] | None:
    """The whole table with our count of each day beside it, by outlet and day; None where there is none."""
    if not has_listed_days(connection):
        return None
    number, lines = connection.execute(by_days(connection, AS_LINES)).fetchone()
    if not is_csv(lines, number, len(COLUMNS)):
        lines = "".join(map(csv_line, connection.execute(by_days(connection, LISTED_AND_KEPT))))
    return BYTE_ORDER_MARK + csv_line(COLUMNS), lines


def _lists(listed: Iterable[ListedDayRow], editions: set[str]) -> dict[str, Listing]:
    """A source tells a day wholly only where it does so of every edition of which a list told anything."""
    by_source: dict[str, list[ListedDayRow]] = defaultdict(list)
    for row in listed:
        by_source[row["source"]].append(row)
    return {
        source: Listing(
            sum(row["listed"] for row in by_source[source]),
            {row["edition"] for row in by_source[source] if row["is_whole"]} == editions,
        )
        for source in SOURCES
        if source in by_source
    }


def _of_outlet(outlet: NamedOutlet, days: Sequence[RecallDay], first: date) -> OutletRecall:
    known = {one.day: one for one in days}
    every = [known.get(day) or RecallDay(day=day, kept=0) for day in (first + timedelta(days=n) for n in range(DAYS))]
    told = [(one, one.listed) for one in every if one.listed is not None]
    counted = {
        source
        for one, listed in told
        for source, list_ in one.lists.items()
        if (list_.listed, list_.is_whole) == (listed, True)
    }
    return OutletRecall(
        outlet=outlet,
        days=every,
        told=len(told),
        kept=sum(one.kept for one, _ in told) if told else sum(one.kept for one in every),
        listed=sum(listed for _, listed in told),
        found=sum(min(one.kept, listed) for one, listed in told),
        sources=tuple(source for source in SOURCES if source in counted),
    )
