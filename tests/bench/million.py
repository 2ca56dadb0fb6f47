"""A large archive of made articles, searched: only when asked for, as it takes minutes and some gigabytes.

    WARRAQ_BENCH_MILLION=1 make bench
    .venv/bin/python -m tests.bench.million 100000      # this part alone, of another size
    .venv/bin/python -m tests.bench.million 1000000 --keep FOLDER    # asked again in a minute: the record stays there

What the articles are made of, tests.bench.large_record says.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from sqlite_utils.utils import sqlite3

from archive.search import engine
from archive.search.compiled import Mode
from archive.search.facets import FACET_HITS, facets
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly
from archive.text.folding import fold_for_index
from archive.times import damascus_day, now
from tests.bench.large_record import OUTLETS, fill, vocabulary
from tests.bench.material import made_once
from tests.bench.timing import Claim, at_most, medians, ms

MILLION = 1_000_000
SLOWEST = 300  # ms of any question
SHARES = (0.5, 0.1, 0.01)


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
    yield "a year of an outlet", f"{common} outlet:{OUTLETS[0].name} from:{damascus_day(now()).year - 1}", "names"
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
