"""Figures of one kind as points: when the version that prints one was first seen, and how much it is.

None is joined to another but by the article that printed both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from archive.times import unstamp
from archive.web.queries.figures import ShownFigure

TOP, BASE, HEIGHT = 24, 200, 236
# So that on a narrow page a label in the middle over the first or the last dot stays on it.
MARGIN, WIDTH = 14.0, 72.0
MOST_DRAWN = 60
APART = 24.0  # how far labels must stand apart, in percent


@dataclass(frozen=True, slots=True)
class Dot:
    """`x` in percent of the width, `y` in pixels. `kind`: first (the earliest), copy, or vague (a carried text)."""

    x: float
    y: float
    kind: str
    is_labelled: bool
    shown: ShownFigure


@dataclass(frozen=True, slots=True)
class FigureChart:
    """`links` are from what an article printed to what it printed then; `steps` values of lines with their heights."""

    dots: list[Dot]
    links: list[tuple[Dot, Dot]]
    steps: list[tuple[int, float]]


def figure_chart(shown: Sequence[ShownFigure], *, rtl: bool) -> FigureChart | None:
    """None where they are of several kinds, fewer than two, more than are drawn, or all of one time."""
    times = [unstamp(one.figure["seen_at"]).timestamp() for one in shown]
    if len({one.figure["kind"] for one in shown}) != 1 or not 2 <= len(shown) <= MOST_DRAWN or len(set(times)) == 1:
        return None
    begin, end, top = min(times), max(times), _round_up(max(one.figure["value"] for one in shown))
    dots, places = list[Dot](), list[float]()
    for at, one in sorted(zip(times, shown, strict=True), key=lambda pair: (pair[0], pair[1].figure["at"])):
        part = (at - begin) / (end - begin)
        x = round(MARGIN + WIDTH * (1 - part if rtl else part), 2)
        kind = "first" if not dots else "vague" if one.figure["is_copy"] else "copy"
        has_room = all(abs(x - other) >= APART for other in places)
        places += [x] if has_room else []
        dots.append(Dot(x, _height(one.figure["value"], top), kind, has_room, one))
    return FigureChart(dots, _links(dots), [(value, _height(value, top)) for value in sorted({0, top // 2, top})])


def _links(dots: Sequence[Dot]) -> list[tuple[Dot, Dot]]:
    by_place = {(dot.shown.figure["version_id"], dot.shown.figure["at"]): dot for dot in dots}
    pairs = ((by_place.get((was["version_id"], was["at"])), dot) for dot in dots for was in dot.shown.was)
    return [(old, new) for old, new in pairs if old]


def _height(value: int, top: int) -> float:
    return round(BASE - (BASE - TOP) * value / top, 1)


def _round_up(most: int) -> int:
    """The next of 2, 4, 10, 20, 40, 100 …"""
    step = 10 ** floor(log10(max(most, 1)))
    return int(next(step * n for n in (2, 4, 10, 20) if step * n >= most)) if most else 2
