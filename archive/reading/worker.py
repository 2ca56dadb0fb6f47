"""Reading in a process that can be killed: a hostile page costs its time limit, never the crawl."""

from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from types import TracebackType
from typing import ParamSpec, Self, TypeVar

from archive.exchange import Page
from archive.model import Outlet, PageLine, Reading
from archive.reading.killable import CallFailed, KillableProcess

P = ParamSpec("P")
T = TypeVar("T")

SECONDS = 10.0
# With the 45 MB it starts with, it stays well below 300 MB; an article page of a megabyte takes 40.
MEMORY_MB = 200
# A process may be killed for what its page did not do: it is the page's fault when it happens again.
TRIES = 2


class Reader:
    """A process that reads pages one by one: started on the first page, replaced when it hangs or dies.

    `seconds` is the limit for one page, `memory_mb` by how many MiB the process may grow. It may be made in any process
    that is not a daemon, and used from one thread.
    """

    def __init__(self, seconds: float = SECONDS, memory_mb: int = MEMORY_MB) -> None:
        self._process = KillableProcess(seconds, memory_mb, "archive.reading.extract")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The worker's process id; None before the first page and after a worker was given up."""
        return self._process.pid

    def fork(self, *inherited: Connection) -> None:
        """Start the first worker now, as a copy of this process that has no second thread (KillableProcess.fork)."""
        self._process.fork(*inherited)

    def read(self, page: Page, outlet: Outlet) -> Reading:
        """What archive.reading.extract reads on `page`; held as `read_timeout` or `read_crashed` where that failed.

        Raises ReaderUnavailable where no worker can be started: that says nothing about the page.
        """
        try:
            return self._tried(_read, page, outlet)
        except CallFailed as problem:
            return _unread(outlet, problem)

    def read_and_judge(self, page: Page, outlet: Outlet) -> tuple[Reading, str]:
        """What `read` returns, and why the page is no article (archive.reading.quality_gate), empty where it is one.

        Raises as `read` does.
        """
        try:
            reading, lines, reason = self._tried(_read_and_judge, page, outlet)
        except CallFailed as problem:
            return _judged(page, _unread(outlet, problem), outlet)
        return replace(reading, lines=tuple(map(PageLine._make, lines))), reason

    def _tried(self, function: Callable[[Page, Outlet], T], page: Page, outlet: Outlet) -> T:
        for tried in range(1, TRIES + 1):
            try:
                return self._process.call(function, page, outlet)
            except CallFailed as problem:
                if problem.reason == "read_timeout" or tried == TRIES:
                    raise
        raise AssertionError("no try")

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Anything else that reads foreign bytes, in the same process within the same limits.

        Raises what `function` raises, CallFailed where it took too long or killed the process, ReaderUnavailable.
        """
        return self._process.call(function, *args, **kwargs)

    def close(self) -> None:
        """End the worker. A closed reader may be used again."""
        self._process.close()


def _read(page: Page, outlet: Outlet) -> Reading:
    from archive.reading.extract import read  # noqa: PLC0415  (only the worker pays for loading the parsers)

    return read(page, outlet)


def _read_and_judge(page: Page, outlet: Outlet) -> tuple[Reading, tuple[tuple[object, ...], ...], str]:
    """The lines by themselves, as plain tuples: of their class each would be packed by its name."""
    reading, reason = _judged(page, _read(page, outlet), outlet)
    return replace(reading, lines=()), tuple(map(tuple, reading.lines)), reason


def _judged(page: Page, reading: Reading, outlet: Outlet) -> tuple[Reading, str]:
    from archive.reading.quality_gate import judge  # noqa: PLC0415  (who only reads other bytes has no need of it)

    return reading, judge(page, reading, outlet)


def _unread(outlet: Outlet, problem: CallFailed) -> Reading:
    return Reading(title="", text="", lang=outlet.lang, held=problem.reason)
