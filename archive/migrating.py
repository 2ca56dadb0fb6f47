"""Bringing a database of ours up to date: a new file by one script, an older one by the changes it lacks.

The script makes at once what all the changes make one after another, which costs three times as much: tables that a
later change makes anew are written anew with all that hangs on them. `tests/test_migrating.py` holds both together.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from importlib.resources.abc import Traversable

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.sqlite import file_of, has_table

# Between two statements of a script: none of ours has such a line.
BETWEEN = "\n;\n"
_TABLE = Migrations.migrations_table
_APPLIED = f"SELECT migration_set, name FROM {_TABLE} ORDER BY id"  # noqa: S608 - a name of the library's
_NOTED = f"INSERT INTO {_TABLE}(migration_set, name, applied_at) VALUES(?, ?, ?)"
Change = tuple[str, str]


def migrate(database: Database, *known: Migrations, newest: Traversable | None = None) -> None:
    """Bring a file up to date; one without any table by the script `newest`. Belongs in a transaction.

    Raises BadConfiguration for one that a newer Warraq wrote: this one would not know all that its rows mean, and must
    not write into it.
    """
    applied = _applied(database.conn)
    _demand_known(database.conn, applied, known)
    if newest and not database.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        _make(database, newest.read_text(encoding="utf-8"), known)
        return
    there = set(applied)
    for migrations in known:
        if not there.issuperset(_in_order(migrations)):
            migrations.apply(database)


def demand_no_newer(connection: sqlite3.Connection, *known: Migrations) -> None:
    """Raise BadConfiguration for a file with a change that none of the known sets of migrations has."""
    _demand_known(connection, _applied(connection), known)


def lacking(connection: sqlite3.Connection, migrations: Migrations) -> set[str]:
    """The names of the changes that a file has not seen yet."""
    return {name for _, name in set(_in_order(migrations)).difference(_applied(connection))}


@cache
def _in_order(migrations: Migrations) -> tuple[Change, ...]:
    return tuple(
        (migrations.name, one.name) for one in migrations.pending(Database(memory=True, execute_plugins=False))
    )


def _applied(connection: sqlite3.Connection) -> list[Change]:
    if not has_table(connection, _TABLE):
        return []
    return [(str(set_name), str(name)) for set_name, name in connection.execute(_APPLIED)]


def _demand_known(connection: sqlite3.Connection, applied: Iterable[Change], known: Iterable[Migrations]) -> None:
    ours = {change for migrations in known for change in _in_order(migrations)}
    newer = [name for set_name, name in applied if (set_name, name) not in ours]
    if newer:
        raise BadConfiguration(
            f"{file_of(connection)} was written by a newer Warraq (it knows of {newer[0]!r}). Install that one again,"
            " or restore a backup from before the upgrade."
        )


def _make(database: Database, script: str, known: Iterable[Migrations]) -> None:
    # One statement at a time: executescript would commit the transaction.
    for statement in script.split(BETWEEN):
        database.execute(statement)
    at = str(datetime.now(UTC))
    changes = [(*change, at) for migrations in known for change in _in_order(migrations)]
    database.conn.executemany(_NOTED, changes)
