"""How a list of articles spreads over outlets and months, of the hits of a question or of everything.

Each number is the length of a list: of an outlet, in the days asked for; of a month, of the outlets asked for.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from archive.record.outlet_days import by_days
from archive.search.compiled import Compiled
from archive.search.facets import FACET_HITS, Facets, facets
from archive.times import EPOCH, IDS_PER_DAY
from archive.web.app.parameters import month_bounds
from archive.web.app.search_request import SearchRequest
from archive.web.queries.articles import ids_between
from archive.web.queries.months import MONTHS_SHOWN, coverage, ends_of, months_between, totals
from archive.web.queries.rows import Connection, rows

BY_OUTLET = f"""
SELECT o.name, (SELECT coalesce(sum(d.articles - iif(:dated, d.undated, 0)), 0) FROM outlet_days d
  WHERE d.outlet = o.name AND d.day >= :low / {IDS_PER_DAY} AND d.day < :high / {IDS_PER_DAY}) AS n
FROM outlets o ORDER BY n DESC, o.name
"""  # noqa: S608 - a number of ours


# In one walk: of all days, of those that state none, before the first day that is shown and behind the last.
OUTSIDE = """
SELECT coalesce(sum(d.undated), 0) AS undated,
       coalesce(sum(d.articles - d.undated) FILTER (WHERE d.day < :first), 0) AS earlier,
       coalesce(sum(d.articles - d.undated) FILTER (WHERE d.day > :last), 0) AS later
FROM outlets o CROSS JOIN outlet_days d ON d.outlet = o.name
WHERE :outlets = '[]' OR o.name IN (SELECT value FROM json_each(:outlets))
"""


class DaysAndOutlets(TypedDict):
    """The part of the record that indexes of all articles count."""

    outlets: tuple[str, ...]
    date_from: date | None
    date_to: date | None


def days_and_outlets(params: SearchRequest) -> DaysAndOutlets:
    return {"outlets": params.outlets, "date_from": params.date_from, "date_to": params.date_to}


class OutletCount(TypedDict):
    """BY_OUTLET: how many articles of an outlet there are."""

    name: str
    n: int


class Outside(TypedDict):
    """OUTSIDE: articles that state no day, and those of the days before and behind some months."""

    undated: int
    earlier: int
    later: int


@dataclass(frozen=True, slots=True)
class Months:
    """Articles of the months shown, the oldest first, those without any too; `earlier` and `later` than these.

    `missing`: outlets, of `followed`, that were followed in a month of which nothing of theirs is kept.
    """

    counts: list[tuple[str, int]]
    missing: Mapping[str, Sequence[str]]
    followed: int
    earlier: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True)
class Spread:
    """`by_lang` and `by_kind` are empty for a list of everything; `capped`: only the newest hits are counted.

    `undated` articles, of the outlets asked for, are in no month.
    """

    by_outlet: list[tuple[str, int]]
    months: Months | None
    by_lang: Sequence[tuple[str, int]] = ()
    by_kind: Sequence[tuple[str, int]] = ()
    capped: bool = False
    undated: int = 0


def spread_of_hits(connection: Connection, compiled: Compiled, params: SearchRequest, today: date) -> Spread:
    """How what a question finds spreads, or the newest FACET_HITS of it."""
    found: Facets = facets(connection, compiled, FACET_HITS, **params.filters)
    by_month = dict(found.by_month)
    months = None
    if by_month:
        shown = window(min(by_month), max(by_month), params.date_to)
        months = Months(
            [(month, by_month.get(month, 0)) for month in shown],
            *coverage(connection, shown, params.outlets, today),
            found.where(lambda month: month < shown[0]),
            found.where(lambda month: month > shown[-1]),
        )
    return Spread(found.by_outlet, months, found.by_lang, found.by_kind, found.capped, found.undated)


def spread_of_all(connection: Connection, params: SearchRequest, today: date) -> Spread:
    """How everything spreads, counted on indexes."""
    low, high = ids_between(params.date_from, params.date_to)
    counted = rows(
        connection,
        OutletCount,
        by_days(connection, BY_OUTLET),
        {"low": low, "high": high, "dated": bool(params.date_from or params.date_to)},
    )
    by_outlet = [(row["name"], row["n"]) for row in counted if row["n"]]
    ends = ends_of(connection, params.outlets)
    if ends is None:
        return Spread(by_outlet, None)
    shown = window(*ends, params.date_to)
    known = totals(connection, shown, params.outlets, today)
    first, last = month_bounds(shown[0])[0], month_bounds(shown[-1])[1]
    counts = list(zip(shown, known.of(known.by_outlet), strict=True))
    values = {"first": (first - EPOCH).days, "last": (last - EPOCH).days, "outlets": json.dumps(list(params.outlets))}
    beside = rows(connection, Outside, by_days(connection, OUTSIDE), values)[0]
    months = Months(counts, known.missing, len(known.by_outlet), beside["earlier"], beside["later"])
    return Spread(by_outlet, months, undated=beside["undated"])


def window(first: str, last: str, date_to: date | None) -> list[str]:
    """The months shown of those from `first` to `last`: the newest, or, where older days are asked for, those."""
    every = months_between(first, last)
    newest_asked = str(date_to)[:7] if date_to else last
    if len(every) > MONTHS_SHOWN and newest_asked < every[-MONTHS_SHOWN]:
        every = [month for month in every if month <= max(newest_asked, every[MONTHS_SHOWN - 1])]
    return every[-MONTHS_SHOWN:]
