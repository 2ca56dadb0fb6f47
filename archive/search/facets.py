"""How the hits of a question spread: by outlet, month, language and status, and by day.

Each count is that of a list which a reader can ask for: the hits of one outlet in the days asked for, whichever outlets
are; those of one month of the outlets asked for, whichever days are.
"""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.search.filters import LARGEST, UNDATED, Filters, Hits
from archive.search.fts_query import Compiled
from archive.times import IDS_PER_DAY, first_id_of

FACET_HITS = 50_000  # 1.2 µs a hit

_FACETS = """
SELECT a.outlet, iif({undated}, '', strftime('%Y-%m', h.id / :ids_per_day * 86400, 'unixepoch')), a.lang, a.status,
       h.id >= :first AND h.id < :end AND NOT (:dated AND {undated}), count(*)
FROM (SELECT f.rowid AS id FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT :cap) h
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = h.id GROUP BY 1, 2, 3, 4, 5""".replace(
    "{undated}", UNDATED.format("h.id")
)
_DAYS = "SELECT '', f.rowid / :ids_per_day, count(*) FROM {source} WHERE {where} GROUP BY 2"
_OUTLET_DAYS = """
SELECT a.outlet, f.rowid / :ids_per_day, count(*) FROM {source}
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = f.rowid WHERE {where} GROUP BY 1, 2"""


class DayCount(NamedTuple):
    """Hits of one day, counted from 1970; `outlet` is empty where all outlets are counted together."""

    outlet: str
    day: int
    hits: int


class _FacetRow(NamedTuple):
    outlet: str
    month: str
    lang: str
    status: str
    in_days: int
    articles: int


@dataclass(frozen=True, slots=True)
class Facets:
    """Hits by outlet in the days asked for, by month (YYYY-MM) of the outlets asked for, by language and status under
    both; where `capped`, of the newest hits of all outlets and days only. `undated` hits are in no month, nor in days
    that are asked for.
    """

    by_outlet: list[tuple[str, int]]
    by_month: list[tuple[str, int]]
    by_lang: list[tuple[str, int]]
    by_status: list[tuple[str, int]]
    capped: bool
    undated: int = 0


def facets(
    connection: sqlite3.Connection, compiled: Compiled, cap: int = FACET_HITS, **filters: Unpack[Filters]
) -> Facets:
    """How the hits spread, or the newest `cap` of all outlets and days."""
    outlets, first, last = filters.get("outlets") or (), filters.get("date_from"), filters.get("date_to")
    wide: Filters = {**filters, "outlets": (), "date_from": None, "date_to": None}
    values = {
        "cap": min(cap, LARGEST),
        "ids_per_day": IDS_PER_DAY,
        "first": first_id_of(first) if first else -LARGEST,
        "end": first_id_of(last) + IDS_PER_DAY if last else LARGEST,
        "dated": bool(first or last),
    }
    by_outlet, by_month, by_lang, by_status = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    total = 0
    for row in Hits(connection, compiled, wide).rows(_FacetRow, _FACETS, **values):
        total += row.articles
        chosen = not outlets or row.outlet in outlets
        if row.in_days:
            by_outlet[row.outlet] += row.articles
        if chosen:
            by_month[row.month] += row.articles
        if chosen and row.in_days:
            by_lang[row.lang] += row.articles
            by_status[row.status] += row.articles
    undated = by_month.pop("", 0)
    return Facets(
        by_outlet.most_common(),
        sorted(by_month.items(), reverse=True),
        by_lang.most_common(),
        by_status.most_common(),
        total >= cap,
        undated,
    )


def per_day(
    connection: sqlite3.Connection, compiled: Compiled, by_outlet: bool, **filters: Unpack[Filters]
) -> list[DayCount]:
    """Hits of each day, of each outlet where `by_outlet`; days without a hit are absent."""
    sql = _OUTLET_DAYS if by_outlet else _DAYS
    return list(Hits(connection, compiled, filters).rows(DayCount, sql, ids_per_day=IDS_PER_DAY))
