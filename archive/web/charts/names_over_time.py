"""Names of a party over the months, as lines of an SVG: a month without a share breaks the line, and is hatched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

TOP, BOTTOM = 20.0, 170.0
APART = 16.0  # labels at the ends of lines keep so far from one another
# Time runs with the reading direction: per cent of the width, where the first month begins and the last one ends.
FROM_RIGHT, FROM_LEFT = (93.0, 22.0), (7.0, 78.0)


@dataclass(frozen=True, slots=True)
class DrawnName:
    """A name with its pieces of line (`points` of an SVG, x in per cent of the width), and where its label stands."""

    name: str
    pieces: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    label_at: float


@dataclass(frozen=True, slots=True)
class NamesOverTime:
    """`grid`: per cent and height; `gaps`: where a month is hatched, and its width; `ends`: of the first, the last."""

    names: tuple[DrawnName, ...]
    grid: tuple[tuple[int, float], ...]
    gaps: tuple[tuple[float, float], ...]
    ends: tuple[float, float]


def names_over_time(
    shares: Mapping[str, Sequence[int | None]], hatched: Sequence[bool], *, right_to_left: bool
) -> NamesOverTime:
    """`shares`: of each name its per cent by month, None where none is told."""
    months = len(hatched)
    first, last = FROM_RIGHT if right_to_left else FROM_LEFT
    step = (last - first) / max(months - 1, 1)
    most = max([25, *(share for line in shares.values() for share in line if share is not None)])
    top = 25 * -(-most // 25)
    drawn = [(name, _points(line, first, step, top)) for name, line in shares.items()]
    labels = _apart([points[-1][1] if points else BOTTOM for _, points in drawn])
    return NamesOverTime(
        tuple(
            DrawnName(name, tuple(_pieces(shares[name], first, step, top)), tuple(points), at)
            for (name, points), at in zip(drawn, labels, strict=True)
        ),
        tuple((per_cent, _height(per_cent, top)) for per_cent in range(0, top + 1, 25)),
        tuple(
            (round(first + step * n - abs(step) / 2, 2), round(abs(step), 2)) for n, gap in enumerate(hatched) if gap
        ),
        (first, last),
    )


def _height(share: int, top: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * share / top, 1)


def _points(line: Sequence[int | None], first: float, step: float, top: int) -> list[tuple[float, float]]:
    return [(round(first + step * n, 2), _height(share, top)) for n, share in enumerate(line) if share is not None]


def _pieces(line: Sequence[int | None], first: float, step: float, top: int) -> list[str]:
    """The line, broken at each month of which no share is told."""
    pieces: list[list[str]] = [[]]
    for n, share in enumerate(line):
        if share is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{first + step * n:.2f},{_height(share, top)}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]


def _apart(heights: Sequence[float]) -> list[float]:
    """The same heights, moved so that no two labels touch."""
    placed: dict[int, float] = {}
    last = float("-inf")
    for n in sorted(range(len(heights)), key=lambda n: heights[n]):
        last = max(heights[n], last + APART)
        placed[n] = last
    return [placed[n] + 5 for n in range(len(heights))]
