"""The WARC files against the rows of their captures, byte for byte: what lies there, and that nothing else does.

A member is known by the hash of what was stored, so a changed byte is found where no content hash sees it (the header
of a gzip member, the padding behind its data). Rows of before that hash was kept rest on the digests in the record.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, TypedDict

from archive.data_folder import DataFolder
from archive.errors import WarcDamaged
from archive.evidence._between_captures import between
from archive.evidence._warc_record import WarcRecord, parsed
from archive.evidence.closed_files import NotedFiles, check_closed
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.evidence.plain_files import not_plain
from archive.sqlite import column, rows
from archive.warc.files import all_names, files_of, is_folder, is_written_name, lying, open_file, open_name, writer_of
from archive.warc.gzip_members import GZIP_MEMBER
from archive.warc.kept_record import NotKept, read_kept
from archive.warc.originals import original_of

NAMES = "SELECT DISTINCT warc_file FROM captures WHERE warc_file <> ''"
TOTAL = "SELECT count(*) FROM captures WHERE warc_file <> ''"
COLUMNS = (
    "SELECT id, url, status, content_type, fetched_at, via, server, body_sha256, headers_sha256, record_sha256,"
    " member_sha256, warc_file, warc_before, warc_offset, warc_length,"
    " EXISTS(SELECT 1 FROM redactions WHERE kind = 'capture' AND ref = captures.id) AS redacted FROM captures"
)
KEPT = f"{COLUMNS} WHERE warc_file = ? ORDER BY warc_offset, id"
KEPT_OF = f"{COLUMNS} WHERE article_id = ? AND warc_file <> '' ORDER BY warc_file, warc_offset, id"
ACKNOWLEDGED = "SELECT max(warc_offset + warc_length) FROM captures WHERE warc_file = ?"
FOREIGN = "Warraq makes nothing of this name."
TWICE = "It lies there twice, with .open behind its name and without; who writes to it renames it."
FAULTS = {
    "no_file": "The file of its bytes is not there.",
    "unreadable": "The file of its bytes cannot be read.",
    "not_whole": "No whole record lies where its row says.",
    "original": "It refers to an earlier record for its body, and that is not there as it was.",
    "digest": "The record was changed after it was written: a digest in it says so.",
}


class Kept(TypedDict):
    """What a row says of the bytes of its capture."""

    id: int
    url: str
    status: int
    content_type: str
    fetched_at: str
    via: str
    server: str
    body_sha256: str
    headers_sha256: str
    record_sha256: str
    member_sha256: str
    warc_file: str
    warc_before: int
    warc_offset: int
    warc_length: int
    # 1 where its bytes are not shown any more, or a tombstone lies in their place: nothing but their hash is checked.
    redacted: int


class Files:
    """Every WARC file, by its name: those that rows tell of, and those that lie there."""

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, TOTAL)) // archive.share.of

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        folder = archive.data.warc
        if after is None:
            yield Step("", 0, list(_foreign(folder)))
        names = set(column(archive.record, str, NAMES))
        noted = NotedFiles.of(archive.record)
        names |= all_names(folder) | noted.files
        for name in sorted(names):
            if name > str(after or "") and archive.share.takes(zlib.crc32(name.encode())):
                found = list(rows(archive.record, Kept, KEPT, (name,)))
                whole = check_closed(archive.record, folder, name, noted) if lying(folder / name).is_file() else ()
                yield Step(name, len(found), [*check_file(archive, name, found), *whole])


def _foreign(folder: Path) -> Iterator[Bad]:
    """What lies among the files and is none: no row tells of it, and a backup takes it along."""
    named = ((path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")))
    foreign = (
        (name, FOREIGN)
        for name, path in named
        if not (is_folder(name) if path.is_dir() else is_written_name(path.name))
    )
    for name, why in (*foreign, *not_plain(folder)):
        yield {"what": "file", "where": f"warc/{name}", "why": why}


def check_file(archive: Archive, name: str, found: Sequence[Kept]) -> Iterator[Bad]:
    """What is wrong with a file and the captures in it; `found` are their rows in the order of their places."""
    path = archive.data.warc / name
    if not lying(path).is_file():
        yield {"what": "file", "where": f"warc/{name}", "why": f"It is not there, and {len(found)} captures are in it."}
        for row in found:
            yield _bad(row, name, FAULTS["no_file"])
        return
    if path.is_file() and open_name(path).is_file():
        yield {"what": "file", "where": f"warc/{name}", "why": TWICE}
    with open_file(path) as file:
        end = 0
        for (offset, length, before), here in groupby(found, _span):
            yield from between(file, name, end, offset - before)
            end = max(end, offset + length)
            yield from check_captures(archive.data, file, name, list(here))
        yield from _behind(archive, file, name, end)


def check_kept(archive: Archive, number: int) -> Step:
    """The captures of one article that have bytes."""
    found = list(rows(archive.record, Kept, KEPT_OF, (number,)))
    bad: list[Bad] = []
    for name, in_file in groupby(found, lambda row: row["warc_file"]):
        path = archive.data.warc / name
        if not lying(path).is_file():
            bad += [_bad(row, name, FAULTS["no_file"]) for row in in_file]
            continue
        with open_file(path) as file:
            for _, here in groupby(in_file, _span):
                bad += check_captures(archive.data, file, name, list(here))
    return Step(number, len(found), bad)


def _span(row: Kept) -> tuple[int, int, int]:
    return row["warc_offset"], row["warc_length"], row["warc_before"]


def check_captures(data: DataFolder, file: BinaryIO, name: str, here: Sequence[Kept]) -> Iterator[Bad]:
    """What is wrong with the captures whose bytes lie at one place; several are of one page of many messages."""
    offset, length, before = _span(here[0])
    if not 0 <= before <= offset or length <= 0:
        yield from (_bad(row, name, "Its place in the file cannot be.") for row in here)
        return
    file.seek(offset - before)
    stored = file.read(before + length)
    member = hashlib.sha256(stored).hexdigest()
    record = _record(data, name, offset, length, stored[before:])
    for row in here:
        if row["member_sha256"] not in ("", member):
            yield _bad(row, name, "Its stored bytes are not those whose hash was written.")
        if row["redacted"]:
            continue
        whys = [record] if isinstance(record, str) else _differences(data, row, record)
        yield from (_bad(row, name, why) for why in whys)


def _record(data: DataFolder, name: str, offset: int, length: int, stored: bytes) -> WarcRecord | str:
    """The record, its own digests held against it; else what is wrong with it."""
    unpacker = zlib.decompressobj(wbits=GZIP_MEMBER)
    try:
        plain = unpacker.decompress(stored)
    except zlib.error:
        return FAULTS["not_whole"]
    if not unpacker.eof or unpacker.unused_data or len(stored) != length:
        return FAULTS["not_whole"]
    record = parsed(plain)
    if record is None:
        return FAULTS["not_whole"]
    if not record.is_refuted:
        return record
    try:
        read_kept(data.warc, name, offset, length)
    except NotKept as problem:
        return FAULTS[problem.fault]
    return record


def _differences(data: DataFolder, row: Kept, record: WarcRecord) -> Iterator[str]:
    """In what a record is another than its row says."""
    if record.url != row["url"]:
        yield f"Its record is of {record.url}, and its row says {row['url']}."
    if record.date != row["fetched_at"]:
        yield f"Its record is of {record.date}, and its row says {row['fetched_at']}."
    if row["record_sha256"] not in ("", record.sha256):
        yield "Its record is not the one whose hash was written."
    if record.content_type != row["content_type"]:
        yield f"Its record is {record.content_type or 'of no type'}, and its row says {row['content_type'] or 'none'}."
    if record.is_answer and row["via"] != "given":
        yield from _answer(row, record)
    yield from _body(data, row, record)


def _answer(row: Kept, record: WarcRecord) -> Iterator[str]:
    if record.status != row["status"]:
        yield f"Its record has the status {record.status}, and its row says {row['status']}."
    if row["headers_sha256"] not in ("", record.headers_sha256):
        yield "Its headers are not those whose hash was written."
    if row["server"] and record.server != row["server"]:
        yield f"Its record is of the server {record.server}, and its row says {row['server']}."


def _body(data: DataFolder, row: Kept, record: WarcRecord) -> Iterator[str]:
    payload = record.payload
    if record.kind == "revisit":
        try:
            payload = original_of(data.warc, record).payload
        except WarcDamaged:
            yield FAULTS["original"]
            return
    if hashlib.sha256(payload).hexdigest() != row["body_sha256"]:
        yield "Its bytes are not those of which its row tells."


def _behind(archive: Archive, file: BinaryIO, name: str, end: int) -> Iterator[Bad]:
    """Behind the last capture lies nothing, but what a writer has not acknowledged yet, or is to cut at its start."""
    size = file.seek(0, 2)
    if size < end:
        why = f"It has {size} bytes, and the record knows of {end}."
        yield {"what": "file", "where": f"warc/{name}", "why": why}
    elif size > end and not is_written(archive.data, name):
        # A capture may have come between our look at the rows and at the file.
        now = next(column(archive.record, lambda found: int(found or 0), ACKNOWLEDGED, (name,)))
        for bad in between(file, name, end, size) if now <= end else ():
            yield {**bad, "why": f"{bad['why']} It lies behind the last capture of the file."}


def is_written(data: DataFolder, name: str) -> bool:
    """May a writer append to this file, or cut what it left unacknowledged? Only the newest of a name."""
    path, writer = data.warc / name, writer_of(name)
    return data.is_locked(writer) or files_of(data.warc, writer)[-1:] == [path]


def _bad(row: Kept, name: str, why: str) -> Bad:
    return {"what": "capture", "where": f"capture {row['id']} in warc/{name}", "why": why}
