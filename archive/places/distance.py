"""How far two points of the earth are from each other."""

from math import asin, cos, radians, sin, sqrt

EARTH = 6371.0


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the surface, between two (latitude, longitude) in degrees: the haversine formula."""
    (lat, lon), (lat_2, lon_2) = (tuple(map(radians, point)) for point in (one, other))
    half = sin((lat_2 - lat) / 2) ** 2 + cos(lat) * cos(lat_2) * sin((lon_2 - lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
