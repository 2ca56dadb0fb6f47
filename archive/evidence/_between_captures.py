"""What lies in a WARC file where no capture does: what a file begins with, and nothing else."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from archive.errors import WarcDamaged
from archive.evidence._warc_record import parsed
from archive.evidence.findings import Bad
from archive.warc.gzip_members import GZIP_MEMBER, Member

# Beside the captures: what a file begins with, and there alone.
OF_NO_CAPTURE = ("warcinfo",)


def between(file: BinaryIO, name: str, start: int, end: int) -> Iterator[Bad]:
    """What is wrong from byte `start` to `end` of a file, where no capture has its bytes."""
    where = f"warc/{name}"
    if start > end:
        yield {"what": "file", "where": where, "why": f"Two captures are to have their bytes at {end}."}
    while start < end:
        found, start = _member(file, start, end)
        if found:
            yield {"what": "file", "where": where, "why": found}


def _member(file: BinaryIO, start: int, end: int) -> tuple[str, int]:
    """What is wrong with a member that no row tells of, and where the next one begins."""
    member = Member(file, start)
    try:
        plain = b"".join(iter(lambda: member.read(1 << 20), b""))
        following = member.skip()
    except WarcDamaged:
        return f"From byte {start} to {end} lies something that no row tells of, and that is no whole record.", end
    if following > end:
        return f"The record at byte {start} reaches into that of the capture at {end}.", end
    record = parsed(plain)
    if record is None:
        return f"At byte {start} lies something that is no WARC record.", following
    if record.kind not in OF_NO_CAPTURE or start:
        return f"At byte {start} lies a record ({record.kind}) of {record.url} that no row tells of.", following
    file.seek(start)
    if record.is_refuted or not _is_packed_by_us(plain, file.read(following - start)):
        return f"The record ({record.kind}) at byte {start} is not the one that was written.", following
    return "", following


def _is_packed_by_us(plain: bytes, stored: bytes) -> bool:
    """No hash is kept of it, but packed anew it gives the same bytes; where zlib is another, they may differ in length
    or in all, and then the header alone is held against what zlib writes."""
    packer = zlib.compressobj(level=9, wbits=GZIP_MEMBER)
    again = packer.compress(plain) + packer.flush()
    differing = sum(one != other for one, other in zip(again, stored, strict=False))
    if len(again) != len(stored) or differing > len(again) // 2:
        return stored[:10] == again[:10]
    return differing == 0
