"""Find and kill -9 what works on a data folder."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from tests.support.waiting import wait_until


def processes_of(data: Path) -> list[int]:
    """Everything that works on this folder: command, forkserver, crawls, readers; they all inherit its variable."""
    mark = f"WARRAQ_DATA={data}\0".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes() + b"\0":
                found.append(int(entry.name))
    return sorted(found)


def kill(*pids: int) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def kill_all(data: Path) -> None:
    """Kill what works on this folder, the oldest first, until nothing does: what is dying still holds its locks."""

    def is_over() -> bool:
        left = processes_of(data)
        kill(*left)
        return not left

    wait_until(is_over)
