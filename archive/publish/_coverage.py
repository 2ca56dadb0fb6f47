"""From when to when an archive covers an outlet."""

from collections import defaultdict
from datetime import date
from itertools import pairwise
from typing import NamedTuple, TypedDict

from sqlite_utils.utils import sqlite3

from archive.publish.differences import Followed
from archive.sqlite import rows
from archive.times import IDS_PER_DAY, damascus_day, day_of_id, unstamp

ARTICLE_DAYS = (
    f"SELECT outlet, count(*) AS n, min(id) AS first, max(id) AS last FROM articles GROUP BY outlet, id / {IDS_PER_DAY}"  # noqa: S608
)
CAPTURE_DAYS = (
    "SELECT outlet, count(*) AS n, min(fetched_at) AS first, max(fetched_at) AS last FROM captures"
    " GROUP BY outlet, substr(fetched_at, 1, 10)"
)
ALONE = 30  # days without another, before and after: such an article or capture widens no period


class _ArticleDay(TypedDict):
    """A row of ARTICLE_DAYS: articles of an outlet on a day, and their smallest and largest number."""

    outlet: str
    n: int
    first: int
    last: int


class _CaptureDay(TypedDict):
    """A row of CAPTURE_DAYS: captures of an outlet on a day in UTC, the first and the last of them, as instants."""

    outlet: str
    n: int
    first: str
    last: str


class _Day(NamedTuple):
    """Of a day with `n` articles or captures, the days of Damascus of the first and the last of them."""

    first: date
    last: date
    n: int


def covered(connection: sqlite3.Connection) -> dict[str, Followed]:
    """Each outlet with articles or captures."""
    written: defaultdict[str, list[_Day]] = defaultdict(list)
    captured: defaultdict[str, list[_Day]] = defaultdict(list)
    for row in rows(connection, _ArticleDay, ARTICLE_DAYS):
        written[row["outlet"]].append(_Day(day_of_id(row["first"]), day_of_id(row["last"]), row["n"]))
    for one in rows(connection, _CaptureDay, CAPTURE_DAYS):
        first, last = (damascus_day(unstamp(instant)) for instant in (one["first"], one["last"]))
        captured[one["outlet"]].append(_Day(first, last, one["n"]))
    return {outlet: _followed(written[outlet], captured[outlet]) for outlet in {*written, *captured}}


def _followed(written: list[_Day], captured: list[_Day]) -> Followed:
    days = _without_lone(written) + _without_lone(captured)
    return Followed(
        articles=sum(day.n for day in written),
        first_day=min(day.first for day in days).isoformat(),
        last_day=max(day.last for day in days).isoformat(),
    )


def _without_lone(days: list[_Day]) -> list[_Day]:
    """Without single ones that have no other within ALONE days; all of them where there are only such."""
    days = sorted(days)
    if len(days) < 2:
        return days
    near = [(later.first - day.last).days <= ALONE for day, later in pairwise(days)]
    held = [day for day, *beside in zip(days, [False, *near], [*near, False], strict=True) if day.n > 1 or any(beside)]
    return held or days
