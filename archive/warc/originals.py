"""The whole record that a `revisit` record of ours refers to: found by the place it names, and checked to be that one.

A revisit (ISO 28500, section 6.7.2: identical-payload-digest) holds what a server answered but for the body, which is
the same as before. Ours name, beside the standard's fields, the file and the byte at which that record begins
(WARC-Refers-To-Filename, WARC-Refers-To-File-Offset, as other archives write them), so that nobody needs our database.
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from archive.errors import WarcDamaged
from archive.warc._digests import wrong_digest
from archive.warc.files import is_ours, open_file
from archive.warc.gzip_members import Member

REVISIT = "revisit"
FILENAME, OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"
REFERRED, DIGEST = "WARC-Refers-To", "WARC-Payload-Digest"
LONGEST = 65 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Original:
    """A whole record: where it lies and how long it is there, its own id, address, instant and payload digest as it
    writes them, and its body, content coding still on."""

    warc_file: str
    offset: int
    length: int
    record_id: str
    url: str
    date: str
    digest: str
    payload: bytes


def original_at(folder: Path, warc_file: str, offset: int) -> Original:
    """The whole record at a place, or the one that the revisit there refers to. Raises WarcDamaged."""
    named, block, length = _record_at(folder, warc_file, offset)
    if named.get_header("WARC-Type") == REVISIT:
        return original_of(folder, named)
    return _original(named, block, (warc_file, offset, length))


def original_of(folder: Path, named: Any) -> Original:
    """The record that the fields of a revisit refer to. Raises WarcDamaged where it is not there, or is another."""
    warc_file, offset = place_of(named)
    found_named, block, length = _record_at(folder, warc_file, offset)
    found = _original(found_named, block, (warc_file, offset, length))
    if (found.record_id, found.digest) != (named.get_header(REFERRED), named.get_header(DIGEST)):
        raise WarcDamaged("a revisit refers to a record that is not at its place any more")
    return found


def place_of(named: Any) -> tuple[str, int]:
    """File and offset that the fields of a revisit name. Raises WarcDamaged for another archive's, which names none."""
    warc_file, offset = named.get_header(FILENAME) or "", named.get_header(OFFSET) or ""
    if not is_ours(warc_file) or not (offset.isascii() and offset.isdigit()):
        raise WarcDamaged("a revisit does not say where the record lies that it refers to")
    return warc_file, int(offset[:18])


def fields_of_revisit(original: Original) -> Mapping[str, str]:
    """What a revisit says of the record it refers to, beside its address, instant and digest."""
    return {
        REFERRED: original.record_id,
        FILENAME: original.warc_file,
        OFFSET: str(original.offset),
    }


def _original(named: Any, block: bytes, place: tuple[str, int, int]) -> Original:
    if named.get_header("WARC-Type") != "response":
        raise WarcDamaged("a revisit refers to a record that is no answer")
    payload = block.partition(b"\r\n\r\n")[2]
    if wrong_digest(named, block, (payload,)):
        raise WarcDamaged("the record that a revisit refers to was changed after it was written")
    return Original(
        *place,
        record_id=named.get_header("WARC-Record-ID") or "",
        url=(named.get_header("WARC-Target-URI") or "").strip(),
        date=named.get_header("WARC-Date") or "",
        digest=named.get_header(DIGEST) or "",
        payload=payload,
    )


def _record_at(folder: Path, warc_file: str, offset: int) -> tuple[Any, bytes, int]:
    """Fields, block and stored length of the one record that begins at this byte."""
    if not is_ours(warc_file):
        raise WarcDamaged(f"{warc_file} is no WARC file of this archive.")
    try:
        with open_file(folder / warc_file) as file:
            member = Member(file, offset)
            plain = _unpacked(member)
            length = member.skip() - offset
        record = next(iter(ArchiveIterator(io.BytesIO(plain), no_record_parse=True)))
        block = record.raw_stream.read()
    except WarcDamaged:
        raise
    except OSError as problem:
        raise WarcDamaged(f"{warc_file} cannot be read: {problem.strerror}.") from problem
    except Exception as problem:  # Whatever broken bytes make a library raise is the record's damage.
        raise WarcDamaged(f"{warc_file} holds no record at byte {offset}.") from problem
    if len(block) != int(record.rec_headers.get_header("Content-Length") or -1):
        raise WarcDamaged(f"{warc_file} holds no whole record at byte {offset}.")
    return record.rec_headers, block, length


def _unpacked(member: Member) -> bytes:
    pieces, size = [], 0
    while piece := member.read(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if size > LONGEST:
            raise WarcDamaged(f"a record holds more than {LONGEST >> 20} MB")
    return b"".join(pieces)
