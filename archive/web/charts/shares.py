"""Lines of shares over time with what they are shares of below, in percent of the width, in the direction of reading.

Where a period is not counted there is no point, and no line leads across.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import floor, log10

from archive.web.app.language import Language
from archive.web.queries.periods import Period

MARGIN, WIDTH = 6.0, 84.0
TOP, BASE = 22, 220
STEMS_TOP, STEMS_BASE = 248, 290
HEIGHT = 322
SMALL_TOP, SMALL_BASE = 8, 66
MOST_TICKS = 6
STEPS = (1, 2, 3, 4, 6, 8, 10)

Share = float | None


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Stem:
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a value stands that has no neighbour to draw a line to, or that is written out."""

    x: float
    y: float
    value: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """`runs` are the points of stretches without a hole, `areas` what lies below them; `end` is the last point."""

    runs: list[str]
    areas: list[str]
    alone: list[Dot]
    end: Dot | None
    peak: Dot | None


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    anchor: str
    wide_only: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """How many periods there are, which way they run, and the share that the top line stands for."""

    number: int
    rtl: bool
    top: float

    def start(self, number: float) -> float:
        """Where a period begins, the number of all of them being where the last one ends."""
        part = WIDTH * number / max(self.number, 1)
        return 100 - MARGIN - part if self.rtl else MARGIN + part

    def middle(self, number: int) -> float:
        return round(self.start(number + 0.5), 2)

    def box(self, first: int, last: int) -> Box:
        """From the beginning of one period to the end of another."""
        a, b = sorted((self.start(first), self.start(last + 1)))
        return Box(round(a, 2), round(b - a, 2))

    def height(self, value: float, top: int, base: int) -> float:
        return round(base - (base - top) * min(value / self.top, 1.0), 1)


def top_of(shares: Sequence[Share]) -> float:
    """A round number that no share is above."""
    most = max((value for value in shares if value is not None), default=0.0)
    if most <= 0:
        return 10.0
    unit = 10.0 ** floor(log10(most))
    return next(step * unit for step in STEPS if step * unit >= most * 0.9999)


def boxes(scale: Scale, marked: Sequence[bool]) -> list[Box]:
    """A box for each run of periods that are marked."""
    return [scale.box(numbers[0], numbers[-1]) for on, numbers in _runs(marked) if on]


def _runs(marked: Sequence[bool]) -> Iterator[tuple[bool, list[int]]]:
    for on, run in groupby(range(len(marked)), lambda number: marked[number]):
        yield on, list(run)


def line(scale: Scale, shares: Sequence[Share], *, small: bool) -> Line:
    top, base = (SMALL_TOP, SMALL_BASE) if small else (TOP, BASE)

    def dot(number: int) -> Dot:
        value = shares[number] or 0.0
        return Dot(scale.middle(number), scale.height(value, top, base), value)

    runs, areas, alone = [], [], []
    drawn = [value is not None for value in shares]
    for numbers in (numbers for on, numbers in _runs(drawn) if on):
        dots = [dot(number) for number in numbers]
        if len(dots) == 1:
            alone.append(dots[0])
            continue
        points = " ".join(f"{one.x},{one.y}" for one in dots)
        runs.append(points)
        areas.append(f"{dots[0].x},{base} {points} {dots[-1].x},{base}")
    there = [number for number, on in enumerate(drawn) if on]
    end = dot(there[-1]) if there else None
    highest = max(there, key=lambda number: shares[number] or 0.0, default=None)
    peak = dot(highest) if highest is not None and highest != there[-1] and shares[highest] else None
    return Line(runs, areas, alone, end, peak)


def stems(scale: Scale, articles: Sequence[int]) -> list[Stem]:
    """What the shares are of, one bar a period."""
    most, found = max(articles, default=0) or 1, []
    for number, n in enumerate(articles):
        box, height = scale.box(number, number), round((STEMS_BASE - STEMS_TOP) * n / most, 1)
        x, width = round(box.x + 0.13 * box.width, 2), round(0.74 * box.width, 2)
        if n:
            found.append(Stem(x, round(STEMS_BASE - height, 1), width, height))
    return found


def grid(top: float, lines: int = 2) -> list[tuple[float, float]]:
    """Where the lines across stand, and of which share each is."""
    return [(BASE - (BASE - TOP) * number / lines, round(top * number / lines, 3)) for number in range(lines + 1)]


def ticks(scale: Scale, shown: Sequence[Period], unit: str, t: Language) -> list[Tick]:
    """Labels below the axis, few enough not to touch; two of three for wide pages."""
    marks = [number for number, period in enumerate(shown) if number == 0 or _begins(unit, shown[number - 1], period)]
    # A label at the very beginning would touch that of the month which begins just behind it.
    if len(marks) > 1 and scale.number > MOST_TICKS and marks[1] - marks[0] < scale.number / MOST_TICKS:
        marks.pop(0)
    step = -(-len(marks) // MOST_TICKS)
    label = _short_days(t) if unit == "day" and len(marks) < 2 else _months(t)
    found = []
    for place, number in enumerate(marks[::step]):
        x = scale.middle(number)
        near = (100 - x if scale.rtl else x) < 16
        named = label(shown[number].last if unit == "week" else shown[number].first)
        found.append(Tick(x, named, "start" if near else "middle", place % 3 > 0))
    return found


def _begins(unit: str, before: Period, period: Period) -> bool:
    """Does a month begin with it? With a month alone every one does."""
    return unit == "month" or before.last.month != period.last.month


def _months(t: Language) -> Callable[[date], str]:
    named: set[int] = set()

    def label(day: date) -> str:
        if day.year in named:
            return t.month_name(day)
        named.add(day.year)
        return t.month(day.isoformat())

    return label


def _short_days(t: Language) -> Callable[[date], str]:
    return t.short_day
