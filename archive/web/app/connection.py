"""Asking the record for a page: read-only, one state of it for all of an answer, a limit of time a question."""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import lru_cache, partial
from pathlib import Path
from time import perf_counter, thread_time
from typing import TypeVar

from sqlite_utils.utils import sqlite3

from archive.sqlite import open_readonly
from archive.web.app.compat import Datasette, record
from archive.web.app.headers import App, Message, Receive, Scope, Send

T = TypeVar("T")
BUSY_MS = 1_000
# What a question may cost of the processor, and how long it may take while others are answered, too. One that was not
# done by then and cost less than CHEAP_MS had no turn: that is the machine's fault, not the question's.
PAGE_LIMIT_MS, WAIT_LIMIT_MS, CHEAP_MS, LOOK_UP_LIMIT_MS = 2_000, 4_000, 250, 20
THREADS, IDLE_CONNECTIONS = 3, 8
# Steps of SQLite's machine, a millisecond or two, between two looks at the clock: each has to wait for its turn among
# the threads that make pages, for up to five.
STEPS_BETWEEN = 20_000


class TooSlowError(Exception):
    """A question costs more than one answer may."""

    status = 422


class Overloaded(TooSlowError):
    """The machine had no time for a question that costs no more than it may."""

    status = 503


def harden(connection: sqlite3.Connection) -> None:
    """No writes, no trust in SQL stored in the file, no long wait for a writer."""
    for pragma in ("query_only = ON", "trusted_schema = OFF", f"busy_timeout = {BUSY_MS}"):
        connection.execute(f"PRAGMA {pragma}")


class Snapshot:
    """One state of the record, for all that one answer asks: a connection with a transaction, from the first question.

    Without it, an article that another process changes between two questions is one thing in the list of a page and
    another in its count. Its questions may come from several threads, one after the other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[Path, sqlite3.Connection] | None = None
        self._ended = False

    @contextmanager
    def connection(self, path: Path) -> Iterator[sqlite3.Connection]:
        """The connection, in its transaction; a state of its own for what is asked after the end."""
        with self._lock:
            connection = self._held[1] if self._held else _taken(path)
            self._held = path, connection
            if not connection.in_transaction:
                connection.execute("BEGIN")
            try:
                yield connection
            finally:
                if self._ended:
                    self._give_back()

    def end(self) -> None:
        """Let the state go. What is asked later, such as the pieces of a long answer, is asked of a newer one."""
        self._ended = True
        if self._lock.acquire(blocking=False):
            try:
                self._give_back()
            finally:
                self._lock.release()

    def _give_back(self) -> None:
        if self._held:
            (path, connection), self._held = self._held, None
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if len(_free(path)) < IDLE_CONNECTIONS:
                _free(path).append(connection)
            else:
                connection.close()


_snapshot: ContextVar[Snapshot | None] = ContextVar("snapshot", default=None)


def wrap(app: App) -> App:
    """One state of the record for each answer, up to its first byte."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        snapshot = Snapshot()
        before = _snapshot.set(snapshot)

        async def send_after(message: Message) -> None:
            snapshot.end()
            await send(message)

        try:
            await app(scope, receive, send_after)
        finally:
            snapshot.end()
            _snapshot.reset(before)

    return wrapped


async def query(datasette: Datasette, question: Callable[[sqlite3.Connection], T]) -> T:
    """Ask the record on one of our own threads, in the language of the page. Raises TooSlowError or Overloaded."""
    ask = partial(copy_context().run, _limited, record(datasette), question, WAIT_LIMIT_MS)
    return await asyncio.get_running_loop().run_in_executor(_threads(datasette), ask)


async def look_up(datasette: Datasette, question: Callable[[sqlite3.Connection], T]) -> T:
    """Ask the record for what its keys lead to, here and now: the way to a thread and back would take longer.

    What takes long after all is asked anew by `query`, so that nobody else waits for it.
    """
    try:
        return _limited(record(datasette), question, LOOK_UP_LIMIT_MS)
    except TooSlowError:
        return await query(datasette, question)


def _limited(path: Path, question: Callable[[sqlite3.Connection], T], limit_ms: int) -> T:
    """`limit_ms` is of the clock; of the processor's time a question may always have PAGE_LIMIT_MS."""
    shared = _snapshot.get()
    snapshot = shared or Snapshot()
    try:
        with snapshot.connection(path) as connection, time_limit(connection, limit_ms):
            return question(connection)
    finally:
        if shared is None:
            snapshot.end()


@contextmanager
def time_limit(connection: sqlite3.Connection, limit_ms: int) -> Iterator[None]:
    """Within, a question may take so long by the clock. Raises TooSlowError or Overloaded."""
    begun, deadline = thread_time(), perf_counter() + limit_ms / 1000
    most = begun + PAGE_LIMIT_MS / 1000
    connection.set_progress_handler(lambda: perf_counter() >= deadline or thread_time() >= most, STEPS_BETWEEN)
    try:
        yield
    except sqlite3.OperationalError as problem:
        if "interrupted" in str(problem):
            cheap = thread_time() - begun < CHEAP_MS / 1000
            raise (Overloaded if cheap else TooSlowError) from problem
        raise
    finally:
        connection.set_progress_handler(None, 0)


# Not Datasette's threads: three slow questions to the data room would keep every reader waiting for them.
@lru_cache(maxsize=4)
def _threads(datasette: Datasette) -> ThreadPoolExecutor:  # noqa: ARG001 - each has its own
    return ThreadPoolExecutor(THREADS, thread_name_prefix="page")


@lru_cache(maxsize=4)
def _free(path: Path) -> deque[sqlite3.Connection]:  # noqa: ARG001 - each record has its own
    """Connections that no answer holds, the one used last at the end: its pages are the likeliest to be in memory."""
    return deque()


def _taken(path: Path) -> sqlite3.Connection:
    try:
        return _free(path).pop()
    except IndexError:
        connection = open_readonly(path, one_thread=False)
        harden(connection)
        return connection
