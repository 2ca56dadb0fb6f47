"""A list of names over a large archive of made articles: only when asked for, as building it takes minutes.

    .venv/bin/python -m tests.bench.batch 100000
    .venv/bin/python -m tests.bench.batch 1000000 --keep FOLDER     # asked again in a minute: the record stays there

Names as lists have them: two in five are a word, two in five a rarer word with the one beside it, one in ten three
words, and one in ten is in no article.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

from sqlite_utils.utils import sqlite3

from archive.search.batch.counters import PROCESSES, Counters
from archive.search.batch.counting import Batch
from archive.search.compiled import Mode
from archive.sqlite import open_readonly
from archive.text.folding import fold_for_index
from tests.bench.large_record import fill, vocabulary
from tests.bench.material import made_once
from tests.bench.million import MILLION

NAMES = 1_000
BESIDE = "SELECT body FROM articles WHERE id = (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1)"
COMMON = 1_000  # words of the language, none of which a name is told by


def names_in(connection: sqlite3.Connection, words: list[str], count: int) -> Iterator[str]:
    """Names of the archive, and some that it lacks."""
    chance = random.Random(29)
    for number in range(count):
        word = words[chance.randrange(COMMON, len(words))]
        kind = number % 10
        if kind == 9:
            yield f"{word[::-1]}ظ {word}غظ"
        elif kind < 4:
            yield word
        else:
            yield _beside(connection, word, 3 if kind == 8 else 2)


def _beside(connection: sqlite3.Connection, word: str, length: int) -> str:
    found = connection.execute(BESIDE, (f'body : "{fold_for_index(word)}"',)).fetchone()
    text = found[0].replace(".", " ").split() if found else [word]
    at = text.index(word) if word in text else 1
    start = max(0, min(at, len(text) - length))
    return " ".join(text[start : start + length])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.batch")
    parser.add_argument("articles", nargs="?", type=int, default=MILLION)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the record here, or ask the one kept here")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warraq-batch-") as name:
        folder = asked.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        path, words = folder / "million.db", vocabulary(random.Random(7))
        made_once(path, lambda part: fill(part, asked.articles, words))
        with closing(open_readonly(path)) as connection:
            names = list(names_in(connection, words, NAMES))
        for mode in get_args(Mode):
            _timed(path, names, mode)
    return 0


def _timed(path: Path, names: list[str], mode: Mode) -> None:
    begun = time.perf_counter()
    with Counters(path, mode) as counters:
        counted = list(counters.each(Batch.count, names))
        seconds, counting = time.perf_counter() - begun, counters.seconds
        lacking = [name for name, one in zip(names, counted, strict=True) if not one.articles]
        near = sum(map(bool, counters.each(Batch.near, lacking)))
    print(
        f"{mode}: {len(names)} names in {seconds:.1f} s ({counting:.1f} s of a processor, by {PROCESSES} processes),"
        f" {sum(one.articles for one in counted):,} hits; with what is near to {near} of {len(lacking)} that nothing"
        f" has {time.perf_counter() - begun:.1f} s ({counters.seconds:.1f} s of a processor)",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
