"""The drawings of a page of attention: all outlets together, and each by itself, on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.web.app.language import Language
from archive.web.charts.shares import Box, Line, Scale, Share, Stem, Tick, boxes, grid, line, stems, ticks, top_of
from archive.web.queries.attention import Attention
from archive.web.queries.uncaptured import Uncaptured

# One hit among three articles is no scale for all others: above it a line is cut, and said to be.
FEWEST_FOR_SCALE = 10
TOGETHER = ""


@dataclass(frozen=True, slots=True)
class Small:
    """An outlet by itself; `cut`: some of its shares are above the scale."""

    gaps: list[Box]
    parts: list[Box]
    lines: list[Line]
    cut: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """`gaps` are periods that are not counted, `parts` such of which a smaller part is missing; `cut`: see Small."""

    gaps: list[Box]
    parts: list[Box]
    lines: list[Line]
    stems: list[Stem]
    most: int
    cut: bool
    grid: list[tuple[float, float]]
    ticks: list[Tick]
    small: Mapping[str, Small]
    small_top: float


def drawn(found: Attention, unit: str, t: Language) -> Drawn:
    """Time runs as the language is read."""
    number, rtl, questions = len(found.shown), t.dir == "rtl", range(len(found.hits))
    shares = [found.shares(question, TOGETHER) for question in questions]
    scale = Scale(number, rtl, top_of(_for_scale(found, [TOGETHER])))
    outlets = found.outlets()
    small = Scale(number, rtl, top_of(_for_scale(found, outlets)))
    of = found.articles.of(TOGETHER, number)
    return Drawn(
        *_holes(scale, found.coverage.by_outlet[TOGETHER]),
        lines=[line(scale, each, small=False) for each in shares],
        stems=stems(scale, of),
        most=max(of),
        cut=_is_cut(scale, shares),
        grid=grid(scale.top),
        ticks=ticks(scale, found.shown, unit, t),
        small={outlet: _small(found, outlet, small) for outlet in outlets},
        small_top=small.top,
    )


def _holes(scale: Scale, missing: Sequence[Uncaptured]) -> tuple[list[Box], list[Box]]:
    return boxes(scale, [one.is_gap for one in missing]), boxes(scale, [one.is_part for one in missing])


def _small(found: Attention, outlet: str, scale: Scale) -> Small:
    shares = [found.shares(question, outlet) for question in range(len(found.hits))]
    return Small(
        *_holes(scale, found.coverage.by_outlet[outlet]),
        lines=[line(scale, each, small=True) for each in shares],
        cut=_is_cut(scale, shares),
    )


def _is_cut(scale: Scale, shares: Sequence[Sequence[Share]]) -> bool:
    return any(value is not None and value > scale.top for each in shares for value in each)


def _for_scale(found: Attention, outlets: Sequence[str]) -> list[Share]:
    """Shares of enough articles; all of them where there are no such."""
    every, enough = [], []
    for outlet in outlets:
        of = found.articles.of(outlet, len(found.shown))
        for question in range(len(found.hits)):
            for value, total in zip(found.shares(question, outlet), of, strict=True):
                every.append(value)
                if total >= FEWEST_FOR_SCALE:
                    enough.append(value)
    return enough if any(enough) else every
