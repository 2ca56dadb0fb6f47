"""Names asked by several processes, each with a connection of its own, and told in the order they were given.

Half of what a name costs in the mode forms is spent in the interpreter, which threads would take turns at.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from archive.errors import WarraqError
from archive.search.batch._outlets import Outlets
from archive.search.batch.counting import Batch
from archive.search.compiled import Mode
from archive.sqlite import open_readonly

# A state of the record is held no longer than this, so that the writer's log can be folded back into the file.
STATE_SECONDS = 5.0
PROCESSES = min(2, os.cpu_count() or 1)
FEW = 100  # names, which are counted before other processes have begun
Given = TypeVar("Given")
Told = TypeVar("Told")


class CounterKilled(WarraqError):
    """One of the processes was killed from outside: where memory is short, the system does so."""

    def __init__(self) -> None:
        super().__init__("A process that counted the names was killed (is memory short?). Ask for fewer names at once.")


class Counters:
    """Processes that ask one record, of a `few` names none but this one; a context manager, behind which none of them
    is left. `seconds`: what all of them spent of a processor."""

    def __init__(self, record: Path, mode: Mode, *, folded: bool = False, few: int = FEW) -> None:
        self._of = (record, mode, folded)
        self._few = few
        self._own: _Asker | None = None
        self._pool: ProcessPoolExecutor | None = None
        self.seconds = 0.0

    def each(self, ask: Callable[[Batch, Given], Told], given: Sequence[Given]) -> Iterator[Told]:
        """What `ask`, a function of a module, tells of each, in their order. What it raises is raised in its place.

        Raises CounterKilled.
        """
        if self._pool is None and len(given) > self._few and PROCESSES > 1:
            spawning = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(PROCESSES, spawning, initializer=_begin, initargs=self._of)
        if self._pool is None:
            self._own = self._own or _Asker(*self._of)
            answers: Iterator[tuple[Told, float]] = map(partial(self._own.answer, ask), given)
        else:
            answers = self._pool.map(_answer, [ask] * len(given), given)
        try:
            for told, seconds in answers:
                self.seconds += seconds
                yield told
        except BrokenProcessPool as problem:
            raise CounterKilled from problem

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # Nobody waits for the names that are left; those under way are short.
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        if self._own is not None:
            self._own.connection.close()


class _Asker:
    """Asks one state of the record for as long as that may be held."""

    def __init__(self, record: Path, mode: Mode, folded: bool) -> None:
        self.connection = open_readonly(record)
        self._mode, self._folded, self._outlets = mode, folded, Outlets()
        self._until = 0.0

    def answer(self, ask: Callable[[Batch, Given], Told], one: Given) -> tuple[Told, float]:
        """What it tells, and the seconds of a processor that took."""
        begun = time.thread_time()
        return ask(self._batch(), one), time.thread_time() - begun

    def _batch(self) -> Batch:
        if time.monotonic() >= self._until:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            self.connection.execute("BEGIN")
            self._known = Batch(self.connection, self._mode, folded=self._folded, of=self._outlets)
            self._until = time.monotonic() + STATE_SECONDS
        return self._known


_asker: list[_Asker] = []


def _begin(record: Path, mode: Mode, folded: bool) -> None:
    """In a process of the pool. Who interrupts the command in a terminal interrupts all: it is for the first to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _end_with_parent()
    _asker.append(_Asker(record, mode, folded))


def _answer(ask: Callable[[Batch, Given], Told], one: Given) -> tuple[Told, float]:
    return _asker[0].answer(ask, one)


def _end_with_parent() -> None:
    """A process that is waited for by nobody, as who began it was killed, would wait for names for ever."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
