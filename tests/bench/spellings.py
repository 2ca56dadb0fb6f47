"""Which articles a question finds, however it is spelt: real articles, and questions whose answers a person chose.

Beside it what a stock index of the same articles finds by the same words, asked as Datasette's search box asks it.
Recall and precision are means over all spellings of a kind; one that finds nothing has found nothing wrong.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from datasette.utils import escape_fts
from sqlite_utils.utils import sqlite3

from archive.record.reindexing import reindex
from archive.search.engine import search
from archive.search.fts_query import Mode
from tests.bench.indexing import stock_build
from tests.bench.material import REAL, real_articles, record_of
from tests.bench.timing import Claim, at_least, times

ALL = 1_000_000
# Kind of question, its spellings that are asked, the mode; the least recall and precision.
ASKED: tuple[tuple[str, str, Mode, float, float], ...] = (
    ("names", "variants", "names", 0.93, 0.95),
    ("alias", "all", "names", 0, 0),
    ("concepts", "all", "forms", 0.93, 0.92),
    ("broken", "all", "forms", 0, 0),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in one spelling, and the numbers of the articles that answer it."""

    text: str
    relevant: frozenset[int]


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """None where there are no real articles."""
    del articles
    if not (REAL / "queries.json").exists():
        return
    store = record_of(folder / "real.db", real_articles(ALL))
    reindex(store.db)
    numbers = {int(row["id"]): int(row["key"]) for row in store.db.query("SELECT id, key FROM articles")}
    stock_build(store.db)

    def ours(mode: Mode) -> Callable[[str], set[int]]:
        return lambda text: {numbers[hit.id] for hit in search(store.db.conn, text, mode=mode, limit=ALL).hits}

    def stock(text: str) -> set[int]:
        return {numbers[row[0]] for row in _stock_hits(store.db.conn, text)}

    for kind, spellings, mode, recall, precision in ASKED:
        yield from _claims_of(kind, spellings, mode, ours(mode), stock, (recall, precision))
    store.close()


def _stock_hits(connection: sqlite3.Connection, text: str) -> list[tuple[int]]:
    return connection.execute("SELECT rowid FROM stock WHERE stock MATCH ?", (escape_fts(text),)).fetchall()


def _claims_of(
    kind: str,
    spellings: str,
    mode: Mode,
    ours: Callable[[str], set[int]],
    stock: Callable[[str], set[int]],
    goals: tuple[float, float],
) -> Iterator[Claim]:
    asked = list(_questions(kind, only_variants=spellings == "variants"))
    (recall, precision), (other_recall, other_precision) = _measured(asked, ours), _measured(asked, stock)
    label = f"{kind}, {spellings}: {len(asked)} spellings, mode {mode}"
    ratio = recall / other_recall
    told = at_least(goals[0], recall) + (f", {at_least(10, ratio)}" if kind == "names" else "") if goals[0] else ""
    yield Claim(f"recall of {label}", f"{recall:.4f}", f"stock {other_recall:.4f}", times(ratio, "as many"), told)
    goal = at_least(goals[1], precision) if goals[1] else ""
    yield Claim(f"precision of {label}", f"{precision:.4f}", f"stock {other_precision:.4f}", "", goal)


def _questions(kind: str, *, only_variants: bool) -> Iterator[Asked]:
    for question in json.loads((REAL / "queries.json").read_text(encoding="utf-8")):
        for variant, text in question["spellings"]:
            if question["kind"] == kind and not (only_variants and variant == "canon"):
                yield Asked(text, frozenset(question["relevant"]))


def _measured(asked: list[Asked], find: Callable[[str], set[int]]) -> tuple[float, float]:
    """Mean recall and precision."""
    answers = [(one.relevant, find(one.text)) for one in asked]
    recall = mean(len(found & relevant) / len(relevant) for relevant, found in answers)
    return recall, mean(len(found & relevant) / len(found) if found else 1.0 for relevant, found in answers)
