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
# On which side of its circle a governorate's name stands, so that no name lies on another or on a circle.
SIDES = {
    "01": "left", "02": "above", "03": "right", "04": "right", "05": "right", "06": "left", "07": "above",
    "08": "above", "09": "above", "10": "left", "11": "above", "12": "below", "13": "right", "14": "left",
}  # fmt: skip
CLEAR = 6.0  # from the circle's edge to its name


@dataclass(frozen=True, slots=True)
class Name:
    """Where the name of a circle stands: the point at its edge, and how the letters lie to it, whatever their size."""

    x: float
    y: float
    anchor: str
    dy: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A governorate on the map: its area is as the articles."""

    place: Place
    articles: int
    x: float
    y: float
    radius: float
    name: Name


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
            found.append(Circle(place, articles, x, y, radius, _name(SIDES[place.governorate], x, y, radius + CLEAR)))
    return sorted(found, key=lambda one: -one.articles)


def _name(side: str, x: float, y: float, apart: float) -> Name:
    if side == "left":
        return Name(x - apart, y, "end", ".35em")
    if side == "right":
        return Name(x + apart, y, "start", ".35em")
    return Name(x, y - apart, "middle", "0") if side == "above" else Name(x, y + apart, "middle", ".7em")
