"""A large archive of made articles, searched: only when asked for, as it takes minutes and some gigabytes.

    WARRAQ_BENCH_MILLION=1 make bench
    .venv/bin/python -m tests.bench.million 100000      # this part alone, of another size

The words are made: stems of Arabic letters with the affixes of Arabic, as frequent as Zipf's law says of words, and in
every article some that stand nowhere else. Paragraphs return in other articles, in other company.
"""

import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.record.fulltext import INDEX, INSERT
from archive.record.reindexing import merge
from archive.record.store import Store, open_record
from archive.search import engine
from archive.search.facets import FACET_HITS, facets
from archive.search.filters import Hits
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly, transaction
from archive.text.folding import fold_for_index
from archive.times import first_id_of
from tests.bench.material import OUTLET
from tests.bench.timing import Claim, at_most, medians, ms

MILLION = 1_000_000
LETTERS = "ابتجحدرزسشصطعغفقكلمنهوي"
PREFIXES = ("", "ال", "", "و", "ال", "ب", "لل", "وال", "ل", "بال")
SUFFIXES = ("", "", "ة", "ات", "ين", "ي", "ية", "ها", "ون", "ى")
VOCABULARY = 120_000
PARAGRAPHS, WORDS = 60_000, 45
PER_ARTICLE, PER_TITLE = 4, 8
BATCH = 20_000
PER_DAY = 400
FIRST_DAY = date(2015, 1, 1)
SHARES = (0.5, 0.1, 0.01)
ARTICLE = (
    "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day, published_from,"
    " first_seen_at, last_seen_at, status, versions, words_sha256) VALUES(?, ?, ?, ?, ?, ?, '', '', 'ar', ?, 'given',"
    " ?, ?, 'live', 1, '')"
)
Text = tuple[str, str]


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """As `make bench` asks; how many articles the other parts search is no matter here."""
    del articles
    yield from claims_of(folder, MILLION)


def claims_of(folder: Path, articles: int) -> Iterator[Claim]:
    words = _vocabulary(random.Random(7))
    path = folder / "million.db"
    text_bytes = _fill(path, articles, words)
    connection = open_readonly(path)
    size = f"{articles:,} made articles"
    yield _size(connection, text_bytes, size)
    for share in SHARES:
        yield from _asked(connection, _word_in(connection, words, share * articles), size)
    yield from _whole_answers(connection, words, articles)
    connection.close()


def _vocabulary(chance: random.Random) -> list[str]:
    """Words in the order of their frequency, each other one with affixes."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        stem = (
            "".join(chance.choices(LETTERS, k=chance.choice((2, 3, 3, 4, 5))))
            if len(found) > 20
            else LETTERS[len(found)] + "ي"
        )
        found[chance.choice(PREFIXES) + stem + chance.choice(SUFFIXES)] = None
    return list(found)


def _fill(path: Path, articles: int, words: list[str]) -> int:
    """Write the articles by the store's own statements; returns the bytes of their texts."""
    store = open_record(path)
    store.put_outlet(OUTLET)
    store.db.execute("PRAGMA synchronous = OFF")
    chance, text_bytes = random.Random(11), 0
    paragraphs = _paragraphs(chance, words)
    for start in range(0, articles, BATCH):
        texts = [_article(chance, paragraphs, n) for n in range(start, min(start + BATCH, articles))]
        with transaction(store.db):
            text_bytes += _write(store, start, texts)
    merge(store.db)
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    store.close()
    return text_bytes


def _paragraphs(chance: random.Random, words: list[str]) -> list[Text]:
    """Paragraphs and what is indexed of them: folding word by word is folding the whole."""
    weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    drawn = (chance.choices(words, cum_weights=weights, k=WORDS) for _ in range(PARAGRAPHS))
    return [(text, fold_for_index(text)) for text in (" ".join(chosen) + "." for chosen in drawn)]


def _article(chance: random.Random, paragraphs: list[Text], n: int) -> tuple[Text, Text]:
    """Title and body, each with its folded form."""
    parts = chance.choices(paragraphs, k=PER_ARTICLE + 1)
    title = tuple(" ".join(form.split(" ", PER_TITLE)[:PER_TITLE]) for form in parts.pop())
    rare = "".join(chance.choices(LETTERS, k=7)) + f" {n} "
    return (title[0], title[1]), (
        rare + "\n".join(text for text, _ in parts),
        rare + "\n".join(fold for _, fold in parts),
    )


