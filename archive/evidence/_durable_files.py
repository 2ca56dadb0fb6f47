"""A folder whose files are whole or not there: written beside, made durable, then renamed."""

import os
from pathlib import Path

from archive.data_folder import sync

# `publish` clears what begins like this and was not finished.
UNFINISHED = "unfinished-log"


class DurableFolder:
    """Writes files into a folder and those below it. One process at a time: all have the same temporary name."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._folders = {root}

    def put(self, name: str, content: bytes) -> None:
        """Let `name`, which may lead through folders, have this content; written only where it has another.

        The content is on the disk when this returns, the name with the next `settle`."""
        path = self.root / name
        self._folders.update(parent for parent in path.parents if self.root in parent.parents)
        if content_of(path) == content:
            return
        unfinished = self.root / UNFINISHED
        with unfinished.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.rename(path)

    def settle(self) -> None:
        """The names of all that was put are on the disk when this returns."""
        for folder in self._folders:
            sync(folder)


def content_of(path: Path) -> bytes | None:
    """None where there is no such file."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
