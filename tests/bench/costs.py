"""What a search costs in CPU time: every spelling of the project's own questions, asked of the real articles.

An answer is what a page of results needs: the count and the first twenty, marked. The same spellings in mode exact
stand beside. To compare two versions of the code let each ask its own record of the same articles, in turns:

    .venv/bin/python -m tests.bench.costs --keep FOLDER    # FOLDER as for tests.bench.spellings
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean, median, quantiles
from time import process_time

from sqlite_utils.utils import sqlite3

from archive.search.compiled import Mode
from archive.search.engine import search
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from archive.sqlite import open_readonly
from tests.bench.asking import materials
from tests.bench.questions import LATIN, own_questions
from tests.bench.timing import Claim, ms, times

ROUNDS = 3
MODES: tuple[Mode, ...] = ("names", "forms")
INDEX = "SELECT (SELECT sum(length(block)) FROM articles_fts_data) + (SELECT sum(length(sz)) FROM articles_fts_docsize)"
# What a search reads beside the index.
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'search_*'"


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    """None where there are no real articles."""
    del articles
    for material in materials(folder):
        if material.name == "real":
            questions = [one for one in own_questions(material.texts) if one.kind not in LATIN]
            connection = open_readonly(folder / "real.db")
            yield from _sizes(connection, len(material.texts))
            for mode in MODES:
                asked = [text for one in questions if one.mode == mode for text in one.spellings]
                yield from _costs(connection, mode, asked)
            connection.close()


def _sizes(connection: sqlite3.Connection, articles: int) -> Iterator[Claim]:
    index = connection.execute(INDEX).fetchone()[0]
    label = f"{articles:,} real articles"
    yield Claim(f"the index, {label}", f"{index:,} bytes", "", "")
    beside = sum(_bytes(connection, table) for (table,) in connection.execute(TABLES).fetchall())
    yield Claim(f"the tables beside it, {label}", f"{beside:,} bytes", "", times(beside / index, "the index"))


def _bytes(connection: sqlite3.Connection, table: str) -> int:
    rows = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name from the record itself
    return sum(len(str(value).encode()) for row in rows for value in row)


def _costs(connection: sqlite3.Connection, mode: Mode, asked: list[str]) -> Iterator[Claim]:
    calls: dict[str, Callable[[str, Mode], object]] = {
        "compiling a question": lambda text, mode: compile_query(text, mode, Vocabulary(connection)),
        "count and first page": lambda text, mode: search(connection, text, mode=mode),
    }
    for what, call in calls.items():
        ours, exact = (_seconds(call, asked, each) for each in (mode, "exact"))
        worst = max(range(len(asked)), key=ours.__getitem__)
        label = f"{what}, {mode}, {len(asked)} spellings"
        yield Claim(f"{label}: mean", ms(mean(ours)), f"exact {ms(mean(exact))}", times(mean(ours) / mean(exact), ""))
        yield Claim(f"{label}: median, 95th of 100", ms(median(ours)), ms(quantiles(ours, n=20)[-1]), "")
        yield Claim(f"{label}: the dearest", ms(ours[worst]), asked[worst], "")


def _seconds(call: Callable[[str, Mode], object], asked: list[str], mode: Mode) -> list[float]:
    """CPU seconds of each, the least of some rounds."""
    rounds = [[_timed(call, text, mode) for text in asked] for _ in range(ROUNDS)]
    return [min(times) for times in zip(*rounds, strict=True)]


def _timed(call: Callable[[str, Mode], object], text: str, mode: Mode) -> float:
    started = process_time()
    call(text, mode)
    return process_time() - started


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.costs")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the records here")
    keep = parser.parse_args().keep
    with tempfile.TemporaryDirectory(prefix="warraq-costs-") as name:
        folder = keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        for claim in claims(folder, 0):
            print(claim.what, claim.ours, claim.other, claim.ratio, sep="  |  ", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
