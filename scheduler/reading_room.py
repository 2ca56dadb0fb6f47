"""The reading room in processes of its own: one that ends or gives no answer is replaced while the others serve on."""

import os
import secrets
import threading
import time
from typing import Self

from archive.errors import WarraqError
from scheduler.listening_sockets import listeners
from scheduler.logs import log_event
from scheduler.web_process import Served, WebProcess

# Making a page takes one Python process whole. A second one halves the wait; the crawler wants the rest of the machine.
PROCESSES = min(2, os.cpu_count() or 1)
LOOK_SECONDS = 1.0
END_SECONDS = 6.0
# What ends as soon as it is started is started again later and later.
LONGEST_PAUSE = 10.0
# Longer between two looks than this, it was this process that stood still.
SLEPT_SECONDS = 5.0


class ReadingRoom:
    """The port is taken when this is made, and let go of by `close`. All methods belong to the main thread."""

    def __init__(self, host: str, port: int, served: Served) -> None:
        """Raises BadConfiguration where the port is not free."""
        self._sockets = listeners(host, port, PROCESSES)
        self._served = served
        # One secret: the form that one process wrote may be sent back to the other.
        self._secret = secrets.token_hex(32)
        self._rooms = [_Kept(WebProcess(listening)) for listening in self._sockets]
        self._stale: list[_Kept] = []
        self._looked_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_well(self) -> bool:
        """Has every process answered, and lately?"""
        return all(room.process.has_answered for room in self._rooms)

    @property
    def port(self) -> int:
        return int(self._sockets[0].getsockname()[1])

    @property
    def pids(self) -> list[int]:
        return [room.process.pid for room in self._rooms if room.process.pid]

    def start(self, stop: threading.Event) -> None:
        """Start it and wait for the first answers, or for `stop`. Raises WarraqError where it ends before."""
        for room in self._rooms:
            room.process.start(self._served, self._secret)
        self._looked_at = time.monotonic()
        while not self.is_well and not stop.wait(0.05):
            for room in self._rooms:
                if reason := room.process.look():
                    raise _refused(reason, room.process.exit_code)

    def look(self) -> None:
        """Ask every process whether it answers, when it is time, and replace those that do not."""
        now = time.monotonic()
        if now - self._looked_at > SLEPT_SECONDS:
            for room in self._rooms:
                room.process.forgive()
        self._looked_at = now
        for room in self._rooms:
            if (reason := room.process.look()) and room.may_start(now):
                log_event(
                    "reading_room_replaced", f"A process of the reading room {reason}; it is replaced.", cause=reason
                )
                room.process.end(0)
                room.process.start(self._served, self._secret)

        if self._stale and self.is_well:
            room = self._stale.pop()
            room.process.terminate()
            room.process.end(END_SECONDS)
            room.process.start(self._served, self._secret)

    def renew(self, served: Served) -> None:
        """Serve something else from now on: each `look` replaces a process once the one before answers."""
        self._served, self._stale = served, [*self._rooms]

    def terminate(self) -> None:
        """Let it end: what is being answered has seconds to be finished."""
        for room in self._rooms:
            room.process.terminate()

    def close(self) -> None:
        """End it, and let the port go."""
        self.terminate()
        deadline = time.monotonic() + END_SECONDS
        for room in self._rooms:
            room.process.end(max(0.0, deadline - time.monotonic()))
        for listening in self._sockets:
            listening.close()


class _Kept:
    """A process and when it may be started anew."""

    def __init__(self, process: WebProcess) -> None:
        self.process = process
        self._pause, self._started_at = 0.0, 0.0

    def may_start(self, now: float) -> bool:
        """The first time at once; what lasts less than a minute, after longer and longer pauses."""
        if now - self._started_at < self._pause:
            return False
        self._pause = min(LONGEST_PAUSE, self._pause * 2 or 1.0) if now - self._started_at < 60 else 0.0
        self._started_at = now
        return True


def _refused(reason: str, exit_code: int | None) -> WarraqError:
    problem = WarraqError(f"The reading room did not start: it {reason}; see the lines above.")
    if exit_code is not None and exit_code > 0:
        problem.exit_code = exit_code
    return problem


def serve(host: str, port: int, served: Served, stop: threading.Event) -> None:
    """Serve until `stop`. Raises as ReadingRoom does and as its `start`."""
    with ReadingRoom(host, port, served) as room:
        room.start(stop)
        while not stop.wait(LOOK_SECONDS):
            room.look()
