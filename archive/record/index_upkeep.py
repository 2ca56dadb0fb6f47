"""Keeps the search index whole while nothing in it takes the record's lock for long.

A long text enters and leaves the index in commits of their own, before and behind that of its article; what a crash
leaves out in between is put in when the record is opened next. FTS5 would merge its segments inside whatever commit
makes them one too many, by tens of milliseconds in a great archive: they are merged in small commits instead.
"""

from collections.abc import Iterator

from sqlite_utils import Database

from archive.record import fulltext
from archive.sqlite import transaction

# 200,000 characters of words that are all different take 15 ms to leave the index and 35 ms to enter it.
LONG_TEXT = 50_000
# How FTS5 is set up: not to merge on its own, unless very many articles come in one commit. It bears 2,000 segments.
SETTINGS = {"automerge": 0, "crisismerge": 100}
# An article of 3,000 characters writes three pages, and each is merged once for every fourfold growth of the archive.
PAGES_MERGED = 64
COUNTS = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM articles_fts_docsize)"
MISSING = "SELECT id FROM articles WHERE id NOT IN (SELECT id FROM articles_fts_docsize)"
TEXT = "SELECT title, body, search_extra FROM articles WHERE id = ?"


def is_long(body: str) -> bool:
    """Is a text too long to be indexed in the commit of its article?"""
    return len(body) > LONG_TEXT


def put_in(db: Database, article_id: int) -> None:
    """Index an article that is not indexed yet, in a commit of its own. Raises IndexOutOfDate."""
    found = _text_of(db, article_id)
    if found is None:
        return
    fulltext.index_entry(*found[:2])
    with transaction(db):
        # Another process may have written since it was folded: then it is folded once more.
        found = _text_of(db, article_id)
        if found:
            fulltext.index_row(db, article_id, *found[:2])


def take_out(db: Database, article_id: int) -> None:
    """Take an article out of the index, in a commit of its own. Raises IndexOutOfDate."""
    found = _text_of(db, article_id)
    if found is None:
        return
    fulltext.index_entry(*found[:2])
    with transaction(db):
        found = _text_of(db, article_id)
        if found:
            fulltext.unindex_row(db, article_id, *found)


def put_in_missing(db: Database) -> int:
    """Index what a crash left out of the index; returns how many articles. Raises IndexOutOfDate."""
    articles, indexed = db.execute(COUNTS).fetchone()
    missing = list(_ids(db)) if articles != indexed else []
    for article_id in missing:
        put_in(db, article_id)
    return len(missing)


def set_up(db: Database, index: str = fulltext.INDEX) -> None:
    """Tell FTS5 to leave the merging to `merge_some`; writes nothing where it knows."""
    known = dict(db.execute(f"SELECT k, v FROM {index}_config"))  # noqa: S608
    for name, value in SETTINGS.items():
        if known.get(name) != value:
            db.execute(f"INSERT INTO {index}({index}, rank) VALUES(?, ?)", (name, value))


def merge_some(db: Database) -> None:
    """Merge a few pages of the index where there are segments to merge, in a commit of its own of some 5 ms."""
    with transaction(db):
        db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES('merge', ?)", (PAGES_MERGED,))


def _ids(db: Database) -> Iterator[int]:
    return (int(row[0]) for row in db.execute(MISSING).fetchall())


def _text_of(db: Database, article_id: int) -> tuple[str, str, str | None] | None:
    """Title, body and extra words of an article; None for one that is not there."""
    row = db.execute(TEXT, (article_id,)).fetchone()
    return (str(row[0]), str(row[1]), row[2]) if row else None
