"""The file of a snapshot, made from the record beside the running service, and made what a download is.

Once a week `VACUUM INTO` writes it anew, every index with it. In between it takes over the pages as they are, in one
state of the record, which costs half of that: what deleted rows left in them may go along, so not behind a redaction,
and not where much of the record's file is unused.
"""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.configuration import current
from archive.data_folder import DataFolder
from archive.publish import _checks, _read_only_search, about
from archive.publish.entries import Counts, SnapshotEntry
from archive.record import changes
from archive.record.index_upkeep import put_in_missing
from archive.record.reindexing import forget
from archive.sqlite import as_warraq_error, column, rows, transaction

# An article's number begins with its day: the first and the last day are found without reading every text.
COUNTS = (
    "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM versions) AS versions,"
    " (SELECT count(*) FROM outlets) AS outlets, (SELECT coalesce(max(id), 0) FROM versions) AS last_version_id,"
    " (SELECT published_day FROM articles WHERE published_day <> '' ORDER BY id LIMIT 1) AS first_day,"
    " (SELECT published_day FROM articles WHERE published_day <> '' ORDER BY id DESC LIMIT 1) AS last_day"
)
# Of so many pages of the record one may be unused, and they are taken over as they are.
PAGES_TO_AN_UNUSED = 10
# A page is read where the system has it in memory, and written as soon as it is there: a quarter less is copied about.
MAPPED_BYTES, PAGES_AT_ONCE = 1 << 40, 10


def take(record: sqlite3.Connection, path: Path, before: SnapshotEntry | None) -> None:
    """Write one state of the record to `path`, where nothing is. `before` is the snapshot before this one. Raises
    DiskFull, BadConfiguration for damage."""
    try:
        if _may_keep_pages(record, before):
            with closing(sqlite3.connect(path, isolation_level=None)) as target:
                # Whatever is cut short is thrown away.
                target.execute("PRAGMA journal_mode = OFF")
                target.execute("PRAGMA synchronous = OFF")
                target.execute(f"PRAGMA cache_size = {PAGES_AT_ONCE}")
                record.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
                record.backup(target)
        else:
            # query_only forbids VACUUM INTO as well; mode=ro still keeps the record itself safe.
            record.execute("PRAGMA query_only = OFF")
            record.execute("VACUUM INTO ?", (str(path),))
            record.execute("PRAGMA query_only = ON")
    except sqlite3.DatabaseError as problem:
        raise as_warraq_error(problem, path) from problem


def _may_keep_pages(record: sqlite3.Connection, before: SnapshotEntry | None) -> bool:
    # Entries of older releases have no mark.
    mark = before.get("change_mark", "") if before else ""
    if before is None or not changes.is_known(record, mark) or changes.has_redacted(record, mark):
        return False
    pages, unused = (next(column(record, int, f"PRAGMA {what}")) for what in ("page_count", "freelist_count"))
    return not _checks.is_whole_due(before) and unused * PAGES_TO_AN_UNUSED <= pages


def prepare(snapshot: sqlite3.Connection, data: DataFolder, made_at: datetime) -> Counts:
    """Take out what only the record needs, put in what only a download has; returns what it holds.

    Raises BadSnapshot, DiskFull.
    """
    try:
        snapshot.execute("PRAGMA journal_mode = DELETE")
        snapshot.execute("PRAGMA synchronous = OFF")  # it is synced whole before it gets its name
        snapshot.execute("PRAGMA secure_delete = ON")
        db = Database(snapshot, execute_plugins=False)
        changes.take_out(db)
        if forget(db):
            snapshot.execute("VACUUM")
        _add(db, data, made_at)
        # A long text may be on its way into the index at this moment.
        put_in_missing(db)
        return next(rows(snapshot, Counts, COUNTS))
    except sqlite3.DatabaseError as problem:
        raise _checks.as_trouble(problem, data.record) from problem


def _add(snapshot: Database, data: DataFolder, made_at: datetime) -> None:
    """What a download has beside the record."""
    # In one transaction, so that no file has one without the other.
    with transaction(snapshot):
        _read_only_search.put_in(snapshot)
        about.put_in(snapshot, made_at, current(data), sample=data.is_sample)
