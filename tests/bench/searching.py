"""Asking the archive, against the way a stock index of the same articles is asked.

The count is the one Datasette 0.65 sends (`filters.py`, `views/table.py`), the best 20 are joined and ranked as
sqlite-utils does it (`Table.search_sql`), with marks added, so that both sides show the same.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.record.reindexing import reindex
from archive.search.compiled import Mode
from archive.search.engine import search
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly
from tests.bench.material import made_texts, record_of
from tests.bench.timing import Claim, at_least, medians, ms, quicker

NEWEST = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT 20"
RANKED = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rank LIMIT 20"
COUNT = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?"
THEIR_COUNT = "SELECT count(*) FROM articles WHERE id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
THEIR_BEST = """
SELECT a.id, a.outlet, a.url, highlight(articles_fts, 1, char(2), char(3)),
  snippet(articles_fts, 0, char(2), char(3), '…', 32)
FROM articles a JOIN articles_fts ON a.id = articles_fts.rowid
WHERE articles_fts MATCH ? ORDER BY articles_fts.rank LIMIT 20"""
NAMES = ("سوريا", "دير الزور", "الحسكة", "حلب القديمة")
# The words asked for stand in about these shares of all articles.
SHARES = (0.5, 0.1, 0.01)
TERMS = "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, articles_fts, row)"


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    texts = made_texts(articles)
    ours, theirs = _ours(folder / "ours.db", texts), _theirs(folder / "theirs.db", texts)
    del texts
    for word, hits in _words(ours, theirs, articles):
        yield from _asked(ours, theirs, word, f"{hits:,} hits", hits > 0.4 * articles)
    yield from _names(ours)


def _ours(path: Path, texts: list[tuple[str, str]]) -> sqlite3.Connection:
    store = record_of(path, texts)
    reindex(store.db)
    store.close()
    return open_readonly(path)


def _theirs(path: Path, texts: list[tuple[str, str]]) -> sqlite3.Connection:
    """The same rows, with the index that `sqlite-utils enable-fts` makes."""
    store = record_of(path, texts)
    store.db.execute("DROP TABLE articles_fts")
    store.db.table("articles").enable_fts(["title", "body"]).optimize()
    store.close()
    return open_readonly(path)


def _words(ours: sqlite3.Connection, theirs: sqlite3.Connection, articles: int) -> Iterator[tuple[str, int]]:
    """Words that both indexes find equally often, so that the same hits are compared."""
    both = _frequencies(ours).items() & _frequencies(theirs).items()
    for share in SHARES:
        yield min(both, key=lambda found: (abs(found[1] - share * articles), found))


def _frequencies(connection: sqlite3.Connection) -> dict[str, int]:
    connection.execute("PRAGMA query_only = OFF")
    connection.execute(TERMS)
    rows = connection.execute("SELECT term, doc FROM temp.terms WHERE length(term) >= 4")
    return dict(rows.fetchall())


def _asking(connection: sqlite3.Connection, sql: str, word: str) -> Callable[[], object]:
    return lambda: connection.execute(sql, (word,)).fetchall()


def _asked(ours: sqlite3.Connection, theirs: sqlite3.Connection, word: str, hits: str, common: bool) -> Iterator[Claim]:
    newest, ranked, count, their_count = medians(
        _asking(ours, NEWEST, word),
        _asking(ours, RANKED, word),
        _asking(ours, COUNT, word),
        _asking(theirs, THEIR_COUNT, word),
    )
    goal = at_least(100, ranked / newest) if common else ""
    yield Claim(f"newest 20, {hits}", ms(newest), f"best 20 by rank {ms(ranked)}", quicker(newest, ranked), goal)
    yield Claim(f"count, {hits}", ms(count), f"Datasette {ms(their_count)}", quicker(count, their_count))

    def stock() -> None:
        theirs.execute(THEIR_BEST, (word,)).fetchall()
        theirs.execute(THEIR_COUNT, (word,)).fetchall()

    page, best, stock_page = medians(
        lambda: search(ours, word, mode="exact"), lambda: search(ours, word, mode="exact", order="rank"), stock
    )
    for what, spent in (("newest", page), ("best", best)):
        label = f"count, {what} 20, marks, {hits}"
        yield Claim(label, ms(spent), f"stock: count, best 20, marks {ms(stock_page)}", quicker(spent, stock_page))


def _names(connection: sqlite3.Connection) -> Iterator[Claim]:
    """What it costs to look for a name under all its spellings, each question's own words counted anew."""

    def compiling(mode: Mode) -> Callable[[], object]:
        return lambda: [compile_query(name, mode, Vocabulary(connection)) for name in NAMES]

    def asking(mode: Mode) -> Callable[[], object]:
        return lambda: [search(connection, name, mode=mode) for name in NAMES]

    for what, calls in (("compiling a question", compiling), ("the whole answer", asking)):
        names, exact = (spent / len(NAMES) for spent in medians(calls("names"), calls("exact")))
        yield Claim(
            f"names in all spellings: {what}", ms(names), f"this spelling alone {ms(exact)}", quicker(names, exact)
        )
