"""SQLite: the settings of every file of ours, typed rows, transactions whose errors are sentences.

Writers take turns: a transaction begins IMMEDIATE and waits up to 30 s for another to end. Readers open read-only.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.errors import BadConfiguration, WarraqError, lack_of_room

WAL_LIMIT_BYTES = 64 * 1024 * 1024
BUSY_SECONDS = 30.0
BETWEEN_TRIES = 0.02

Row = TypeVar("Row")
Value = TypeVar("Value")
Parameters = Sequence[object] | Mapping[str, object]


def connect(path: Path) -> Database:
    """A writing connection with the settings every database of ours has."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    # Without the plugins of its own command line: looking for them costs more than opening.
    database = Database(connection, execute_plugins=False)
    _turn_on_wal(database)
    for pragma in ("synchronous=FULL", "foreign_keys=ON", f"journal_size_limit={WAL_LIMIT_BYTES}"):
        database.execute(f"PRAGMA {pragma}").fetchall()
    return database


def _turn_on_wal(database: Database) -> None:
    """Who opens a new file while another turns WAL on gets "locked" at once: SQLite keeps no time-out here."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            database.execute("PRAGMA journal_mode=WAL").fetchall()
        except sqlite3.OperationalError as problem:
            if "locked" not in str(problem) or time.monotonic() > deadline:
                raise
            time.sleep(BETWEEN_TRIES)
        else:
            return


def open_database(path: Path, prepare: Callable[[Database], object]) -> Database:
    """Open a database for writing and let `prepare` make or migrate it, in one transaction.

    Raises BadConfiguration for a file that is no database or cannot be written, DiskFull where there is no room.
    """
    demand_no_folder(path)
    database: Database | None = None
    try:
        database = connect(path)
        # Two processes may meet on a new folder: whoever comes second finds the tables made.
        with transaction(database):
            prepare(database)
    except BaseException as problem:
        if database is not None:
            database.close()
        if isinstance(problem, sqlite3.OperationalError):
            raise as_warraq_error(problem, path) from problem
        if isinstance(problem, sqlite3.DatabaseError):
            raise BadConfiguration(f"{path} is not a database ({problem}). Restore it from a backup.") from problem
        raise
    return database


def open_disposable(path: Path, prepare: Callable[[Database], object], *pragmas: str) -> Database:
    """Open a file that may be lost: one that is damaged, cut short by a full disk or of a newer Warraq is made anew,
    and a power cut may cost its last commits: none waits for the disk. Raises as `open_database` does."""
    demand_no_folder(path)
    try:
        database = open_database(path, prepare)
    except BadConfiguration:
        remove_database(path)
        database = open_database(path, prepare)
    for pragma in ("synchronous = NORMAL", *pragmas):
        database.execute(f"PRAGMA {pragma}").fetchall()
    return database


def remove_database(path: Path) -> None:
    """Remove a file that is closed, with what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def demand_no_folder(path: Path) -> None:
    """Raise BadConfiguration for a folder: SQLite calls that an error of the disk."""
    if path.is_dir():
        raise BadConfiguration(f"{path} is a folder, where a database should be. Move it away.")


def rows(
    connection: sqlite3.Connection, row_type: Callable[..., Row], sql: str, values: Parameters = ()
) -> Iterator[Row]:
    """What a statement finds, each row a `row_type`: a TypedDict with a key for each column. Read as it is iterated.

    Executed directly: sqlite-utils' `query` puts a savepoint round every statement, which costs more than most do.
    """
    cursor = connection.execute(sql, values)
    names = [description[0] for description in cursor.description]
    return (row_type(zip(names, row, strict=True)) for row in cursor)


def column(
    connection: sqlite3.Connection, value_type: Callable[..., Value], sql: str, values: Parameters = ()
) -> Iterator[Value]:
    """The first column of what a statement finds, each value made a `value_type` (int, str)."""
    return (value_type(row[0]) for row in connection.execute(sql, values))


def has_table(connection: sqlite3.Connection, name: str) -> bool:
    """Has the file, which may be of an older release, the table?"""
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone() is not None


