"""One crawl, one process: start it, follow it, end it in time. A spider that hangs or crashes hurts nobody else.

This module imports no Scrapy: the process that waits stays small, and no reactor is ever installed in it.
"""

import contextlib
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

from archive.configuration import handed_down
from archive.crawl_state.frontier import Frontier
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from spiders.result import CrawlResult

# SIGTERM lets the spider finish its page; a hung callback ends only at the second; code blocked in C only at SIGKILL.
STOP_SIGNALS = ((signal.SIGTERM, 10.0), (signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0))
TICK = 0.2
# Between the result and the end of the process lies nothing that needs to be saved.
GRACE = 5.0

Progress = Callable[[CrawlResult, int], None]


def run_crawl(
    name: str,
    data: Path,
    *,
    time_limit: float,
    on_progress: Progress | None = None,
    stop: threading.Event | None = None,
    past: date | None = None,
) -> CrawlResult:
    """Crawl one outlet in a process of its own and wait for it.

    `time_limit` is wall seconds; `on_progress(result so far, articles left)` is called after each article, in this
    thread; setting `stop` ends the crawl early; with `past` it asks for all that was published since that day, not for
    what is new. Whatever happens to the process, a result comes back: its `cause` says what. Raises the WarraqError
    of a crawl that could not begin: unknown outlet, unusable data folder, damaged WARC.
    """
    started = time.monotonic()
    context = forkserver()
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(name, data, theirs, environment(), past), name=f"crawl-{name}")
    process.start()
    theirs.close()
    follower = _Follower(ours, CrawlResult(outlet=name), on_progress)
    try:
        ending = _follow(process, follower, started + time_limit, stop)
        follower.result.seconds = round(time.monotonic() - started, 3)
    finally:
        _end(process)
        ours.close()
    result = _result_of(follower, ending)
    if result.cause == "crashed" or (result.cause == "time_limit" and not follower.finished):
        _count_crash(name, DataFolder(data))
    return result


def forkserver() -> ForkServerContext:
    """The context crawls start in, Scrapy preloaded. The first start pays for the imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["spiders.process.preload"])
    return context


def environment() -> dict[str, str]:
    """The variables a child is given."""
    # The forkserver keeps the environment of its own start; ours may have changed since.
    return {name: value for name, value in os.environ.items() if name.startswith("WARRAQ_")} | handed_down()


def _child(name: str, data: Path, connection: Connection, variables: dict[str, str], past: date | None) -> None:
    # A group of its own: Ctrl-C in the terminal is the parent's business, and a kill reaches its workers too.
    os.setsid()
    os.environ.update(variables)
    from spiders.process.child import crawl, end_with_parent  # noqa: PLC0415 (imports Scrapy)

    end_with_parent(connection)
    try:
        crawl(name, data, connection, past)
    except WarraqError as problem:
        connection.send(("error", problem, 0))


class _Follower:
    """Reads what the child tells and remembers the last of it."""

    def __init__(self, connection: Connection, result: CrawlResult, on_progress: Progress | None) -> None:
        self._connection, self._on_progress = connection, on_progress
        self.result = result
        self.error: WarraqError | None = None
        self.finished = False

    def listen(self, seconds: float) -> bool:
        """Wait for news. False when the child will tell nothing more."""
        try:
            if self._connection.poll(seconds):
                self._on_message(*self._connection.recv())
        except (EOFError, OSError):
            return False
        return not self.finished

    def _on_message(self, kind: str, content: CrawlResult | WarraqError, left: int) -> None:
        if isinstance(content, WarraqError):
            self.error = content
        else:
            self.result = content
        self.finished = kind != "progress"
        if self._on_progress and kind == "progress":
            self._on_progress(self.result, left)


def _follow(process: ForkServerProcess, follower: _Follower, deadline: float, stop: threading.Event | None) -> str:
    """Returns why we ended the crawl, or nothing when it ended by itself."""
    while follower.listen(TICK):
        if time.monotonic() > deadline:
            ending = "time_limit"
        elif stop is not None and stop.is_set():
            ending = "interrupted"
        else:
            continue
        _stop_by_signals(process, follower)
        return ending
    return ""


def _stop_by_signals(process: ForkServerProcess, follower: _Follower) -> None:
    for signum, patience in STOP_SIGNALS:
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


def _end(process: ForkServerProcess) -> None:
    """Wait for the process, which has told its result, but not for long."""
    process.join(GRACE)
    _signal(process, signal.SIGKILL)
    process.join()
    process.close()


def _count_crash(name: str, data: DataFolder) -> None:
    """The crawl died or had to be killed while we live: that is the fault of what it had under way."""
    # Where another crawl of this outlet has begun meanwhile, what is under way is not ours.
    with contextlib.suppress(WarraqError), data.lock(name, ""), Frontier(data.service) as frontier:
        frontier.count_crash(name)


def _result_of(follower: _Follower, ending: str) -> CrawlResult:
    if follower.error:
        raise follower.error
    result = follower.result
    if ending == "time_limit" or not follower.finished:
        result.cause = ending or "crashed"
    return result
