"""How many articles state no day of publication: counted on an index alone, by the day they were first seen on."""

from datetime import date
from typing import TypedDict

from archive.times import IDS_PER_DAY, date_of, first_id_of
from archive.web.queries.rows import Connection, rows

BY_DAY = f"""
SELECT id / {IDS_PER_DAY} AS day, count(*) AS n FROM articles INDEXED BY articles_undated
WHERE published_day = '' AND outlet = ? AND id >= ? GROUP BY 1
"""  # noqa: S608 - a number of ours


class Count(TypedDict):
    """How many there are."""

    n: int


class DayCount(Count):
    """How many there are of a day since 1970."""

    day: int


def undated_days(connection: Connection, outlet: str, first: date) -> dict[date, int]:
    """Of an outlet, those first seen on that day or later, by the day; days without one are absent."""
    counts = rows(connection, DayCount, BY_DAY, (outlet, first_id_of(first)))
    return {date_of(found["day"]): found["n"] for found in counts}
