"""Builds `archive/places/places.tsv` out of three tables; docs/places.md tells where the first two come from.

    python -m tests.support.places_table WOF.tsv ADMIN.tsv COUNTS.tsv

WOF.tsv: places of Who's On First, one a line (wof_id, placetype, name_ar, name_en, lat, lon, region_id, geonames,
wikidata, population, deprecated, src). ADMIN.tsv: governorates, districts, subdistricts (level, name_ar, aliases_ar,
name_en, lat, lon, pcode as JSON). COUNTS.tsv: a folded name and in how many texts of Syria, and of elsewhere, it
stands, as tests.support.place_counts writes it. `archive/places/places_extra.tsv` is kept by hand and read from the
package.
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from archive.places.distance import kilometres
from archive.text.folding import fold_query
from tests.support.paths import ROOT
from tests.support.place_tiers import Counts, tier_of

TARGET = ROOT / "archive" / "places" / "places.tsv"
EXTRA = TARGET.with_name("places_extra.tsv")
COLUMNS = ("id", "level", "lat", "lon", "governorate", "names", "tiers", "latin", "geonames", "pcode", "wikidata")
LEVELS = {"1": "governorate", "2": "district", "3": "subdistrict"}
UNIT_WORDS = re.compile(r"^(?:محافظة|منطقة|ناحية|مركز|مدينة|مُحافظة) +")
# Regions of Who's On First, by the P-codes of OCHA.
REGIONS = {
    "85678403": "01", "85678359": "02", "85678391": "03", "85678367": "04", "85678363": "05", "85678345": "06",
    "85678373": "07", "85678377": "08", "85678381": "09", "85678349": "10", "85678355": "11", "85678399": "12",
    "85678385": "13", "85678395": "14",
}  # fmt: skip
ONE_TOWN, OF_A_UNIT = 6.0, 45.0  # kilometres: two records of one town; a town and the centre of its district
JOINED_TO = {"كفر", "دير", "تل", "جسر", "عين", "خان", "راس", "معره", "بيت", "ابو", "ام", "البو", "حي", "دار"}


@dataclass
class Place:
    id: str
    level: str
    lat: float
    lon: float
    governorate: str
    names: list[str]
    latin: list[str]
    geonames: str = ""
    pcode: str = ""
    wikidata: str = ""
    population: int = 0
    given: set[str] = field(default_factory=set)
    tiers: dict[str, str] = field(default_factory=dict)


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def arabic(cell: str) -> list[str]:
    plain = (re.sub("[\u0640\u064b-\u0652\u0670]", "", name).strip() for name in cell.split("|"))
    return list(dict.fromkeys(name for name in plain if re.fullmatch(r"[\u0621-\u064a ]{3,}", name)))


def units(path: Path) -> Iterator[Place]:
    for row in rows(path):
        codes = json.loads(row["pcode"].replace('""', '"')) if row["pcode"] else {}
        pcode = codes.get("ochaPcode", "")
        names = arabic("|".join((row["name_ar"], *row["aliases_ar"].split("|"))))
        bare = list(dict.fromkeys(UNIT_WORDS.sub("", UNIT_WORDS.sub("", name)) for name in names))
        yield Place(
            id=pcode, level=LEVELS[row["level"]], lat=float(row["lat"]), lon=float(row["lon"]), governorate=pcode[2:4],
            names=bare, latin=[row["name_en"]], geonames=codes.get("geonames", ""), pcode=pcode,
            wikidata=codes.get("wikidata", ""),
        )  # fmt: skip


def localities(path: Path, known: list[Place]) -> Iterator[Place]:
    """Towns and villages whose place comes from GeoNames: the other sources have terms of their own."""
    for row in rows(path):
        names = arabic(row["name_ar"])
        if row["placetype"] != "locality" or row["src"] != "geonames" or row["deprecated"] == "True" or not names:
            continue
        lat, lon = float(row["lat"]), float(row["lon"])
        nearest = min(known, key=lambda unit: kilometres((lat, lon), (unit.lat, unit.lon)))
        yield Place(
            id=f"g{row['geonames']}", level="locality", lat=lat, lon=lon,
            governorate=REGIONS.get(row["region_id"], nearest.governorate), names=names,
            latin=[name for name in row["name_en"].split("|") if name][:2], geonames=row["geonames"],
            wikidata=row["wikidata"], population=int(row["population"] or 0),
        )  # fmt: skip


def folded(place: Place) -> set[str]:
    return {fold_query(name) for name in place.names}


def near(one: Place, other: Place) -> float:
    return kilometres((one.lat, one.lon), (other.lat, other.lon))


def take_in(place: Place, other: Place) -> None:
    """`other` is the same place: its names, and what of it is not known yet."""
    place.names = list(dict.fromkeys((*place.names, *other.names)))
    place.latin = list(dict.fromkeys((*place.latin, *other.latin)))
    place.geonames, place.pcode = place.geonames or other.geonames, place.pcode or other.pcode
    place.wikidata, place.population = place.wikidata or other.wikidata, max(place.population, other.population)
    if other.level == "locality" and place.level != "locality":
        place.lat, place.lon = other.lat, other.lon


def merged_units(found: list[Place]) -> list[Place]:
    """A district and the subdistrict of its name are one place, and so are a governorate and its own district."""
    kept: dict[str, Place] = {}
    for unit in sorted(found, key=lambda unit: len(unit.pcode)):
        above = [kept.get(unit.pcode[:size]) for size in (4, 6)]
        same = next((one for one in above if one and one is not unit and folded(one) & folded(unit)), None)
        if same:
            same.names = list(dict.fromkeys((*same.names, *unit.names)))
        else:
            kept[unit.pcode] = unit
    return list(kept.values())


def merged(known: list[Place], found: Iterable[Place]) -> list[Place]:
    places: dict[str, list[Place]] = defaultdict(list)
    for unit in known:
        for name in folded(unit):
            places[name].append(unit)
    kept = list(known)
    taken: set[str] = set()
    for place in sorted(found, key=lambda place: -place.population):
        same = [one for name in folded(place) for one in places[name] if is_same(one, place, taken)]
        if same:
            one = min(same, key=lambda one: near(one, place))
            if one.level != "locality":
                taken.add(one.id)
            take_in(one, place)
        else:
            one = place
            kept.append(place)
        for name in folded(one):
            places[name] = [*(other for other in places[name] if other is not one), one]
    return kept


def is_same(one: Place, place: Place, taken: set[str]) -> bool:
    if one.level == "locality" or one.id in taken:
        return near(one, place) <= ONE_TOWN
    far = 400.0 if one.level == "governorate" and place.population else OF_A_UNIT
    return one.governorate == place.governorate and near(one, place) <= far


def with_extra(places: list[Place]) -> list[Place]:
    words: set[str] = set()
    foreign: set[str] = set()
    for row in rows(EXTRA):
        names = row["names"].split("|")
        if row["level"] == "elsewhere":
            foreign |= set(map(fold_query, names))
            continue
        if row["level"] == "word":  # no place wherever it stands alone
            words |= set(map(fold_query, names))
            continue
        if row["of"]:
            ranked = sorted(
                (one for one in places if one.governorate == row["governorate"] and is_called(one, row["of"])),
                key=lambda one: [*LEVELS.values(), "locality"].index(one.level) if one.level != "site" else 9,
            )
            if not ranked:
                sys.exit(f"places_extra.tsv: nothing is called {row['of']} in SY{row['governorate']}")
            place = ranked[0]
            place.names = list(dict.fromkeys((*place.names, *names)))
            if row["lat"]:  # the town's: the sources have the middle of its district, which may lie in the desert
                place.lat, place.lon = float(row["lat"]), float(row["lon"])
        else:
            place = Place(
                id=row["id"], level=row["level"], lat=float(row["lat"]), lon=float(row["lon"]),
                governorate=row["governorate"], names=names, latin=[row["latin"]],
            )  # fmt: skip
            places = [without(one, place) for one in places]
            places.append(place)
        place.tiers |= dict.fromkeys(map(fold_query, names), row["tier"])
    for place in places:
        place.given = folded(place)
        place.names = spelt(place)
        place.names = [name for name in place.names if fold_query(name) not in foreign]
        place.tiers |= dict.fromkeys(folded(place) & words, "s")
    return [place for place in places if place.names]


def without(place: Place, other: Place) -> Place:
    """A name that the list kept by hand gives to another place close by is no longer this one's."""
    if place.level != "governorate" and len(place.names) > 1 and near(place, other) <= OF_A_UNIT:
        first, *rest = place.names
        place.names = [first, *(name for name in rest if fold_query(name) not in folded(other))]
    return place


