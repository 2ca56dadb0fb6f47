"""Which files a command and all it starts write, sync, make and rename, in order: seen by ptrace(2), without root.

Run as a program of its own, for it waits for whatever process ends:
python -m tests.support.syscalls FOLDER OUT COMMAND WORD…
It ends as the command does, and writes to OUT a line of JSON for each call on a file under FOLDER that succeeded.
"""

import ctypes
import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, NamedTuple

Kind = Literal["write", "sync", "rename", "mkdir"]
CANNOT_TRACE = 77
WRITES = ("write", "pwrite64", "writev", "pwritev", "ftruncate", "sendfile", "copy_file_range", "fallocate")
SYNCS = ("fsync", "fdatasync")
NAMES = ("rename", "renameat", "renameat2", "link", "linkat")
# They name one path.
ONE_PATH = ("mkdir", "mkdirat", "truncate")
# From the kernel's tables (arch/x86/entry/syscalls/syscall_64.tbl, include/uapi/asm-generic/unistd.h).
NUMBERS = {
    "x86_64": (1, 18, 20, 296, 77, 40, 326, 285, 74, 75, 82, 264, 316, 86, 265, 83, 258, 76),
    # It has no rename, link and mkdir of its own.
    "aarch64": (64, 68, 66, 70, 46, 71, 285, 47, 82, 83, -1, 38, 276, -1, 37, -1, 34, 45),
}
MACHINE = platform.machine() if sys.platform == "linux" else ""
CALLS = dict(zip(NUMBERS.get(MACHINE, ()), (*WRITES, *SYNCS, *NAMES, *ONE_PATH), strict=False))
# The numbers of linux/ptrace.h and linux/wait.h.
SYSCALL, SEIZE, GET_SYSCALL_INFO, ENTRY, EXIT = 24, 0x4206, 0x420E, 1, 2
TRACE_ALL = 0x1 | 0x2 | 0x4 | 0x8 | 0x10 | 0x100000  # good syscall stops, fork, vfork, clone, exec, kill with us
SYSCALL_STOP = signal.SIGTRAP | 0x80
WAIT_ALL = 0x40000000
AT_FDCWD = -100


@dataclass(frozen=True, slots=True)
class Call:
    """One call that succeeded, of a thread. `path` is what it wrote, synced or made, or renamed (or linked) to `to`."""

    thread: int
    kind: Kind
    path: str
    to: str = ""


class _Info(ctypes.Structure):
    """struct ptrace_syscall_info; at an exit the first of `values` is what the call returned."""

    _fields_ = (
        ("op", ctypes.c_uint8),
        ("padding", ctypes.c_uint8 * 3),
        ("arch", ctypes.c_uint32),
        ("ip", ctypes.c_uint64),
        ("sp", ctypes.c_uint64),
        ("values", ctypes.c_int64 * 8),
    )


class Traced(NamedTuple):
    """How a command ended, what it printed, and the calls it made."""

    status: int
    output: str
    calls: list[Call]


