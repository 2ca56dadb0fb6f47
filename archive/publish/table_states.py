"""What a table holds, as a number of rows and one hash that does not depend on their order.

The hash is a sum modulo 2^256. Each row counts by the SHA-256 of the JSON list of its columns in the table's order, in
which a value of more than LONG bytes stands by their number alone, and counts by a SHA-256 of its own: of
the JSON list of the row's key and the column's name, a line end, and the value. So the hash follows from that of the
day before and the values that changed: an article that was looked at again costs no reading of its text, and both sides
of a delta reckon it without the rest. It finds mistakes; against forgery stands the sha256 of each file.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.publish.entries import TableState
from archive.record.changes import TABLES, followed, key_columns
from archive.sqlite import column

MODULUS = 2**256
# How tables are hashed: 1, until 0.1.0, took every row as one JSON list.
FORM = 2
LONG = 256
# No character has more than four bytes.
SURELY_SHORT = LONG // 4
SCALARS = frozenset((int, float, type(None)))
# The tables that a search reads, small or derived from the rest: a delta finds their changes by comparing them.
COMPARED = ("search_alias", "search_fold", "search_meta", "search_spelling", "search_spelling_made")
Value = str | int | float | bytes | None


class Same(NamedTuple):
    """A long text that two rows share, of so many bytes: its own are of no interest."""

    bytes: int


Row = Sequence[Value | Same]
_COLUMNS = "SELECT t.value, c.name FROM json_each(?) t, pragma_table_info(t.value) c ORDER BY t.key, c.cid"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Shape(NamedTuple):
    """The columns of a table in its order, and those by which a row is known: the primary key, or all of them where
    there is none."""

    names: tuple[str, ...]
    keys: tuple[str, ...]


class States:
    """The states of several tables, kept up row by row."""

    def __init__(self, known: Mapping[str, TableState], shapes: Mapping[str, Shape]) -> None:
        self._rows = {table: state["rows"] for table, state in known.items()}
        self._sums = {table: int(state["hash"], 16) for table, state in known.items()}
        self._shapes = shapes

    def change(self, table: str, before: Row | None, now: Row | None) -> None:
        """A row that came, changed or went; its key is the same before and now."""
        self._rows[table] = self._rows.get(table, 0) + (now is not None) - (before is not None)
        shape, summand = self._shapes[table], 0
        if now is not None:
            summand += _hashed(shape, now, without=before)
        if before is not None:
            summand -= _hashed(shape, before, without=now)
        self._sums[table] = (self._sums.get(table, 0) + summand) % MODULUS

    def states(self) -> dict[str, TableState]:
        return {table: {"rows": self._rows[table], "hash": f"{self._sums[table]:064x}"} for table in sorted(self._rows)}


def _hashed(shape: Shape, row: Row, without: Row | None) -> int:
    """By what a row counts, but for the long values that the other row has, too."""
    found, short = 0, list[object](row)
    for place, value in enumerate(row):
        # Most columns are numbers or short: they stand in its JSON as they are.
        kind = value.__class__
        if kind in SCALARS or (kind is str and len(value) <= SURELY_SHORT):  # type: ignore[arg-type]
            continue
        content = value.encode() if isinstance(value, str) else value
        if isinstance(content, Same):
            short[place] = {"bytes": content.bytes}
        elif isinstance(content, bytes) and len(content) > LONG:
            short[place] = {"bytes" if isinstance(value, str) else "blob": len(content)}
            if without is None or without[place] != value:
                found += _hash_of_long(shape, row, place, content)
        else:
            short[place] = plain(value)
    return found + _number(_encode(short).encode())


def _hash_of_long(shape: Shape, row: Row, place: int, content: bytes) -> int:
    key = [plain(row[shape.names.index(name)]) for name in shape.keys]
    return _number(_encode([*key, shape.names[place]]).encode() + b"\n" + content)


def _number(content: bytes) -> int:
    return int.from_bytes(hashlib.sha256(content).digest())


def plain(value: Value | Same) -> Value | Same | dict[str, str]:
    """A value as JSON has it; no column holds an object, so bytes can be one."""
    return {"hex": value.hex()} if isinstance(value, bytes) else value


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """The tables that a delta tells of; `about`, which each download has anew, stands in its first line."""
    there = set(column(connection, str, TABLES))
    return sorted([*followed(connection), *(table for table in COMPARED if table in there)])


def shapes_of(connection: sqlite3.Connection) -> dict[str, Shape]:
    """Of the tables that a delta tells of."""
    tables = tables_of(connection)
    names: dict[str, list[str]] = {table: [] for table in tables}
    for table, name in connection.execute(_COLUMNS, (json.dumps(tables),)):
        names[table].append(name)
    keys = key_columns(connection, tables)
    return {table: Shape(tuple(names[table]), tuple(keys[table] or names[table])) for table in tables}


def states_of(connection: sqlite3.Connection) -> dict[str, TableState]:
    """The states of all tables of a file, every row read: some seconds a gigabyte."""
    shapes = shapes_of(connection)
    states = States({table: {"rows": 0, "hash": "0"} for table in shapes}, shapes)
    for table in shapes:
        for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name of ours
            states.change(table, None, row)
    return states.states()
