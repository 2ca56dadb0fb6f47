"""What is checked before a snapshot is published: once a week all of it, else what changed since the one before."""

from collections.abc import Iterable
from datetime import timedelta

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.errors import WarraqError
from archive.publish.entries import SnapshotEntry
from archive.record.changes import changed_since
from archive.record.fulltext import alignment_mismatches
from archive.times import now, unstamp

WHOLE_EVERY = timedelta(days=7)


class BadSnapshot(WarraqError):
    """A snapshot did not pass its checks; the one published before stays."""


def is_whole_due(before: SnapshotEntry) -> bool:
    """Was the record last checked as a whole a week ago, or by a clock that was ahead?"""
    return not timedelta(0) <= now() - unstamp(before["checked_at"]) < WHOLE_EVERY


def check_record(record: sqlite3.Connection) -> None:
    """Raise BadSnapshot where SQLite finds the record damaged. A snapshot of it has all its indexes made anew, and
    would hide that."""
    for check in ("integrity_check", "foreign_key_check"):
        found = [row[0] for row in record.execute(f"PRAGMA {check}") if row[0] != "ok"]
        if found:
            raise BadSnapshot(f"The record failed {check}: {found[0]}. Nothing was published; restore the record.")


def check_index(snapshot: Database, only: Iterable[int] | None) -> None:
    """Raise BadSnapshot where articles stand otherwise in the index than in their text: all, or `only` these."""
    mismatches = alignment_mismatches(snapshot, only)
    if mismatches:
        raise BadSnapshot(f"The search index is out of step in {mismatches} articles. Nothing was published.")


def changed_articles(record: sqlite3.Connection, mark: str) -> Iterable[int]:
    """The numbers of the articles that may have changed since a mark."""
    return (int(change.key[0]) for change in changed_since(record, mark) if change.table == "articles")
