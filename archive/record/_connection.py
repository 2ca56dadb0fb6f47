"""The record opened for writing, and its rows by their types."""

from collections.abc import Callable

from sqlite_utils import Database

from archive.errors import WarraqError
from archive.record.log_rows import Unlogged
from archive.sqlite import OpenFile, Row


class OpenRecord(OpenFile):
    """warraq.db, open for writing. Each subclass writes one table."""

    def __init__(self, database: Database) -> None:
        self.db = database
        # What this transaction wrote that belongs in the log: archive.evidence.log appends it before the commit.
        self.unlogged: set[Unlogged] = set()

    def close(self) -> None:
        self.db.close()

    def known_row(self, row_type: Callable[..., Row], sql: str, value: int) -> Row:
        """The row of a statement that must find one. Raises WarraqError."""
        found = self.row(row_type, sql, value)
        if found is None:
            raise WarraqError(f"The record contradicts itself: nothing for {value}. Restore it from a backup.")
        return found
