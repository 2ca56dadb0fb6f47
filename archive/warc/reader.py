"""Read exchanges back out of WARC files, ours and anybody's, bodies content-decoded; damage costs only itself."""

import io
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.errors import WarcDamaged
from archive.model import Exchange
from archive.times import believable

TAKEN = ("response", "resource", "revisit")
# Decoded, in memory: past it a record is a video, a disk image or a bomb.
BODY_LIMIT = 64 * 1024 * 1024


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
    """Every response of a WARC(.gz) stream, bodies content-decoded. Raises WarcDamaged at one that is not whole."""
    for found in salvaged(stream):
        if isinstance(found, WarcDamaged):
            raise found
        yield found


def salvaged(stream: IO[bytes] | io.RawIOBase) -> Iterator[Exchange | WarcDamaged]:
    """Every response, and what is wrong with one that cannot be taken; that the stream itself breaks off comes last."""
    # A record is known to be whole when what follows it, another or the end, was reached.
    last: Exchange | WarcDamaged | None = None
    try:
        # Some tools write HTTP/2 into status lines: the protocol's name is not verified.
        for record in ArchiveIterator(stream, verify_http=False, check_digests=True):
            if last is not None:
                yield last
            last = _salvage(record) if record.rec_type in TAKEN else None
        if last is not None:
            yield last
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as problem:
        yield WarcDamaged(f"the WARC breaks off or is damaged ({problem})")
    except WarcDamaged as problem:
        yield problem


def _salvage(record: Any) -> Exchange | WarcDamaged:
    body = record.content_stream().read(BODY_LIMIT + 1)
    while record.raw_stream.read(1 << 16):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        return WarcDamaged("the WARC breaks off inside a record")
    wrong = [problem for problem in record.digest_checker.problems if "failed" in problem]
    if wrong:
        return WarcDamaged(f"a record was changed after it was written ({wrong[0]})")
    if len(body) > BODY_LIMIT:
        return WarcDamaged(f"a record holds more than {BODY_LIMIT >> 20} MB")
    try:
        return _exchange(record, body)
    except (ValueError, OverflowError):
        return WarcDamaged("a record has a date that cannot be true")


def _exchange(record: Any, body: bytes) -> Exchange:
    http = record.http_headers
    fields = http.headers if http else [("Content-Type", record.content_type or "")]
    # The body is decoded; headers that describe its coding would no longer be true.
    headers = tuple((str(k), str(v)) for k, v in fields if k.lower() not in ("content-encoding", "transfer-encoding"))
    return Exchange(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        # A revisit record says that the page was there, the same as before: what a 304 says.
        status=304 if record.rec_type == "revisit" else _status(http),
        headers=headers,
        body=body,
        fetched_at=believable(datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")),
        via="import",
    )


def _status(http: Any) -> int:
    code = http.get_statuscode() if http else "200"
    return int(code) if code and code.isdigit() else 0
