"""service.db opened for one of its parts: its rows by their types, and writes in a transaction each."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from archive.crawl_state.schema import open_state
from archive.sqlite import Row, Value, column, rows, transaction


class StateFile:
    """service.db, open for writing; a context manager. Each subclass speaks of one part of it."""

    def __init__(self, path: Path) -> None:
        self.db = open_state(path)

    @classmethod
    def beside(cls, other: "StateFile") -> Self:
        """This part of the file that another part has open, and closes."""
        made = cls.__new__(cls)
        made.db = other.db
        return made

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    def rows(self, row_type: Callable[..., Row], sql: str, *values: object) -> Iterator[Row]:
        """See archive.sqlite.rows."""
        return rows(self.db.conn, row_type, sql, values)

    def column(self, value_type: Callable[..., Value], sql: str, *values: object) -> Iterator[Value]:
        """See archive.sqlite.column."""
        return column(self.db.conn, value_type, sql, values)

    def exists(self, sql: str, *values: object) -> bool:
        """Does the statement find a row?"""
        return self.db.conn.execute(sql, values).fetchone() is not None

    def write(self, sql: str, *values: object) -> None:
        with transaction(self.db):
            self.db.execute(sql, values)
