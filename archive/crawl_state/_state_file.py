"""service.db opened for one of its parts: plain questions, and writes in a transaction each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from archive.crawl_state.schema import open_state
from archive.sqlite import transaction


class StateFile:
    """service.db, open for writing; a context manager. Each subclass speaks of one part of it."""

    def __init__(self, path: Path) -> None:
        self.db = open_state(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    def rows(self, sql: str, *values: object) -> Iterator[dict[str, Any]]:
        yield from (dict(row) for row in self.db.query(sql, values))

    def write(self, sql: str, *values: object) -> None:
        with transaction(self.db):
            self.db.execute(sql, values)
