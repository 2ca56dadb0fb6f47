"""The record opened for writing, and its rows by their types."""

from collections.abc import Callable, Iterator

from sqlite_utils import Database

from archive.errors import WarraqError
from archive.record.log_rows import Unlogged
from archive.sqlite import Row, Value, column, rows


class OpenRecord:
    """warraq.db, open for writing. Each subclass writes one table."""

    def __init__(self, database: Database) -> None:
        self.db = database
        # What this transaction wrote that belongs in the log: archive.evidence.log appends it before the commit.
        self.unlogged: set[Unlogged] = set()

    def close(self) -> None:
        self.db.close()

    def rows(self, row_type: Callable[..., Row], sql: str, *values: object) -> Iterator[Row]:
        """See archive.sqlite.rows."""
        return rows(self.db.conn, row_type, sql, values)

    def row(self, row_type: Callable[..., Row], sql: str, *values: object) -> Row | None:
        """The first row, None where there is none."""
        return next(self.rows(row_type, sql, *values), None)

    def known_row(self, row_type: Callable[..., Row], sql: str, value: int) -> Row:
        """The row of a statement that must find one. Raises WarraqError."""
        found = self.row(row_type, sql, value)
        if found is None:
            raise WarraqError(f"The record contradicts itself: nothing for {value}. Restore it from a backup.")
        return found

    def column(self, value_type: Callable[..., Value], sql: str, *values: object) -> Iterator[Value]:
        """See archive.sqlite.column."""
        return column(self.db.conn, value_type, sql, values)

    def exists(self, sql: str, *values: object) -> bool:
        """Does the statement find a row?"""
        return self.db.conn.execute(sql, values).fetchone() is not None
