"""The frames of a `.warc.zst` file one by one, each a stream (IIPC's proposal: a frame a record).

A dictionary for all of them may stand in front, in a skippable frame of its own, itself compressed or not.
"""

import io
from collections.abc import Iterator
from typing import IO, Any

from archive.errors import WarcDamaged
from archive.warc.gzip_members import holds_more
from archive.warc.zstd import zstd

MAGIC = b"\x28\xb5\x2f\xfd"
DICTIONARY_MAGIC = b"\x5d\x2a\x4d\x18"
# 0x184D2A50 to 0x184D2A5F: frames that a reader passes over.
SKIPPABLE = tuple(bytes([low]) + b"\x2a\x4d\x18" for low in range(0x50, 0x60))
LARGEST_DICTIONARY = 16 * 1024 * 1024
CHUNK = 1 << 16


class Frame(io.RawIOBase):
    """One frame, decompressed as it is read. Raises WarcDamaged where it is damaged or the file ends inside it."""

    def __init__(self, file: IO[bytes], start: int, dictionary: zstd.ZstdDict | None) -> None:
        self._file, self.start = file, start
        self._decompressor = zstd.ZstdDecompressor(zstd_dict=dictionary)
        file.seek(start)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        into = memoryview(buffer)
        found = self._next(len(into))
        into[: len(found)] = found
        return len(found)

    def _next(self, most: int) -> bytes:
        while not self._decompressor.eof:
            packed = self._file.read(CHUNK) if self._decompressor.needs_input else b""
            if self._decompressor.needs_input and not packed:
                raise WarcDamaged("the file breaks off inside a record")
            try:
                found = self._decompressor.decompress(packed, most)
            except zstd.ZstdError as problem:
                raise WarcDamaged(f"the zstd data is damaged ({problem})") from problem
            if found:
                return found
        return b""

    def skip(self) -> int:
        """Where the next frame begins, behind whatever of this one was not read. Raises WarcDamaged."""
        while self._next(CHUNK):
            pass
        return self._file.tell() - len(self._decompressor.unused_data)


def frames(file: IO[bytes]) -> Iterator[Frame]:
    """The frames of a file that hold data, and what should be one; the one behind a damaged one is found again.

    Raises WarcDamaged for a dictionary that cannot be used: without it no frame can be read.
    """
    start, dictionary, end = 0, None, file.seek(0, io.SEEK_END)
    while holds_more(file, start):
        file.seek(start)
        magic, size = file.read(4), int.from_bytes(file.read(4), "little")
        # One that is longer than the file has a damaged length: it would hide all that follows.
        if magic in SKIPPABLE and start + 8 + size <= end:
            if magic == DICTIONARY_MAGIC and start == 0:
                dictionary = _dictionary(file.read(min(size, LARGEST_DICTIONARY + 1)))
            start += 8 + size
            continue
        frame = Frame(file, start, dictionary)
        yield frame
        try:
            start = frame.skip()
        except WarcDamaged:
            start = _next_start(file, start + 1)


def _dictionary(content: bytes) -> zstd.ZstdDict:
    try:
        if content.startswith(MAGIC):
            decompressor = zstd.ZstdDecompressor()
            content = decompressor.decompress(content, LARGEST_DICTIONARY + 1)
        if len(content) > LARGEST_DICTIONARY:
            raise WarcDamaged(f"its dictionary is larger than {LARGEST_DICTIONARY >> 20} MB")
        dictionary = zstd.ZstdDict(content)
        zstd.ZstdDecompressor(zstd_dict=dictionary)
        return dictionary
    except (zstd.ZstdError, ValueError) as problem:
        raise WarcDamaged(f"its dictionary cannot be used ({problem})") from problem


def _next_start(file: IO[bytes], after: int) -> int:
    file.seek(after)
    before = b""
    while chunk := file.read(CHUNK):
        window = before + chunk
        found = window.find(MAGIC)
        if found >= 0:
            return file.tell() - len(window) + found
        before = window[-len(MAGIC) + 1 :]
    return file.tell()
