"""The record's tables, indexes, views and triggers held against those that Warraq makes.

By them rows are found, shown, counted and followed. A view that shows something else, or a trigger that does more or
less than it should, changes no row, so that no other check would name it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from functools import cache

from sqlite_utils import Database, Migrations
from sqlite_utils.utils import sqlite3

from archive.evidence.database_objects import ANOTHER, Object, differences, objects_of
from archive.evidence.findings import Archive, Cursor, Step
from archive.migrating import migrate
from archive.record import changes
from archive.record.fulltext import fold_rules_are_right
from archive.record.schema import APPLICATION_ID, migrations
from archive.record.store import NEWEST
from archive.sqlite import column, has_table

APPLIED = f"SELECT name FROM {Migrations.migrations_table} WHERE migration_set = ? ORDER BY id"  # noqa: S608 - a name
# What a download has more (archive.publish), and what stands there while the search index is written anew.
OF_DOWNLOADS = frozenset(("about", "search_typed", "search", "edit_search"))
WHILE_REBUILT = re.compile(r"search_rebuild\w*|articles_fts_new\w*")
HEADER = {"application_id": APPLICATION_ID, "user_version": 0}
FOLDS = "Its rows are not the rules by which the index was written. Write it anew: warraq reindex search"


class Schema:
    """All of it at once: some hundred objects."""

    def total(self, archive: Archive) -> int:  # noqa: ARG002 - as every check
        return 1

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        if after is None:
            found = ((f"{one.kind} {one.name}", why) for one, why in _wrong(archive.record))
            yield Step(1, 1, [{"what": "database", "where": where, "why": why} for where, why in found])


def _wrong(record: sqlite3.Connection) -> Iterator[tuple[Object, str]]:
    is_download = has_table(record, "about")
    there, ours = objects_of(record), dict(_made_by(tuple(column(record, str, APPLIED, (migrations.name,)))))
    # Nobody follows what changes in a download; what keeps tables of counts right is checked with these.
    elsewhere = (*changes.KEPT, "changes") if is_download else changes.KEPT
    for one in [one for one in ours if one.name.startswith(elsewhere)]:
        del ours[one]
        there.pop(one, None)
    known = OF_DOWNLOADS if is_download else frozenset()
    for one in [one for one in there.keys() - ours.keys() if one.name in known or WHILE_REBUILT.fullmatch(one.name)]:
        del there[one]
    yield from differences(there, ours)
    yield from _of_header(record)
    if not fold_rules_are_right(Database(record)):
        yield Object("table", "search_fold"), FOLDS


def _of_header(record: sqlite3.Connection) -> Iterator[tuple[Object, str]]:
    for name, value in HEADER.items():
        if next(column(record, int, f"PRAGMA {name}")) != value:
            yield Object("header", name), ANOTHER


@cache
def _made_by(applied: tuple[str, ...]) -> Mapping[Object, str]:
    """What a file has that has seen these migrations: a download may be from before the last of them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        db = Database(connection)
        later = next((one.name for one in migrations.pending(db) if one.name not in applied), None)
        if later:
            migrations.apply(db, stop_before=later)
        else:
            migrate(db, migrations, newest=NEWEST)
        with suppress(sqlite3.OperationalError):
            changes.set_up(db)
        return objects_of(connection)
