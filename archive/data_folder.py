"""The data folder: where everything lies, who may write, and whether there is room."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.errors import AlreadyRunning, BadConfiguration, DiskFull

# Below this much free space nothing new is fetched: a full disk must still leave room to close files and log why.
FREE_FLOOR = 64 * 1024 * 1024
SAMPLE_MARK = "SAMPLE"


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes of a disk: all, those free to us, and how many of these are never filled by fetching."""

    total: int
    free: int
    floor: int


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths of the state on disk (docs/design.md, section 3)."""

    root: Path

    @property
    def record(self) -> Path:
        return self.root / "warraq.db"

    @property
    def service(self) -> Path:
        return self.root / "service.db"

    @property
    def readers(self) -> Path:
        return self.root / "readers.db"

    @property
    def watch(self) -> Path:
        return self.root / "watch.db"

    @property
    def desk(self) -> Path:
        return self.root / "desk.db"

    @property
    def similar(self) -> Path:
        return self.root / "similar.db"

    @property
    def lines(self) -> Path:
        return self.root / "lines.db"

    @property
    def warc(self) -> Path:
        return self.root / "warc"

    @property
    def locks(self) -> Path:
        return self.root / "locks"

    @property
    def shards(self) -> Path:
        """What other processes read for this one: gone once it is written into the record."""
        return self.root / "shards"

    @property
    def published(self) -> Path:
        return self.root / "published"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def is_sample(self) -> bool:
        """Does a file of this name say that everything in the archive is made up?"""
        return (self.root / SAMPLE_MARK).exists()

    def make(self) -> "DataFolder":
        """Create the folder. Raises BadConfiguration where that is impossible."""
        try:
            for folder in (self.root, self.warc, self.locks):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise BadConfiguration(
                f"The data folder {self.root} cannot be made ({problem.strerror}). Name another with --data."
            ) from problem
        for folder in (self.root, self.warc, self.locks):
            if not os.access(folder, os.W_OK):
                raise BadConfiguration(f"The data folder {folder} is read-only. Name another with --data.")
        return self

    def demand_record(self) -> "DataFolder":
        """Raise BadConfiguration where no archive was begun: what reads one anew begins none."""
        if not self.record.exists():
            raise BadConfiguration(
                f"There is no archive in {self.root} yet. Start one with: warraq crawl, or warraq import."
            )
        return self

    def room(self, floor_percent: float = 0.0) -> Room:
        """The disk it lies on; its floor is FREE_FLOOR, or so many per cent of the disk where that is more."""
        disk = shutil.disk_usage(self.root)
        return Room(disk.total, disk.free, max(FREE_FLOOR, int(disk.total * floor_percent / 100)))

    def demand_room(self, floor_percent: float = 0.0) -> None:
        """Raise DiskFull when less is free than the floor."""
        room = self.room(floor_percent)
        if room.free < room.floor:
            raise DiskFull(
                f"Only {room.free // 2**20} MB are free in {self.root}; below {room.floor // 2**20} MB nothing is"
                " fetched. Free some room and start again: nothing already kept is lost."
            )

    @contextmanager
    def lock(self, name: str, busy: str, patience: float = 0.0) -> Iterator[None]:
        """Hold `locks/NAME.lock` for as long as the block runs; AlreadyRunning(busy) when another process has it, and
        keeps it for so many seconds."""
        path = self.locks / f"{name}.lock"
        try:
            # Without a buffer: what a full disk does not take is not tried again when the file is closed.
            handle = path.open("ab+", buffering=0)
        except OSError as problem:
            raise BadConfiguration(f"{path} cannot be written ({problem.strerror}).") from problem
        with handle:
            until = time.monotonic() + patience
            while not _taken(handle):
                if time.monotonic() >= until:
                    raise AlreadyRunning(busy)
            # On a full disk nobody can say who holds it; held it is all the same.
            with suppress(OSError):
                handle.truncate(0)
                handle.write(str(os.getpid()).encode())
            yield

    def holder(self, name: str) -> int | None:
        """The number of the process that holds a lock now; None where nobody does, or where it cannot be seen."""
        path = self.root / "locks" / f"{name}.lock"
        with suppress(OSError, ValueError):
            holder = int(path.read_text(encoding="ascii"))
            # The number may be of a process that is gone, or of another container.
            for handle in Path(f"/proc/{holder}/fd").iterdir():
                with suppress(OSError):
                    if handle.samefile(path):
                        return holder
        return None

    def is_locked(self, name: str) -> bool:
        """Does another process hold `locks/NAME.lock`?"""
        try:
            handle = (self.locks / f"{name}.lock").open()
        except OSError:
            return False
        with handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


def _taken(handle: BinaryIO) -> bool:
    """Who only asks whether it is held has a lock for an instant: that must not pass for being held."""
    for wait in (0.01, 0.05, 0.1, 0.2, 0.2, 0.0):
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(wait)
        else:
            return True
    return False


def sync(path: Path) -> None:
    """What a file holds, or which names a folder holds, is on the disk when this returns."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
