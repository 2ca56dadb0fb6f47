"""Derived tables that triggers keep right, whatever writes the record: which triggers are other ones, mending both."""

from collections.abc import Callable, Mapping

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.sqlite import transaction


def missing_triggers(connection: sqlite3.Connection, triggers: Mapping[str, str]) -> list[str]:
    """Those of the `triggers`, statements by their names, that are not there or do something else."""
    found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall())
    return [name for name, made in triggers.items() if found.get(name) != made.strip()]


def mend(
    db: Database,
    triggers: Mapping[str, str],
    wrong: str,
    statements: tuple[str, str],
    at_once: int,
    on_step: Callable[[int, int], object],
) -> int:
    """Put back the triggers that are gone or other ones, then mend the rows whose keys `wrong` finds; returns how many.

    `statements` take out the row of a key and make it anew, for `at_once` keys in a commit; `on_step(rows done, of how
    many)` is called after each.
    """
    _restore_triggers(db, triggers)
    keys = db.execute(wrong).fetchall()
    for first in range(0, len(keys), at_once):
        some = keys[first : first + at_once]
        with transaction(db):
            for statement in statements:
                db.conn.executemany(statement, some)
        on_step(first + len(some), len(keys))
    return len(keys)


def _restore_triggers(db: Database, triggers: Mapping[str, str]) -> None:
    if missing := missing_triggers(db.conn, triggers):
        with transaction(db):
            for name in missing:
                db.execute(f'DROP TRIGGER IF EXISTS "{name}"')
                db.execute(triggers[name])
