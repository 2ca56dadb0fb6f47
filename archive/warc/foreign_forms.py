"""Files of anybody that hold records: WARC and ARC, plain, gzip or zstd, and WACZ, a zip of such files.

The form is told by the first bytes, never by the name. Each record comes as a stream with its place in the file.
"""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from archive.errors import WarcDamaged
from archive.warc.gzip_members import Member, members
from archive.warc.zstd_frames import MAGIC as ZSTD
from archive.warc.zstd_frames import SKIPPABLE, Frame, frames

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
RECORD_FILES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
# A stored page shrinks to a fifth; what shrinks to a hundredth of itself was made to fill disks.
MOST_INFLATION = 100
Records = IO[bytes] | Member | Frame


def record_streams(file: IO[bytes]) -> Iterator[tuple[str, Records | WarcDamaged]]:
    """Streams of records, each with its place in words; WarcDamaged where a part of the file cannot be read."""
    file.seek(0)
    beginning = file.read(4)
    file.seek(0)
    if beginning.startswith(GZIP):
        yield from ((f"byte {member.start}", member) for member in members(file))
    elif beginning == ZSTD or beginning in SKIPPABLE:
        yield from _of_frames(file)
    elif beginning == ZIP:
        yield from _of_zip(file)
    else:
        yield "the file", file


def _of_frames(file: IO[bytes]) -> Iterator[tuple[str, Records | WarcDamaged]]:
    try:
        yield from ((f"byte {frame.start}", frame) for frame in frames(file))
    except WarcDamaged as problem:
        yield "the file", problem


def _of_zip(file: IO[bytes]) -> Iterator[tuple[str, Records | WarcDamaged]]:
    try:
        with zipfile.ZipFile(file) as archive:
            inside = [one for one in archive.infolist() if one.filename.lower().endswith(RECORD_FILES)]
            for one in inside:
                yield from _of_zipped(archive, one)
            if not inside:
                yield "the file", WarcDamaged("this zip holds no WARC or ARC file: it is no WACZ")
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as problem:
        yield "the file", WarcDamaged(f"the zip is damaged ({problem})")


def _of_zipped(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> Iterator[tuple[str, Records | WarcDamaged]]:
    name = one.filename[:200]
    if one.file_size > MOST_INFLATION * max(one.compress_size, 1):
        yield name, WarcDamaged("it would inflate more than a hundred times over")
        return
    # Members are found again by seeking, which a zip's stream can only do slowly.
    with tempfile.TemporaryFile() as copy:
        try:
            with archive.open(one) as packed:
                shutil.copyfileobj(packed, copy)
        except Exception as problem:
            yield name, WarcDamaged(f"the zip is damaged there ({problem})")
            return
        yield from ((f"{name}, {place}", stream) for place, stream in _unzipped(copy))


def _unzipped(copy: Any) -> Iterator[tuple[str, Records | WarcDamaged]]:
    copy.seek(0)
    if copy.read(4) == ZIP:
        yield "the file", WarcDamaged("a zip inside a zip is not read")
    else:
        yield from record_streams(copy)
