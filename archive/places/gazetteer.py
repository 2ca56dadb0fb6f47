"""The places of Syria by name, from `places.tsv`; ATTRIBUTION.md says whose they are and by which licence.

A line of the table is one place: id (a P-code of OCHA, g and a number of GeoNames, x- and a word of our own), level
(governorate, district, subdistrict, locality, neighbourhood, region, site), lat and lon in degrees, governorate (two
digits of its P-code), names as the Arabic press writes them and the tier of each, names in Latin letters, GeoNames,
P-code, Wikidata. A district and the town of its name are one place, with the point of the town.

Tiers: `a` a name that is always taken for the place, `b` with a preposition or a cue (archive.places._cues) or beside
a place already named, `c` with a cue or beside such a place, `s` with a strong cue alone. They were set by how much
commoner a name is in texts on Syria than in others; `b` are verbs and adverbs too.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

from archive.text.folding import fold_query

ALWAYS, PREPOSITION, CUE, STRONG = "a", "b", "c", "s"
UNITS = ("governorate", "district", "subdistrict")
LONGEST = 5  # words of a name
HEADS = 4  # names that begin with a word


@dataclass(frozen=True, slots=True)
class Place:
    """One place; `names` are as they are written, the one to show first. `latin`, codes and links may be empty."""

    id: str
    level: str
    lat: float
    lon: float
    governorate: str
    names: tuple[str, ...]
    tiers: str
    latin: tuple[str, ...]
    geonames: str
    pcode: str
    wikidata: str

    @property
    def point(self) -> tuple[float, float]:
        return self.lat, self.lon

    @property
    def is_unit(self) -> bool:
        """Whether the name is that of a whole governorate, district or subdistrict as well."""
        return self.level in UNITS


class Name(NamedTuple):
    """A folded name: the places that bear it, and the easiest tier that one of them has it in."""

    places: tuple[Place, ...]
    tier: str


@cache
def places() -> dict[str, Place]:
    """Every place of the table by its id."""
    lines = (files(__package__) / "places.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {place.id: place for place in map(_place, lines)}


def _place(line: str) -> Place:
    key, level, lat, lon, governorate, names, tiers, latin, *codes = line.split("\t")
    written = tuple(names.split("|"))
    return Place(
        key, level, float(lat), float(lon), governorate, written, tiers, tuple(filter(None, latin.split("|"))), *codes
    )


@cache
def names() -> dict[str, Name]:
    """Every folded name, its words parted by spaces."""
    found: dict[str, Name] = {}
    # All at once: by itself each takes twenty times as long to fold.
    folded = iter(fold_query("\n".join(name for place in places().values() for name in place.names)).split("\n"))
    for place in places().values():
        for name, tier in zip(islice(folded, len(place.names)), place.tiers, strict=True):
            known = found.get(name)
            found[name] = Name((*known.places, place), min(known.tier, tier)) if known else Name((place,), tier)
    return found


@cache
def first_words() -> dict[str, tuple[int, ...]]:
    """The first word of every name, and how many words such names have, longest first."""
    lengths: dict[str, set[int]] = {}
    for name in names():
        first, *rest = name.split()
        if len(rest) < LONGEST:
            lengths.setdefault(first, set()).add(1 + len(rest))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()}


@cache
def heads() -> frozenset[str]:
    """Words without an article that many names begin with: خربة, مزرعة, تل."""
    firsts = Counter(name.split()[0] for name in names() if " " in name)
    return frozenset(word for word, times in firsts.items() if times >= HEADS and not word.startswith("ال"))


def governorates() -> list[Place]:
    """The fourteen, by P-code."""
    return [place for place in places().values() if place.level == "governorate"]
