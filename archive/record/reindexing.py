"""The search index written anew beside the one in use, in short steps: readers find everything, writers wait for none.

What is written meanwhile goes into both indexes, as far as the new one has come (see fulltext). An interrupted run is
gone on with. At the end the two change places in one commit.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from sqlite_utils import Database

from archive.record.fulltext import (
    INDEX,
    INSERT,
    REBUILD,
    SECOND_INDEX,
    IndexEntry,
    index_entry,
    seed_rules,
)
from archive.record.index_upkeep import merge_some, set_up
from archive.sqlite import column, has_table, transaction
from archive.text.folding import NORM_VERSION
from archive.text.sqlite_tokens import token_class_sha256

# One step: captures wait for it, some tens of milliseconds.
STEP_ARTICLES, STEP_CHARACTERS = 100, 300_000
MERGED_PAGES, DROPPED_ROWS = 500, 2_000
BEFORE_ALL, BEHIND_ALL = -(2**63), 2**63 - 1

OLD_INDEX = "articles_fts_old"
RANK = "INSERT INTO {0}({0}, rank) VALUES('rank', 'bm25(1.0, 5.0, 1.0)')"
BETWEEN = "SELECT id, title, body, search_extra FROM articles WHERE id > :upto AND id <= :last ORDER BY id LIMIT :limit"
EXTRA = "INSERT OR REPLACE INTO search_rebuild_extra VALUES(?, ?)"
TAKE_EXTRAS = (
    "UPDATE articles SET search_extra = (SELECT extra FROM search_rebuild_extra e WHERE e.id = articles.id)"
    " WHERE id IN (SELECT id FROM search_rebuild_extra)"
)
EXISTS = "SELECT sql FROM sqlite_master WHERE name = ?"
DONE = "SELECT count(*) FROM articles WHERE id <= (SELECT upto FROM search_rebuild)"
LEFT = "SELECT EXISTS(SELECT 1 FROM articles WHERE id > (SELECT upto FROM search_rebuild))"


class _Text(NamedTuple):
    """A row of BETWEEN."""

    id: int
    title: str
    body: str
    extra: str | None


def reindex(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Write the whole index anew under the running rules, in id order; returns the number of articles.

    `on_step(articles done, of how many)` is called after each step. One process at a time may do this. Raises DiskFull
    where there is no room for two indexes; what is done by then is gone on with.
    """
    _drop_old(db)
    _begin(db)
    total, done = _count(db, "SELECT count(*) FROM articles"), _count(db, DONE)
    while taken := _step(db):
        done += taken
        on_step(done, total)
    merge(db, SECOND_INDEX)
    while not _change_places(db):
        done += _step(db)
    _drop_old(db)
    return done


def forget(db: Database) -> bool:
    """Take a half-written second index out of a file. Returns whether there was one."""
    was_there = _is_there(db, SECOND_INDEX) or _is_there(db, OLD_INDEX)
    _drop_old(db)
    with transaction(db):
        for table in (SECOND_INDEX, "search_rebuild", "search_rebuild_extra"):
            db.execute(f"DROP TABLE IF EXISTS {table}")
    return was_there


def _is_there(db: Database, table: str) -> bool:
    return db.execute(EXISTS, (table,)).fetchone() is not None


def _count(db: Database, sql: str) -> int:
    return next(column(db.conn, int, sql))


def _begin(db: Database) -> None:
    rules = (NORM_VERSION, token_class_sha256())
    if has_table(db.conn, "search_rebuild") and db.execute(REBUILD).fetchone()[1:] == rules:
        return
    forget(db)
    with transaction(db):
        (made_by,) = db.execute(EXISTS, (INDEX,)).fetchone()
        db.execute(re.sub(rf'"?{INDEX}"?', SECOND_INDEX, made_by, count=1))
        db.execute(RANK.format(SECOND_INDEX))
        db.execute("CREATE TABLE search_rebuild(upto INTEGER, norm_version TEXT, token_class_sha256 TEXT)")
        db.execute("CREATE TABLE search_rebuild_extra(id INTEGER PRIMARY KEY, extra TEXT)")
        db.execute("INSERT INTO search_rebuild VALUES(?, ?, ?)", (BEFORE_ALL, *rules))