def traced(command: Iterable[str], folder: Path, out: Path, environment: dict[str, str]) -> Traced | None:
    """Run a command to its end and see what it does to the files under `folder`. None where that cannot be seen."""
    if not CALLS:
        return None
    tracer = [sys.executable, "-m", __name__, str(folder.resolve()), str(out), *command]
    root = Path(__file__).parents[2]
    done = subprocess.run(tracer, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == CANNOT_TRACE:
        return None
    lines = out.read_text(encoding="utf-8").splitlines()
    return Traced(done.returncode, done.stdout + done.stderr, [Call(**json.loads(line)) for line in lines])


class Tracer:
    """Follows a command and every process and thread that it starts until the last of them has ended."""

    def __init__(self, folder: str) -> None:
        self.calls: list[Call] = []
        self._folder = folder
        self._entered: dict[int, Call] = {}
        self._info = _Info()
        libc = ctypes.CDLL(None, use_errno=True)
        self._libc_ptrace = libc.ptrace
        self._libc_ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
        self._libc_ptrace.restype = ctypes.c_long

    def run(self, command: list[str]) -> int:
        """Returns the command's exit status, as a shell would tell it. Raises OSError where nothing can be traced."""
        ready, begin = os.pipe()
        first = os.fork()
        if first == 0:
            os.close(begin)
            os.read(ready, 1)
            os.execv(command[0], command)  # noqa: S606 (it is to be this very process)
        os.close(ready)
        try:
            self._ptrace(SEIZE, first, 0, TRACE_ALL)
        except OSError:
            os.kill(first, signal.SIGKILL)
            raise
        finally:
            os.close(begin)
        status = 0
        while True:
            try:
                thread, ended = os.waitpid(-1, WAIT_ALL)
            except ChildProcessError:
                return os.waitstatus_to_exitcode(status)
            if os.WIFSTOPPED(ended):
                self._go_on(thread, ended)
            elif thread == first:
                status = ended

    def _go_on(self, thread: int, stopped: int) -> None:
        deliver = 0
        try:
            if os.WSTOPSIG(stopped) == SYSCALL_STOP:
                self._see(thread)
            elif stopped >> 16 == 0:
                deliver = os.WSTOPSIG(stopped)
            self._ptrace(SYSCALL, thread, 0, deliver)
        except ProcessLookupError:
            # Killed while it stood.
            self._entered.pop(thread, None)

    def _see(self, thread: int) -> None:
        self._ptrace(GET_SYSCALL_INFO, thread, ctypes.sizeof(_Info), ctypes.addressof(self._info))
        values, watched = self._info.values, self.watched()
        if self._info.op == ENTRY and values[0] in watched:
            self.begin(thread, watched[values[0]], list(values[1:7]))
        elif self._info.op == EXIT:
            self.end(thread, values[0])

    def watched(self) -> dict[int, str]:
        """The calls that are looked at, by their numbers."""
        return CALLS

    def begin(self, thread: int, name: str, args: list[int]) -> None:
        """A thread asks for a call."""
        if call := self._call(thread, name, args):
            self._entered[thread] = call

    def end(self, thread: int, result: int) -> None:
        """What it asked for is done, or, with a negative number, failed."""
        if (entered := self._entered.pop(thread, None)) and result >= 0:
            self.calls.append(entered)

    def _call(self, thread: int, name: str, args: list[int]) -> Call | None:
        if name in NAMES:
            path, to = named(thread, args[:4] if "at" in name else [AT_FDCWD, args[0], AT_FDCWD, args[1]])
            return Call(thread, "rename", path, to) if self._is_ours(to) else None
        if name in ONE_PATH:
            (path,) = named(thread, args[:2] if name == "mkdirat" else [AT_FDCWD, args[0]])
            return Call(thread, "write" if name == "truncate" else "mkdir", path) if self._is_ours(path) else None
        path = link(thread, f"fd/{args[2 if name == 'copy_file_range' else 0]}")
        return Call(thread, "sync" if name in SYNCS else "write", path) if self._is_ours(path) else None

    def _is_ours(self, path: str) -> bool:
        return path == self._folder or path.startswith(f"{self._folder}/")

    def _ptrace(self, request: int, thread: int, address: int, data: int) -> None:
        if self._libc_ptrace(request, thread, address, data) < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))


def named(thread: int, args: list[int]) -> list[str]:
    """The paths of a call whose arguments are pairs of a folder's descriptor and a name's address."""
    return [_path(thread, folder, name) for folder, name in zip(args[::2], args[1::2], strict=True)]


def _path(thread: int, folder: int, address: int) -> str:
    """The name at this address of a thread's memory, as an absolute path."""
    with Path(f"/proc/{thread}/mem").open("rb", buffering=0) as memory:
        memory.seek(address)
        name = memory.read(4096 - address % 4096)
        if b"\0" not in name:
            name += memory.read(4096)
    above = link(thread, "cwd" if ctypes.c_int32(folder).value == AT_FDCWD else f"fd/{folder}")
    return os.path.normpath(Path(above) / os.fsdecode(name.partition(b"\0")[0]))


def link(thread: int, name: str) -> str:
    try:
        return str(Path(f"/proc/{thread}/{name}").readlink())
    except OSError:
        return ""


def main(folder: str, out: str, *command: str) -> int:
    """See the module."""
    tracer = Tracer(folder)
    try:
        status = tracer.run(list(command))
    except OSError as problem:
        print(f"cannot trace: {problem}", file=sys.stderr)
        return CANNOT_TRACE
    lines = [json.dumps(asdict(call)) + "\n" for call in tracer.calls]
    Path(out).write_text("".join(lines), encoding="utf-8")
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
