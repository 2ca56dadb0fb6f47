"""The stories of some days by how many outlets carried them: who was first, and how long after it the others came."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from archive.sqlite import column
from archive.times import IDS_PER_DAY, day_of_id, first_id_of
from archive.web.queries.copies import ARTICLE, ComparedArticle, Lag, Sighted, Story, lag, sighted
from archive.web.queries.rows import Connection, rows

MOST_LOOKED_BACK = 2_000  # stories
# Days of which stories can be told: weeks before and behind them are days, too.
EARLIEST, LATEST_DAY = date(1970, 1, 1), date(2199, 12, 31)
# A story's number is that of its first article, which begins with the day: a range of the primary key.
COUNTED = """
SELECT c.id, c.origin_id, c.basis, c.size, count(DISTINCT a.outlet) AS outlets
FROM clusters c JOIN cluster_members m ON m.cluster_id = c.id
JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id
WHERE c.id >= :low AND c.id < :high GROUP BY c.id HAVING outlets > 1 ORDER BY outlets DESC, c.id DESC
"""
LATEST = """
SELECT c.id FROM (SELECT id FROM clusters WHERE id < :high ORDER BY id DESC LIMIT :most) c
WHERE (SELECT count(DISTINCT a.outlet) FROM cluster_members m
       JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id WHERE m.cluster_id = c.id) > 1
ORDER BY c.id DESC LIMIT 1
"""
# Of each outlet the few oldest: one may have published a text many times, and only its first time counts.
CARRIERS = f"""
{ARTICLE}, m.cluster_id AS story, o.every FROM (
  SELECT m.cluster_id, m.article_id,
         row_number() OVER (PARTITION BY m.cluster_id, a.outlet ORDER BY m.article_id) AS place
  FROM cluster_members m JOIN articles a INDEXED BY articles_facets ON a.id = m.article_id
  WHERE m.cluster_id IN (SELECT value FROM json_each(:stories))) m
JOIN articles a ON a.id = m.article_id JOIN outlets o ON o.name = a.outlet
WHERE m.place <= 3 OR a.id IN (SELECT value FROM json_each(:origins))
"""  # noqa: S608 - columns from beside
_WAIT = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
BY_THE_CLOCK = "first_seen"
# The interval of an outlet's file adapts to what it publishes, up to so many times its length (archive.model.Outlet).
LONGEST_WAITS = 2


class CountedStory(Story):
    """COUNTED: a story and how many outlets carried it."""

    outlets: int


class CarrierRow(ComparedArticle):
    """CARRIERS: an article of a story; `every` is how often its outlet is looked at, as its file says."""

    story: int
    every: str


class Carrier(CarrierRow, Sighted):
    """The first article of a story at an outlet, and how long it came after the story's first."""

    lag: Lag


@dataclass(frozen=True, slots=True)
class CarriedStory:
    """`first` is what the others are measured by; where `is_first_known` it was first, on the `basis` of its row.

    `wait` is how many seconds pass between two looks at the outlet of `first`, None where that is not known;
    `too_close` where we saw it first, but another may have been published before that.
    """

    id: int
    outlets: int
    basis: str
    first: Carrier
    others: list[Carrier]
    is_first_known: bool
    too_close: bool
    wait: float | None


@dataclass(frozen=True, slots=True)
class Days:
    """The stories of the days `first` to `last`: `every` one, the most carried first, and a page of them in full."""

    first: date
    last: date
    every: list[CountedStory]
    shown: list[CarriedStory]


def most_carried(connection: Connection, last: date, days: int, skip: int, limit: int) -> Days:
    """Stories whose first article is of one of so many days up to the `last`."""
    first = last - timedelta(days=days - 1)
    bounds = {"low": first_id_of(first), "high": first_id_of(last) + IDS_PER_DAY}
    every = rows(connection, CountedStory, COUNTED, bounds)
    return Days(first, last, every, carried(connection, every[skip : skip + limit]))


def last_day_with_a_story(connection: Connection, before: date) -> date | None:
    """The last day before this one on which a story of several outlets began; None where there is none."""
    values = {"high": first_id_of(before), "most": MOST_LOOKED_BACK}
    found = next(column(connection, int, LATEST, values), None)
    return day_of_id(found) if found is not None else None


def carried(connection: Connection, stories: Sequence[CountedStory]) -> list[CarriedStory]:
    """Who carried each of these stories, in the order of time."""
    ids, origins = [one["id"] for one in stories], [one["origin_id"] or one["id"] for one in stories]
    look = sighted(connection)
    found: dict[int, list[Carrier]] = {one: [] for one in ids}
    values = {"stories": json.dumps(ids), "origins": json.dumps(origins)}
    for row in rows(connection, CarrierRow, CARRIERS, values):
        found[row["story"]].append({**row, **look(row), "lag": Lag(0, at_most=False)})
    return [_carried(one, found[one["id"]], origin) for one, origin in zip(stories, origins, strict=True)]


def _carried(story: CountedStory, articles: Sequence[Carrier], origin: int) -> CarriedStory:
    first = next(one for one in articles if one["id"] == origin)
    others = _first_of_each(
        {**one, "lag": lag(first["sighting"], one["sighting"])} for one in articles if one["outlet"] != first["outlet"]
    )
    by_sight = story["basis"] == BY_THE_CLOCK
    unseen = by_sight and any(_is_undated_and_unseen(one) for one in others)
    too_close = by_sight and not unseen and any(_may_be_earlier(one, first) for one in others)
    return CarriedStory(
        id=story["id"],
        outlets=story["outlets"],
        basis=story["basis"],
        first=first,
        others=others,
        is_first_known=story["origin_id"] is not None and not (too_close or unseen),
        too_close=too_close,
        wait=wait_of(first["every"]),
    )


def _first_of_each(articles: Iterable[Carrier]) -> list[Carrier]:
    """Of each outlet its earliest article, in the order of time."""
    found: dict[str, Carrier] = {}
    for one in sorted(articles, key=lambda one: (one["lag"].seconds, one["id"])):
        found.setdefault(one["outlet"], one)
    return list(found.values())


def _is_undated_and_unseen(one: Carrier) -> bool:
    """Whether neither the article nor a visit of ours tells when it came out: an import, a given text."""
    return one["sighting"].known == "seen" and one["first_seen_by"] != "crawl"


def _may_be_earlier(other: Carrier, first: Carrier) -> bool:
    """Whether the other may have been published before we saw the first: as it states, or between two looks at it."""
    earliest = other["sighting"].earliest
    if other["sighting"].known == "seen":
        wait = wait_of(other["every"])
        if wait is None:
            return True
        earliest -= LONGEST_WAITS * timedelta(seconds=wait)
    return earliest < first["sighting"].latest


def wait_of(every: str) -> float | None:
    """How many seconds usually pass between two looks at an outlet; None where that is no interval.

    >>> wait_of("15m")
    900
    """
    found = _WAIT.fullmatch(every)
    return int(found[1]) * _UNITS[found[2]] if found else None
