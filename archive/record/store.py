"""Opening warraq.db, for reading or as the Store that writes it."""

import sys
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration
from archive.migrating import demand_no_newer, lacking, migrate
from archive.record import changes, edits, fulltext, index_upkeep
from archive.record._articles import Articles
from archive.record._captures import Captures
from archive.record._edits import Edits
from archive.record._gaps import Gaps
from archive.record._messages import Messages
from archive.record._versions import Versions
from archive.record.listed_days import ListedDays
from archive.record.schema import APPLICATION_ID, migrations
from archive.sqlite import (
    as_warraq_error,
    file_of,
    open_database,
    open_readonly,
)

# What the migrations make together, for a new file; `python -m tests.newest_schema` writes it anew.
NEWEST = files(__package__) / "newest.sql"
# Two connections that write or checkpoint at once could corrupt a WAL database (sqlite.org/wal.html, WAL-reset bug).
FIXED_SQLITE = {(3, 44): 6, (3, 50): 7, (3, 51): 3}


def demand_fixed_sqlite(version: str = sqlite3.sqlite_version) -> None:
    """Raise BadConfiguration on an SQLite library that can corrupt a WAL database (before 3.51.3, back-ports apart)."""
    major, minor, patch = (int(part) for part in version.split(".")[:3])
    fixed_from = FIXED_SQLITE.get((major, minor))
    if (major, minor) > (3, 51) or (fixed_from is not None and patch >= fixed_from):
        return
    raise BadConfiguration(
        f"SQLite {version} can corrupt a database that two processes use at once; Warraq needs 3.51.3 or newer. "
        + (
            "Install the locked requirements (make install): they bring a fixed library."
            if sys.platform == "linux"
            else "Use a Python built with it, such as a newer one of python.org: make PYTHON=… install."
        )
    )


def open_record(path: Path) -> "Store":
    """Open warraq.db for writing, making or migrating it. Raises BadConfiguration for a file that is not ours."""
    demand_fixed_sqlite()
    database = open_database(path, _prepare)
    # An index of other rules is written anew as a whole.
    with suppress(fulltext.IndexOutOfDate):
        index_upkeep.put_in_missing(database)
    return Store(database)


def read_record(path: Path) -> sqlite3.Connection:
    """Open warraq.db for reading. Raises BadConfiguration where there is none, or an upgrade has not reached it yet."""
    connection = open_readonly(path)
    try:
        demand_no_newer(connection, migrations)
        if not lacking(connection, migrations):
            return connection
    except BadConfiguration:
        connection.close()
        raise
    except sqlite3.DatabaseError as problem:
        connection.close()
        raise as_warraq_error(problem, path) from problem
    connection.close()
    raise BadConfiguration(f"{path} was written by an older Warraq. Bring it up to date with: warraq reindex")


def _prepare(database: Database) -> None:
    found = database.execute("PRAGMA application_id").fetchone()[0]
    if found not in (0, APPLICATION_ID) or (found == 0 and database.table_names()):
        raise BadConfiguration(
            f"{file_of(database.conn)} is a database of another program. Name another folder with --data."
        )
    migrate(database, migrations, newest=NEWEST)
    changes.set_up(database)
    fulltext.seed_tables(database)
    index_upkeep.set_up(database)
    index_upkeep.set_up(database, edits.INDEX)


class Store(Articles, Versions, Edits, Captures, Gaps, ListedDays, Messages):
    """The record, open for writing."""
