"""Asking the record for a page: a read-only connection a thread, one state of it and a limit of time a question."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import lru_cache, partial
from pathlib import Path
from time import perf_counter, thread_time
from typing import TypeVar, cast

from sqlite_utils.utils import sqlite3

from archive.sqlite import one_state, open_readonly
from archive.web.app.compat import Datasette, record

T = TypeVar("T")
BUSY_MS = 1_000
# What a question may cost of the processor, and how long it may take while others are answered, too. One that was not
# done by then and cost less than CHEAP_MS had no turn: that is the machine's fault, not the question's.
PAGE_LIMIT_MS, WAIT_LIMIT_MS, CHEAP_MS, LOOK_UP_LIMIT_MS = 2_000, 4_000, 250, 20
THREADS = 3
# Steps of SQLite's machine, a millisecond or two, between two looks at the clock: each has to wait for its turn among
# the threads that make pages, for up to five.
STEPS_BETWEEN = 20_000
_own = threading.local()


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
    connection, begun, deadline = _connected(path), thread_time(), perf_counter() + limit_ms / 1000
    most = begun + PAGE_LIMIT_MS / 1000
    connection.set_progress_handler(lambda: perf_counter() >= deadline or thread_time() >= most, STEPS_BETWEEN)
    try:
        with one_state(connection):
            return question(connection)
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


def _connected(path: Path) -> sqlite3.Connection:
    """The connection of this thread to the record."""
    if getattr(_own, "record", None) != path:
        if hasattr(_own, "connection"):
            _own.connection.close()
        _own.connection, _own.record = open_readonly(path), path
        harden(_own.connection)
    return cast("sqlite3.Connection", _own.connection)
