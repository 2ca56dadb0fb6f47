"""Copies found among real articles: fourteen kinds of made copies, and pairs that a person read."""

import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

from archive.copies.queries import copies
from archive.data_folder import DataFolder
from archive.identity.urls import clean_url
from archive.ingest.importer import Importer
from archive.ingest.session import Writer
from archive.sqlite import open_readonly
from tests.bench.material import REAL
from tests.bench.timing import Claim, at_least
from tests.support.copied_articles import MadeRecord
from tests.support.copy_accuracy import accuracy

# As many as take a minute; all of them, and more bases, when the great parts are asked for.
ARTICLES, BASES = 4_000, 60
ALL_ARTICLES, MANY_BASES = 20_000, 600
FEWEST_WORDS = 64
LONG_ENOUGH = "SELECT id FROM articles WHERE length(body) - length(replace(body, ' ', '')) >= ? ORDER BY id"


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    del articles
    if not REAL.exists():
        yield Claim("copies found among real articles", "not measured", "no ../shared/data", "")
        return
    everything = bool(os.environ.get("WARRAQ_BENCH_MILLION"))
    yield from _variants(folder, *((ALL_ARTICLES, MANY_BASES) if everything else (ARTICLES, BASES)))
    yield from _read_pairs(folder)


def _variants(folder: Path, articles: int, bases: int) -> Iterator[Claim]:
    data = folder / "variants"
    _import(data, REAL / "articles.jsonl.gz", articles)
    with MadeRecord(data) as desk:
        yield _made_anew(desk)
        ids = list(desk.writer.store.column(int, LONG_ENOUGH, FEWEST_WORDS))
        chosen = random.Random(5).sample(ids, bases)
        counted = accuracy(desk, chosen, ids)
    what = f"{counted.made.total():,} made copies among {len(ids):,} real articles"
    worst = min(counted.made, key=lambda name: counted.found[name] / counted.made[name])
    share = counted.found[worst] / counted.made[worst]
    yield Claim(f"{what}: F1", f"{counted.f1:.4f}", f"worst found: {worst} {share:.3f}", "", at_least(0.99, counted.f1))
    yield Claim("their precision", f"{counted.precision:.4f}", "", "", at_least(0.995, counted.precision))


def _made_anew(desk: MadeRecord) -> Claim:
    """Copies and index of all articles made anew from the record."""
    started = time.process_time()
    desk.writer.copies.start_anew()
    while desk.writer.copies.follow():
        pass
    spent = time.process_time() - started
    articles, found = (len(desk.rows(sql)) for sql in ("SELECT id FROM articles", "SELECT a_id FROM copies"))
    size = (desk.root / "similar.db").stat().st_size
    return Claim(
        f"copies of {articles:,} real articles made anew, CPU",
        f"{spent:.1f} s",
        f"{found:,} copies, similar.db {size / articles:.0f} bytes an article",
        "",
    )


def _read_pairs(folder: Path) -> Iterator[Claim]:
    pairs = [json.loads(line) for line in (REAL / "pairs.jsonl").read_text().splitlines()]
    given = {side["url"]: side for pair in pairs for side in (pair["a"], pair["b"])}
    path = folder / "pairs.jsonl"
    names = {"url": "url", "title": "title", "text": "text", "published": "date"}
    lines = ({name: side[source] for name, source in names.items()} for side in given.values())
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    _import(folder / "pairs", path, len(given))
    connection = open_readonly(folder / "pairs" / "warraq.db")
    ids = dict(connection.execute("SELECT url, article_id FROM urls").fetchall())
    found = {frozenset((row["a_id"], row["b_id"])) for row in copies(connection)}
    connection.close()
    told = [
        (pair["label"], frozenset(ids[clean_url(pair[side]["url"])] for side in "ab") in found)
        for pair in pairs
        if pair["label"] != "A"
    ]
    right, wrong = told.count((1, True)), told.count((0, True))
    precision, recall = right / (right + wrong), right / (right + told.count((1, False)))
    f1 = 2 * precision * recall / (precision + recall)
    yield Claim(f"{len(told)} pairs read by a person: F1", f"{f1:.3f}", f"recall {recall:.3f}", "", at_least(0.92, f1))
    yield Claim("their precision", f"{precision:.3f}", "", "", at_least(0.95, precision))


def _import(data: Path, path: Path, articles: int) -> None:
    with Writer(DataFolder(data), "import") as writer:
        for number, _ in enumerate(Importer(writer, {}).run(path), start=1):
            if number >= articles:
                break
        while writer.copies.follow():
            pass
