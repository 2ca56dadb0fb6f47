"""Reading in a process that can be killed: a hostile page costs its time limit, never the crawl.

Extraction runs through C parsers that hang, run out of memory and crash on made pages; a thread could neither be
stopped nor survived.
"""

import multiprocessing
import resource
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from archive.errors import WarraqError
from archive.model import Outlet, Page, Reading

_START_SECONDS = 60.0
_READY = "ready"
_GONE = (EOFError, OSError)
_NOT_STARTED = "No process could be started to read pages in. Is memory short? What was not read stays due."


class ReaderUnavailable(WarraqError):
    """No reading process can be started."""


class Reader:
    """A worker that reads pages one by one: started on the first page, replaced when it hangs or dies.

    `seconds` is the limit for one page, `memory_mb` the worker's address space in MiB. It may be made in any process
    that is not a daemon, and used from one thread.
    """

    def __init__(self, seconds: float = 10.0, memory_mb: int = 1024) -> None:
        self.seconds = seconds
        self.memory_mb = memory_mb
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The worker's process id; None before the first page and after a worker was given up."""
        return self._process.pid if self._process else None

    def read(self, page: Page, outlet: Outlet) -> Reading:
        """What archive.reading.extract reads on `page`; held as `read_timeout` or `read_crashed` where that failed.

        Raises ReaderUnavailable where no worker can be started: that says nothing about the page.
        """
        for _ in range(
            2
        ):  # A worker killed from outside between two pages says nothing about this page: try once more.
            try:
                return self._read_once(page, outlet)
            except _GONE:
                self._give_up()
        return Reading(title="", text="", lang=outlet.lang, held="read_crashed")

    def close(self) -> None:
        """End the worker. A closed reader may be used again."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.join(1.0)
        self._give_up()

    def _read_once(self, page: Page, outlet: Outlet) -> Reading:
        pipe = self._worker()
        pipe.send((page, outlet))
        if not pipe.poll(self.seconds):
            self._give_up()
            return Reading(title="", text="", lang=outlet.lang, held="read_timeout")
        reading: Reading = pipe.recv()
        return reading

    def _worker(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._give_up()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["archive.reading.extract"])  # no effect where a fork server runs already
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, self.seconds, self.memory_mb), name="warraq-reader", daemon=True
        )
        try:
            self._process.start()
            theirs.close()
            if self._pipe.poll(_START_SECONDS) and self._pipe.recv() == _READY:
                return self._pipe
        except _GONE as problem:
            raise ReaderUnavailable(_NOT_STARTED) from problem
        raise ReaderUnavailable(_NOT_STARTED)

    def _give_up(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _work(pipe: Connection, seconds: float, memory_mb: int) -> None:
    from archive.reading.extract import read  # noqa: PLC0415  (only the worker pays for loading the parsers)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the service, which ends its workers itself.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    limit = memory_mb * 1024 * 1024
    with suppress(ValueError, OSError):  # Not every system can limit it.
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    pipe.send(_READY)
    while True:
        try:
            page, outlet = pipe.recv()
        except (*_GONE, MemoryError):
            return
        # Should the reader's owner be killed meanwhile, nobody is left to end a hanging worker: the alarm does.
        signal.setitimer(signal.ITIMER_REAL, seconds + 5)
        reading = read(page, outlet)
        signal.setitimer(signal.ITIMER_REAL, 0)
        pipe.send(reading)
