"""service.db opened for one of its parts: its rows by their types, and writes in a transaction each."""

from pathlib import Path
from typing import Self

from archive.crawl_state.schema import open_state
from archive.sqlite import OpenFile, transaction


class StateFile(OpenFile):
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

    def write(self, sql: str, *values: object) -> None:
        with transaction(self.db):
            self.db.execute(sql, values)
