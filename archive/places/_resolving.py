"""Which of the places that bear a name is meant: the higher unit, the one near others of the text, or nobody knows."""

from collections.abc import Collection

from archive.places.distance import kilometres
from archive.places.gazetteer import UNITS, Name, Place

ONE_PLACE, CLOSE = 25.0, 60.0  # kilometres
RANKS = {level: rank for rank, level in enumerate((*UNITS, "region", "site", "neighbourhood", "locality"))}
LISTED = "x-"  # the list kept by hand was asked for a reason


def resolve(name: Name, settled: Collection[Place], governorates: Collection[str]) -> Place | None:
    """The one place, or None where several may be meant.

    `settled` are places that the text names beyond doubt, `governorates` those among them, by their two digits.
    """
    places = name.places
    if len(places) == 1:
        return places[0]
    best, second, *_ = ranked = sorted(places, key=lambda place: RANKS[place.level])
    if RANKS[best.level] < RANKS[second.level] and best.is_unit:
        return best
    near = [(_from_the_nearest(place, settled), place) for place in places] if settled else []
    near = sorted((pair for pair in near if pair[0] <= CLOSE), key=lambda pair: pair[0])
    by_hand = [pair for pair in near if pair[1].id.startswith(LISTED)]
    near = by_hand or [pair for pair in near if pair[1].governorate in governorates] or near
    if near:
        return near[0][1]
    within = [place for place in places if place.governorate in governorates]
    listed = [place for place in places if place.id.startswith(LISTED)]
    only = next((found[0] for found in (within, listed) if len(found) == 1), None)
    is_one = all(kilometres(best.point, place.point) <= ONE_PLACE for place in ranked)
    return only or (best if is_one else None)


def _from_the_nearest(place: Place, settled: Collection[Place]) -> float:
    return min(kilometres(place.point, other.point) for other in settled)
