"""Fourteen ways of changing a text before it is published as one's own, and none of them hides it."""

from datetime import timedelta
from pathlib import Path

from tests.support.copy_accuracy import accuracy
from tests.support.copy_desk import HOUR, Desk, prose
from tests.support.copy_variants import variants


def test_changed_copies_are_found_and_nothing_else_is(tmp_path: Path) -> None:
    with Desk(tmp_path) as desk:
        with desk.writer.acknowledged():
            bases = [desk.put(f"one/{n}", article(n), timedelta(hours=n)) for n in range(12)]
            others = [desk.put(f"two/{n}", article(100 + n), timedelta(hours=n), 2 * HOUR) for n in range(60)]
        counted = accuracy(desk, bases, others)
    assert len(counted.made) == len(variants("")) == 14
    assert counted.wrong == 0
    assert counted.recall >= 0.98, counted.found


def article(seed: int) -> str:
    return "\n".join(prose(seed * 10 + paragraph, 45) + "." for paragraph in range(5))
