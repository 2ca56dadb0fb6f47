"""Where plans, shards and receipts lie: a folder that all machines see, or object storage by the address fsspec knows.

A file is there whole or not at all in a folder; elsewhere a receipt says what its shard's bytes hash to, and is written
behind it, so that half a shard is none.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Protocol

from archive.data_folder import sync
from archive.errors import BadConfiguration

NEEDS_FSSPEC = "{} is an address of object storage: install the extra that reads it, pip install 'warraq[cluster]'."


class Place(Protocol):
    """Files by names, which may have slashes."""

    def put(self, name: str, file: Path) -> None:
        """Keep what a file of this machine holds."""

    def write(self, name: str, content: bytes) -> None:
        """Keep some bytes."""

    def claim(self, name: str, content: bytes) -> bool:
        """Keep some bytes where there is no such file yet, whoever else tries; False where there is one."""

    def read(self, name: str) -> bytes | None:
        """Some bytes; None where there is no such file."""

    def fetch(self, name: str, target: IO[bytes]) -> bool:
        """Copy a file into an open one of this machine. False where there is none."""

    def remove(self, name: str) -> None:
        """Take a file away, where it is there."""

    def names(self, folder: str) -> list[str]:
        """The files in a folder, by their names from the place on."""


def place_at(address: str) -> "Place":
    """Raises BadConfiguration for an address whose library is not there."""
    return _Remote(address) if "://" in address else Folder(Path(address))


class Folder:
    """A place in a folder of this machine, or one that several have mounted."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, name: str, file: Path) -> None:
        with self._whole(name) as target, file.open("rb") as source:
            shutil.copyfileobj(source, target)

    def write(self, name: str, content: bytes) -> None:
        with self._whole(name) as target:
            target.write(content)

    def claim(self, name: str, content: bytes) -> bool:
        with self._written(name) as (temporary, target):
            target.write(content)
            target.flush()
            try:
                (self._root / name).hardlink_to(temporary)
            except FileExistsError:
                return False
        sync((self._root / name).parent)
        return True

    def read(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return (self._root / name).read_bytes()
        return None

    def fetch(self, name: str, target: IO[bytes]) -> bool:
        with suppress(FileNotFoundError), (self._root / name).open("rb") as source:
            shutil.copyfileobj(source, target)
            return True
        return False

    def remove(self, name: str) -> None:
        path = self._root / name
        path.unlink(missing_ok=True)
        with suppress(OSError):  # The last one takes its folder along.
            path.parent.rmdir()
            self._root.rmdir()

    def names(self, folder: str) -> list[str]:
        found = (path for path in (self._root / folder).glob("*") if not path.name.startswith("."))
        return sorted(path.relative_to(self._root).as_posix() for path in found)

    @contextmanager
    def _whole(self, name: str) -> Iterator[IO[bytes]]:
        with self._written(name) as (temporary, target):
            yield target
            target.flush()
            os.fsync(target.fileno())
            temporary.replace(self._root / name)
        sync((self._root / name).parent)

    @contextmanager
    def _written(self, name: str) -> Iterator[tuple[Path, IO[bytes]]]:
        """A file beside this one, gone in the end where it was not given its name."""
        path = self._root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".unfinished-")
        except OSError as problem:
            raise BadConfiguration(f"{path.parent} cannot be written ({problem.strerror}).") from problem
        try:
            with os.fdopen(handle, "wb") as target:
                yield Path(unfinished), target
        finally:
            Path(unfinished).unlink(missing_ok=True)


class _Remote:
    def __init__(self, address: str) -> None:
        try:
            import fsspec  # noqa: PLC0415 (an extra brings it)

            found: tuple[Any, str] = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError) as problem:
            raise BadConfiguration(NEEDS_FSSPEC.format(address)) from problem
        self._files, self._root = found

    def put(self, name: str, file: Path) -> None:
        self._make_way(name)
        self._files.put_file(str(file), self._at(name))

    def write(self, name: str, content: bytes) -> None:
        self._make_way(name)
        self._files.pipe_file(self._at(name), content)

    def claim(self, name: str, content: bytes) -> bool:
        self._make_way(name)
        if self._files.exists(self._at(name)):
            return False
        try:
            # Object storage that knows no such condition has only the look before.
            self._files.pipe_file(self._at(name), content, mode="create")
        except FileExistsError:
            return False
        return True

    def read(self, name: str) -> bytes | None:
        with suppress(FileNotFoundError):
            return bytes(self._files.cat_file(self._at(name)))
        return None

    def fetch(self, name: str, target: IO[bytes]) -> bool:
        with suppress(FileNotFoundError), self._files.open(self._at(name), "rb") as source:
            shutil.copyfileobj(source, target)
            return True
        return False

    def remove(self, name: str) -> None:
        with suppress(FileNotFoundError):
            self._files.rm_file(self._at(name))

    def names(self, folder: str) -> list[str]:
        with suppress(FileNotFoundError):
            found = self._files.ls(self._at(folder), detail=False, refresh=True)
            return sorted(f"{folder}/{one.rstrip('/').rpartition('/')[2]}" for one in found)
        return []

    def _make_way(self, name: str) -> None:
        # Object storage has no folders, and makes nothing of this.
        self._files.makedirs(self._at(name).rpartition("/")[0], exist_ok=True)

    def _at(self, name: str) -> str:
        return f"{self._root}/{name}"
