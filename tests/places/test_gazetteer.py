"""The table of places that is shipped: whole, within Syria, and each name with its tier."""

from collections import Counter

from archive.places.distance import kilometres
from archive.places.gazetteer import ALWAYS, LONGEST, UNITS, governorates, names, places
from archive.text.folding import fold_query
from tests.support.paths import ROOT

TABLE = ROOT / "archive/places/places.tsv"
EXTRA = ROOT / "archive/places/places_extra.tsv"


def test_every_place_has_a_name_a_tier_for_each_and_lies_in_syria() -> None:
    for place in places().values():
        assert len(place.names) == len(place.tiers), place.id
        assert set(place.tiers) <= set("abcs"), place.id
        assert 32 <= place.lat <= 37.6, place.id
        assert 35.4 <= place.lon <= 42.6, place.id
        assert place.governorate in {one.governorate for one in governorates()}, place.id


def test_the_fourteen_governorates_are_always_known_by_name() -> None:
    assert len(governorates()) == 14
    assert {names()[fold_query(one.names[0])].tier for one in governorates()} == {ALWAYS}


def test_there_are_districts_subdistricts_and_thousands_of_villages() -> None:
    levels = Counter(place.level for place in places().values())
    assert all(levels[level] for level in UNITS)
    assert levels["locality"] > 9_000
    assert levels["site"] > 60


def test_a_district_has_the_point_of_its_town_and_not_that_of_its_desert() -> None:
    towns = {"دوما": (33.57, 36.40), "منبج": (36.53, 37.95), "تدمر": (34.56, 38.27), "البوكمال": (34.45, 40.92)}
    for name, town in towns.items():
        (district,) = (place for place in names()[fold_query(name)].places if place.level == "district")
        assert kilometres(district.point, town) < 3, name


def test_names_are_no_longer_than_what_is_looked_for() -> None:
    assert max(len(name.split()) for name in names()) <= LONGEST


def test_every_source_is_credited() -> None:
    credit = (TABLE.parent / "ATTRIBUTION.md").read_text()
    for source in ("Who's On First", "whosonfirst.org/docs/licenses", "GeoNames", "OpenSyria", "OCHA", "Wikidata"):
        assert source in credit


def test_the_list_kept_by_hand_stands_in_the_table() -> None:
    rows = [line.split("\t") for line in EXTRA.read_text().splitlines()[1:]]
    assert {row[0] for row in rows if row[0]} <= places().keys()
