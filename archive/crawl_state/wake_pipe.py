"""Waking the service: a named pipe in the data folder that it listens to, and that whoever asks it for something rings.

The pipe carries no message: what is asked stands in service.db. So it may be lost, and nothing is but time.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Self

from archive.data_folder import DataFolder

RING, CLOSE = b"r", b"c"


def wake_service(data: DataFolder) -> bool:
    """Ask the service on this folder to look now for what is to be done. False where none listens."""
    try:
        pipe = os.open(pipe_of(data), os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # Nobody reads it (ENXIO), or there is none.
        return False
    try:
        # Full of rings that nobody has heard yet: one more changes nothing.
        with suppress(BlockingIOError):
            os.write(pipe, RING)
    finally:
        os.close(pipe)
    return True


def pipe_of(data: DataFolder) -> Path:
    return data.root / "locks" / "wake"


class WakeUps:
    """The service's end of the pipe. Where the file system has no pipes, nothing ever comes: the service looks by
    itself within a minute."""

    def __init__(self, data: DataFolder) -> None:
        path = pipe_of(data)
        self._pipe: int | None = None
        with suppress(OSError):
            if path.exists() and not stat.S_ISFIFO(path.stat().st_mode):
                path.unlink()
            if not path.exists():
                os.mkfifo(path, 0o660)
            # Open for writing, too, or it would be at its end whenever nobody rings.
            self._pipe = os.open(path, os.O_RDWR)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def wait(self) -> bool:
        """Wait until somebody rings. False once `end` was called, or where nobody can."""
        return self._pipe is not None and CLOSE not in os.read(self._pipe, 4096)

    def end(self) -> None:
        """Let `wait` return, from another thread."""
        if self._pipe is not None:
            os.write(self._pipe, CLOSE)

    def close(self) -> None:
        if self._pipe is not None:
            os.close(self._pipe)
            self._pipe = None
