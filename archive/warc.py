"""Append an exchange durably to today's WARC file, read captures back, repair a torn tail.

Files are `warc/YYYY/MM/NAME-YYYYMMDD.warc.gz`, one gzip member a record (ISO 28500). Whoever appends under a NAME holds
the lock of that name, so a file has one writer. Append, fdatasync, then the SQLite commit that acknowledges it: bytes
behind the last committed record were never acknowledged and are cut off at the next start.
"""

import errno
import hashlib
import io
import os
from collections.abc import Iterator
from datetime import datetime
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import IO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import DiskFull, WarraqError
from archive.instants import now, stamp, unstamp
from archive.model import Capture, Exchange, Headers

# What reaches us of an answer is not all of it; a reader of the file must know.
WHAT_IS_MISSING = (
    "Bodies are content-encoded as served; transfer encoding was removed; case and order of header names may differ; "
    "reason phrases are the standard ones."
)


class WarcDamaged(WarraqError):
    """A WARC file is shorter than the record says: bytes that were acknowledged are gone."""


def reason_phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def header(headers: Headers, name: str) -> str:
    """The first value of a header, empty when it was not sent."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


class WarcAppender:
    """The one hand that appends under NAME. Not durable before `sync`."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._path: Path | None = None
        self._fd = -1
        self._dirty = False

    def append(self, exchange: Exchange) -> Capture:
        """Write one response record and return where it lies. Raises DiskFull; the file then ends as it did before."""
        path = self._open(exchange)
        content_type = header(exchange.headers, "content-type")
        offset, length = self._write(_response_record(exchange))
        return Capture(
            url=exchange.url,
            fetched_at=exchange.fetched_at,
            status=exchange.status,
            content_type=content_type,
            body_sha256=hashlib.sha256(exchange.body).hexdigest(),
            warc_file=path.relative_to(self._folder).as_posix(),
            warc_offset=offset,
            warc_length=length,
            via=exchange.via,
        )

    def sync(self) -> None:
        """Make everything appended so far durable."""
        if self._dirty:
            os.fdatasync(self._fd)
            self._dirty = False

    def close(self) -> None:
        if self._fd >= 0:
            self.sync()
            os.close(self._fd)
            self._fd = -1

    def _open(self, exchange: Exchange) -> Path:
        # Named by the day of writing, not of fetching: imports carry captures of many years.
        day = (now() if exchange.via == "import" else exchange.fetched_at).strftime("%Y%m%d")
        path = self._folder / day[:4] / day[4:6] / f"{self._name}-{day}.warc.gz"
        if path == self._path:
            return path
        self.close()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = not path.exists()
            self._fd = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o664)
            self._path = path
            if fresh:
                self._write(_warcinfo_record(path.name))
                _sync_folders(path.parent, self._folder)
        except OSError as problem:
            raise _disk_problem(problem) from problem
        return path

    def _write(self, record: bytes) -> tuple[int, int]:
        offset = os.lseek(self._fd, 0, os.SEEK_END)
        try:
            written = os.write(self._fd, record)
            if written != len(record):
                raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as problem:
            os.ftruncate(self._fd, offset)
            raise _disk_problem(problem) from problem
        self._dirty = True
        return offset, len(record)


def _disk_problem(problem: OSError) -> WarraqError:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(
            "The disk is full: the page was not kept. Free some room and start again; nothing kept is lost."
        )
    return WarraqError(f"The WARC file cannot be written: {problem.strerror}.")


def _sync_folders(folder: Path, top: Path) -> None:
    """A file's name is durable only once its folder is."""
    while True:
        fd = os.open(folder, os.O_RDONLY)
        os.fsync(fd)
        os.close(fd)
        if folder == top:
            return
        folder = folder.parent


def _response_record(exchange: Exchange) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    http = StatusAndHeaders(
        f"{exchange.status} {reason_phrase(exchange.status)}", _without_transfer_encoding(exchange.headers), "HTTP/1.1"
    )
    extra = {"WARC-Date": stamp(exchange.fetched_at)}
    if exchange.ip_address:
        extra["WARC-IP-Address"] = exchange.ip_address
    record = writer.create_warc_record(
        exchange.url, "response", payload=io.BytesIO(exchange.body), http_headers=http, warc_headers_dict=extra
    )
    writer.write_record(record)
    return buffer.getvalue()


def _without_transfer_encoding(headers: Headers) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name.lower() != "transfer-encoding"]


def _warcinfo_record(filename: str) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    facts = {
        "software": f"warraq/{version('warraq')}",
        "format": "WARC File Format 1.1",
        "description": WHAT_IS_MISSING,
    }
    writer.write_record(writer.create_warcinfo_record(filename, facts))
    return buffer.getvalue()


def repair(path: Path, acknowledged: int) -> int:
    """Cut a file back to its last acknowledged byte; returns how many bytes were cut.

    Raises WarcDamaged when the file is shorter than that: this is loss, and nothing may be written over it.
    """
    size = path.stat().st_size if path.exists() else 0
    if size < acknowledged:
        raise WarcDamaged(
            f"{path} has {size} bytes where the record knows of {acknowledged}. Restore it from a backup."
        )
    # A file with a warcinfo record only was never acknowledged either; starting it anew is simplest.
    if size > acknowledged:
        os.truncate(path, acknowledged)
        if acknowledged == 0:
            path.unlink()
    return size - acknowledged


def read_exchange(folder: Path, warc_file: str, offset: int, length: int) -> Exchange:
    """One capture back, its body content-decoded. Raises WarcDamaged when bytes or digest are wrong."""
    try:
        with (folder / warc_file).open("rb") as handle:
            handle.seek(offset)
            member = io.BytesIO(handle.read(length))
        exchange = next(exchanges(member), None)
    except OSError as problem:
        raise WarcDamaged(f"{warc_file} cannot be read: {problem.strerror}.") from problem
    if exchange is None:
        raise WarcDamaged(f"{warc_file} holds no response at byte {offset}.")
    return exchange


def exchanges(stream: IO[bytes]) -> Iterator[Exchange]:
    """Every response of a WARC(.gz) stream, bodies content-decoded. Raises WarcDamaged where the stream breaks."""
    try:
        for record in ArchiveIterator(stream, check_digests="raise"):
            if record.rec_type in ("response", "resource"):
                yield _exchange(record)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as problem:
        raise WarcDamaged(f"the WARC breaks off or is damaged ({problem})") from problem


def _exchange(record) -> Exchange:  # type: ignore[no-untyped-def]
    http = record.http_headers
    given = http.headers if http else [("Content-Type", record.content_type or "")]
    # The body below is decoded; headers that describe its coding would no longer be true.
    headers = tuple((str(k), str(v)) for k, v in given if k.lower() not in ("content-encoding", "transfer-encoding"))
    return Exchange(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        status=_status(http),
        headers=headers,
        body=record.content_stream().read(),
        fetched_at=_date(record.rec_headers.get_header("WARC-Date") or ""),
        via="import",
    )


def _status(http: StatusAndHeaders | None) -> int:
    code = http.get_statuscode() if http else "200"
    return int(code) if code and code.isdigit() else 0


def _date(text: str) -> datetime:
    # WARC 1.1 allows fractions of a second.
    return unstamp(text[:19] + "Z")
