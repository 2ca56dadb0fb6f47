"""How much memory each process of each crawl holds at most, and during which answer, read from /proc while they run.

A crawl is the leader of a session, and what it starts is in that session; which crawl it is, its open files say.
"""

import os
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from tests.support.killing import lives

EVERY = 0.025
PROC = Path("/proc")


class Peaks:
    """Watches the processes below this one; crawls are told apart by the folder under `root` that they write in."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._folders: dict[int, str] = {}
        self._processes: dict[str, set[int]] = defaultdict(set)
        self._labels: dict[str, str] = defaultdict(str)
        self._highest: dict[tuple[str, str], int] = defaultdict(int)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="peaks", daemon=True)

    def __enter__(self) -> "Peaks":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def begin(self, folder: str, label: str) -> None:
        """What the processes of the crawls in this folder take from now on is told of `label`."""
        with self._lock:
            for pid in self._processes[folder]:
                with suppress(OSError, ValueError):
                    self._read(folder, pid)
                    # proc(5): resets the peak to what is held now.
                    (PROC / str(pid) / "clear_refs").write_text("5")
            self._labels[folder] = label

    def of(self, folder: str, label: str) -> float:
        """The peak in MB (10^6 bytes) of the greatest process that worked in this folder while `label` lasted."""
        return self._highest[folder, label] * 1024 / 1e6

    def left_over(self, folder: str, patience: float = 10.0) -> list[int]:
        """Processes of the crawls in this folder that outlive them for longer than `patience` seconds."""
        until = time.monotonic() + patience
        while living := [pid for pid in self._processes[folder] if lives(pid)]:
            if time.monotonic() > until:
                break
            time.sleep(EVERY)
        return living

    def _watch(self) -> None:
        while not self._stop.wait(EVERY):
            for pid in list(descendants(os.getpid())):
                with suppress(OSError, ValueError), self._lock:
                    self._look_at(pid)

    def _look_at(self, pid: int) -> None:
        session = os.getsid(pid)
        if session == os.getsid(0):
            return
        folder = self._folders.get(session) or self._folder_of(session)
        if folder:
            self._folders[session] = folder
            self._processes[folder].add(pid)
            self._read(folder, pid)

    def _read(self, folder: str, pid: int) -> None:
        key = folder, self._labels[folder]
        self._highest[key] = max(_high_water(pid), self._highest[key])

    def _folder_of(self, session: int) -> str:
        for link in (PROC / str(session) / "fd").iterdir():
            with suppress(OSError, ValueError):
                return link.readlink().relative_to(self._root).parts[0]
        return ""


def descendants(pid: int) -> Iterator[int]:
    """All processes below a process."""
    for task in _tasks(pid):
        with suppress(OSError):
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from descendants(int(child))


def _tasks(pid: int) -> list[Path]:
    try:
        return list((PROC / str(pid) / "task").iterdir())
    except OSError:
        return []


def _high_water(pid: int) -> int:
    """VmHWM in kB; proc(5)."""
    for line in (PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0
