"""Copying the first bytes of a file: hashed on the way, durable, and under its name only when it is whole."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archive.data_folder import sync
from archive.warc.files import open_file

CHUNK_BYTES = 1024 * 1024
TEMPORARY = ".part"
OnBytes = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy under its temporary name. `prefix` is the hash of as many first bytes as were asked for, empty where the
    copy has fewer."""

    path: Path
    bytes: int
    sha256: str
    prefix: str


def copy_beginning(source: Path, target: Path, size: int, on_bytes: OnBytes, prefix: int = 0) -> Copied:
    """Copy the first `size` bytes, or as many as there are, beside `target`; `give_name` makes it `target`.

    Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + TEMPORARY)
    digest, done, of_prefix = hashlib.sha256(), 0, ""
    with open_file(source) as reading, beside.open("wb") as writing:
        while done < size:
            until = prefix if done < prefix <= size else size
            chunk = reading.read(min(CHUNK_BYTES, until - done))
            if not chunk:
                break
            writing.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            on_bytes(len(chunk))
            if done == prefix:
                of_prefix = digest.hexdigest()
        writing.flush()
        os.fsync(writing.fileno())
    return Copied(beside, done, digest.hexdigest(), of_prefix)


def give_name(copied: Copied, target: Path) -> None:
    """The copy takes the place of whatever had that name, durably."""
    copied.path.rename(target)
    sync(target.parent)


def hash_beginning(path: Path, size: int) -> tuple[int, str]:
    """How many of the first `size` bytes are there, and their hash. Raises OSError."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as reading:
        while done < size and (chunk := reading.read(min(CHUNK_BYTES, size - done))):
            digest.update(chunk)
            done += len(chunk)
    return done, digest.hexdigest()
