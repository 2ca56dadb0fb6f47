"""What the record holds nearest to an address that it does not hold: by its number, or by the days that stand in it."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.model import FROM_IMPORTS
from archive.search.addresses import ResolvedAddress, State
from archive.sqlite import column, rows

NUMBER = re.compile(r"^(?P<edition>(?:[a-z]{2}/)?)(?P<number>[1-9][0-9]{0,17})$")
DAYS = re.compile(r"/(?P<year>(?:19|20)[0-9]{2})[/-](?P<month>[0-9]{1,2})(?:[/-](?P<day>[0-9]{1,2}))?(?=[/-])")
# Two articles further apart than this say nothing of the days between them.
WIDEST = timedelta(days=31)
# On the index of keys alone.
NUMBERS = """
SELECT id, key, CAST(substr(key, length(:edition) + 1) AS INTEGER) AS number FROM articles
WHERE outlet = :outlet AND key >= :edition || '0' AND key < :edition || ':'
  AND substr(key, length(:edition) + 1) NOT GLOB '*[^0-9]*' AND number {} :number ORDER BY number {} LIMIT 1
"""
BELOW, ABOVE = NUMBERS.format("<", "DESC"), NUMBERS.format(">", "")
NEIGHBOUR = "SELECT id, key, title, lang, published_day FROM articles WHERE id = ?"
# Crawls write their answers down in the order of time. Of an outlet that came later than so many it is not told.
FIRST_CRAWL = """
SELECT fetched_at FROM captures WHERE outlet = ? AND via = 'crawl'
  AND id < (SELECT min(id) FROM captures) + 1000000 ORDER BY id LIMIT 1
"""
LAST_ANSWER = """
SELECT id, fetched_at, status, via FROM captures WHERE url = ? AND article_id IS NULL ORDER BY fetched_at DESC LIMIT 1
"""


class Neighbour(TypedDict):
    """NEIGHBOUR: an article whose number is the next below or above."""

    id: int
    key: str
    title: str
    lang: str
    published_day: str


class Answer(TypedDict):
    """LAST_ANSWER: what the address answered when it was asked for, and gave no article."""

    id: int
    fetched_at: str
    status: int
    via: str


class Number(TypedDict):
    """An article and its key."""

    id: int
    key: str


class DescribedAddress(TypedDict):
    """An address as `warraq search --json` and the API tell of it; `article` is the number of the one that it is."""

    url: str
    state: State
    outlet: str | None
    key: str | None
    article: int | None
    followed_since: str | None
    nearest: list[Number]


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """`followed_since`: the first answer to a crawl of the outlet, an instant as the record writes it; None for none.

    `neighbours`: the numbers next below and above. `days`: the first and last of those in question.

    Those that stand in the address, else those of the neighbours where both state one; None where neither tells.
    `answer`: the last one the address itself gave, where it was ever asked for.
    """

    followed_since: str | None = None
    neighbours: tuple[Neighbour, ...] = ()
    days: tuple[date, date] | None = None
    answer: Answer | None = None


def near(connection: sqlite3.Connection, resolved: ResolvedAddress) -> Near:
    """What lies nearest to an address that is not kept; of one that is, nothing."""
    if resolved.state == "kept":
        return Near()
    neighbours = _neighbours(connection, resolved)
    answer = next(rows(connection, Answer, LAST_ANSWER, (resolved.url,)), None)
    return Near(
        followed_since=_followed_since(connection, resolved),
        neighbours=neighbours,
        days=days_in(resolved.url) or _days_between(neighbours),
        answer=answer,
    )


def described(resolved: ResolvedAddress, around: Near) -> DescribedAddress:
    """For programs: what the address is and what lies nearest."""
    return {
        "url": resolved.url,
        "state": resolved.state,
        "outlet": resolved.outlet.name if resolved.outlet else None,
        "key": resolved.key,
        "article": resolved.article_id,
        "followed_since": around.followed_since,
        "nearest": [{"id": one["id"], "key": one["key"]} for one in around.neighbours],
    }


def wayback(url: str) -> str:
    """Where the Wayback Machine lists what it has of an address."""
    return f"https://web.archive.org/web/*/{url}"


def _followed_since(connection: sqlite3.Connection, resolved: ResolvedAddress) -> str | None:
    if resolved.outlet is None or resolved.outlet.disabled_because == FROM_IMPORTS:
        return None
    return next(column(connection, str, FIRST_CRAWL, (resolved.outlet.name,)), None)


def days_in(url: str) -> tuple[date, date] | None:
    """The day or month that an address has in its path."""
    match = DAYS.search(url)
    if match is None:
        return None
    year, month, day = (int(match[name] or 0) for name in ("year", "month", "day"))
    try:
        return date(year, month, day or 1), date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _neighbours(connection: sqlite3.Connection, resolved: ResolvedAddress) -> tuple[Neighbour, ...]:
    match = NUMBER.match(resolved.key or "")
    if match is None or resolved.outlet is None:
        return ()
    values = {"outlet": resolved.outlet.name, "edition": match["edition"], "number": int(match["number"])}
    ids = [number for sql in (BELOW, ABOVE) for number in column(connection, int, sql, values)]
    return tuple(found for one in ids for found in rows(connection, Neighbour, NEIGHBOUR, (one,)))


def _days_between(neighbours: tuple[Neighbour, ...]) -> tuple[date, date] | None:
    days = sorted(date.fromisoformat(one["published_day"]) for one in neighbours if one["published_day"])
    return (days[0], days[1]) if len(days) == 2 and days[1] - days[0] <= WIDEST else None
