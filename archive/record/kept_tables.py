"""The triggers that keep a derived table right, whatever writes the articles: which are gone, and putting them back."""

from collections.abc import Mapping

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.sqlite import column, transaction


def missing_triggers(connection: sqlite3.Connection, triggers: Mapping[str, str]) -> list[str]:
    """Those of the `triggers`, statements by their names, that are not there."""
    found = set(column(connection, str, "SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    return [name for name in triggers if name not in found]


def restore_triggers(db: Database, triggers: Mapping[str, str]) -> None:
    if missing := missing_triggers(db.conn, triggers):
        with transaction(db):
            for name in missing:
                db.execute(triggers[name])
