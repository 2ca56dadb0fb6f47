"""Files taken from another archive: resumed where they broke off, and believed only by their size and sha256."""

import fcntl
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

from archive.data_folder import sync
from archive.errors import AlreadyRunning, BadConfiguration, WarraqError
from archive.publish.entries import FileEntry, Manifest

MOST_MANIFEST_BYTES = 64 * 2**20
MOST_NAME_CHARACTERS = 100
CHUNK_BYTES = 1 << 20
TRIES, BETWEEN_TRIES = 4, 0.5
OnStep = Callable[[str, int, int], None]


class Interrupted(WarraqError):
    """The connection broke in the middle of a file."""


class Source(Protocol):
    """Where files are taken from. `read` gives the bytes of a file from `first` on; it raises Interrupted where the
    connection breaks, WarraqError where there is no such file."""

    name: str

    def read(self, file: str, first: int, sha256: str = "") -> Iterator[bytes]: ...


class Taking:
    """One pull's folder of unfinished files, held against other pulls for as long as the block runs."""

    def __init__(self, source: Source, folder: Path, on_step: OnStep) -> None:
        self.source, self.folder, self.on_step = source, folder, on_step
        self._taken: set[str] = set()
        self._lock: BinaryIO | None = None

    def __enter__(self) -> Self:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self.folder / "lock").open("ab")
        except OSError as problem:
            raise BadConfiguration(
                f"{self.folder} cannot be written ({problem.strerror}). Name another folder."
            ) from problem
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as problem:
            self._lock.close()
            raise AlreadyRunning(f"Another pull into {self.folder.parent} is running; wait for it to end.") from problem
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock:
            self._lock.close()

    def manifest(self) -> Manifest:
        """What the source offers. Raises WarraqError where it offers nothing, or no manifest that can be read."""
        content = bytearray()
        for chunk in self.source.read("manifest.json", 0):
            content += chunk
            if len(content) > MOST_MANIFEST_BYTES:
                raise WarraqError(f"The manifest of {self.source.name} has more than {MOST_MANIFEST_BYTES:,} bytes.")
        try:
            found: Manifest = json.loads(content)
            entry = found["snapshots"][0]
            _demand_entry(entry)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as problem:
            raise WarraqError(f"{self.source.name} offers no manifest that can be read. Is it a Warraq?") from problem
        return found

    def take(self, entry: FileEntry) -> Path:
        """A file of the source, whole and as the manifest says. Raises WarraqError; what has come by then is kept."""
        _demand_entry(entry)
        path, part = self.folder / entry["file"], self.folder / f"{entry['file']}.part"
        self._taken |= {path.name, part.name}
        if path.is_file():
            return path
        for attempt in range(TRIES):
            with suppress(*([Interrupted] if attempt + 1 < TRIES else [])):
                self._go_on(entry, part)
                break
            time.sleep(BETWEEN_TRIES * 2**attempt)
        if part.stat().st_size != entry["bytes"] or sha256_of(part, self.on_step) != entry["sha256"]:
            part.unlink()
            raise WarraqError(
                f"{entry['file']} is not what the manifest of {self.source.name} says. Nothing was changed; pull again."
            )
        sync(part)
        part.rename(path)
        return path

    def _go_on(self, entry: FileEntry, part: Path) -> None:
        done = part.stat().st_size if part.exists() else 0
        if done > entry["bytes"]:
            part.unlink()
            done = 0
        if done == entry["bytes"] and done:
            return
        with part.open("ab") as file:
            for chunk in self.source.read(entry["file"], done, entry["sha256"]):
                done += len(chunk)
                if done > entry["bytes"]:
                    raise WarraqError(f"{self.source.name} sends more of {entry['file']} than its manifest says.")
                file.write(chunk)
                self.on_step(entry["file"], done, entry["bytes"])
        if done < entry["bytes"]:
            raise Interrupted(
                f"The connection to {self.source.name} broke off after {done:,} of {entry['bytes']:,} bytes of"
                f" {entry['file']}. Pull again: it is gone on with from there."
            )

    def tidy(self) -> None:
        """Remove what was fetched: it is in the copy now, or nobody needs it any more."""
        for path in self.folder.iterdir():
            if path.name != "lock":
                path.unlink()


def _demand_entry(entry: FileEntry) -> None:
    """Raise WarraqError for a name that would lie elsewhere, or an entry without size or hash."""
    name = entry["file"]
    is_plain = Path(name).name == name and not name.startswith(".") and len(name) <= MOST_NAME_CHARACTERS
    if not is_plain or entry["bytes"] < 0 or len(entry["sha256"]) != hashlib.sha256().digest_size * 2:
        raise WarraqError(f"The manifest names a file that is none: {name[:MOST_NAME_CHARACTERS]!r}.")


def sha256_of(path: Path, on_step: OnStep) -> str:
    digest, done, size = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            done += len(chunk)
            on_step("check", done, size)
    return digest.hexdigest()
