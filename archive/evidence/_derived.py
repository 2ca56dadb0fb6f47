"""The record's own file, and what is derived from its texts: the search index and the copies.

What is wrong in what is derived hurts no evidence, and a command makes it anew; it is named all the same.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.copies.rules import day_of, measured
from archive.copies.shingles import Likeness, Text
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.record.fulltext import extra_for, misaligned
from archive.record.index_upkeep import is_long
from archive.record.rows import CopyRow
from archive.sqlite import column, rows
from archive.text.folding import words_for_comparison

PAGE = 500
EXTRA = "SELECT id, title, body, search_extra FROM articles WHERE id BETWEEN ? AND ? AND search_extra NOTNULL"
ARTICLES = "SELECT id, body FROM articles WHERE id > ? AND id % ? = ? ORDER BY id LIMIT ?"
COUNT_ARTICLES = "SELECT count(*) FROM articles WHERE id % ? = ?"
COPIES = "SELECT * FROM copies WHERE a_id > ? AND a_id % ? = ? ORDER BY a_id, b_id"
COUNT_COPIES = "SELECT count(*) FROM copies WHERE a_id % ? = ?"
TEXT = "SELECT body FROM version_texts WHERE article_id = ? AND n = ?"
ANEW = "Make it anew with: warraq reindex {}"


class Pages:
    """SQLite's own check of the file and of what its rows refer to. Whether indexes have the rows of their tables takes
    long: of the nights' shares every seventh asks for it. A damaged page is found every night: a publish takes pages
    over as they lie."""

    def total(self, archive: Archive) -> int:  # noqa: ARG002 - as every check
        return 1

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        if after is not None:
            return
        bad: list[Bad] = []
        is_whole = archive.share.has_long_checks
        try:
            for (found,) in archive.record.execute(f"PRAGMA {'integrity_check' if is_whole else 'quick_check'}"):
                if found != "ok":
                    bad.append({"what": "database", "where": "warraq.db", "why": str(found)})
            for table, number, parent, _ in archive.record.execute("PRAGMA foreign_key_check") if is_whole else ():
                why = f"It refers to a row of {parent} that is not there."
                bad.append({"what": "database", "where": f"{table} {number}", "why": why})
        except sqlite3.DatabaseError as problem:
            bad.append({"what": "database", "where": "warraq.db", "why": f"It cannot be read ({problem})."})
        yield Step(1, 1, bad)


class Index:
    """Has every article as many words in the search index as in its text? Else marks land on wrong words."""

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, COUNT_ARTICLES, (archive.share.of, archive.share.number)))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        upto, share = int(after or 0), archive.share
        while found := archive.record.execute(ARTICLES, (upto, share.of, share.number, PAGE)).fetchall():
            upto = found[-1][0]
            yield Step(upto, len(found), [*_out_of_step(archive.record, dict(found)), *_extra(archive.record, found)])


def _out_of_step(record: sqlite3.Connection, texts: Mapping[int, str]) -> Iterator[Bad]:
    for number, is_indexed in misaligned(Database(record), texts):
        # A long text enters the index behind the commit of its article.
        if is_indexed or not is_long(texts[number]):
            why = f"The search index has other words of it than its text. {ANEW.format('search')}"
            yield {"what": "index", "where": f"article {number}", "why": why}


def _extra(record: sqlite3.Connection, found: Sequence[tuple[int, str]]) -> Iterator[Bad]:
    """Words in pieces stand in a column of their own for the index."""
    for number, title, body, extra in record.execute(EXTRA, (found[0][0], found[-1][0])):
        if extra_for(title, body) != extra:
            why = f"It is indexed by other words in pieces than its text has. {ANEW.format('search')}"
            yield {"what": "index", "where": f"article {number}", "why": why}


class Copies:
    """Measured again, does a copy share what its row says?"""

    def total(self, archive: Archive) -> int:
        return next(column(archive.record, int, COUNT_COPIES, (archive.share.of, archive.share.number)))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        values = (int(after or 0), archive.share.of, archive.share.number)
        for row in list(rows(archive.record, CopyRow, COPIES, values)):
            yield Step(row["a_id"] - 1, 1, list(_copy(archive.record, row)))


def _copy(record: sqlite3.Connection, row: CopyRow) -> Iterator[Bad]:
    where = f"copy of articles {row['a_id']} and {row['b_id']}"
    a, b = _text(record, row["a_id"], row["a_version"]), _text(record, row["b_id"], row["b_version"])
    if a is None or b is None:
        yield {
            "what": "copy",
            "where": where,
            "why": f"A version it was measured on is not there. {ANEW.format('copies')}",
        }
        return
    recorded = (row["kind"], row["containment"], row["jaccard"])
    if recorded != measured(Likeness.of(a, b), day_of(row["b_id"]) - day_of(row["a_id"])):
        yield {
            "what": "copy",
            "where": where,
            "why": f"Measured again, they share something else. {ANEW.format('copies')}",
        }
    if row["first_id"] not in (None, row["a_id"], row["b_id"]):
        yield {
            "what": "copy",
            "where": where,
            "why": f"The first of the two is a third article. {ANEW.format('copies')}",
        }


def _text(record: sqlite3.Connection, article_id: int, n: int) -> Text | None:
    found = record.execute(TEXT, (article_id, n)).fetchone()
    return Text.of(n, words_for_comparison(found[0])) if found else None
