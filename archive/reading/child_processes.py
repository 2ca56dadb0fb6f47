"""Processes that end with the one that started them, forked by a fork server that is replaced where it is frozen.

The system sends a process its parent's death when the *thread* ends that started it: so all are started in one thread,
which lives as long as this process.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import SimpleQueue

# A start takes milliseconds, the first one of a fork server as long as its imports.
START_SECONDS, FIRST_START_SECONDS, GIVE_UP_SECONDS = 15.0, 60.0, 150.0
END_SECONDS = 2.0
TRIES, BETWEEN_TRIES = 3, 0.2
TICK, LOOK_SECONDS = 0.02, 0.25
# prctl(2).
_PR_SET_PDEATHSIG = 1
_GONE = (EOFError, OSError)
_FIRST = "archive.reading._exit_with_parent"


def die_with_parent(parent: int | None = None) -> None:
    """Let the system kill this process, even a stopped one, when the one that forked it ends: on Linux alone.

    `parent` is its id where that is known: it may have ended before this is called.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if parent is not None and os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def is_stopped(pid: int | None) -> bool:
    """Was the process stopped by a signal or a debugger? False where it is gone, or the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    # The name before the state may hold anything, brackets too (proc(5)).
    return status.rpartition(")")[2].split()[0] in ("T", "t")


class _Starter:
    """One thread in which everything is started. A daemon: a fork server that hangs keeps nobody from ending.

    `began`: when the start under way did, by time.monotonic(); those behind it have not asked the fork server yet.
    """

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._asked: SimpleQueue[tuple[Callable[[], object], Future[None]]] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[[], object]) -> Future[None]:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="starter", daemon=True)
                self._thread.start()
        future: Future[None] = Future()
        self._asked.put((work, future))
        return future

    def _work(self) -> None:
        while True:
            work, future = self._asked.get()
            if not future.set_running_or_notify_cancel():
                continue
            self.began = time.monotonic()
            try:
                work()
            except BaseException as problem:  # it is told to whoever asked
                future.set_exception(problem)
            else:
                future.set_result(None)


_starter = _Starter()
_proven: set[int | None] = set()
_preloaded: list[str] = []


def fork_server(module: str) -> ForkServerContext:
    """The context to start processes in: its one server imports `module`, and what was named before, as it starts."""
    if module not in _preloaded:
        _preloaded.append(module)
    context = multiprocessing.get_context("forkserver")
    # No effect on a server that runs already, but on the one that replaces it.
    context.set_forkserver_preload([_FIRST, *_preloaded])
    return context


def start(process: ForkServerProcess) -> None:
    """Start a process of the fork server; one that does not answer is killed, and the next one asked.

    Raises EOFError or OSError where none can be started, with what was said at the last try.
    """
    problem: EOFError | OSError = EOFError()
    for attempt in range(TRIES):
        time.sleep(BETWEEN_TRIES * attempt)
        try:
            _wait_for(_starter.submit(process.start))
        except _GONE as gone:
            problem = gone
        else:
            _proven.add(fork_server_pid())
            return
    raise problem


def why_not_started(problem: BaseException | None) -> str:
    """Why no process started, in the words of the system; one that was killed, mostly for its memory, has none."""
    return str(problem or "") or "is memory short?"


def _wait_for(started: Future[None]) -> None:
    """Wait for a start, and kill a fork server that lets it wait for too long: by that the start fails.

    Asked again and again which server it is: while this waits, another may have taken the place of one that ended.
    """
    give_up_at = time.monotonic() + GIVE_UP_SECONDS
    while not wait([started], LOOK_SECONDS).done:
        pid, now = fork_server_pid(), time.monotonic()
        if now - _starter.began > (START_SECONDS if pid in _proven else FIRST_START_SECONDS):
            kill_fork_server(pid)
        if now > give_up_at:
            started.cancel()
            raise EOFError("the fork server cannot be asked")
    started.result()


def end(process: BaseProcess) -> int | None:
    """Kill a process, where it still runs, and wait until it has ended; its exit code."""
    exit_code = None
    if process.pid is not None:
        process.kill()
        pid = fork_server_pid()
        deadline = time.monotonic() + START_SECONDS
        process.join(END_SECONDS)
        while process.is_alive() and not is_stopped(pid) and time.monotonic() < deadline:
            process.join(LOOK_SECONDS)
        if process.is_alive():
            # It is dead: only the fork server, which would tell so, does not.
            kill_fork_server(pid)
            process.join(END_SECONDS)
        exit_code = process.exitcode
    process.close()
    return exit_code


def fork_server_pid() -> int | None:
    """The process id of this process's fork server; None before the first start."""
    # The library has no public word for it.
    pid: int | None = vars(forkserver._forkserver)["_forkserver_pid"]
    return pid


def kill_fork_server(pid: int | None) -> None:
    """Kill it, and with it all that it forked; the next start starts another. One that is not `pid` is left alone."""
    if pid is None or pid != fork_server_pid():
        return
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + END_SECONDS
    # Left to be waited for: that is how the library notices that it must start another.
    while time.monotonic() < deadline and not _has_ended(pid):
        time.sleep(TICK)


def _has_ended(pid: int) -> bool:
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
    except ChildProcessError:
        return True


def replace_stopped_fork_server() -> bool:
    """Kill a fork server that is stopped, or gone, and start another. Was it?"""
    pid = fork_server_pid()
    if pid is None or not (is_stopped(pid) or _has_ended(pid)):
        return False
    kill_fork_server(pid)
    _starter.submit(forkserver.ensure_running)
    return True


def replace_stopped_tracker() -> bool:
    """Kill the library's resource tracker where it is stopped: it would outlive this process. Was it?"""
    pid: int | None = vars(resource_tracker._resource_tracker)["_pid"]
    if pid is None or not is_stopped(pid):
        return False
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return True
