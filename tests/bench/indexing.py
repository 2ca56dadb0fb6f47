"""Folding the text and writing the search index, against the index stock SQLite would write of the same articles."""

from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database

from archive.record.fulltext import alignment_mismatches
from archive.record.reindexing import reindex
from archive.text.folding import fold_for_index
from archive.text.letters import FOLD
from tests.bench.material import made_texts, real_articles, record_of
from tests.bench.timing import Claim, at_most, medians, quicker, times

# The size an index has to its text needs many articles, the speeds of a round do not.
TIMED, MADE, REAL = 2_000, 4_000, 10_000
STOCK = (
    "CREATE VIRTUAL TABLE stock USING fts5(title, body, content='articles', content_rowid='id')",
    "INSERT INTO stock(stock) VALUES('rebuild')",
    "INSERT INTO stock(stock) VALUES('optimize')",
)


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """Of made articles, and of real ones where they are: the few words of the made ones make a small index."""
    del articles
    for kind, texts in (("made", made_texts(MADE)), ("real", real_articles(REAL))):
        if texts:
            label = f"{min(TIMED, len(texts)):,} {kind} articles"
            yield _folding(label, texts[:TIMED])
            yield _building(label, folder / f"{kind}-timed.db", texts[:TIMED])
            yield from _sizes(kind, folder / f"{kind}.db", texts)


def _building(label: str, path: Path, texts: list[tuple[str, str]]) -> Claim:
    store = record_of(path, texts)
    ours, stock = medians(lambda: reindex(store.db), lambda: stock_build(store.db), repeats=1)
    store.close()
    return Claim(
        f"building the index, {label}",
        f"{len(texts) / ours:,.0f} articles/s",
        f"unicode61 {len(texts) / stock:,.0f} articles/s",
        quicker(ours, stock),
        at_most(2.2, ours / stock),
    )


def _folding(label: str, texts: list[tuple[str, str]]) -> Claim:
    bodies = [body for _, body in texts]
    megabytes = sum(len(body.encode()) for body in bodies) / 1e6
    ours, plain = medians(
        lambda: [fold_for_index(body) for body in bodies], lambda: [body.translate(FOLD) for body in bodies], repeats=1
    )
    return Claim(
        f"folding, {label}",
        f"{megabytes / ours:.1f} MB/s",
        f"str.translate, not aligned {megabytes / plain:.1f} MB/s",
        quicker(ours, plain),
    )


def stock_build(db: Database) -> None:
    db.execute("DROP TABLE IF EXISTS stock")
    for statement in STOCK:
        with db.conn:
            db.execute(statement)


def _sizes(kind: str, path: Path, texts: list[tuple[str, str]]) -> Iterator[Claim]:
    store = record_of(path, texts)
    reindex(store.db)
    stock_build(store.db)
    label = f"{len(texts):,} {kind} articles"
    ours, stock = (_bytes(store.db, name) / 1e6 for name in ("articles_fts", "stock"))
    text = sum(len(f"{title}{body}".encode()) for title, body in texts) / 1e6
    for other, size, limit in (("unicode61", stock, 1.02), ("the text", text, 0.35)):
        ratio = ours / size
        yield Claim(
            f"index, {label}",
            f"{ours:.2f} MB",
            f"{other} {size:.2f} MB",
            times(ratio, "the size"),
            at_most(limit, ratio) if kind == "real" else "",
        )
    wrong = alignment_mismatches(store.db)
    yield Claim(f"tokens not aligned, {label}", f"{wrong}", "", "", at_most(0, wrong))
    store.close()


def _bytes(db: Database, index: str) -> int:
    blocks, sizes = (f"{index}_data", "block"), (f"{index}_docsize", "sz")
    return sum(sum(len(row[column]) for row in db.table(table).rows) for table, column in (blocks, sizes))
