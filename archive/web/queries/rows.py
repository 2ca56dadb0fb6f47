"""The rows of a statement as dictionaries, typed by the TypedDict that stands beside its SQL."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, TypeVar

from sqlite_utils.utils import sqlite3

Connection = sqlite3.Connection
Values = Mapping[str, object] | Sequence[object]
Row = TypeVar("Row", bound=Mapping[str, object])


class Count(TypedDict):
    """How many there are."""

    n: int


def rows(connection: Connection, kind: type[Row], sql: str, values: Values = ()) -> list[Row]:
    """Every row; `kind` is the TypedDict of its columns. Nothing compares the two here: a test does, for every page."""
    return [as_row(kind, found) for found in connection.execute(sql, values)]


def row(connection: Connection, kind: type[Row], sql: str, values: Values = ()) -> Row | None:
    """The first row, None where there is none."""
    return next(iter(rows(connection, kind, sql, values)), None)


def has_column(connection: Connection, table: str, name: str) -> bool:
    """Has the table, in a file that may be of an older release, the column?"""
    return connection.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, name)).fetchone() is not None


def as_row(kind: type[Row], found: sqlite3.Row) -> Row:
    # What the call of a TypedDict does, and no type says: it makes a plain dictionary of a mapping.
    return kind(found)  # type: ignore[call-arg]
