"""Files that are published: made under a temporary name, then given a name that is never used twice, durably.

So a broken download can always be resumed.
"""

import hashlib
import os
from pathlib import Path

from archive.data_folder import DataFolder
from archive.publish.entries import FileEntry

TEMPORARY = "unfinished-"


def tidy(data: DataFolder) -> None:
    for leftover in data.published.glob(f"{TEMPORARY}*"):
        leftover.unlink(missing_ok=True)


def finish(data: DataFolder, unfinished: Path, stem: str, suffix: str, used: set[str]) -> Path:
    """Give a finished file a name that was never used before, not even by a file removed since; durably."""
    with unfinished.open("rb") as handle:
        os.fsync(handle.fileno())
    names = (f"{stem}{'' if n == 1 else f'-{n}'}{suffix}" for n in range(1, 10_000))
    path = next(data.published / name for name in names if name not in used and not (data.published / name).exists())
    unfinished.rename(path)
    sync_folder(data.published)
    return path


def sync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def described(path: Path) -> FileEntry:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return {"file": path.name, "bytes": path.stat().st_size, "sha256": digest}
