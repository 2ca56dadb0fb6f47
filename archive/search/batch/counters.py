"""Names asked by several threads, each with a connection of its own, and told in the order they were given.

SQLite lets go of the interpreter while it looks something up, which is nearly all that counting a name costs.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from sqlite_utils.utils import sqlite3

from archive.search.batch._outlets import Outlets
from archive.search.batch.counting import Batch
from archive.search.fts_query import Mode
from archive.sqlite import open_readonly

# A state of the record is held no longer than this, so that the writer's log can be folded back into the file.
STATE_SECONDS = 5.0
THREADS = min(2, os.cpu_count() or 1)
Given = TypeVar("Given")
Told = TypeVar("Told")


class Counters:
    """Threads that ask one record; a context manager, behind which none of them is left."""

    def __init__(self, record: Path, mode: Mode, *, folded: bool = False, threads: int = THREADS) -> None:
        self._record, self._mode, self._folded = record, mode, folded
        self._pool = ThreadPoolExecutor(threads, "names")
        self._own, self._outlets = threading.local(), Outlets()
        self._connections: list[sqlite3.Connection] = []

    def each(self, ask: Callable[[Batch, Given], Told], given: Iterable[Given]) -> Iterator[Told]:
        """What `ask` tells of each, in their order. What it raises is raised in its place."""
        for waiting in [self._pool.submit(self._ask, ask, one) for one in given]:
            yield waiting.result()

    def _ask(self, ask: Callable[[Batch, Given], Told], one: Given) -> Told:
        return ask(self._batch(), one)

    def _batch(self) -> Batch:
        """This thread's, which asks one state of the record for as long as that may be held."""
        own = self._own
        if not hasattr(own, "connection"):
            own.connection, own.until = open_readonly(self._record, one_thread=False), 0.0
            self._connections.append(own.connection)
        if time.monotonic() >= own.until:
            if own.connection.in_transaction:
                own.connection.execute("ROLLBACK")
            own.connection.execute("BEGIN")
            own.batch, own.until = (
                Batch(own.connection, self._mode, folded=self._folded, of=self._outlets),
                time.monotonic() + STATE_SECONDS,
            )
        batch: Batch = own.batch
        return batch

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # Nobody waits for the names that are left; one that is under way is broken off.
        self._pool.shutdown(wait=False, cancel_futures=True)
        for connection in self._connections:
            with suppress(sqlite3.ProgrammingError):
                connection.interrupt()
        self._pool.shutdown(wait=True)
        for connection in self._connections:
            connection.close()
