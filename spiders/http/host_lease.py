"""Hosts that a crawl on another machine asks: nobody here asks them meanwhile, and both know what the other one did.

The budget of a host (spiders.http.host_budget) holds within a data folder. A lease holds its file locked for as long as
the crawl elsewhere lasts; in the file stands that the host is paused until the lease is over, so that nobody asks it
either where the process that holds the lock is gone.
"""

import fcntl
import time
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from io import FileIO
from pathlib import Path
from typing import NamedTuple, Self
from urllib.parse import urljoin

from archive.model import Outlet
from spiders.http._host_file import PREFIX, HostState, is_still, lock, name_of, open_host, read, write


class HostNote(NamedTuple):
    """What another machine must know of a host, in seconds: the distance between requests, how long ago it answered
    (None where it was never asked), for how long it is still to be left alone."""

    delay: float
    since_answer: float | None
    pause: float


def hosts_of(outlet: Outlet) -> frozenset[str]:
    """The names of the files of all hosts that a crawl of an outlet asks."""
    addresses = (outlet.home, *(urljoin(outlet.home, route.url) for route in outlet.routes))
    return frozenset(map(name_of, (*addresses, *(f"http://{host}/" for host in outlet.hosts))))


class HostLease:
    """The locked files of some hosts; `told` is what whoever asks them elsewhere must know."""

    def __init__(self, opened: ExitStack, files: Mapping[str, FileIO], notes: Mapping[str, HostNote]) -> None:
        self._opened, self._files, self.told = opened, files, notes

    @classmethod
    def take(cls, locks: Path, names: Iterable[str], seconds: float) -> Self | None:
        """Hold these hosts; None where one of them is being asked. Raises BadConfiguration for an unwritable file."""
        with ExitStack() as opened:
            files, notes = dict[str, FileIO](), dict[str, HostNote]()
            for name in sorted(names):
                handle = opened.enter_context(open_host(locks / name))
                if not lock(handle, fcntl.LOCK_EX) or not is_still(handle, locks / name):
                    return None
                state, at = read(handle), time.monotonic()
                # Who died while it asked may have been answered until now.
                answered = state.answered if state.asked <= state.answered <= at else at
                since = at - answered if answered else None
                files[name] = handle
                notes[name] = HostNote(state.delay, since, max(state.paused_until - at, 0.0))
                write(handle, HostState(state.delay, answered, answered, at + seconds))
            return cls(opened.pop_all(), files, notes)

    def release(self, notes: Mapping[str, HostNote]) -> None:
        """Let others ask, as late as what was told of the crawl elsewhere wants it; of a host that nothing was told of,
        as if it had answered just now."""
        with self._opened:
            for name, handle in self._files.items():
                _note(handle, notes.get(name) or self.told[name]._replace(since_answer=0.0))

    def abandon(self) -> None:
        """Hold them no more; nobody here asks them before the lease is over."""
        self._opened.close()


def note_all(locks: Path, notes: Mapping[str, HostNote]) -> None:
    """Note in a folder of locks what was told of hosts."""
    for name, one in notes.items():
        with open_host(locks / name) as handle:
            _note(handle, one)


def notes_of(locks: Path) -> dict[str, HostNote]:
    """What a folder of locks says of every host that was asked."""
    notes = {}
    for path in sorted(locks.glob(f"{PREFIX}*")):
        if path.stat().st_size == 0:  # Of who waits for a host.
            continue
        with open_host(path) as handle:
            state, at = read(handle), time.monotonic()
            answered = state.answered if state.asked <= state.answered else at
            since = at - answered if answered else None
            notes[path.name] = HostNote(state.delay, since, max(state.paused_until - at, 0.0))
    return notes


def _note(handle: FileIO, note: HostNote) -> None:
    at = time.monotonic()
    answered = max(at - note.since_answer, 0.0) if note.since_answer is not None else 0.0
    write(handle, HostState(note.delay, answered, answered, at + note.pause))
