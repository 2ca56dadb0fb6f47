"""Is a restored archive whole? Its databases, its counts, its captures' places, and a sample of pages read again."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.errors import WarcDamaged, WarraqError
from archive.ingest.rereading import Rereading
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.reading.rules_id import rules_id
from archive.upkeep.backup_set import BackupManifest, Problem
from archive.versions.compare import Fingerprint
from archive.warc.files import lying
from archive.warc.kept_record import read_kept

SAMPLE = 50
PLACES = "SELECT warc_file, max(warc_offset + warc_length) FROM captures WHERE warc_file <> '' GROUP BY warc_file"
# Versions whose bytes are kept, pages and given texts, evenly from the oldest to the newest.
SAMPLED = """
WITH read AS (
  SELECT v.id, v.sha256, v.extractor, t.title, a.outlet, c.id AS capture_id, c.warc_file, c.warc_offset, c.warc_length,
    c.body_sha256, row_number() OVER (ORDER BY v.id) AS place, count(*) OVER () AS number
  FROM versions v JOIN captures c ON c.id = v.capture_id JOIN articles a ON a.id = v.article_id
  JOIN version_texts t ON t.id = v.id
  WHERE c.warc_file <> '' AND v.kind NOT IN ('gone', 'back'))
SELECT * FROM read WHERE place % max(number / ?, 1) = 0 LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """Of `asked` captures so many gave the very text that the record has; the rest was given as a text, read by other
    rules than today's, or is of an outlet that nobody knows here: of these the bytes alone were compared."""

    asked: int
    same: int
    bad: tuple[Problem, ...]


def check_databases(root: Path, manifest: BackupManifest) -> Iterator[Problem]:
    """What SQLite itself finds wrong, and tables that hold other numbers of rows than they were copied with."""
    for name, counts in manifest["counts"].items():
        try:
            with closing(sqlite3.connect(root / name)) as connection:
                yield from _check(connection, name, counts)
        except sqlite3.Error as problem:
            yield {"what": "database", "where": name, "why": f"it cannot be read ({problem})"}


def _check(connection: sqlite3.Connection, name: str, counts: Mapping[str, int]) -> Iterator[Problem]:
    for check in ("integrity_check", "foreign_key_check"):
        found = [str(row[0]) for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
        if found:
            yield {"what": check, "where": name, "why": found[0]}
    for table, rows in counts.items():
        (counted,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - our own name
        if counted != rows:
            yield {"what": "count", "where": f"{name} {table}", "why": f"{counted} rows where {rows} were copied"}


def check_places(root: Path) -> Iterator[Problem]:
    """Captures whose bytes would lie behind the end of their file."""
    with closing(sqlite3.connect(root / "warraq.db")) as record:
        for warc_file, end in record.execute(PLACES):
            path = lying(root / "warc" / warc_file)
            size = path.stat().st_size if path.is_file() else 0
            if size < end:
                why = f"it has {size} bytes where the record knows of {end}"
                yield {"what": "captures", "where": f"warc/{warc_file}", "why": why}


def read_again(root: Path, outlets: Mapping[str, Outlet]) -> ReadAgain:
    """A sample of kept pages: is each what its row says, and does it give the text that was read from it?"""
    bad: list[Problem] = []
    same = read = 0
    with Writer(DataFolder(root), "drill") as writer:
        found = writer.store.db.conn.execute(SAMPLED, (SAMPLE, SAMPLE))
        names = [column[0] for column in found.description]
        for row in [dict(zip(names, values, strict=True)) for values in found]:
            read += 1
            try:
                same += _gives_its_text(writer, row, outlets.get(str(row["outlet"])))
            except WarraqError as problem:
                where = f"capture {row['capture_id']} in warc/{row['warc_file']}"
                bad.append({"what": "capture", "where": where, "why": str(problem)})
    return ReadAgain(read, same, tuple(bad))


def _gives_its_text(writer: Writer, row: Mapping[str, object], outlet: Outlet | None) -> bool:
    """False where it cannot be compared. Raises WarraqError where a byte or a word is another."""
    place = (str(row["warc_file"]), int(str(row["warc_offset"])), int(str(row["warc_length"])))
    payload = read_kept(writer.data.warc, *place).payload
    if hashlib.sha256(payload).hexdigest() != row["body_sha256"]:
        raise WarcDamaged("its bytes are not those of which its row tells")
    if outlet is None or row["extractor"] != rules_id(outlet):
        return False
    page = Rereading(writer, outlet).kept_page(int(str(row["capture_id"])), str(row["title"]))
    reading = writer.reader.read(page, outlet)
    if Fingerprint.of(reading.title, reading.text).sha256 != row["sha256"]:
        raise WarraqError("read again by the same rules it gives another text")
    return True
