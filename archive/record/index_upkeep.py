"""Keeps the search index whole while nothing in it takes the record's lock for long.

A long text enters and leaves the index in commits of their own, before and behind that of its article; what a crash
leaves out in between is put in when the record is opened next. FTS5 would merge its segments inside whatever commit
makes them one too many, by tens of milliseconds in a great archive: they are merged in small commits instead.
"""

from collections.abc import Callable
from functools import partial

from sqlite_utils import Database

from archive.record import fulltext
from archive.sqlite import column, transaction

# 200,000 characters of words that are all different take 15 ms to leave the index and 35 ms to enter it.
LONG_TEXT = 50_000
# How FTS5 is set up: not to merge on its own, unless very many articles come in one commit. It bears 2,000 segments.
SETTINGS = {"automerge": 0, "crisismerge": 100}
# An article of 3,000 characters writes three pages, and each is merged once for every fourfold growth of the archive.
PAGES_MERGED, MERGED_EVERY = 64, 4  # articles
COUNTS = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM articles_fts_docsize)"
MISSING = "SELECT id FROM articles WHERE id NOT IN (SELECT id FROM articles_fts_docsize)"
TEXT = "SELECT title, body, search_extra FROM articles WHERE id = ?"


def is_long(body: str) -> bool:
    """Is a text too long to be indexed in the commit of its article?"""
    return len(body) > LONG_TEXT


def put_in(db: Database, article_id: int) -> None:
    """Index an article that is not indexed yet, in a commit of its own. Raises IndexOutOfDate."""
    _in_a_commit(db, article_id, lambda title, body, _: fulltext.index_row(db, article_id, title, body))


def take_out(db: Database, article_id: int) -> None:
    """Take an article out of the index, in a commit of its own. Raises IndexOutOfDate."""
    _in_a_commit(db, article_id, partial(fulltext.unindex_row, db, article_id))


def put_in_missing(db: Database) -> int:
    """Index what a crash left out of the index; returns how many articles. Raises IndexOutOfDate."""
    articles, indexed = db.execute(COUNTS).fetchone()
    missing = list(column(db.conn, int, MISSING)) if articles != indexed else []
    for article_id in missing:
        put_in(db, article_id)
    return len(missing)


def set_up(db: Database, index: str = fulltext.INDEX) -> None:
    """Tell FTS5 to leave the merging to `merge_some`; writes nothing where it knows."""
    known = dict(db.execute(f"SELECT k, v FROM {index}_config"))  # noqa: S608
    for name, value in SETTINGS.items():
        if known.get(name) != value:
            db.execute(f"INSERT INTO {index}({index}, rank) VALUES(?, ?)", (name, value))


def merge_some(db: Database, pages: int = PAGES_MERGED, index: str = fulltext.INDEX) -> None:
    """Merge so many pages of an index where there are segments to merge, in a commit of its own: 64 take some 5 ms.

    A negative number merges what FTS5 would leave apart, too (see https://www.sqlite.org/fts5.html).
    """
    with transaction(db):
        db.execute(f"INSERT INTO {index}({index}, rank) VALUES('merge', ?)", (pages,))


def _in_a_commit(db: Database, article_id: int, write: Callable[[str, str, str | None], None]) -> None:
    """Call `write` with an article's title, body and extra words; folded beforehand. Nothing for one not there."""
    if (found := _text_of(db, article_id)) is None:
        return
    fulltext.index_entry(*found[:2])
    with transaction(db):
        # Another process may have written since it was folded: then it is folded once more.
        if found := _text_of(db, article_id):
            write(*found)


def _text_of(db: Database, article_id: int) -> tuple[str, str, str | None] | None:
    row = db.execute(TEXT, (article_id,)).fetchone()
    return (str(row[0]), str(row[1]), row[2]) if row else None
