"""What is checked before a snapshot is published: once a week all of it, else what changed since the one before."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.errors import WarraqError, lack_of_room
from archive.publish.entries import SnapshotEntry
from archive.record.fulltext import alignment_mismatches
from archive.times import now, unstamp

SPANS = "SELECT (SELECT count(*) FROM edit_spans), (SELECT count(*) FROM search_edits_docsize)"
WHOLE_EVERY = timedelta(days=7)


class BadSnapshot(WarraqError):
    """A snapshot did not pass its checks; the one published before stays."""


def is_whole_due(before: SnapshotEntry) -> bool:
    """Was the record last checked as a whole a week ago, or by a clock that was ahead?"""
    return not timedelta(0) <= now() - unstamp(before["checked_at"]) < WHOLE_EVERY


def as_trouble(problem: sqlite3.DatabaseError, path: Path) -> WarraqError:
    """What kept a snapshot from being made or checked: a disk without room, else damage."""
    return lack_of_room(problem, path) or BadSnapshot(
        f"The snapshot is damaged ({problem}). Nothing was published; restore the record."
    )


def check_record(record: sqlite3.Connection, path: Path) -> None:
    """Raise BadSnapshot where SQLite finds the record damaged. A snapshot of it has all its indexes made anew, and
    would hide that."""
    for check in ("integrity_check", "foreign_key_check"):
        try:
            found = [row[0] for row in record.execute(f"PRAGMA {check}") if row[0] != "ok"]
        except sqlite3.DatabaseError as problem:
            raise as_trouble(problem, path) from problem
        if found:
            raise BadSnapshot(f"The record failed {check}: {found[0]}. Nothing was published; restore the record.")


def check_index(snapshot: sqlite3.Connection, path: Path, only: Iterable[int] | None) -> None:
    """Raise BadSnapshot where articles of a snapshot stand otherwise in its index than in their text: all, or `only`
    these. Writes nothing into it. `path` is the record's."""
    try:
        mismatches = alignment_mismatches(Database(snapshot, execute_plugins=False), only)
        spans, indexed = snapshot.execute(SPANS).fetchone()
    except sqlite3.DatabaseError as problem:
        raise as_trouble(problem, path) from problem
    if mismatches:
        raise BadSnapshot(f"The search index is out of step in {mismatches} articles. Nothing was published.")
    if spans != indexed:
        raise BadSnapshot(f"The index of edits has {indexed} of {spans} spans. Nothing was published.")
