"""Versions of an article across, phrases down: in which of them each stands. Widths in per cent, heights in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_COLUMNS, NAMED_UP_TO = 12, 4
EDGE, GAP = 4.0, 2.0
HEAD, ROW = 50, 52


@dataclass(frozen=True, slots=True)
class Column:
    """A version: `x` is where its bar begins, `label` where its name does, in the direction of reading."""

    version: int
    x: float
    width: float
    label: float


@dataclass(frozen=True, slots=True)
class Row:
    """A phrase, by its place among them, and where its name and its bars stand."""

    phrase: int
    name_y: int
    y: int


@dataclass(frozen=True, slots=True)
class LifeChart:
    """`is_cut`: there are more versions, and those shown are the first, the last and those beside a change."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    height: int
    start: float
    named: bool
    is_cut: bool


def life_chart(stands: Sequence[Sequence[bool]], versions: int, *, rtl: bool) -> LifeChart:
    """`stands` says of each phrase in which of the versions, oldest first, it stands."""
    shown = _shown(stands, versions)
    width = (100 - 2 * EDGE) / max(len(shown), 1)
    columns = []
    for place, version in enumerate(shown):
        begins = EDGE + place * width
        bar = width - GAP
        x = 100 - begins - bar if rtl else begins
        columns.append(Column(version, round(x, 2), round(bar, 2), round(x + bar if rtl else x, 2)))
    rows = tuple(Row(n, HEAD + n * ROW + 14, HEAD + n * ROW + 22) for n in range(len(stands)))
    start = 100 - EDGE if rtl else EDGE
    height = HEAD + len(stands) * ROW
    return LifeChart(tuple(columns), rows, height, start, len(shown) <= NAMED_UP_TO, len(shown) < versions)


def _shown(stands: Sequence[Sequence[bool]], versions: int) -> list[int]:
    if versions <= MOST_COLUMNS:
        return list(range(versions))
    turns = {at for row in stands for at in range(1, versions) if row[at] != row[at - 1]}
    wanted = sorted({0, versions - 1, *turns, *(at - 1 for at in turns)})
    return wanted if len(wanted) <= MOST_COLUMNS else [wanted[0], *wanted[1 - MOST_COLUMNS :]]
