"""A snapshot's largest tables by months, each month of a table a Parquet file that is made once.

Where something of a month changed it is made anew, under another name, and the one before is put aside. That a check
found an article as it was moves `last_seen_at` alone, in months long past as well: for that no file is made.
"""

from collections.abc import Iterator, Set
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.publish import _parquet
from archive.publish.entries import ParquetEntry
from archive.times import IDS_PER_DAY, day_of_id

# What every check of an article moves is no change of it.
MOVED_BY_CHECKS = frozenset({"last_seen_at"})


class _Parted(NamedTuple):
    """The column that says of which month a row is, an article's number or an instant, and the order of the rows."""

    by: str
    order: str


PARTED = {
    "articles": _Parted("id", "id"),
    "versions": _Parted("article_id", "article_id, n"),
    "captures": _Parted("fetched_at", "id"),
    # A copy is of the month of the later article.
    "copies": _Parted("b_id", "b_id, a_id"),
}
_MONTHS = "SELECT {month}, min({first}), max({first}) FROM {table} GROUP BY 1 ORDER BY 1"
_ROWS = "SELECT * FROM {table} WHERE {first} BETWEEN ? AND ? AND {month} = ? ORDER BY {order}"


class Month(NamedTuple):
    """A month of a table, as in 2026-11."""

    table: str
    month: str


def month_of(value: object) -> str:
    """Of an article's number, or of an instant."""
    return _month_of_day(value // IDS_PER_DAY) if isinstance(value, int) else str(value)[:7]


@cache
def _month_of_day(day: int) -> str:
    return day_of_id(day * IDS_PER_DAY).isoformat()[:7]


def is_there(folder: Path, file: ParquetEntry) -> bool:
    """Does a file of a month lie there, of the size that is told?"""
    path = folder / file["file"]
    return "month" in file and path.is_file() and path.stat().st_size == file["bytes"]


class Months:
    """The months of a snapshot's tables, and whether what was published of them is as it was."""

    def __init__(self, connection: sqlite3.Connection, before: list[ParquetEntry], touched: Set[Month] | None) -> None:
        """`before` are the files there are; in months that are not `touched` they are right (None: nobody knows)."""
        self._connection, self._touched = connection, touched
        self._before = {Month(file["table"], file["month"]): file for file in before}

    def all(self) -> Iterator[tuple[Month, int, int]]:
        """Each month that has rows, and from which to which number they stand."""
        for table in PARTED:
            for month, first, last in self._connection.execute(_sql(_MONTHS, table)).fetchall():
                yield Month(table, month), first, last

    def before(self, month: Month) -> ParquetEntry | None:
        return self._before.get(month)

    def is_kept(self, month: Month) -> bool:
        """Is there a file of it that nothing has touched?"""
        return month in self._before and self._touched is not None and month not in self._touched

    def write(self, month: Month, first: int, last: int, path: Path) -> int:
        """Write a month; returns how many rows."""
        with closing(self._connection.execute(_sql(_ROWS, month.table), (first, last, month.month))) as found:
            return _parquet.write(self._connection, month.table, found, path)


def _sql(form: str, table: str) -> str:
    by, order = PARTED[table]
    from_number = f"strftime('%Y-%m', {by} / {IDS_PER_DAY} * 86400, 'unixepoch')"
    month = f"substr({by}, 1, 7)" if by == "fetched_at" else from_number
    return form.format(table=table, month=month, order=order, first=order.split(",", 1)[0])
