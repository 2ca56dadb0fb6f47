"""Medians of rounds taken in turns, and how a comparison is told."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import linear_regression, median

ROUNDS = 5
# A round shorter than this measures the clock.
LONG_ENOUGH = 0.05

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of the table: ours, what it is held against, the ratio told in words, the goal and whether it is met."""

    what: str
    ours: str
    other: str
    ratio: str
    goal: str = ""


def medians(*calls: Callable[[], object], clock: Clock = time.process_time, repeats: int = 0) -> list[float]:
    """Median seconds of one call of each, after a call to warm up.

    The rounds of all calls take turns, so that a busy machine disturbs all alike. `clock` counts the CPU time of this
    process where it is not given. `repeats` is calls a round, 0: as many as make a round long enough.
    """
    counts = [repeats or _enough(call, clock) for call in calls]
    if repeats:
        for call in calls:
            call()
    spent: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for call, count, times in zip(calls, counts, spent, strict=True):
            started = clock()
            for _ in range(count):
                call()
            times.append((clock() - started) / count)
    return [median(times) for times in spent]


def _enough(call: Callable[[], object], clock: Clock) -> int:
    call()
    started, count = clock(), 0
    while clock() - started < LONG_ENOUGH:
        call()
        count += 1
    return count


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms" if seconds < 1 else f"{seconds:.2f} s"


def times(ratio: float, word: str) -> str:
    """ "1.9× faster", "210× faster"."""
    return f"{ratio:.3g}× {word}" if ratio < 100 else f"{ratio:,.0f}× {word}"


def quicker(ours: float, other: float) -> str:
    """How the seconds of ours stand to the other's."""
    return times(other / ours, "faster") if ours <= other else times(ours / other, "the time")


def exponent(sizes: Sequence[int], spent: Sequence[float]) -> float:
    """As which power of its size a cost grows: the slope of the logarithms (least squares)."""
    across, up = [math.log(size) for size in sizes], [math.log(each) for each in spent]
    return linear_regression(across, up).slope if len(sizes) > 1 else 0.0


def at_least(limit: float, value: float) -> str:
    return f"≥ {limit:g} {'met' if value >= limit else 'MISSED'}"


def at_most(limit: float, value: float, unit: str = "") -> str:
    return f"≤ {limit:g}{unit} {'met' if value <= limit else 'MISSED'}"
