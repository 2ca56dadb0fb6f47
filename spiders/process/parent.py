"""One crawl, one process: start it, follow it, end it in time. A spider that hangs or crashes hurts nobody else.

This module imports no Scrapy: the process that waits stays small, and no reactor is ever installed in it.
"""

import contextlib
import gc
import os
import signal
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from archive.configuration import handed_down
from archive.crawl_state.frontier import Frontier
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.reading.child_processes import die_with_parent, end, fork_server, is_stopped, start, why_not_started
from spiders.process.reporting import Follower, Reporter
from spiders.result import CrawlResult

# SIGTERM lets the spider finish its page; a hung callback ends only at the second; code blocked in C only at SIGKILL.
# In all less than the twenty seconds in which a service that is stopped must have ended.
STOP_SIGNALS = ((signal.SIGTERM, 8.0), (signal.SIGTERM, 2.0), (signal.SIGKILL, 2.0))
TICK = 0.2
# Between the result and the end of the process lies nothing that needs to be saved.
GRACE = 5.0
# multiprocessing's word for it.
FORK_SERVER_GONE = 255
NOT_STARTED = "No process could be started to crawl in ({}). The outlet stays due."
_preloaded = ["spiders.process.preload", "spiders.process.preload_pages"]

Progress = Callable[[CrawlResult, int], None]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How a crawl is parted: with a `deadline`, by spiders.journal.awake_and_asleep, it asks and notes in `folder`;
    without one it is answered from there, and `ending` says how the crawl ended that noted. `variables` are those that
    its process is given beside its own."""

    folder: Path
    deadline: float | None = None
    ending: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)


def run_crawl(
    name: str,
    data: Path,
    *,
    time_limit: float,
    on_progress: Progress | None = None,
    stop: threading.Event | None = None,
    past: date | None = None,
    repeat: bool = False,
    elsewhere: Elsewhere | None = None,
) -> CrawlResult:
    """Crawl one outlet in a process of its own and wait for it.

    `time_limit` is wall seconds; `on_progress(result so far, articles left)` is called after each article, in this
    thread; setting `stop` ends the crawl early; with `past` it asks for all that was published since that day, not for
    what is new; with `repeat` a crawl that is killed or frozen from outside is begun once more, at once; `elsewhere`
    says how a crawl is done that is parted between two machines. Whatever
    happens to the process, a result comes back: its `cause` says what. Raises the WarraqError of a crawl that could
    not begin: unknown outlet, unusable data folder, damaged WARC.
    """
    deadline = time.monotonic() + time_limit
    crawl = _Crawl(name, data, deadline, past, elsewhere)
    result = crawl.run(on_progress, stop)
    if repeat and crawl.was_ended_from_outside and time.monotonic() < deadline and not (stop and stop.is_set()):
        # The outlet's news need not wait for its next time: what was taken is kept, the rest is asked for now.
        result = result.plus(_Crawl(name, data, deadline, past, elsewhere).run(on_progress, stop))
    return result


class _Crawl:
    """One crawl in one process. `was_ended_from_outside`: killed, frozen, or gone with the fork server."""

    def __init__(self, name: str, data: Path, deadline: float, past: date | None, elsewhere: Elsewhere | None) -> None:
        self._name, self._data, self._deadline = name, data, deadline
        self._past, self._elsewhere = past, elsewhere
        self.was_ended_from_outside = False

    def run(self, on_progress: Progress | None, stop: threading.Event | None) -> CrawlResult:
        started = time.monotonic()
        context = forkserver()
        ours, theirs = context.Pipe()
        variables = environment() | dict(self._elsewhere.variables if self._elsewhere else {})
        values = (self._name, self._data, theirs, variables, self._past, self._elsewhere)
        process = context.Process(target=_child, args=values, name=f"crawl-{self._name}")
        try:
            start(process)
        except (EOFError, OSError) as problem:
            ours.close()
            raise WarraqError(NOT_STARTED.format(why_not_started(problem))) from problem
        finally:
            theirs.close()
        follower = Follower(ours, CrawlResult(outlet=self._name), on_progress)
        try:
            ending = _follow(process, follower, self._deadline, stop)
            follower.result.seconds = round(time.monotonic() - started, 3)
        finally:
            # One that has told its result ends by itself; any other has ended, or was killed.
            exit_code = _end(process, GRACE if follower.finished else 1.0)
            ours.close()
        return self._result_of(follower, ending, exit_code)

    def _result_of(self, follower: Follower, ending: str, exit_code: int | None) -> CrawlResult:
        if follower.error:
            raise follower.error
        result = follower.result
        if ending == "time_limit" or not follower.finished:
            result.cause = ending or "crashed"
        if ending == "frozen":
            result.cause = "crashed"
        is_without_fault = ending == "frozen" or exit_code == FORK_SERVER_GONE
        self.was_ended_from_outside = result.cause == "crashed" and (
            is_without_fault or (not ending and exit_code == -signal.SIGKILL)
        )
        if not is_without_fault and (
            result.cause in ("crashed", "hung") or (result.cause == "time_limit" and not follower.finished)
        ):
            _count_crash(self._name, DataFolder(self._data))
        return result


def forkserver() -> ForkServerContext:
    """The context crawls start in, with all that they need preloaded. The first start pays for the imports."""
    for module in _preloaded:
        context = fork_server(module)
    return context


def expect_few_pages() -> None:
    """Before the first start, in a process that crawls once: what reads pages is loaded by a crawl that brings one."""
    _preloaded[:] = _preloaded[:1]


def environment() -> dict[str, str]:
    """The variables a child is given."""
    # The forkserver keeps the environment of its own start; ours may have changed since.
    return {name: value for name, value in os.environ.items() if name.startswith("WARRAQ_")} | handed_down()


def _child(
    name: str,
    data: Path,
    connection: Connection,
    variables: dict[str, str],
    past: date | None,
    elsewhere: Elsewhere | None,
) -> None:
    # A group of its own: Ctrl-C in the terminal is the parent's business, and a kill reaches its workers too.
    os.setsid()
    die_with_parent()
    gc.freeze()  # What is loaded stays, and nothing needs to look through it.
    os.environ.update(variables)
    from spiders.process.child import crawl, end_with_parent  # noqa: PLC0415 (imports Scrapy)
    from spiders.process.journaled import journal_of, reader_with  # noqa: PLC0415

    journal = journal_of(elsewhere)
    reader = reader_with(journal)
    # Before the first thread. Where it cannot be forked now, one is started when a page is to be read.
    with contextlib.suppress(OSError):
        reader.fork(connection)
    end_with_parent(connection)
    reporter = Reporter(connection)
    reporter.start_pulse()
    try:
        crawl(name, data, reporter, past, reader, journal)
    except WarraqError as problem:
        reporter.send("error", problem)


def _follow(process: ForkServerProcess, follower: Follower, deadline: float, stop: threading.Event | None) -> str:
    """Returns why we ended the crawl, or nothing when it ended by itself."""
    while follower.listen(TICK):
        if time.monotonic() > deadline:
            ending = "time_limit"
        elif stop is not None and stop.is_set():
            ending = "interrupted"
        elif follower.is_lost():
            # It would hear no other signal, and what it had under way is asked for again.
            ending = "frozen" if is_stopped(process.pid) else "hung"
            _signal(process, signal.SIGKILL)
            return ending
        else:
            continue
        _stop_by_signals(process, follower)
        return ending
    return ""


def _stop_by_signals(process: ForkServerProcess, follower: Follower) -> None:
    # A stopped process hears no signal but the last.
    for signum, patience in STOP_SIGNALS[-1:] if is_stopped(process.pid) else STOP_SIGNALS:
        _signal(process, signum)
        until = time.monotonic() + patience
        while time.monotonic() < until and follower.listen(TICK):
            pass
        process.join(max(0.0, until - time.monotonic()))
        if not process.is_alive():
            return


def _signal(process: ForkServerProcess, signum: signal.Signals) -> None:
    """SIGTERM goes to the crawl alone, so that its reading process can finish the page; SIGKILL to the whole group."""
    if process.pid is None or not process.is_alive():
        return
    with contextlib.suppress(ProcessLookupError):
        if signum == signal.SIGKILL:
            os.killpg(process.pid, signum)
        else:
            os.kill(process.pid, signum)


def _end(process: ForkServerProcess, patience: float) -> int | None:
    """Wait so long for the end of the process, then end it and its workers; its exit code."""
    process.join(patience)
    _signal(process, signal.SIGKILL)
    return end(process)


def _count_crash(name: str, data: DataFolder) -> None:
    """The crawl died or had to be killed while we live: that is the fault of what it had under way."""
    # Where another crawl of this outlet has begun meanwhile, what is under way is not ours.
    with contextlib.suppress(WarraqError), data.lock(name, ""), Frontier(data.service) as frontier:
        frontier.count_crash(name)
