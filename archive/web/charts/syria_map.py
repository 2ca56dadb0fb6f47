"""A map of Syria without tiles and borders: dots where the gazetteer has places, circles on the governorates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sqrt

from archive.places.gazetteer import Place, governorates, places

WIDTH, HEIGHT = 640, 580
WEST, NORTH, SCALE = 35.55, 37.42, 114.0  # degrees; units of the picture in a degree of latitude
SQUEEZE = cos(radians(35))  # a degree of longitude, of one of latitude
STEP = 9  # from dot to dot
LARGEST, SMALLEST = 26.0, 3.0
# Where a governorate's name stands from its circle, so that no name lies on another or on a circle.
LABELS = {
    "01": (-54, -10), "02": (0, -32), "03": (58, 4), "04": (46, 5), "05": (44, 3), "06": (-46, 4), "07": (0, -30),
    "08": (0, -28), "09": (0, -28), "10": (-44, 4), "11": (0, -26), "12": (-6, 40), "13": (50, 5), "14": (-46, 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Circle:
    """A governorate on the map: its area is as the articles."""

    place: Place
    articles: int
    x: float
    y: float
    radius: float
    label: tuple[float, float]


def at(lat: float, lon: float) -> tuple[float, float]:
    """Where a point of the earth lies in the picture; west is left on every page, Arabic ones too."""
    return (lon - WEST) * SQUEEZE * SCALE, (NORTH - lat) * SCALE


@cache
def land() -> Mapping[str, str]:
    """By governorate the path of its dots: one in each square of the grid in which the gazetteer has a place."""
    squares: dict[tuple[int, int], str] = {}
    for place in places().values():
        x, y = at(place.lat, place.lon)
        squares.setdefault((int(x // STEP), int(y // STEP)), place.governorate)
    paths: dict[str, list[str]] = {}
    for (column, row), governorate in sorted(squares.items()):
        x, y = column * STEP + STEP // 2 + (row % 2) * STEP // 2, row * STEP + STEP // 2
        paths.setdefault(governorate, []).append(f"M{x} {y}h0")
    return {governorate: "".join(dots) for governorate, dots in paths.items()}


def circles(counts: Mapping[str, int]) -> list[Circle]:
    """One for each governorate with articles, the largest first, so that a small one lies on it."""
    most = max(counts.values(), default=0)
    found = []
    for place in governorates():
        articles = counts.get(place.governorate, 0)
        if articles:
            x, y = at(place.lat, place.lon)
            radius = max(LARGEST * sqrt(articles / most), SMALLEST)
            dx, dy = LABELS[place.governorate]
            found.append(Circle(place, articles, x, y, radius, (x + dx, y + dy)))
    return sorted(found, key=lambda one: -one.articles)