def is_called(place: Place, name: str) -> bool:
    return fold_query(name).replace(" ", "") in {known.replace(" ", "") for known in folded(place)}


def spelt(place: Place) -> list[str]:
    """Its names, and those of two words whose first is often written onto the second: دير الزور, ديرالزور."""
    names = list(dict.fromkeys(place.names))
    articled = {name for name in names if name.startswith("ال")}
    names = [name for name in names if f"ال{name}" not in articled]  # ميادين is no name where الميادين is one
    for name in list(names):
        first, _, rest = name.partition(" ")
        if rest and fold_query(first) in JOINED_TO and f"{first}{rest.replace(' ', '')}" not in names:
            names.append(f"{first}{rest}" if " " not in rest else name)
        if name.startswith("كفر") and len(name) > 5 and " " not in name:
            names.append(f"كفر {name[3:]}")
        if place.level == "locality" and " " not in name and not name.startswith("ال") and len(name) > 3:
            names.append(f"ال{name}")
    return list({fold_query(name): name for name in reversed(names)}.values())[::-1]


def line_of(place: Place, table: Counts) -> str:
    folds = map(fold_query, place.names)
    tiers = "".join(tier_of(name, place.tiers.get(name, ""), name in place.given, table) for name in folds)
    point = f"{place.lat:.4f}", f"{place.lon:.4f}"
    written = "|".join(place.names), tiers, "|".join(place.latin)
    codes = place.geonames, place.pcode, place.wikidata
    return "\t".join((place.id, place.level, *point, place.governorate, *written, *codes))


def main(wof: str, admin: str, counts: str) -> None:
    known = list(units(Path(admin)))
    places = with_extra(merged(merged_units(known), localities(Path(wof), known)))
    table = Counts(Path(counts))
    lines = ["\t".join(COLUMNS), *(line_of(place, table) for place in places)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
