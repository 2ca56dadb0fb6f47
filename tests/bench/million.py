"""A large archive of made articles, searched: only when asked for, as it takes minutes and some gigabytes.

    WARRAQ_BENCH_MILLION=1 make bench
    .venv/bin/python -m tests.bench.million 100000      # this part alone, of another size
    .venv/bin/python -m tests.bench.million 1000000 --keep FOLDER    # asked again in a minute: the record stays there

The words are made: stems of Arabic letters with the affixes of Arabic, as frequent as Zipf's law says of words, and in
every article some that stand nowhere else. Paragraphs return in other articles, in other company.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import get_args

from sqlite_utils.utils import sqlite3

from archive.record.fulltext import INDEX, INSERT
from archive.record.reindexing import merge
from archive.record.store import Store, open_record
from archive.search import engine
from archive.search.facets import FACET_HITS, facets
from archive.search.fts_query import Mode, compile_query
from archive.search.hits import Hits
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly, transaction
from archive.text.folding import fold_for_index
from archive.times import first_id_of
from tests.bench.material import OUTLET, made_once
from tests.bench.timing import Claim, at_most, medians, ms

MILLION = 1_000_000
LETTERS = "ابتجحدرزسشصطعغفقكلمنهوي"
PREFIXES = ("", "ال", "", "و", "ال", "ب", "لل", "وال", "ل", "بال")
SUFFIXES = ("", "", "ة", "ات", "ين", "ي", "ية", "ها", "ون", "ى")
VOCABULARY = 120_000
PARAGRAPHS, WORDS = 60_000, 45
PER_ARTICLE, PER_TITLE = 4, 8
BATCH, PER_DAY = 20_000, 400
FIRST_DAY = date(2015, 1, 1)
SLOWEST = 300  # ms of any question
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
    words = vocabulary(random.Random(7))
    path = folder / "million.db"
    made_once(path, lambda part: fill(part, articles, words))
    connection = open_readonly(path)
    size = f"{articles:,} made articles"
    yield _size(connection, size)
    for share in SHARES:
        yield from _asked(connection, _word_in(connection, words, share * articles), size)
    yield from _whole_answers(connection, words, articles)
    connection.close()


def vocabulary(chance: random.Random) -> list[str]:
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


def fill(path: Path, articles: int, words: list[str]) -> None:
    """Write the articles by the store's own statements."""
    store = open_record(path)
    store.put_outlet(OUTLET)
    store.db.execute("PRAGMA synchronous = OFF")
    chance = random.Random(11)
    paragraphs = _paragraphs(chance, words)
    for start in range(0, articles, BATCH):
        texts = [_article(chance, paragraphs, n) for n in range(start, min(start + BATCH, articles))]
        with transaction(store.db):
            _write(store, start, texts)
    merge(store.db)
    store.db.execute("PRAGMA journal_mode = DELETE").fetchall()
    store.close()


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


def _write(store: Store, start: int, texts: list[tuple[Text, Text]]) -> None:
    ids = [first_id_of(FIRST_DAY) + n // PER_DAY * 100_000 + n % PER_DAY + 1 for n in range(start, start + len(texts))]
    days = [(FIRST_DAY + timedelta(days=n // PER_DAY)).isoformat() for n in range(start, start + len(texts))]
    rows = (
        (number, OUTLET.name, str(number), f"{OUTLET.home}{number}/", title[0], body[0], day, f"{day}T12:00:00Z", day)
        for number, day, (title, body) in zip(ids, days, texts, strict=True)
    )
    store.db.conn.executemany(ARTICLE, rows)
    indexed = ((number, title[1], body[1], None) for number, (title, body) in zip(ids, texts, strict=True))
    store.db.conn.executemany(INSERT.format(INDEX), indexed)


def _size(connection: sqlite3.Connection, size: str) -> Claim:
    lengths = "SELECT sum(length(CAST(title || body AS BLOB))) FROM articles"
    text_bytes = connection.execute(lengths).fetchone()[0]
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
        return engine.show(connection, compiled, ids)

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
    for what, question, mode in _questions(connection, words, articles):
        spent, compiling = medians(
            lambda question=question, mode=mode: engine.search(connection, question, mode=mode),  # type: ignore[misc]
            lambda question=question, mode=mode: compile_query(question, mode, Vocabulary(connection)),  # type: ignore[misc]
        )
        found = engine.search(connection, question, mode=mode).count
        goal = at_most(SLOWEST, spent * 1000, " ms")
        yield Claim(f"the whole answer: {what}", ms(spent), f"compiling it {ms(compiling)}", f"{found:,} hits", goal)


def _questions(connection: sqlite3.Connection, words: list[str], articles: int) -> Iterator[tuple[str, str, Mode]]:
    commonest, common, rarer = (_word_in(connection, words, share * articles) for share in (0.5, 0.1, 0.02))
    slip = rarer[:-1] + ("ث" if rarer[-1] != "ث" else "ظ") + rarer[-1]
    yield from _in_every_mode("the commonest word", commonest)
    yield from _in_every_mode("a word", common)
    yield from _in_every_mode("two words", f"{common} {rarer}")
    yield from _in_every_mode("two common words", f"{commonest} {common}")
    yield from _in_every_mode("eight words", " ".join(words[200:1800:200]))
    yield from _in_every_mode("eight common words", " ".join(words[30:46:2]))
    yield from _in_every_mode("sixty words", " ".join(words[300:360]))
    yield from _in_every_mode("two words joined", f"{common}{rarer}")
    yield from _in_every_mode("letters apart", " ".join(common))
    yield from _in_every_mode("one or the other", f"{common} OR {rarer}")
    yield from _in_every_mode("one without the other", f"{common} -{rarer}")
    yield from _in_every_mode("a word of two letters and another", f"{words[0][-2:]} {common}")
    yield from _in_every_mode("a number", "2015")
    yield "a phrase", f'"{common} {rarer}"', "names"
    for start in ("ال*", "و*", "مح*", "الم*", f"{common[:4]}*"):
        yield start, start, "names"
    yield "a start and a word", f"مح* {common}", "names"
    yield "a year of an outlet", f"{common} outlet:{OUTLET.name} from:2016 to:2016", "names"
    yield "edited only", f"{common} kind:edited", "names"
    yield "a slip, with suggestions", slip, "names"


def _in_every_mode(what: str, question: str) -> Iterator[tuple[str, str, Mode]]:
    for mode in get_args(Mode):
        yield f"{what}, {mode}", question, mode


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.million")
    parser.add_argument("articles", nargs="?", type=int, default=MILLION)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the record here, or ask the one kept here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-million-") as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for claim in claims_of(folder, asked.articles):
            print(claim.what, claim.ours, claim.other, claim.ratio, claim.goal, sep="  |  ", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
