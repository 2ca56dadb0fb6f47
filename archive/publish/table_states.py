"""What a table holds, as a number of rows and one hash that does not depend on their order.

The hash is the sum, modulo 2^256, of the SHA-256 of each row: the JSON list of its columns in the table's order. So it
follows from that of the day before and the rows that changed, and both sides of a delta reckon it without reading the
rest. It finds mistakes; against forgery stands the sha256 of each file.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from sqlite_utils.utils import sqlite3

from archive.publish.entries import TableState
from archive.record.changes import TABLES, followed
from archive.sqlite import column

MODULUS = 2**256
# The tables that a search reads, small or derived from the rest: a delta finds their changes by comparing them.
COMPARED = ("search_alias", "search_fold", "search_meta", "search_spelling", "search_spelling_made")
Value = str | int | float | bytes | None


class States:
    """The states of several tables, kept up row by row."""

    def __init__(self, known: Mapping[str, TableState]) -> None:
        self._rows = {table: state["rows"] for table, state in known.items()}
        self._sums = {table: int(state["hash"], 16) for table, state in known.items()}

    def add(self, table: str, row: Iterable[Value]) -> None:
        self._count(table, 1, row_hash(row))

    def remove(self, table: str, row: Iterable[Value]) -> None:
        self._count(table, -1, -row_hash(row))

    def _count(self, table: str, rows: int, summand: int) -> None:
        self._rows[table] = self._rows.get(table, 0) + rows
        self._sums[table] = (self._sums.get(table, 0) + summand) % MODULUS

    def states(self) -> dict[str, TableState]:
        return {table: {"rows": self._rows[table], "hash": f"{self._sums[table]:064x}"} for table in sorted(self._rows)}


def row_hash(row: Iterable[Value]) -> int:
    content = json.dumps([plain(value) for value in row], ensure_ascii=False, separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(content.encode()).digest())


def plain(value: Value) -> Value | dict[str, str]:
    """A value as JSON has it; no column holds an object, so bytes can be one."""
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """The tables that a delta tells of; `about`, which each download has anew, stands in its first line."""
    there = set(column(connection, str, TABLES))
    return sorted([*followed(connection), *(table for table in COMPARED if table in there)])


def states_of(connection: sqlite3.Connection) -> dict[str, TableState]:
    """The states of all tables of a file, every row read: some seconds a gigabyte."""
    states = States({table: {"rows": 0, "hash": "0"} for table in tables_of(connection)})
    for table in tables_of(connection):
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name of ours
            states.add(table, row)
    return states.states()
