"""Finding copies: a text to its sketch, the look-up among many articles, what a whole capture costs.

The index is filled with the sketches of real articles where there are any (else of made ones) as often as it takes,
each time under other hashes: what is shared within the set is shared as in life, and nothing beyond it. A million
articles take minutes and gigabytes; they are asked for by WARRAQ_BENCH_MILLION=1, else it is as many as the searches.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import mean, quantiles

from archive.copies.index import SimilarIndex
from archive.copies.shingles import ALGORITHM, BOUND, Text
from archive.sqlite import transaction
from archive.text.folding import words_for_comparison
from archive.times import IDS_PER_DAY
from archive.versions.compare import Fingerprint
from tests.bench.material import made_texts, real_articles
from tests.bench.timing import Claim, at_most, medians, ms, times
from tests.support.copied_articles import HOUR, MadeRecord

MILLION = 1_000_000
TEXTS, LOOKUPS, CAPTURES = 20_000, 3_000, 300
DAYS, FIRST_DAY = 3_650, 16_000
OUTLETS = 25


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    size = MILLION if os.environ.get("WARRAQ_BENCH_MILLION") else articles
    texts = real_articles(TEXTS) or made_texts(TEXTS)
    yield from _sketching(texts[:1_000])
    sketches = [Text.of(1, words_for_comparison(body)).hashes for _, body in texts]
    path = folder / "data" / "similar.db"
    path.parent.mkdir()
    _fill(path, sketches, size)
    yield Claim(
        f"the index of {size:,} articles, bytes an article",
        f"{path.stat().st_size / size:.0f}",
        f"{mean(map(len, sketches)):.1f} hashes of 8 bytes and the article's number",
        "",
        at_most(700, path.stat().st_size / size),
    )
    yield from _looking_up(path, sketches, size)
    yield from _capturing(folder / "data", texts[:CAPTURES], size)


def _sketching(texts: list[tuple[str, str]]) -> Iterator[Claim]:
    folded = [words_for_comparison(body) for _, body in texts]

    def fold() -> None:
        for _, body in texts:
            words_for_comparison(body)

    def whole() -> None:
        for _, body in texts:
            Text.of(1, words_for_comparison(body))

    def cut() -> None:
        for words in folded:
            Text.of(1, words)

    sketched, folding, cutting = (spent / len(texts) for spent in medians(whole, fold, cut, repeats=1))
    yield Claim("a text to its sketch", ms(sketched), f"folding it {ms(folding)}, the rest {ms(cutting)}", "")


def _fill(path: Path, sketches: list[frozenset[int]], size: int) -> None:
    """Sorted by SQLite itself: what is timed later is the look-up, not the filling."""
    index, chance = SimilarIndex(path), random.Random(3)
    ids = _ids(chance, size)
    with transaction(index.db):
        index.db.execute("CREATE TEMP TABLE loose(h INTEGER, article INTEGER)")
        for n in range(OUTLETS):
            index.db.execute("INSERT INTO outlets(name) VALUES(?)", (f"outlet{n}",))
        for start in range(0, size, len(sketches)):
            salt = chance.randrange(BOUND)
            rows = ((h ^ salt, ids[start + n]) for n, hashes in enumerate(sketches[: size - start]) for h in hashes)
            index.db.conn.executemany("INSERT INTO loose VALUES(?, ?)", rows)
        index.db.execute("INSERT INTO fp SELECT h, article FROM loose ORDER BY h, article")
        index.db.conn.executemany(
            "INSERT INTO sketched VALUES(?, ?, 250, ?)",
            ((article, chance.randrange(1, OUTLETS + 1), ALGORITHM) for article in sorted(ids)),
        )
        index.db.execute("DROP TABLE loose")
    index.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    index.close()


def _ids(chance: random.Random, size: int) -> list[int]:
    ids = [(FIRST_DAY + n % DAYS) * IDS_PER_DAY + n // DAYS + 1 for n in range(size)]
    chance.shuffle(ids)
    return ids


def _looking_up(path: Path, sketches: list[frozenset[int]], size: int) -> Iterator[Claim]:
    """Sketches that stand in the index: each finds itself and whatever it shares with others of its set."""
    index, chance = SimilarIndex(path), random.Random(3)
    _ids(chance, size)
    salt = chance.randrange(BOUND)
    asked = [[h ^ salt for h in hashes] for hashes in random.Random(4).sample(sketches, min(LOOKUPS, len(sketches)))]
    before = _own_memory()
    _timed(index, asked)
    spent = _timed(index, asked)
    p95 = quantiles(spent, n=20)[-1]
    yield Claim(f"a look-up among {size:,}, mean", ms(mean(spent)), "", "", at_most(0.2, mean(spent) * 1000, " ms"))
    yield Claim("its 95th percentile", ms(p95), "", "", at_most(1, p95 * 1000, " ms"))
    grown = _own_memory() - before
    yield Claim("memory grown by looking up", f"{grown:.0f} MB", f"file {path.stat().st_size / 2**20:,.0f} MB", "")
    index.close()


def _timed(index: SimilarIndex, asked: list[list[int]]) -> list[float]:
    spent = []
    for hashes in asked:
        started = time.process_time()
        index.postings(hashes)
        spent.append(time.process_time() - started)
    return spent


def _capturing(data: Path, texts: list[tuple[str, str]], size: int) -> Iterator[Claim]:
    """A new article, from its reading to the last row, beside an index of this size."""
    with MadeRecord(data) as desk:
        # The filled index follows this record: nothing waits to be taken up.
        spent = [_spent(partial(desk.put, f"one/{n}", body, n * HOUR)) for n, (_, body) in enumerate(texts)]

    def sign() -> None:
        for title, body in texts:
            Fingerprint.of(title, body)
            Text.of(1, words_for_comparison(body))

    signing = medians(sign, repeats=1)[0] / len(texts)
    whole = mean(spent[len(spent) // 3 :])
    yield Claim(
        f"a whole capture beside {size:,} articles, CPU",
        ms(whole),
        f"its signature {ms(signing)}",
        times(whole / signing, "the signature"),
        at_most(3, whole / signing, "×"),
    )


def _spent(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def _own_memory() -> float:
    """Memory of this process that is no part of a file, in MiB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return sum(int(line.split()[1]) for line in lines if line.startswith("RssAnon")) / 1024
