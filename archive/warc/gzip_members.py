"""The gzip members of a file one by one, each a stream: a broken one costs only itself, a cut tail is noticed.

WARC readers take a truncated member for the end of the file (warcio issue 138), what follows a damaged one for lost.
"""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import IO, Any

from archive.errors import WarcDamaged

MAGIC = b"\x1f\x8b\x08"
# What zlib calls a gzip member (wbits).
GZIP_MEMBER = 31
CHUNK = 1 << 16
# As zlib begins a member that is packed as far as it can be: no name, no time (RFC 1952).
_BEGINNING = MAGIC + b"\0\0\0\0\0\2\3"
_LONGEST_STORED = 0xFFFF
# Of WARC, and of ARC, whose records begin with the address.
RECORD_BEGINNINGS = (b"WARC/", b"http:", b"https", b"filed")


class Member(io.RawIOBase):
    """One member, inflated as it is read. Raises WarcDamaged where it is damaged or the file ends inside it.

    Not to be buffered: a buffer forgets what it read before such an end.
    """

    def __init__(self, file: IO[bytes], start: int) -> None:
        self._file, self.start = file, start
        self._inflater = zlib.decompressobj(wbits=GZIP_MEMBER)
        self._packed = b""
        file.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        into = memoryview(buffer)
        found = self._inflate(len(into))
        into[: len(found)] = found
        return len(found)

    def _inflate(self, most: int) -> bytes:
        while not self._inflater.eof:
            try:
                found = self._inflater.decompress(self._packed, most)
            except zlib.error as problem:
                raise WarcDamaged(f"the gzip data is damaged ({problem})") from problem
            self._packed = self._inflater.unconsumed_tail
            if found:
                return found
            if not self._inflater.eof and not self._packed:
                self._packed = self._file.read(CHUNK)
                if not self._packed:
                    raise WarcDamaged("the file breaks off inside a record")
        return b""

    def skip(self) -> int:
        """Where the next member begins, behind whatever of this one was not read. Raises WarcDamaged."""
        while self._inflate(CHUNK):
            pass
        return self._file.tell() - len(self._inflater.unused_data)


def members(file: IO[bytes]) -> Iterator[Member]:
    """The members of a file, the one behind a damaged one found again by its first bytes."""
    start = 0
    while holds_more(file, start):
        member = Member(file, start)
        yield member
        try:
            start = member.skip()
        except WarcDamaged:
            start = _next_start(file, start + 1)


def holds_more(file: IO[bytes], start: int) -> bool:
    """False at the end, and where only the zeros follow with which tapes and disks are filled up."""
    file.seek(start)
    return any(chunk.strip(b"\0") for chunk in iter(lambda: file.read(CHUNK), b""))


def _next_start(file: IO[bytes], after: int) -> int:
    file.seek(after)
    before = b""
    while chunk := file.read(CHUNK):
        at = file.tell() - len(chunk) - len(before)
        window = before + chunk
        found = window.find(MAGIC)
        while found >= 0:
            if _is_record(file, at + found):
                return at + found
            file.seek(at + len(window))
            found = window.find(MAGIC, found + 1)
        before = window[-len(MAGIC) + 1 :]
    return file.tell()


def _is_record(file: IO[bytes], start: int) -> bool:
    try:
        return Member(file, start).read(5) in RECORD_BEGINNINGS
    except WarcDamaged:
        return False


def member_with_stored(record: bytes, body: bytes) -> bytes:
    """A record as a gzip member in which its `body` stands as it is, as what is coded already only costs time."""
    # At its end: a body of a byte or two stands in the headers, too, and they may be longer than a block.
    before, _, after = record.rpartition(body)
    packer = zlib.compressobj(level=9, wbits=-zlib.MAX_WBITS)
    head = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    stored = (_stored(body[at : at + _LONGEST_STORED]) for at in range(0, len(body), _LONGEST_STORED))
    end = struct.pack("<LL", zlib.crc32(record), len(record))
    return b"".join((_BEGINNING, head, *stored, _stored(after, is_last=True), end))


def _stored(block: bytes, *, is_last: bool = False) -> bytes:
    """A block that is not packed (RFC 1951, section 3.2.4)."""
    return struct.pack("<BHH", is_last, len(block), len(block) ^ 0xFFFF) + block