def _write(store: Store, start: int, texts: list[tuple[Text, Text]]) -> int:
    ids = [first_id_of(FIRST_DAY) + n // PER_DAY * 100_000 + n % PER_DAY + 1 for n in range(start, start + len(texts))]
    days = [(FIRST_DAY + timedelta(days=n // PER_DAY)).isoformat() for n in range(start, start + len(texts))]
    rows = (
        (number, OUTLET.name, str(number), f"{OUTLET.home}{number}/", title[0], body[0], day, f"{day}T12:00:00Z", day)
        for number, day, (title, body) in zip(ids, days, texts, strict=True)
    )
    store.db.conn.executemany(ARTICLE, rows)
    indexed = ((number, title[1], body[1], None) for number, (title, body) in zip(ids, texts, strict=True))
    store.db.conn.executemany(INSERT.format(INDEX), indexed)
    return sum(len(f"{title[0]}{body[0]}".encode()) for title, body in texts)


def _size(connection: sqlite3.Connection, text_bytes: int, size: str) -> Claim:
    index = sum(
        connection.execute(f"SELECT sum(length({column})) FROM articles_fts_{table}").fetchone()[0]  # noqa: S608 - ours
        for table, column in (("data", "block"), ("docsize", "sz"))
    )
    ratio = index / text_bytes
    return Claim(
        f"index, {size}", f"{index / 1e6:,.0f} MB", f"the text {text_bytes / 1e6:,.0f} MB", f"{ratio:.3g}× the size"
    )


def _word_in(connection: sqlite3.Connection, words: list[str], articles: float) -> str:
    """The word that stands in about so many articles: the rarer, the further down the list."""
    low, high, vocabulary = 0, len(words) - 1, Vocabulary(connection)
    while low < high:
        middle = (low + high) // 2
        if vocabulary.articles_with(fold_for_index(words[middle])) > articles:
            low = middle + 1
        else:
            high = middle
    return words[low]


def _asked(connection: sqlite3.Connection, word: str, size: str) -> Iterator[Claim]:
    """What each part of an answer costs, for a word in this spelling."""
    compiled = compile_query(word, "exact", Vocabulary(connection))
    hits = engine.search(connection, word, mode="exact").count

    def page() -> object:
        ids = Hits(connection, compiled, {}).newest(20)
        return engine._shown(connection, compiled, ids)

    def best() -> object:
        found = Hits(connection, compiled, {})
        return engine._best(found, found, 20)

    def count() -> object:
        return Hits(connection, compiled, {}).count(Vocabulary(connection))

    counted, newest, ranked, spread, whole = medians(
        count,
        page,
        best,
        lambda: facets(connection, compiled),
        lambda: engine.search(connection, word, mode="exact"),
    )
    label = f"{hits:,} hits in {size}"
    window = f"best 20 of the newest {engine.RANKED_HITS:,}, {label}"
    yield Claim(f"count, {label}", ms(counted), "", "", at_most(40, counted * 1000, " ms"))
    yield Claim(f"newest 20 with snippets, {label}", ms(newest), "", "", at_most(5, newest * 1000, " ms"))
    yield Claim(f"both, as one answer, {label}", ms(whole), "", "")
    yield Claim(window, ms(ranked), "", "", at_most(100, ranked * 1000, " ms"))
    yield Claim(f"facets of the newest {FACET_HITS:,}, {label}", ms(spread), "", "")


def _whole_answers(connection: sqlite3.Connection, words: list[str], articles: int) -> Iterator[Claim]:
    common, rarer = (_word_in(connection, words, share * articles) for share in (0.1, 0.02))
    slip = rarer[:-1] + ("ث" if rarer[-1] != "ث" else "ظ") + rarer[-1]
    questions = {
        "a word, names": common,
        "two words, names": f"{common} {rarer}",
        "a phrase": f'"{common} {rarer}"',
        "word*": f"{common[:4]}*",
        "a year of an outlet": f"{common} outlet:{OUTLET.name} from:2016 to:2016",
        "edited only": f"{common} kind:edited",
        "a slip, with suggestions": slip,
    }
    for what, question in questions.items():
        spent, *_ = medians(lambda question=question: engine.search(connection, question))  # type: ignore[misc]
        found = engine.search(connection, question).count
        yield Claim(f"the whole answer: {what}", ms(spent), f"{found:,} hits", "")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    with tempfile.TemporaryDirectory(prefix="warraq-million-") as name:
        for claim in claims_of(Path(name), count):
            print(claim.what, claim.ours, claim.other, claim.ratio, claim.goal, sep="  |  ", flush=True)
