"""A process that works for its owner call by call, within limits of time and memory, and can be killed.

What it is given runs through C parsers and regular expressions that hang, run out of memory and crash on made input; a
thread could neither be stopped nor survived.
"""

import gc
import importlib
import multiprocessing
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess, ForkServerProcess
from typing import ParamSpec, Self, TypeVar, cast

from archive.errors import WarraqError
from archive.reading.child_processes import die_with_parent, end, fork_server, is_stopped, start, why_not_started

P = ParamSpec("P")
T = TypeVar("T")

_START_SECONDS = 60.0
# The fork server may be dying when it is asked, and is started anew by the next try.
_TRIES, _BETWEEN_TRIES = 3, 0.2
_READY, _TAKEN, _DONE, _FAILED = "ready", "taken", "done", "failed"
_GONE = (EOFError, OSError)
# Behind the owner's limit: the owner kills, the alarm is for when it is gone.
_ALARM_LATER = 5.0
# So many new objects before those among them that refer to each other in circles are looked for: hardly any does.
_COLLECT_AFTER = 10_000
_NOT_STARTED = "No process could be started to read pages in ({}). What was not read stays due."


class ReaderUnavailable(WarraqError):
    """No reading process can be started."""


class CallFailed(Exception):
    """What was called took too long or killed its process; `reason` is read_timeout or read_crashed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class KillableProcess:
    """Started at the first call or by `fork`, replaced when it hangs, dies, or has grown.

    `seconds` is the limit for one call, `memory_mb` by how many MiB the process may grow. It may be used in any process
    that is not a daemon, from one thread.
    """

    def __init__(self, seconds: float, memory_mb: int, preload: str) -> None:
        self.seconds, self.memory_mb = seconds, memory_mb
        self._preload = preload
        # What a copy of this process has to load before its first call.
        self._unloaded = ""
        self._process: ForkProcess | ForkServerProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process id; None before the first call and after a process was given up."""
        return self._process.pid if self._process else None

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `function` (of a module, so that it can be named there) returns or raises in the other process.

        Raises CallFailed where it took too long or killed the process, ReaderUnavailable where none can be started:
        that says nothing about the call.
        """
        problem: BaseException | None = None
        for _ in range(_TRIES):  # A process killed from outside before it took the call says nothing about it.
            pipe = self._started()
            try:
                self._load(pipe)
                pipe.send((function, args, kwargs))
                self._wait(pipe, self.seconds)
                pipe.recv()  # it is _TAKEN
            except _GONE as gone:
                problem = gone
                self._give_up()
            else:
                return cast("T", self._answer(pipe))
        raise ReaderUnavailable(_NOT_STARTED.format(why_not_started(problem))) from problem

    def fork(self, *inherited: Connection) -> None:
        """Start the first process as a copy of this one, which has no second thread.

        That spares a fork server and its imports, and those of what is called where this process has loaded it. The
        copy closes `inherited`, whose other ends wait for this process to end. Raises OSError where none can be
        started; one that is needed later comes from a fork server.
        """
        context = multiprocessing.get_context("fork")
        self._pipe, theirs = context.Pipe()
        self._unloaded = "" if self._preload in sys.modules else self._preload
        limits = self.seconds + _ALARM_LATER, self.memory_mb
        values = theirs, *limits, (self._pipe, *inherited), self._unloaded
        self._process = context.Process(target=_work, args=values, name="warraq-reader", daemon=True)
        self._process.start()
        theirs.close()
        if not self._pipe.poll(_START_SECONDS) or self._pipe.recv() != _READY:
            self._give_up()

    def close(self) -> None:
        """End the process. A closed one may be used again."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None and self._process.pid is not None:
            self._process.join(1.0)
        self._give_up()

    def _load(self, pipe: Connection) -> None:
        if self._unloaded:
            pipe.send(self._unloaded)
            self._wait(pipe, _START_SECONDS)
            pipe.recv()
            self._unloaded = ""

    def _answer(self, pipe: Connection) -> object:
        try:
            self._wait(pipe, self.seconds)
            outcome, value, has_grown = pipe.recv()
        except _GONE as problem:
            self._give_up()
            raise CallFailed("read_crashed") from problem
        if has_grown:
            self._give_up()
        if outcome == _FAILED:
            raise value
        return value

    def _wait(self, pipe: Connection, seconds: float) -> None:
        if not pipe.poll(seconds):
            was_stopped = is_stopped(self.pid)
            self._give_up()
            # Stopped from outside: the call did not take that long.
            raise EOFError if was_stopped else CallFailed("read_timeout")

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        problem: BaseException | None = None
        for attempt in range(_TRIES):
            time.sleep(_BETWEEN_TRIES * attempt)
            self._give_up()
            try:
                return self._start()
            except _GONE as gone:
                problem = gone
        raise ReaderUnavailable(_NOT_STARTED.format(why_not_started(problem))) from problem

    def _start(self) -> Connection:
        context = fork_server(self._preload)
        self._pipe, theirs = context.Pipe()
        limits = self.seconds + _ALARM_LATER, self.memory_mb
        process = context.Process(target=_work, args=(theirs, *limits), name="warraq-reader", daemon=True)
        self._process = process
        start(process)
        theirs.close()
        if not self._pipe.poll(_START_SECONDS) or self._pipe.recv() != _READY:
            raise EOFError
        return self._pipe

    def _give_up(self) -> None:
        self._unloaded = ""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            end(self._process)
            self._process = None


def _work(
    pipe: Connection, seconds: float, memory_mb: int, inherited: tuple[Connection, ...] = (), unloaded: str = ""
) -> None:
    die_with_parent()
    for other in inherited:
        other.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends its workers itself.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # The owner may be ended before this one is ready, or have nothing to call.
    with suppress(*_GONE):
        if unloaded:
            pipe.send(_READY)
            importlib.import_module(pipe.recv())
        gc.freeze()  # What is loaded stays, and nothing needs to look through it.
        gc.set_threshold(_COLLECT_AFTER)
        began, may_grow = _address_space(), memory_mb << 20
        with suppress(ValueError, OSError):  # Not every system can limit it.
            resource.setrlimit(resource.RLIMIT_AS, (began + may_grow,) * 2)
        pipe.send(_READY)
        while True:
            # Should the owner be killed meanwhile, nobody is left to end a hanging process: the alarm does.
            outcome, value = _taken_and_called(pipe, seconds)
            signal.setitimer(signal.ITIMER_REAL, 0)
            # Memory given back lies in pieces: what one page left behind must not be missing for the next.
            has_grown = _address_space() - began > may_grow // 2
            try:
                pipe.send((outcome, value, has_grown))
            except Exception as problem:  # It cannot be pickled, or is too large to be.
                pipe.send((_FAILED, RuntimeError(f"{type(value).__name__}: {type(problem).__name__}"), True))


def _taken_and_called(pipe: Connection, seconds: float) -> tuple[str, object]:
    try:
        function, args, kwargs = pipe.recv()
    except MemoryError as problem:
        pipe.send(_TAKEN)
        return _FAILED, problem
    pipe.send(_TAKEN)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return _DONE, function(*args, **kwargs)
    except Exception as problem:
        return _FAILED, problem


def _address_space() -> int:
    """Bytes of address space this process has; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - asked with every page
            pages = int(file.read(64).partition(b" ")[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()
