"""A consistent copy of a database that others write, and how many rows it has."""

from contextlib import closing
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.sqlite import as_warraq_error, open_readonly

TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
)


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy of a file that others write. Raises WarraqError for a damaged one, DiskFull."""
    with closing(open_readonly(source)) as connection:
        # query_only forbids VACUUM INTO as well; mode=ro still keeps the file itself safe.
        connection.execute("PRAGMA query_only = OFF")
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except sqlite3.DatabaseError as problem:
            raise as_warraq_error(problem, source) from problem


def counts_of(database: Path) -> dict[str, int]:
    """Rows of each table."""
    with closing(sqlite3.connect(database)) as connection:
        names = [name for (name,) in connection.execute(TABLES)]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
