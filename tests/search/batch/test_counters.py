"""Threads that count names tell of them in their order, raise in its place what one raises, and leave nothing."""

import threading
import time
from pathlib import Path

import pytest

from archive.search.batch.counters import Counters
from archive.search.batch.counting import Batch
from tests.support.search_samples import make

NAMES = ("القوات", "زرافة", "سوريا", "دير الزور") * 5


@pytest.fixture
def record(tmp_path: Path) -> Path:
    make(tmp_path / "warraq.db").close()
    return tmp_path / "warraq.db"


def own_thread() -> set[str]:
    return {one.name for one in threading.enumerate() if one.name.startswith("names")}


@pytest.mark.parametrize("threads", [1, 3])
def test_all_are_told_in_the_order_of_the_list_however_long_one_takes(record: Path, threads: int) -> None:
    def ask(batch: Batch, place: int) -> tuple[int, int]:
        time.sleep(0.01 if place % 3 == 0 else 0)
        return place, batch.count(NAMES[place]).articles

    with Counters(record, "names", threads=threads) as counters:
        told = list(counters.each(ask, range(len(NAMES))))
        assert own_thread()
    assert [place for place, _ in told] == list(range(len(NAMES)))
    assert [articles for _, articles in told] == [2, 0, 2, 2] * 5
    assert own_thread() == set()


def test_what_one_raises_is_raised_in_its_place_and_who_leaves_early_waits_for_nobody(record: Path) -> None:
    asked: list[int] = []

    def ask(_: Batch, place: int) -> int:
        asked.append(place)
        time.sleep(0.01 if place > 9 else 0)
        return 1 // (place - 1)

    with Counters(record, "names", threads=1) as counters:
        told = counters.each(ask, [0, 2, 1, *range(3, 5_000)])
        assert [next(told), next(told)] == [-1, 1]
        with pytest.raises(ZeroDivisionError):
            next(told)
    assert len(asked) < 5_000
    assert own_thread() == set()
