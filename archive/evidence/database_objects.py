"""Tables, indexes, views and triggers of a database, each with what it is made of; and in which two files differ."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

# What SQLite makes by itself, and the tables that a virtual one stands on, are PRAGMA integrity_check's.
OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE sql NOTNULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
COLUMNS = 'SELECT name, type, "notnull", pk FROM pragma_table_info(?)'
NOT_THERE = "It is not there."
ANOTHER = "It is another one than Warraq makes."
TRIGGER_NOT_OURS = "Warraq makes no such trigger: it may change what is written."
NOT_OURS = "Warraq makes no such {}."


class Object(NamedTuple):
    """A table, index, view or trigger, by its kind and name."""

    kind: str
    name: str


def objects_of(connection: sqlite3.Connection) -> dict[Object, str]:
    """Each with what it is made of: a table with its columns, as SQLite writes its statement anew with every change."""
    found = {}
    for kind, name, sql in connection.execute(OBJECTS).fetchall():
        columns = [tuple(one) for one in connection.execute(COLUMNS, (name,))]
        found[Object(kind, name)] = str(columns) if kind == "table" else _plain(sql)
    return found


def _plain(sql: str) -> str:
    """Without what SQLite puts round names when it renames a table."""
    return " ".join(sql.replace('"', "").split())


def differences(there: Mapping[Object, str], ours: Mapping[Object, str]) -> Iterator[tuple[Object, str]]:
    """What a file lacks or has otherwise than one of ours, and what it has more."""
    for one, made in sorted(ours.items()):
        if one not in there:
            yield one, NOT_THERE
        elif there[one] != made:
            yield one, ANOTHER
    for one in sorted(there.keys() - ours.keys()):
        yield one, TRIGGER_NOT_OURS if one.kind == "trigger" else NOT_OURS.format(one.kind)
