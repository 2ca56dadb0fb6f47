"""Where things stand in the drawings of a story, in percent of their width, in the direction the page is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

MINUTE, HOUR, DAY = 60, 3_600, 86_400
TICKS = (15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 10 * DAY, 30 * DAY, 100 * DAY, 365 * DAY, 3_650 * DAY)
# Up to about so long the scale is linear: what follows within minutes would else take half of it.
LINEAR = 6 * MINUTE
MARGIN, WIDTH = 4.0, 92.0
# How far labels must stand apart, in percent: on a wide page, on a narrow one.
APART, APART_NARROW = 8.0, 24.0
TOP, ROW, FOOT = 22, 24, 30
CELLS = 28
MOST_DRAWN = 24  # articles of a story, the first among them


@dataclass(frozen=True, slots=True)
class Tick:
    """`wide_only` ones are for wide pages."""

    x: float
    seconds: int
    wide_only: bool


@dataclass(frozen=True, slots=True)
class Point:
    """`toward_end`: its label has room on the side of later times."""

    x: float
    y: int
    r: float
    toward_end: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    start: float
    axis: int
    height: int
    ticks: list[Tick]
    points: list[Point]


def timeline(points: Sequence[tuple[float, float]], *, rtl: bool) -> Timeline:
    """Articles as (seconds after the first, share of its text), one under the other; a day of one before it is 0."""
    longest = max((seconds for seconds, _ in points), default=0)
    end = next((tick for tick in TICKS[1:] if tick >= longest), longest)

    def along(seconds: float) -> float:
        return log1p(max(seconds, 0) / LINEAR) / log1p(end / LINEAR)

    def x(part: float) -> float:
        return round(100 - MARGIN - WIDTH * part if rtl else MARGIN + WIDTH * part, 2)

    drawn = [
        Point(x(along(seconds)), TOP + ROW * number, round(3 + 5 * share, 1), along(seconds) < 0.5)
        for number, (seconds, share) in enumerate(points)
    ]
    axis = TOP + ROW * len(points)
    positions = {tick: along(tick) * WIDTH for tick in TICKS if tick <= end}
    wide = apart(positions, APART)
    narrow = apart({tick: positions[tick] for tick in wide}, APART_NARROW)
    ticks = [Tick(x(along(tick)), tick, tick not in narrow) for tick in wide]
    return Timeline(x(0), axis, axis + FOOT, ticks, drawn)


def apart(positions: Mapping[int, float], least: float) -> list[int]:
    """Of ticks by their positions those whose labels do not touch, from the last one back."""
    kept: list[int] = []
    for tick in sorted(positions, reverse=True):
        if positions[tick] >= least and (not kept or positions[kept[-1]] - positions[tick] >= least):
            kept.append(tick)
    return kept[::-1]


@dataclass(frozen=True, slots=True)
class Cell:
    """A part of a text, in percent of it; `on` where at least half of its words were carried."""

    x: float
    width: float
    on: bool


def strip(carried: Sequence[bool], *, rtl: bool) -> list[Cell]:
    """A text from its beginning to its end, in as many cells as are still told apart."""
    cells = min(CELLS, len(carried))
    bounds = [number * len(carried) // cells for number in range(cells + 1)] if cells else []
    found = []
    for number, (start, end) in enumerate(pairwise(bounds)):
        position = cells - 1 - number if rtl else number
        x, width = (round(100 * part / cells, 2) for part in (position + 0.1, 0.8))
        found.append(Cell(x, width, 2 * sum(carried[start:end]) >= end - start))
    return found
