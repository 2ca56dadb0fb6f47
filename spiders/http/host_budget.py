"""One request at a time and a pause after each, for every host, over all processes that share a data folder.

A host is a file in the folder's `locks`. Who has a request in flight holds its lock, which the system lets go of when a
process dies, however it dies; in the file stands what the next one has to wait for. What is more urgent goes first: who
waits holds a second file, of its kind of work, and who finds one of a more urgent kind held waits on.
"""

import asyncio
import fcntl
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from enum import IntEnum
from io import FileIO
from pathlib import Path

from spiders.http._host_file import is_still, lock, name_of, open_host, read, write

# Whoever finds a host taken looks again so soon, and whoever waits for a known instant at least so often.
LOOK_AGAIN, LOOK_AT_LEAST = 0.05, 5.0
# No request is in flight for longer (DOWNLOAD_TIMEOUT), nobody waits for longer without a look: who does is frozen.
LONGEST_REQUEST, LONGEST_SLEEP = 40.0, 15.0
# Nobody sits on a process for longer because a host asked to be left alone.
LONGEST_HOLD = timedelta(seconds=20)


class Work(IntEnum):
    """Kinds of work on a host, the most urgent first."""

    DISCOVERY = 0
    NEWS = 1
    REVISIT = 2
    BACKFILL = 3


class HostPaused(Exception):
    """The host asked to be left alone for `wait`, which is longer than anybody waits here."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"The host wants no requests for {wait}.")
        self.wait = wait


class Turn:
    """A request that may be sent now."""

    def __init__(self) -> None:
        self.pause = timedelta()


class HostBudget:
    """The turns of one process. `delay` is the least number of seconds between an answer and the next request."""

    def __init__(self, locks: Path, delay: float) -> None:
        self._locks, self._delay = locks, delay
        self._delays: dict[str, float] = {}

    def slow_down(self, url: str, delay: float) -> None:
        """The host of `url` wants so many seconds between requests; less than ours changes nothing."""
        self._delays[name_of(url)] = delay

    @asynccontextmanager
    async def turn(self, url: str, work: Work) -> AsyncIterator[Turn]:
        """Wait until the host of `url` may be asked, and hold it while the block runs.

        The block sets `pause` of its turn where the answer asks for one: it holds for all processes. Raises HostPaused,
        and BadConfiguration where the host's file cannot be written.
        """
        name = name_of(url)
        delay = max(self._delay, self._delays.get(name, 0.0))
        handle = await _taken(self._locks / name, work, delay)
        turn = Turn()
        try:
            yield turn
        finally:
            with handle:
                # A takeover may have come in between; then nobody reads what is written here.
                state = read(handle)
                state.answered, state.delay = time.monotonic(), delay
                state.paused_until = max(state.paused_until, state.answered + turn.pause.total_seconds())
                write(handle, state)
                # Not left to closing: a child made meanwhile would keep the lock.
                fcntl.flock(handle, fcntl.LOCK_UN)


async def _taken(path: Path, work: Work, delay: float) -> FileIO:
    """The host's file, locked, once it is this one's turn."""
    with open_host(_waiting(path, work)) as announced:
        while True:
            # Fails while somebody looks whether it is held; then the next round does it.
            lock(announced, fcntl.LOCK_SH)
            os.utime(announced.fileno())
            handle, wait = _try(path, work, delay)
            if handle is not None:
                return handle
            await asyncio.sleep(min(wait, LOOK_AT_LEAST))


def _try(path: Path, work: Work, delay: float) -> tuple[FileIO | None, float]:
    """The host's file, locked, or how long to wait before the next try."""
    if any(_is_waited_for(path, kind) for kind in Work if kind < work):
        return None, LOOK_AGAIN
    handle = open_host(path)
    if not lock(handle, fcntl.LOCK_EX):
        with handle:
            _let_go_of_a_frozen_one(handle, path)
        return None, LOOK_AGAIN
    try:
        wait = _wait(handle, path, delay)
    except BaseException:
        handle.close()
        raise
    if wait > 0:
        handle.close()
        return None, wait
    return handle, 0.0


def _wait(handle: FileIO, path: Path, delay: float) -> float:
    """How long the host, whose lock we have, is still to be left alone; at 0 the request is noted as begun."""
    if not is_still(handle, path):
        return LOOK_AGAIN
    state, at = read(handle), time.monotonic()
    if not state.asked <= state.answered <= at:  # Its process died; its request may have lasted until now.
        state.asked = state.answered = at
        write(handle, state)
    if (pause := timedelta(seconds=state.paused_until - at)) > LONGEST_HOLD:
        raise HostPaused(pause)
    begins = max(state.answered + max(delay, state.delay) if state.answered else 0.0, state.paused_until)
    if begins <= at:
        write(handle, replace(state, delay=delay, asked=at))
    return begins - at


def _let_go_of_a_frozen_one(handle: FileIO, path: Path) -> None:
    """A process that was stopped in the middle of a request must not hold the host for ever: others get a new file."""
    state = read(handle)
    if state.answered < state.asked < time.monotonic() - LONGEST_REQUEST and is_still(handle, path):
        path.unlink(missing_ok=True)


def _is_waited_for(path: Path, work: Work) -> bool:
    """Does a process that is not frozen wait for this kind of work?"""
    announced = _waiting(path, work)
    if not announced.exists() or abs(time.time() - announced.stat().st_mtime) > LONGEST_SLEEP:
        return False
    with open_host(announced) as handle:
        return not lock(handle, fcntl.LOCK_EX)


def _waiting(path: Path, work: Work) -> Path:
    return path.with_name(f"{path.name}.{work.name.lower()}")
