"""The record opened for writing, and questions asked of it plainly."""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from archive.errors import WarraqError

Row = dict[str, Any]


class OpenRecord:
    """warraq.db, open for writing. Each subclass writes one table."""

    def __init__(self, database: Database) -> None:
        self.db = database

    def close(self) -> None:
        self.db.close()

    def row(self, sql: str, *values: object) -> Row | None:
        return next(self.rows(sql, *values), None)

    def rows(self, sql: str, *values: object) -> Iterator[Row]:
        """Plainly asked: sqlite-utils' `query` puts a savepoint round every question, which costs more than most."""
        cursor = self.db.conn.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return (dict(zip(names, row, strict=True)) for row in cursor)

    def known_row(self, sql: str, value: int) -> Row:
        """The row of a statement that must find one. Raises WarraqError."""
        found = self.row(sql, value)
        if found is None:
            raise WarraqError(f"The record contradicts itself: nothing for {value}. Restore it from a backup.")
        return found
