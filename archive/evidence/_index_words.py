"""The words in the search indexes, each at its place, held against the texts that they were made of.

An index has no list of a text's words: all it has is read once, in its own order, and summed up for each text; so are
the texts, folded and parted by SQLite anew. Equal sums are equal words.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.record.fulltext import IndexOutOfDate, check_norm, index_entry
from archive.record.schema import FTS_TOKENIZER
from archive.sqlite import column
from archive.text.folding import fold_for_index

PAGE = 500
# So many places of words are summed up before anybody is told that this goes on.
ROWS_AT_ONCE = 200_000
TOTAL = "SELECT count(*) FROM {0}_docsize WHERE id % ? = ?"
INSTANCES = "SELECT doc, term, col, offset FROM temp.instances WHERE doc % ? = ?"
Folded = tuple[str | None, ...]


class Indexed(NamedTuple):
    """A search index: its columns, a statement for the texts behind it (id, …), how they are folded, what one is
    called, and what makes it anew."""

    name: str
    columns: tuple[str, ...]
    texts: str
    fold: Callable[..., Folded]
    where: str
    anew: str


ARTICLES = Indexed(
    "articles_fts",
    ("title", "body", "search_extra"),
    "SELECT id, title, body FROM articles JOIN articles_fts_docsize USING(id) WHERE id > ? AND id % ? = ?",
    index_entry,
    "article {}",
    "warraq reindex search",
)
EDITS = Indexed(
    "search_edits",
    ("removed", "added"),
    "SELECT id, removed, added FROM edit_spans JOIN search_edits_docsize USING(id) WHERE id > ? AND id % ? = ?",
    lambda removed, added: (fold_for_index(removed), fold_for_index(added)),
    "edit span {}",
    "warraq reindex edits",
)
WHY = "The search index has other words of it than its text, or has them elsewhere. Make it anew with: {}"
NOBODYS = "The search index has words of it, and it is not there. Make it anew with: {}"


class IndexWords:
    """All texts of a share at once. Nothing in an index that was written by other rules can be held against a text."""

    def total(self, archive: Archive) -> int:
        return sum(_count(archive, index) for index in _indexes(archive.record))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        for number, index in enumerate(_indexes(archive.record)):
            if after is None or number > int(after):
                upto = number - 1 if number else None
                found, expected = defaultdict[int, int](int), defaultdict[int, int](int)
                for some in (_found(archive, index, found), _expected(archive, index, expected)):
                    yield from (Step(upto, 0, []) for _ in some)
                yield Step(number, _count(archive, index), list(_differences(index, found, expected)))


def _indexes(record: sqlite3.Connection) -> Sequence[Indexed]:
    try:
        check_norm(Database(record))
    except IndexOutOfDate:
        return ()
    there = set(column(record, str, "SELECT name FROM sqlite_master WHERE type = 'table'"))
    return [index for index in (ARTICLES, EDITS) if index.name in there]


def _count(archive: Archive, index: Indexed) -> int:
    return next(column(archive.record, int, TOTAL.format(index.name), (archive.share.of, archive.share.number)))


def _found(archive: Archive, index: Indexed, sums: dict[int, int]) -> Iterator[None]:
    with _instances(archive.record, "main", index.name):
        yield from _sum_up(archive, sums)


def _expected(archive: Archive, index: Indexed, sums: dict[int, int]) -> Iterator[None]:
    record, upto, share = archive.record, -1, (archive.share.of, archive.share.number)
    columns = ", ".join(index.columns)
    put = f"INSERT INTO temp.folded(rowid, {columns}) VALUES(?{', ?' * len(index.columns)})"
    record.execute(f'CREATE VIRTUAL TABLE temp.folded USING fts5({columns}, content="", tokenize="{FTS_TOKENIZER}")')
    try:
        while found := record.execute(f"{index.texts} ORDER BY id LIMIT {PAGE}", (upto, *share)).fetchall():
            upto = found[-1][0]
            record.executemany(put, ((number, *index.fold(*texts)) for number, *texts in found))
            with _instances(record, "temp", "folded"):
                yield from _sum_up(archive, sums)
            record.execute("INSERT INTO temp.folded(folded) VALUES('delete-all')")
            yield
    finally:
        record.execute("DROP TABLE temp.folded")


@contextmanager
def _instances(record: sqlite3.Connection, schema: str, index: str) -> Iterator[None]:
    record.execute(f"CREATE VIRTUAL TABLE temp.instances USING fts5vocab({schema}, {index}, instance)")
    try:
        yield
    finally:
        record.execute("DROP TABLE temp.instances")


def _sum_up(archive: Archive, sums: dict[int, int]) -> Iterator[None]:
    cursor = archive.record.execute(INSTANCES, (archive.share.of, archive.share.number))
    while some := cursor.fetchmany(ROWS_AT_ONCE):
        for number, *word in some:
            sums[number] += hash(tuple(word))
        yield


def _differences(index: Indexed, found: dict[int, int], expected: dict[int, int]) -> Iterator[Bad]:
    for number in sorted(found.keys() | expected.keys()):
        if found.get(number, 0) != expected.get(number, 0):
            why = (WHY if number in expected else NOBODYS).format(index.anew)
            yield {"what": "index", "where": index.where.format(number), "why": why}
