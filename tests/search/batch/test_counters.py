"""Processes that count names tell of them in their order, raise in its place what one raises, and leave nothing."""

import multiprocessing
import os
import signal
import time
from collections.abc import Set
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from archive.search.batch.counters import Counters
from archive.search.batch.counting import Batch
from tests.support.killing import lives
from tests.support.search_samples import make
from tests.support.waiting import wait_until

NAMES = ("القوات", "زرافة", "سوريا", "دير الزور") * 5


@pytest.fixture
def record(tmp_path: Path) -> Path:
    make(tmp_path / "warraq.db").close()
    return tmp_path / "warraq.db"


def children_since(before: Set[int | None] = frozenset()) -> set[int | None]:
    """This process may have had some of other tests."""
    return {child.pid for child in multiprocessing.active_children()} - before


def count_slowly(batch: Batch, place: int) -> tuple[int, int, int]:
    time.sleep(0.01 if place % 3 == 0 else 0)
    return place, batch.count(NAMES[place]).articles, os.getpid()


def divide(_: Batch, place: int) -> int:
    time.sleep(0.01 if place > 9 else 0)
    return 1 // (place - 1)


@pytest.mark.parametrize("few", [len(NAMES), 3])
def test_all_are_told_in_the_order_of_the_list_however_long_one_takes(record: Path, few: int) -> None:
    before = children_since()
    with Counters(record, "names", few=few) as several:
        told = list(several.each(count_slowly, range(len(NAMES))))
        # The others are asked by those who counted, however few they are.
        told += several.each(count_slowly, range(2))
        assert several.seconds > 0
    assert [place for place, _, _ in told] == [*range(len(NAMES)), 0, 1]
    assert [articles for _, articles, _ in told] == [*[2, 0, 2, 2] * 5, 2, 0]
    assert (os.getpid() in {process for _, _, process in told}) is (few == len(NAMES))
    assert children_since(before) == set()


@pytest.mark.parametrize("few", [5_000, 0])
def test_what_one_raises_is_raised_in_its_place_and_who_leaves_early_waits_for_nobody(record: Path, few: int) -> None:
    begun, before = time.monotonic(), children_since()
    with Counters(record, "names", few=few) as several:
        told = several.each(divide, [0, 2, 1, *range(3, 3_000)])
        assert [next(told), next(told)] == [-1, 1]
        with pytest.raises(ZeroDivisionError):
            next(told)
    assert time.monotonic() - begun < 25
    assert children_since(before) == set()


def _tell_children(record: Path, pipe: Connection) -> None:
    with Counters(record, "names", few=0) as several:
        next(several.each(count_slowly, range(len(NAMES))))
        pipe.send([child.pid for child in multiprocessing.active_children()])
        time.sleep(600)


def test_none_outlives_who_began_it(record: Path) -> None:
    """One that is killed tells its children nothing."""
    receiving, sending = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_tell_children, args=(record, sending))
    process.start()
    children = receiving.recv()
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    wait_until(lambda: not any(map(lives, children)), 30)
    assert children
    assert not any(map(lives, children))
