"""Engines of this machine: in this very process, and a pool of processes that end with it."""

import json
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ProcessPoolExecutor, wait
from contextlib import suppress
from itertools import islice

from archive.reading.child_processes import die_with_parent, fork_server
from scheduler.engine._worker_reader import reader_of_this_thread
from scheduler.engine.interface import Answer, Coming, Job, WorkerDied, done

WINDOW = 2  # units for each worker: the next lies ready when one is done
# Waits are short, so that Ctrl-C is heard.
TICK = 0.5


class InProcess:
    """One unit after the other, here."""

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        for unit in units:
            try:
                yield Answer(unit, json.loads(done(job, unit, place)), None)
            except Exception as problem:
                yield Answer(unit, None, problem)

    def close(self) -> None:
        """Nothing was started."""


class Processes:
    """`most` processes, one a core unless said otherwise; one that dies is replaced, and all with it. `window` units
    for each are taken at a time."""

    def __init__(self, most: int | None = None, window: int = WINDOW) -> None:
        self._most = most or len(os.sched_getaffinity(0))
        self._window = window * self._most

    def map(self, job: Job, units: Iterable[str], place: str) -> Coming:
        source, waiting = iter(units), deque[str]()
        while waiting or (waiting := deque(islice(source, 1))):
            pool = ProcessPoolExecutor(self._most, fork_server("archive.reading.extract"), _begin, (dict(os.environ),))
            try:
                yield from self._answers(pool, job, source, waiting, place)
            finally:
                _end(pool)

    def close(self) -> None:
        """A pool lives no longer than its units are asked for."""

    def _answers(
        self, pool: ProcessPoolExecutor, job: Job, source: Iterator[str], waiting: deque[str], place: str
    ) -> Coming:
        """Until all is done, or a process died: then the pool is of no more use, and what it had under way is told.

        `waiting` are units that were taken and not handed out.
        """
        under_way: dict[Future[str], str] = {}
        is_broken = False
        while True:
            with suppress(BrokenExecutor):
                while not is_broken and len(under_way) < self._window:
                    if not waiting:
                        waiting.extend(islice(source, 1))
                    if not waiting:
                        break
                    under_way[pool.submit(done, job, waiting[0], place)] = waiting[0]
                    waiting.popleft()
            if not under_way:
                return
            ended, _ = wait(under_way, timeout=TICK, return_when=FIRST_COMPLETED)
            for future in ended:
                answer = _answer_of(under_way.pop(future), future)
                is_broken = is_broken or isinstance(answer.problem, WorkerDied)
                yield answer


def _answer_of(unit: str, future: Future[str]) -> Answer:
    problem = future.exception()
    if isinstance(problem, BrokenExecutor):
        return Answer(unit, None, WorkerDied())
    if problem is not None:
        return Answer(unit, None, problem if isinstance(problem, Exception) else RuntimeError(repr(problem)))
    return Answer(unit, json.loads(future.result()), None)


def _begin(environment: dict[str, str]) -> None:
    """In a process of the pool: Ctrl-C is for whoever started it, which ends it. A fork server keeps the environment in
    which it was begun, and outlets are named in it."""
    die_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    reader_of_this_thread(fork=True)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end(pool: ProcessPoolExecutor) -> None:
    # What still runs is of no use to anybody; the library has no public word for ending it before Python 3.14.
    for process in list((vars(pool)["_processes"] or {}).values()):
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)
