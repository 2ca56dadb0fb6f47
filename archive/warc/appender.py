"""Append an exchange durably to today's WARC file, repair a torn tail.

Files are named as archive.warc.files says, one gzip member a record (ISO 28500). Whoever appends under a NAME holds the
lock of that name, so a file has one writer. Append, fdatasync, then the SQLite commit that acknowledges it: bytes
behind the last committed record were never acknowledged and are cut off at the next start. A file that is full, or
whose writer comes to its end, is closed: it gets its name without OPEN; the next writer of that day takes it up again.
"""

import errno
import os
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from archive.data_folder import sync
from archive.errors import DiskFull, WarcDamaged, WarraqError, is_disk_full
from archive.exchange import Capture, Exchange, header
from archive.times import now
from archive.warc._records import warcinfo_record
from archive.warc.files import day_of, file_of_day, files_of, lying, number_of, open_file, open_name
from archive.warc.originals import Original
from archive.warc.packing import Packed, gzip_member, pack
from archive.warc.reader import exchanges

# As most archives have them: what is copied, sent or lost at once.
FULL_AT_BYTES = 1_000_000_000


class WarcAppender:
    """The only writer that appends under NAME. Not durable before `sync`. What comes when a file has `full_at` bytes
    goes into the next, so that all of a capture lies in one."""

    def __init__(self, folder: Path, name: str, full_at: int = FULL_AT_BYTES) -> None:
        self._folder, self._name, self._full_at = folder, name, full_at
        self._path: Path | None = None
        self._day = ""
        self._fd = -1
        self._dirty = False

    def append(self, exchange: Exchange, original: Original | None = None) -> Capture:
        """Pack and write an exchange; see archive.warc.packing.pack. Raises DiskFull."""
        return self.append_packed(pack(exchange, original))

    def append_packed(self, packed: Packed) -> Capture:
        """Write what was packed and return where it lies. Raises DiskFull; the file then ends as it did before."""
        exchange = packed.exchange
        path = self._open(exchange)
        offset = self._write(packed.members)
        return Capture(
            url=exchange.url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            content_type=header(exchange.headers, "content-type"),
            body_sha256=packed.body_sha256,
            warc_file=self._named(path),
            warc_offset=offset + packed.before,
            warc_length=len(packed.members) - packed.before,
            asked=exchange.asked,
            warc_before=packed.before,
            hashes=packed.hashes,
            via=exchange.via,
            received_at=exchange.received_at,
        )

    def sync(self) -> None:
        """Make everything appended so far durable."""
        if self._dirty:
            try:
                os.fdatasync(self._fd)
            except OSError as problem:
                raise _disk_problem(problem) from problem
            self._dirty = False

    def close(self) -> None:
        """Make what was appended durable, and give the file its name."""
        path = self._path
        if self._fd >= 0:
            try:
                self.sync()
            finally:
                os.close(self._fd)
                self._fd, self._path, self._day, self._dirty = -1, None, "", False
            if path:
                close_file(path)

    def _open(self, exchange: Exchange) -> Path:
        # Named by the day of writing, not of fetching: imports carry captures of many years.
        at = exchange.fetched_at if exchange.via == "crawl" else now()
        day = f"{at:%Y%m%d}"
        if self._path and day == self._day and os.fstat(self._fd).st_size < self._full_at:
            return self._path
        path = self._file_for(at)
        self.close()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            written = open_name(path)
            if path.exists():
                path.rename(written)
                _sync_folders(path.parent, path.parent)
            fresh = not written.exists() or written.stat().st_size == 0
            self._fd = os.open(written, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o664)
            self._path, self._day = path, day
            if fresh:
                self._begin(path)
        except OSError as problem:
            self.close()
            raise _disk_problem(problem) from problem
        return path

    def _file_for(self, at: datetime) -> Path:
        """The newest file of a day, or the one that follows where it is full."""
        path, day = self._path, f"{at:%Y%m%d}"
        if path is None or day_of(self._named(path)) != day:
            path = next(reversed(files_of(self._folder, self._name, at)), file_of_day(self._folder, self._name, at))
        while (there := lying(path)).exists() and there.stat().st_size >= self._full_at:
            path = file_of_day(self._folder, self._name, at, number_of(self._named(path)) + 1)
        return path

    def _named(self, path: Path) -> str:
        return path.relative_to(self._folder).as_posix()

    def _begin(self, path: Path) -> None:
        try:
            self._write(gzip_member(warcinfo_record(path.name)))
            _sync_folders(path.parent, self._folder)
        except WarraqError:
            # An empty file: whoever opens it next begins anew.
            self.close()
            raise

    def _write(self, record: bytes) -> int:
        """Where it begins."""
        offset = os.lseek(self._fd, 0, os.SEEK_END)
        try:
            written = os.write(self._fd, record)
            if written != len(record):
                raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as problem:
            os.ftruncate(self._fd, offset)
            raise _disk_problem(problem) from problem
        self._dirty = True
        return offset


def _disk_problem(problem: OSError) -> WarraqError:
    if is_disk_full(problem):
        return DiskFull(
            "The disk is full: the page was not kept. Free some room and start again; nothing kept is lost."
        )
    return WarraqError(f"The WARC file cannot be written: {problem.strerror}.")


def _sync_folders(folder: Path, top: Path) -> None:
    """A file's name is durable only once its folder is."""
    while True:
        sync(folder)
        if folder == top:
            return
        folder = folder.parent


def close_file(path: Path) -> None:
    """Give a file that nobody writes to now the name it is told by; nothing where it has it. Raises WarraqError."""
    written = open_name(path)
    try:
        # One of that name must never give way to it: both are evidence.
        if written.exists() and not path.exists():
            written.rename(path)
            _sync_folders(path.parent, path.parent)
    except OSError as problem:
        raise _disk_problem(problem) from problem


def repair(path: Path, acknowledged: int) -> int:
    """Cut a file back to its last acknowledged byte, whether or not it was closed; returns how many bytes were cut.

    Whole records are put aside as NAME.cut-OFFSET first: where an older copy of the record was restored, they are the
    only trace of what was fetched since.
    Raises WarcDamaged when the file is shorter than that: this is loss, and nothing may be written over it.
    """
    there = lying(path)
    size = there.stat().st_size if there.exists() else 0
    if size < acknowledged:
        raise WarcDamaged(
            f"{path} has {size} bytes where the record knows of {acknowledged}. Restore it from a backup."
        )
    # A file with a warcinfo record only was never acknowledged either; starting it anew is simplest.
    if size > acknowledged:
        _put_aside(path, acknowledged)
        os.truncate(there, acknowledged)
        if acknowledged == 0:
            there.unlink()
    return size - acknowledged


def _put_aside(path: Path, offset: int) -> None:
    with open_file(path) as handle, suppress(WarcDamaged):
        handle.seek(offset)
        if next(exchanges(handle), None) is None:
            return
        try:
            handle.seek(offset)
            with path.with_name(f"{path.name}.cut-{offset}").open("wb") as aside:
                shutil.copyfileobj(handle, aside)
                aside.flush()
                os.fsync(aside.fileno())
            _sync_folders(path.parent, path.parent)
        except OSError as problem:
            raise _disk_problem(problem) from problem
