"""How long a second writer finds the record locked while the longest and strangest texts enter it.

The bounds are promises in milliseconds. A disk that is busy with other things only makes a hold longer, so that the
shortest of a few tries is the one that speaks of the program. The reader's patience is not what is measured. All texts
are made.
"""

import multiprocessing
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from archive.ingest.intake import Intake
from archive.model import Outcome, Reading
from archive.reading.extract import LONGEST_TEXT
from archive.reading.worker import Reader
from tests.support.made_pages import AT, OUTLET, answer, page_of
from tests.support.whole_suite import ONLY_WHOLE

SPAWN = multiprocessing.get_context("spawn")
# The longest text that is stored takes minutes: WARRAQ_LOCKS=4 measures it, too, with every kind of words.
LENGTHS = [(200_000, 50), *([(LONGEST_TEXT, 250)] if "WARRAQ_LOCKS" in os.environ else [])]
TRIES = 6
# From the commonest on: no language has all letters alike often, and what has is held.
LETTERS = "اليمونترةبعدسفهكقحجشطصخضذزثظغ"
SHARES = [1 / rank for rank in range(1, len(LETTERS) + 1)]
HOUR = timedelta(hours=1)
Made = Callable[[random.Random], str]


def letters(chance: random.Random, number: int) -> list[str]:
    return chance.choices(LETTERS, SHARES, k=number)


def all_different(chance: random.Random) -> str:
    return "".join(letters(chance, chance.randint(3, 8)))


def short(chance: random.Random) -> str:
    return "".join(letters(chance, 2))


def in_pieces(chance: random.Random) -> str:
    return f"{'.ـ'.join(letters(chance, 5))} {all_different(chance)}"


def of_letters_and_signs(chance: random.Random) -> str:
    return f"{chance.choice('😀❤٣9é')}\n".join(letters(chance, 2))


# All four take minutes: what works on such texts beforehand, outside the lock, is slow.
WORDS = (all_different, in_pieces, short, of_letters_and_signs)[: int(os.environ.get("WARRAQ_LOCKS", "1"))]


def text_of(word: Made, length: int, seed: str) -> str:
    chance = random.Random(seed)
    return " ".join(word(chance) for _ in range(length // 3))[:length].strip()


def waited(pid: int) -> float:
    """Seconds for which a process was ready to run and had no processor."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[1]) / 1e9


def watch(path: Path, pipe: Connection) -> None:
    """The second writer: try for the lock every half a millisecond, and tell the longest time it was not to be had.

    For how long either process waited for a processor is the doing of whatever else runs here, and is taken off.
    """
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)

    def clock() -> float:
        return time.perf_counter() - waited(os.getppid()) - waited(os.getpid())

    longest, refused_since = 0.0, 0.0
    pipe.send(None)
    while not pipe.poll(0.0005):
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            refused_since = refused_since or clock()
            continue
        if refused_since:
            longest, refused_since = max(longest, clock() - refused_since), 0.0
    pipe.send(longest)


@contextmanager
def second_writer(data: Path) -> Iterator[list[float]]:
    """Gives a list that holds, at the end, the longest time in milliseconds that the record was locked."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=watch, args=(data / "warraq.db", theirs), daemon=True)
    process.start()
    held = list[float]()
    try:
        ours.recv()
        yield held
        ours.send(None)
        held.append(1000 * ours.recv())
    finally:
        process.kill()
        process.join()


def life_of_an_article(intake: Intake, word: Made, length: int, number: int) -> Iterator[tuple[str, float]]:
    """What an article can go through, and for how many milliseconds each locked the record."""
    url = f"https://sample.example/{70_000 + number}/"
    texts = {place: text_of(word, length, f"{number} {place}") for place in ("first", "between", "second")}

    def consider(place: str, hours: int) -> Outcome:
        page = page_of("", url=url, at=AT + hours * HOUR)
        return intake.consider(page, Reading(title="خبر", text=texts[place], strategy="given"))

    steps: list[tuple[str, str, Callable[[], Outcome]]] = [
        ("a new article", "new", lambda: consider("first", 0)),
        ("an edit", "edited", lambda: consider("second", 4)),
        ("an edit met late", "edited", lambda: consider("between", 2)),
        ("an absence", "missing", lambda: intake.take(answer(404, AT + 9 * HOUR, url))),
    ]
    for name, kind, take in steps:
        with second_writer(intake.writer.data.root) as longest:
            assert take().kind == kind
        yield name, longest[0]


@pytest.mark.skipif(not Path("/proc/self/schedstat").exists(), reason="needs Linux's account of waiting processes")
@pytest.mark.parametrize(("length", "milliseconds"), LENGTHS)
@pytest.mark.parametrize("word", WORDS, ids=lambda word: str(word.__name__))
@ONLY_WHOLE
def test_the_record_is_locked_for_a_moment_only_whatever_text_enters_it(
    tmp_path: Path, word: Made, length: int, milliseconds: int
) -> None:
    held = dict[str, float]()
    for n in range(TRIES):
        with Intake(tmp_path / str(n), OUTLET) as intake, Reader(seconds=60) as intake.writer.reader:
            for name, milliseconds_held in life_of_an_article(intake, word, length, n):
                held[name] = min(held.get(name, milliseconds_held), milliseconds_held)
        if max(held.values()) <= milliseconds:
            return
    pytest.fail(f"The record was locked for milliseconds: {held}")
