"""Files that are published: made under a temporary name, then given a name that is never used twice, durably.

So a broken download can always be resumed.
"""

import hashlib
import os
from collections.abc import Collection
from pathlib import Path

from archive.data_folder import DataFolder
from archive.publish.entries import FileEntry

TEMPORARY = "unfinished-"


def unfinished(data: DataFolder, suffix: str) -> Path:
    """Where a file is made, until it gets its name."""
    return data.published / f"{TEMPORARY}{os.getpid()}{suffix}"


def unused_name(data: DataFolder, stem: str, suffix: str, used: Collection[str]) -> str:
    """A name that was never used before, not even by a file removed since."""
    names = (f"{stem}{'' if n == 1 else f'-{n}'}{suffix}" for n in range(1, 10_000))
    return next(name for name in names if name not in used and not (data.published / name).exists())


def described(path: Path, name: str) -> FileEntry:
    """What the manifest says of a finished file that is to be called `name`."""
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return {"file": name, "bytes": path.stat().st_size, "sha256": digest}