def _step(db: Database) -> int:
    """Index the next articles; returns how many. They are folded before the record is locked."""
    (upto, *_) = db.execute(REBUILD).fetchone()
    ahead = _read_ahead(db, upto)
    folded = {(text.title, text.body): index_entry(text.title, text.body) for text in ahead}
    last = ahead[-1].id if ahead else BEHIND_ALL
    with transaction(db):
        # Others may have written in between.
        found = _between(db, upto, last, STEP_ARTICLES)
        for text in found:
            _index(db, text, folded.get((text.title, text.body)) or index_entry(text.title, text.body))
        if found:
            db.execute("UPDATE search_rebuild SET upto = ?", (found[-1].id,))
    return len(found)


def _read_ahead(db: Database, upto: int) -> list[_Text]:
    found = _between(db, upto, BEHIND_ALL, STEP_ARTICLES)
    room = STEP_CHARACTERS
    for number, text in enumerate(found):
        room -= len(text.title) + len(text.body)
        if room < 0:
            return found[: number + 1]
    return found


def _between(db: Database, upto: int, last: int, limit: int) -> list[_Text]:
    return [_Text(*row) for row in db.execute(BETWEEN, {"upto": upto, "last": last, "limit": limit})]


def _index(db: Database, text: _Text, entry: IndexEntry) -> None:
    db.execute(INSERT.format(SECOND_INDEX), (text.id, *entry))
    if entry.extra != text.extra:
        # The index in use was written with the other one: it is put aside until that one goes.
        db.execute(EXTRA, (text.id, entry.extra))


def merge(db: Database, index: str = INDEX) -> None:
    """Merge an index into one block, as FTS5's `optimize` would in one long transaction.

    Only this takes the words of a removed article out of the file.
    """
    pages = -MERGED_PAGES
    while True:
        before = db.conn.total_changes
        merge_some(db, pages, index)
        # https://www.sqlite.org/fts5.html: a difference of less than two says that there was nothing to merge.
        if db.conn.total_changes - before < 2:
            return
        pages = MERGED_PAGES


def _change_places(db: Database) -> bool:
    """Put the new index in the place of the old one. False where articles came in that it does not have yet."""
    # Else SQLite would look for the old name in views in the moment when no table has it.
    db.execute("PRAGMA legacy_alter_table = ON")
    try:
        with transaction(db):
            if _count(db, LEFT):
                return False
            db.execute(TAKE_EXTRAS)
            set_up(db, SECOND_INDEX)
            db.execute(f"ALTER TABLE {INDEX} RENAME TO {OLD_INDEX}")
            db.execute(f"ALTER TABLE {SECOND_INDEX} RENAME TO {INDEX}")
            db.execute("DROP TABLE search_rebuild")
            db.execute("DROP TABLE search_rebuild_extra")
            seed_rules(db)
    finally:
        db.execute("PRAGMA legacy_alter_table = OFF")
    return True


def _drop_old(db: Database) -> None:
    """Empty the replaced index in short steps before it is dropped: at once, that would take as long as it is large."""
    if not _is_there(db, OLD_INDEX):
        return
    emptied = f"DELETE FROM {OLD_INDEX}_data WHERE id IN (SELECT id FROM {OLD_INDEX}_data LIMIT {DROPPED_ROWS})"  # noqa: S608
    gone = DROPPED_ROWS
    while gone == DROPPED_ROWS:
        with transaction(db):
            gone = db.execute(emptied).rowcount
    with transaction(db):
        db.execute(f"DROP TABLE {OLD_INDEX}")
