"""What each spelling of a question finds in real articles: a record to search, beside it the texts the patterns see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from datasette.utils import escape_fts
from sqlite_utils.utils import sqlite3

from archive.record.reindexing import reindex
from archive.record.spelling_table import derive
from archive.search.compiled import Mode
from archive.search.engine import search
from archive.search.hits import Hits
from archive.search.suggestions import offers
from archive.sqlite import open_readonly
from tests.bench.indexing import stock_build
from tests.bench.material import REAL, Origin, made_once, mission_articles, real_articles, real_outlets, record_of
from tests.bench.questions import Question
from tests.bench.relevance import Texts

ALL = 1_000_000
OFFERS = 3
Find = Callable[[str, Mode], set[int]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one spelling of a question found."""

    question: Question
    text: str
    found: set[int]

    @property
    def recall(self) -> float:
        return len(self.found & self.question.right) / len(self.question.right)

    @property
    def precision(self) -> float:
        """What finds nothing has found nothing wrong."""
        return len(self.found & self.question.also) / len(self.found) if self.found else 1.0


@dataclass(frozen=True, slots=True)
class Material:
    """Articles as patterns see them, and ways to search them: ours, a stock index, ours with what it offers."""

    name: str
    texts: Texts
    ours: Find
    stock: Find
    offered: Find


def answers(question: Question, find: Find) -> Iterator[Answer]:
    for text in question.spellings:
        yield Answer(question, text, find(text, question.mode))


def materials(folder: Path) -> Iterator[Material]:
    """What lies beside the checkout; records are made in `folder` unless they are there."""
    if (REAL / "queries.json").exists():
        yield _material(folder / "real.db", real_articles(ALL), real_outlets(ALL))
    if (REAL / "mission").exists():
        yield _material(folder / "mission.db", *mission_articles())


def _material(path: Path, texts: list[tuple[str, str]], origins: list[Origin]) -> Material:
    made_once(path, lambda part: _write(part, texts, origins))
    connection = open_readonly(path)
    numbers = {row[0]: int(row[1]) for row in connection.execute("SELECT id, key FROM articles")}
    ours, stock, offered = (partial(find, connection, numbers) for find in (_ours, _stock, _offered))
    return Material(path.stem, Texts(texts), ours, stock, offered)


def _write(path: Path, texts: list[tuple[str, str]], origins: list[Origin]) -> None:
    """A record with all that a search reads: what stands beside the index has to be made here, too."""
    store = record_of(path, texts, origins)
    reindex(store.db)
    derive(store.db)
    stock_build(store.db)
    store.db.execute("PRAGMA journal_mode = DELETE").fetchall()
    store.close()


def _ours(connection: sqlite3.Connection, numbers: dict[int, int], text: str, mode: Mode) -> set[int]:
    """The numbers of all articles that `search` counts, without marking every one of them for a page."""
    results = search(connection, text, mode=mode, limit=1)
    found = Hits(connection, results.compiled, {}).newest(ALL)
    if len(found) != results.count:
        raise AssertionError(f"{text}: {results.count} counted, {len(found)} listed")
    return {numbers[article] for article in found}


def _offered(connection: sqlite3.Connection, numbers: dict[int, int], text: str, mode: Mode) -> set[int]:
    """What is found, or what the first three questions find that are offered beside it."""
    results = search(connection, text, mode=mode, limit=1)
    others = offers(connection, text, mode, results.count, results.suggestions)[:OFFERS]
    asked = [(text, mode), *((other.question, other.mode) for other in others)]
    return set().union(*(_ours(connection, numbers, *one) for one in asked))


def _stock(connection: sqlite3.Connection, numbers: dict[int, int], text: str, mode: Mode) -> set[int]:
    del mode
    rows = connection.execute("SELECT rowid FROM stock WHERE stock MATCH ?", (escape_fts(text),))
    return {numbers[row[0]] for row in rows}
