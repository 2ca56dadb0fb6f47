"""What is in a published snapshot held against what the manifest tells of it, and against the log that it carries.

The hash of a file and of the manifest say nothing to whoever made both anew. The rows do: the log in the file is that
of the archive, and every row and text is as logged.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import chain, islice
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.evidence import log
from archive.evidence.checkpoint import tree_head
from archive.evidence.checks import checks_of_snapshot
from archive.evidence.findings import Archive
from archive.evidence.merkle import Frontier, leaf_hash
from archive.publish._snapshot_file import COUNTS
from archive.publish.entries import Counts, TreeHead
from archive.publish.table_states import FORM, states_of
from archive.sqlite import column, has_table, open_readonly, rows
from archive.times import damascus_day, unstamp
from archive.warc.zstd import zstd

SCHEMA = "SELECT count(*) FROM _sqlite_migrations"
TEXTS = (
    "SELECT v.article_id, v.n, v.sha256, t.title, t.body FROM versions v JOIN version_texts t ON t.id = v.id"
    " WHERE v.kind NOT IN ('gone', 'back')"
)
# One that is wrong as a whole is wrong in many rows.
MOST_TOLD = 20
CHUNK_BYTES = 1 << 20
Told = Mapping[str, object]


def wrong_in(path: Path, listed: Told, record: sqlite3.Connection) -> Iterator[str]:
    """What is wrong with a snapshot whose hash is right. `record` is the archive's, or any database without a log."""
    try:
        with closing(open_readonly(path)) as connection:
            yield from _told(connection, listed)
            if has_table(connection, "log"):
                yield from _log(connection, listed, record)
                yield from islice(_rows(connection, path), MOST_TOLD)
    except (sqlite3.Error, WarraqError) as problem:
        yield f"It cannot be read ({problem})."


def wrong_in_packed(path: Path, listed: Told) -> Iterator[str]:
    """Is a packed file the snapshot that the manifest tells of?"""
    digest = hashlib.sha256()
    try:
        with zstd.open(path, "rb") as file:
            while piece := file.read(CHUNK_BYTES):
                digest.update(piece)
    except (OSError, EOFError, zstd.ZstdError) as problem:
        yield f"It cannot be unpacked ({problem})."
        return
    if digest.hexdigest() != listed.get("sha256"):
        yield f"Unpacked it is not {listed.get('file')}."


def _told(connection: sqlite3.Connection, listed: Told) -> Iterator[str]:
    found: dict[str, object] = {**next(rows(connection, Counts, COUNTS))}
    if "schema" in listed:
        found["schema"] = next(column(connection, int, SCHEMA))
    if "day" in listed:
        found["day"] = damascus_day(unstamp(str(listed.get("made_at")))).isoformat()
    if has_table(connection, "about"):
        about = dict(connection.execute("SELECT name, value FROM about").fetchall())
        found["licence"], found["made_at"] = about.get("licence"), about.get("published_at")
    if listed.get("tables_form") == FORM:
        found["tables"] = states_of(connection)
    for name, value in found.items():
        if listed.get(name) != value:
            yield f"The manifest says something else of its {name} than it has."


def _log(connection: sqlite3.Connection, listed: Told, record: sqlite3.Connection) -> Iterator[str]:
    if "tree" not in listed:
        return
    head = tree_head(connection)
    named = TreeHead(size=head.size, root=head.root.hex()) if head.size else None
    if listed["tree"] != named:
        yield "The log in it is not the one that the manifest names."
    if has_table(record, "log") and 0 < head.size <= log.size(record):
        tree = Frontier()
        for entry in log.entries(record, 0, head.size):
            tree.append(leaf_hash(entry))
        if tree.root() != head.root:
            yield "The log in it is not the beginning of the archive's."


def _rows(connection: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Whatever is not as the log in the file says."""
    archive = Archive(DataFolder(path.parent.parent), connection)
    steps = chain.from_iterable(check.steps(archive, None) for check in checks_of_snapshot())
    yield from (f"{bad['where']}: {bad['why']}" for step in steps for bad in step.bad)
    for article, number, logged, title, body in connection.execute(TEXTS):
        if hashlib.sha256(f"{title}\n{body}".encode(errors="replace")).hexdigest() != logged:
            yield f"version {number} of article {article}: Its text is not the one that was logged."
