"""The hash of a WARC file that nobody appends to any more: noted once, held against the file by `verify`.

A file is over when another follows it on its day, or its day is past: a page that was fetched before midnight may be
kept after it. Files are noted oldest first and without a gap, so that of a file before one that is noted the hash must
be there. Nothing of the log covers it: a file may be packed anew, and a record in it be overwritten.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.evidence.findings import Bad
from archive.record.log_rows import WarcFileRow
from archive.sqlite import column, has_table, rows, transaction
from archive.times import now
from archive.warc.files import day_of, files_of, open_file, writer_of

# What a start may read: the files of before there was the table are noted little by little.
BYTES_AT_ONCE = 1 << 30
CHUNK_BYTES = 1 << 20
NOTED = "SELECT file, bytes, sha256 FROM warc_files WHERE file IN (SELECT value FROM json_each(?))"
ALL = "SELECT file FROM warc_files"
ACKNOWLEDGED = "SELECT coalesce(max(warc_offset + warc_length), 0) FROM captures WHERE warc_file = ?"
PUT_IN = "INSERT OR REPLACE INTO warc_files(file, bytes, sha256) VALUES(:file, :bytes, :sha256)"
CHANGED = "It is closed, and its first {} bytes are not those whose hash was noted then."
NOT_NOTED = "It is closed, and its hash is not there, though those of later files are."


def note_closed(db: Database, folder: Path, name: str) -> None:
    """Note the files of a NAME that are over, as far as the record knows of their bytes. Belongs to who holds its
    lock."""
    names = [path.relative_to(folder).as_posix() for path in files_of(folder, name)]
    known, read = {row["file"] for row in _noted(db.conn, names)}, 0
    for file in _over(names):
        if read >= BYTES_AT_ONCE:
            return
        if file not in known:
            row = _hashed(folder, file, next(column(db.conn, int, ACKNOWLEDGED, (file,))))
            with transaction(db):
                db.execute(PUT_IN, {**row})
            read += row["bytes"]


def note_again(db: Database, folder: Path, files: Iterable[str]) -> None:
    """Of files in which a record was overwritten, as far as they are noted."""
    for row in _noted(db.conn, sorted(set(files))):
        again = _hashed(folder, row["file"], row["bytes"])
        with transaction(db):
            db.execute(PUT_IN, {**again})


class NotedFiles(NamedTuple):
    """The files that are noted; none in a record of before there was the table. `newest`: the last noted day of each
    NAME."""

    files: frozenset[str]
    newest: Mapping[str, str]

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> "NotedFiles":
        files = frozenset(column(connection, str, ALL)) if has_table(connection, "warc_files") else frozenset()
        return cls(files, {writer_of(file): day_of(file) for file in sorted(files, key=day_of)})


def check_closed(connection: sqlite3.Connection, folder: Path, name: str, noted: NotedFiles) -> Iterator[Bad]:
    """What is wrong with one file that is there, as a whole."""
    if name in noted.files:
        (row,) = _noted(connection, [name])
        if _hashed(folder, name, row["bytes"]) != row:
            yield {"what": "file", "where": f"warc/{name}", "why": CHANGED.format(row["bytes"])}
    elif day_of(name) < noted.newest.get(writer_of(name), ""):
        yield {"what": "file", "where": f"warc/{name}", "why": NOT_NOTED}


def _noted(connection: sqlite3.Connection, names: list[str]) -> list[WarcFileRow]:
    return list(rows(connection, WarcFileRow, NOTED, (json.dumps(names),)))


def _over(names: list[str]) -> Iterator[str]:
    """Of the files of a NAME in their order those that nobody appends to any more."""
    past = f"{now() - timedelta(days=2):%Y%m%d}"
    for name, following in pairwise([*names, ""]):
        if day_of(name) > past and day_of(following) != day_of(name):
            return
        yield name


def _hashed(folder: Path, name: str, size: int) -> WarcFileRow:
    """Of the first `size` bytes, or as many as there are."""
    digest, left = hashlib.sha256(), size
    with open_file(folder / name) as file:
        while left > 0 and (piece := file.read(min(CHUNK_BYTES, left))):
            digest.update(piece)
            left -= len(piece)
    return WarcFileRow(file=name, bytes=size - left, sha256=digest.hexdigest())
