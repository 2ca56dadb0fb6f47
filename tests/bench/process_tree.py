"""What a program and all processes it starts take: CPU time of user and system, and the most memory at one time."""

import ctypes
import os
import resource
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36  # prctl(2): orphans of those we start become our children, so that their time is counted
LOOKED_EVERY = 0.1
LAST_WORDS = 800


class Used(NamedTuple):
    """CPU seconds of the whole tree; bytes of its memory at the most, what processes share counted once."""

    cpu: float
    memory: int


def used(command: list[str], environment: dict[str, str], folder: Path) -> Used:
    """Run a command to its end, in a folder. Raises ChildProcessError with its last words where that is no good one."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, most = _cpu_of_the_ended(), 0
    with (folder / "output").open("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, env=environment, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
        while process.poll() is None:
            most = max(most, _memory(process.pid))
            time.sleep(LOOKED_EVERY)
        _reap_orphans()
        if process.returncode:
            output.seek(0)
            raise ChildProcessError(
                f"{' '.join(command[:3])} … ended with {process.returncode}: {output.read()[-LAST_WORDS:]}"
            )
    return Used(_cpu_of_the_ended() - before, most)


def _cpu_of_the_ended() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _reap_orphans() -> None:
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _memory(pid: int) -> int:
    """Proportional set size of a process and those below it, in bytes; 0 where it has just ended."""
    with suppress(OSError, StopIteration):
        folder = Path(f"/proc/{pid}")
        lines = (folder / "smaps_rollup").read_text(encoding="ascii").splitlines()
        own = int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024
        # Whichever thread started them.
        below = [child for file in folder.glob("task/*/children") for child in file.read_text(encoding="ascii").split()]
        return own + sum(_memory(int(child)) for child in below)
    return 0
