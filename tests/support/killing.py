"""Find and kill -9 what works on a data folder."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tests.support.command import Command
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


def lives(pid: int) -> bool:
    """False for what has ended and only waits to be asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


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


class Killer:
    """Kills commands at random moments and counts it. `alone` is the share of kills that hit one process only."""

    def __init__(self, seed: int, alone: float = 1 / 3) -> None:
        self.kills = 0
        self._moments, self._alone = random.Random(seed), alone

    def strikes(self, command: Command, *words: str, within: tuple[float, float]) -> None:
        """Strike one to four times in a row."""
        for _ in range(self._moments.randint(1, 4)):
            self.strike(command, *words, within=within)

    def strike(self, command: Command, *words: str, within: tuple[float, float]) -> bool:
        """Start a command and kill it so many seconds later. False where it had come to its end before, and well."""
        process = command.start(*words)
        try:
            process.wait(self._moments.uniform(*within))
        except subprocess.TimeoutExpired:
            self._kill(command.data, process)
            process.communicate()
            return True
        _, err = process.communicate()
        assert process.returncode == 0, err
        return False

    def _kill(self, data: Path, process: subprocess.Popen[str]) -> None:
        self.kills += 1
        if self._moments.random() < self._alone and (living := processes_of(data)):
            kill(self._moments.choice(living))
            # The others may go on, or end as they should; what hangs is killed with all the rest.
            with suppress(subprocess.TimeoutExpired):
                process.wait(self._moments.uniform(0, 3))
        kill_all(data)


def seconds_of(work: Callable[[], object]) -> float:
    """How long it takes on this machine now."""
    began = time.monotonic()
    work()
    return time.monotonic() - began
