"""The process that reads pages for a job, one a thread of a worker: kept between units, ended with the worker."""

import threading

from archive.reading.worker import Reader

_kept = threading.local()


def reader_of_this_thread(*, fork: bool = False) -> Reader:
    """`fork`: as a copy of this process, which has no second thread and holds nothing open (KillableProcess.fork)."""
    reader: Reader | None = getattr(_kept, "reader", None)
    if reader is None:
        reader = _kept.reader = Reader()
        if fork:
            reader.fork()
    return reader
