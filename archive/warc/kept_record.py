"""One record of our own WARC files, read back whole by its place: its bytes, its headers, its body as it was kept.

Unlike archive.warc.reader, which makes exchanges of anybody's files, this says what stands there and where it fails:
the file, the record, the digests written in it. Memory is bounded by BODY_LIMIT.
"""

import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from warcio.archiveiterator import ArchiveIterator

from archive.errors import WarcDamaged
from archive.exchange import Headers
from archive.warc._digests import wrong_digest
from archive.warc.files import is_ours, lying, open_file
from archive.warc.gzip_members import GZIP_MEMBER
from archive.warc.originals import REVISIT, Original, original_of
from archive.warc.reader import BODY_LIMIT

# no_file: there is none of this name. unreadable: it cannot be opened or read. not_whole: no whole record at this
# place. original: it is a revisit, and the record that it refers to is not there as it was. digest: the record refutes
# itself.
Fault = Literal["no_file", "unreadable", "not_whole", "original", "digest"]
HEADERS_LIMIT = 1024 * 1024
CHUNK_BYTES = 256 * 1024


class NotKept(WarcDamaged):
    """A record that is not there as it was written; `fault` is the first step that failed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"The record cannot be read back ({fault}).")
        self.fault: Fault = fault


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record as it lies on the disk.

    `named_fields` and `answer_head` are text as it stands there, line by line: the fields of WARC, and status line and
    headers of HTTP (empty for a resource, which has none). `headers` are the latter, parsed; `payload` is the body,
    its content coding still on. Of a revisit it is the body of the record that it refers to, `original`.
    """

    url: str
    named_fields: str
    answer_head: str
    headers: Headers
    payload: bytes
    original: Original | None = None

    @property
    def named(self) -> dict[str, str]:
        """The fields of WARC by their names in small letters."""
        return {name.lower(): value for name, value in _fields(self.named_fields)}


def path_of(folder: Path, warc_file: str) -> Path:
    """The file of a record, by the name that it is told by.

    Raises NotKept where there is none, or its name is not one of ours."""
    path = folder / warc_file
    if not is_ours(warc_file) or not lying(path).is_file():
        raise NotKept("no_file")
    return path


def stored_bytes(path: Path, offset: int, length: int) -> Iterator[bytes]:
    """The record as it is stored, in pieces, nothing decoded. Raises NotKept at once where the file ends before."""
    try:
        with open_file(path) as handle:
            size = os.fstat(handle.fileno()).st_size
    except OSError as problem:
        raise NotKept("unreadable") from problem
    if offset < 0 or length <= 0 or offset + length > size:
        raise NotKept("not_whole")
    return _pieces(path, offset, length)


def _pieces(path: Path, offset: int, length: int) -> Iterator[bytes]:
    try:
        with open_file(path) as handle:
            handle.seek(offset)
            while length > 0 and (piece := handle.read(min(CHUNK_BYTES, length))):
                length -= len(piece)
                yield piece
    except OSError as problem:
        raise NotKept("unreadable") from problem


def stored_with_original(
    folder: Path, warc_file: str, offset: int, length: int, before: int = 0
) -> tuple[int, Iterator[bytes]]:
    """The record as it is stored, with so many bytes before it that are the capture's, too, and, of a revisit, before
    all of it the one that holds its body: how many bytes, and these.

    Raises NotKept as stored_bytes does; what is not whole is given as it lies.
    """
    own = stored_bytes(path_of(folder, warc_file), offset - before, length + before)
    try:
        original = read_kept(folder, warc_file, offset, length).original
    except NotKept:
        original = None
    if original is None:
        return length + before, own
    first = stored_bytes(path_of(folder, original.warc_file), original.offset, original.length)
    return original.length + length + before, chain(first, own)


def read_kept(folder: Path, warc_file: str, offset: int, length: int) -> KeptRecord:
    """The one record that lies there. Raises NotKept where it is not whole, or its own digests refute it."""
    plain = _unpacked(stored_bytes(path_of(folder, warc_file), offset, length))
    try:
        return _parsed(plain, folder)
    except NotKept:
        raise
    except Exception as problem:  # Whatever broken bytes make a library raise is the record's damage.
        raise NotKept("not_whole") from problem


def _unpacked(pieces: Iterator[bytes]) -> bytes:
    """Exactly one gzip member, at most as long as a body may be."""
    unpacker, plain, size = zlib.decompressobj(wbits=GZIP_MEMBER), [], 0
    try:
        for piece in pieces:
            if unpacker.eof:
                raise NotKept("not_whole")
            plain.append(unpacker.decompress(piece, BODY_LIMIT + HEADERS_LIMIT - size + 1))
            size += len(plain[-1])
            if size > BODY_LIMIT + HEADERS_LIMIT:
                raise NotKept("not_whole")
    except zlib.error as problem:
        raise NotKept("not_whole") from problem
    if not unpacker.eof or unpacker.unused_data:
        raise NotKept("not_whole")
    return b"".join(plain)


def _parsed(plain: bytes, folder: Path) -> KeptRecord:
    # Not followed by another: it is known to be whole by its gzip trailer.
    record = next(iter(ArchiveIterator(io.BytesIO(plain), no_record_parse=True)))
    named, block = record.rec_headers, record.raw_stream.read()
    if len(block) != int(named.get_header("Content-Length") or -1):
        raise NotKept("not_whole")
    is_revisit = record.rec_type == REVISIT
    head, payload = _parted(block) if is_revisit or record.rec_type == "response" else ("", block)
    original = _original(folder, named) if is_revisit else None
    payload = original.payload if original else payload
    if wrong_digest(named, block, (payload,)):
        raise NotKept("digest")
    return KeptRecord(
        url=(named.get_header("WARC-Target-URI") or "").strip().removeprefix("<").removesuffix(">"),
        named_fields=header_text(plain.partition(b"\r\n\r\n")[0]),
        answer_head=head,
        headers=tuple(_fields(head)),
        payload=payload,
        original=original,
    )


def _original(folder: Path, named: Any) -> Original:
    try:
        return original_of(folder, named)
    except WarcDamaged as problem:
        raise NotKept("original") from problem


def _parted(block: bytes) -> tuple[str, bytes]:
    head, _, payload = block.partition(b"\r\n\r\n")
    return header_text(head), payload


def _fields(head: str) -> Iterator[tuple[str, str]]:
    for line in head.split("\r\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip(), value.strip()


def header_text(head: bytes) -> str:
    """UTF-8 where it is, else as HTTP read it for long (RFC 9110, 5.5)."""
    try:
        return head.decode()
    except UnicodeDecodeError:
        return head.decode("latin-1")
