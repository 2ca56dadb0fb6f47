"""Derived tables that triggers keep right, whatever writes the record: which triggers are gone, and mending both."""

from collections.abc import Callable, Mapping

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.sqlite import column, transaction


def missing_triggers(connection: sqlite3.Connection, triggers: Mapping[str, str]) -> list[str]:
    """Those of the `triggers`, statements by their names, that are not there."""
    found = set(column(connection, str, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    return [name for name in triggers if name not in found]


def mend(
    db: Database,
    triggers: Mapping[str, str],
    wrong: str,
    statements: tuple[str, str],
    at_once: int,
    on_step: Callable[[int, int], object],
) -> int:
    """Put back the triggers that are gone, then mend the rows whose keys `wrong` finds; returns how many.

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
                db.execute(triggers[name])
