"""The rows of a statement as dictionaries."""

from typing import Any

from sqlite_utils.utils import sqlite3

Row = dict[str, Any]
Connection = sqlite3.Connection


def rows(connection: Connection, sql: str, values: Any = ()) -> list[Row]:
    return [dict(row) for row in connection.execute(sql, values)]


def row(connection: Connection, sql: str, values: Any = ()) -> Row | None:
    return next(iter(rows(connection, sql, values)), None)
