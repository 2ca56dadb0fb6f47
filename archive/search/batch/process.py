"""The process that counts one list: `python -m archive.search.batch.process RECORD FOLDER`, the token on its input.

It takes the processor from nobody who reads a page, shares no thread or lock with them, and ends with whoever started
it: when its input is closed, it stops, and what it has found is kept. Lists of one folder are counted one at a time.
"""

import fcntl
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.search.batch.counters import CounterKilled, Counters
from archive.search.batch.counting import Batch, Counted
from archive.search.batch.jobs import Found, Jobs, State, SubmittedList, Token
from archive.sqlite import open_readonly

# Of the processor, for one name (as for one page) and for all of a list.
NAME_SECONDS, LIST_SECONDS = 2.0, 600.0
SAVE_SECONDS, WAIT_SECONDS = 0.7, 0.3
STEPS_BETWEEN = 20_000
NICE = 5

_started: list[subprocess.Popen[bytes]] = []


def start(record: Path, folder: Path, token: Token, module: str = __name__) -> None:
    """Count a list that was kept, or do with it what another `module` does by `run`. Returns at once; the process ends
    with this one."""
    for ended in [process for process in _started if process.poll() is not None]:
        ended.communicate()
        _started.remove(ended)
    process = subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-m", module, str(record), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    if process.stdin is None:
        raise AssertionError("its input is a pipe")
    process.stdin.write(f"{token}\n".encode("ascii"))
    process.stdin.flush()
    _started.append(process)


def count(record: Path, jobs: Jobs, token: Token, is_over: Callable[[], bool]) -> None:
    """Count a list, then look for what lies near to the names that nothing has; what is found is kept as it comes.

    `is_over`: whether nobody waits for it any more.
    """
    submitted = jobs.submitted(token)
    if submitted is None:
        return
    work = _Work(jobs, token, is_over)
    with closing(open_readonly(record)) as connection:
        work.found.articles = connection.execute("SELECT count(*) FROM articles_fts_docsize").fetchone()[0]
        work.found.state = "running"
        work.save()
    try:
        work.found.state = _all_counted(work, record, submitted) or "done"
    except CounterKilled:
        work.found.state = "ended"
    work.save()


class _Work:
    """A list under way."""

    def __init__(self, jobs: Jobs, token: Token, is_over: Callable[[], bool]) -> None:
        self.found = Found()
        self._jobs, self._token, self._is_over = jobs, token, is_over
        self._begun, self._saved = time.monotonic(), 0.0

    def save(self) -> None:
        self._saved = time.monotonic()
        self.found.seconds = self._saved - self._begun
        self._jobs.put(self._token, self.found)

    def why_stop(self, seconds: float) -> State | None:
        """Whether it has to end here, and why, after so many `seconds` of a processor; what was found is kept."""
        if time.monotonic() - self._saved > SAVE_SECONDS:
            self.save()
            if self._jobs.is_stopped(self._token):
                return "stopped"
            if self._is_over():
                return "ended"
        return "limit" if seconds > LIST_SECONDS else None


def _all_counted(work: _Work, record: Path, submitted: SubmittedList) -> State | None:
    """Why it ended before its end."""
    found = work.found
    with Counters(record, submitted.mode, folded=submitted.folded) as counters:
        for counted in counters.each(_counted, [name.text for name in submitted.names]):
            found.counted.append(counted)
            if why := work.why_stop(counters.seconds):
                return why
        lacking = found.lacking
        near = counters.each(Batch.near, [submitted.names[place].text for place in lacking])
        for place, offered in zip(lacking, near, strict=True):
            found.near[place] = offered
            if why := work.why_stop(counters.seconds):
                return why
    return None


def _counted(batch: Batch, text: str) -> Counted | None:
    """What a name finds; None where that costs more than a question may."""
    try:
        with _time_limit(batch.connection):
            return batch.count(text)
    except sqlite3.OperationalError as problem:
        if "interrupted" not in str(problem):
            raise
        return None


@contextmanager
def _time_limit(connection: sqlite3.Connection) -> Iterator[None]:
    most = time.thread_time() + NAME_SECONDS
    connection.set_progress_handler(lambda: time.thread_time() >= most, STEPS_BETWEEN)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def _turn(folder: Path, jobs: Jobs, token: Token, is_over: Callable[[], bool]) -> Iterator[bool]:
    """Wait until no other list of the folder is counted; False where it was stopped meanwhile."""
    with (folder / "turn").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if jobs.is_stopped(token) or is_over():
                    yield False
                    return
                jobs.mark_alive(token)
                time.sleep(WAIT_SECONDS)
            else:
                yield True
                return


def run(work: Callable[[Path, Jobs, Token, Callable[[], bool]], None]) -> None:
    """What a process of `start` does: `work` on the list when it is its turn, as `count` does."""
    record, folder = map(Path, sys.argv[1:3])
    token = Token(sys.stdin.readline().strip())
    over = threading.Event()

    def wait_for_the_end() -> None:
        sys.stdin.read()
        over.set()

    threading.Thread(target=wait_for_the_end, daemon=True).start()
    os.nice(NICE)
    jobs = Jobs(folder)
    with _turn(folder, jobs, token, over.is_set) as is_ours:
        if is_ours:
            work(record, jobs, token, over.is_set)
        else:
            jobs.put(token, Found("stopped"))


if __name__ == "__main__":
    run(count)
