"""A record taken out of a WARC file: in its place, as long as it was, one that says so.

No other record moves, so every offset that is written down anywhere still holds. Its body is padded with spaces in
stored blocks of deflate (RFC 1951, 3.2.4), so that a member of every length from SHORTEST on can be made.
"""

import os
import struct
import uuid
import zlib
from contextlib import suppress
from pathlib import Path

from archive.errors import WarcDamaged, WarraqError
from archive.warc.files import lying, open_file

SHORTEST = 256
# Of a member without a name: magic, deflate, no flags, no time, no level, system unknown (RFC 1952).
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_AROUND = len(_HEADER) + 8
_BLOCK, _BLOCK_HEADER = 65_535, 5
_RECORD = (
    "WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Date: {day}T00:00:00Z\r\n"
    "Content-Length: {length}\r\n\r\n"
)
_END = b"\r\n\r\n"


def tombstone(length: int, place: str, level: str, reason: str, day: str) -> bytes:
    """A gzip member of exactly `length` bytes with one record, the same each time it is asked for.

    `place` (file and offset) makes its id; `day` is that of the redaction, as 2026-11-26. Raises WarraqError below
    SHORTEST.
    """
    blocks = -(-(length - _AROUND) // (_BLOCK + _BLOCK_HEADER))
    plain = _record(length - _AROUND - _BLOCK_HEADER * blocks, place, f"redacted: {level}, {reason}", day)
    pieces = [plain[at : at + _BLOCK] for at in range(0, len(plain), _BLOCK)]
    # Between two counts of blocks there are lengths that full ones do not make: an empty one fills them up.
    pieces += [b""] * (blocks - len(pieces))
    stored = b"".join(
        struct.pack("<BHH", at == len(pieces) - 1, len(piece), len(piece) ^ 0xFFFF) + piece
        for at, piece in enumerate(pieces)
    )
    return _HEADER + stored + struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)


def _record(length: int, place: str, message: str, day: str) -> bytes:
    """A WARC record of exactly so many bytes."""
    named = {"id": uuid.uuid5(uuid.NAMESPACE_URL, place), "day": day}
    for digits in range(1, 12):
        head = _RECORD.format(length="9" * digits, **named)
        body = length - len(head) - len(_END)
        if body >= 0 and len(str(body)) == digits:
            text = message.encode("ascii")[:body].ljust(body)
            return _RECORD.format(length=body, **named).encode("ascii") + text + _END
        if body >= 0 and len(str(body)) == digits - 1:
            # Too long for the shorter number by its last digit: readers take a zero in front.
            text = message.encode("ascii")[:body].ljust(body)
            return _RECORD.format(length=str(body).zfill(digits), **named).encode("ascii") + text + _END
    raise WarraqError(f"A record of {length} bytes is too short for a tombstone.")


def member_at(path: Path, offset: int, length: int) -> bytes:
    """A record as it is stored. Raises WarcDamaged where the file ends before."""
    with open_file(path) as handle:
        handle.seek(offset)
        found = handle.read(length)
    if len(found) != length:
        raise WarcDamaged(f"{path} ends inside the record at byte {offset}. Restore it from a backup.")
    return found


def overwrite(path: Path, offset: int, member: bytes) -> None:
    """Put a member in the place of one of the same length, durably. Done twice it is as if done once.

    Raises WarcDamaged where the file ends before.
    """
    with suppress(FileNotFoundError):
        return _overwrite(lying(path), offset, member)
    # Its writer closed it, or took it up again, between the look and the opening.
    return _overwrite(lying(path), offset, member)


def _overwrite(path: Path, offset: int, member: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        if os.fstat(descriptor).st_size < offset + len(member):
            raise WarcDamaged(f"{path} ends inside the record at byte {offset}. Restore it from a backup.")
        written = 0
        while written < len(member):
            written += os.pwrite(descriptor, member[written:], offset + written)
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)