class OpenFile:
    """A database of ours, open: what its statements find, by types. Each subclass speaks of one file, or a part."""

    db: Database

    def rows(self, row_type: Callable[..., Row], sql: str, *values: object) -> Iterator[Row]:
        return rows(self.db.conn, row_type, sql, values)

    def row(self, row_type: Callable[..., Row], sql: str, *values: object) -> Row | None:
        """The first row, None where there is none."""
        return next(rows(self.db.conn, row_type, sql, values), None)

    def column(self, value_type: Callable[..., Value], sql: str, *values: object) -> Iterator[Value]:
        return column(self.db.conn, value_type, sql, values)

    def exists(self, sql: str, *values: object) -> bool:
        """Does the statement find a row?"""
        return self.db.conn.execute(sql, values).fetchone() is not None


class Busy(WarraqError):
    """Another process holds the file for longer than we wait."""


@contextmanager
def transaction(database: Database) -> Iterator[None]:
    """BEGIN IMMEDIATE … COMMIT; joins the transaction that is already open. A full disk is a DiskFull."""
    if database.conn.in_transaction:
        yield
        return
    try:
        database.execute("BEGIN IMMEDIATE")
        yield
        database.execute("COMMIT")
    except BaseException as problem:
        # SQLite has already rolled back by itself when the disk was full.
        if database.conn.in_transaction:
            database.execute("ROLLBACK")
        if is_sqlites(problem):
            raise as_warraq_error(problem) from problem
        raise


def file_of(connection: sqlite3.Connection) -> str:
    """The file of the database; empty for one in memory."""
    return next(str(file) for _, name, file in connection.execute("PRAGMA database_list") if name == "main")


@contextmanager
def one_state(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is asked inside is answered from one state of the file, whatever others commit meanwhile."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        # Interrupted, SQLite may have ended it by itself.
        if connection.in_transaction:
            connection.execute("ROLLBACK")


@contextmanager
def savepoint(database: Database) -> Iterator[None]:
    """A part of the open transaction that can fail without the rest of it."""
    database.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        # Gone with everything else where SQLite itself rolled back.
        if database.conn.in_transaction:
            database.execute("ROLLBACK TO part")
            database.execute("RELEASE part")
        raise
    database.execute("RELEASE part")


def is_sqlites(problem: BaseException) -> bool:
    """Is this SQLite's trouble with the file or the disk, not ours with a statement?"""
    return isinstance(problem, sqlite3.OperationalError) or type(problem) is sqlite3.DatabaseError


def as_warraq_error(problem: BaseException, path: Path | None = None) -> WarraqError:
    """What SQLite could not do, as a sentence."""
    if full := lack_of_room(problem, path):
        return full
    what, named = str(problem), path or "The database"
    if "readonly" in what or "unable to open" in what:
        return BadConfiguration(f"{named} cannot be written ({what}). Make it writable, or name another with --data.")
    if "locked" in what:
        return Busy(f"{named} is in use by another process ({what}). If it does not end by itself, end it first.")
    if "already exists" in what or "no such column" in what:
        return BadConfiguration(f"{named} is of another program ({what}). Move it away, or name another with --data.")
    if "malformed" in what:
        return WarraqError(f"{named} is damaged ({what}). Restore it from a backup.")
    return WarraqError(f"{named} could not be written ({what}). If another program holds it open, end that first.")


def open_readonly(path: Path, *, one_thread: bool = True) -> sqlite3.Connection:
    """A reading connection that cannot write and does not trust the file's own SQL; for `one_thread`, or several that
    take turns."""
    if not path.exists():
        raise BadConfiguration(
            f"There is no archive in {path.parent} yet. Start one with: warraq crawl, or warraq import."
        )
    demand_no_folder(path)
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(address, uri=True, timeout=5, check_same_thread=one_thread)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as problem:
        connection.close()
        raise lack_of_room(problem, path) or BadConfiguration(f"{path} cannot be read ({problem}).") from problem
    connection.row_factory = sqlite3.Row
    return connection
