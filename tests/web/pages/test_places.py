"""The page of places: every number leads to its list, nothing "happened" anywhere, the map is a picture."""

import csv
import io
import re
from html import unescape
from math import hypot
from pathlib import Path
from urllib.parse import unquote_plus

import pytest

from archive.data_folder import DataFolder
from archive.places.accuracy import MEASURED
from archive.places.gazetteer import governorates
from archive.record.store import open_record
from archive.web.charts.syria_map import circles
from archive.web.pages import places
from tests.support import placed_archive
from tests.support.reading_room import Site

BESIDE = r'<a[^>]*href="([^"]*/search\?place=[^"]+)"><bdi>[^<]*</bdi></a><span class="n">([0-9,]+)<'


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return placed_archive.make(tmp_path_factory.mktemp("placed") / "data")


def numbered(page: str) -> list[tuple[str, int]]:
    """Every link to a list of a place, and the number beside or inside it."""
    inside = re.findall(r'<a[^>]*href="([^"]*/search\?place=[^"]+)"[^>]*>([0-9,]+)<', page)
    beside = re.findall(BESIDE, page)
    return [(unquote_plus(unescape(path)), int(n.replace(",", ""))) for path, n in inside + beside]


def length(desk: Site, path: str) -> int:
    return len(re.findall(r'<li class="hit">', desk.get(path).text))


@pytest.mark.parametrize("path", ["/places", "/en/places?span=all", "/place/SY0205", "/en/place/SY09", "/place/SY02"])
def test_every_number_is_the_length_of_the_list_it_leads_to(desk: Site, path: str) -> None:
    found = numbered(desk.get(path).text)
    assert found
    assert {link: length(desk, link) for link, _ in found} == dict(found)


@pytest.mark.parametrize("span", ["month", "all"])
def test_each_line_of_the_table_has_the_length_of_the_list_it_leads_to(desk: Site, span: str) -> None:
    answer = desk.get(f"/places.csv?span={span}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {line["name"] for line in lines} >= {"منبج", "عفرين", "أعزاز"}
    for line in lines:
        assert length(desk, line["search"].removeprefix("http://localhost")) == int(line["articles"]) > 0
    assert [int(line["articles"]) for line in lines] == sorted((int(line["articles"]) for line in lines), reverse=True)


def test_the_table_of_some_days_leaves_out_what_was_published_before(
    desk: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(places.SPANS, "month", 1)
    assert desk.get("/places.csv?span=month").text.count("\n") == 1
    assert desk.get("/places.csv?span=all").text.count("\n") > 1


def test_a_governorate_counts_an_article_once_that_names_several_of_its_places(desk: Site) -> None:
    assert ("/search?place=in.SY02", 2) in numbered(desk.get("/places?span=all").text)


def test_the_map_is_a_picture_with_a_name_and_no_links_and_the_list_beside_it_has_them(desk: Site) -> None:
    page = desk.get("/en/places").text
    (drawn,) = re.findall(r'<svg class="map".*?</svg>', page, re.S)
    assert 'role="img"' in drawn
    assert "<a" not in drawn
    assert "Aleppo 2" in drawn
    assert 'href="/en/place/SY02"' in page
    assert drawn.count("<circle") == len(re.findall(r'class="n" href="[^"]*place=in\.', page))


def test_the_map_is_not_mirrored_and_loads_nothing(desk: Site) -> None:
    arabic, english = (re.findall(r"<circle[^>]+>", desk.get(path).text) for path in ("/places", "/en/places"))
    assert arabic == english
    assert "<script" not in desk.get("/places").text
    assert "<image" not in desk.get("/places").text


def test_the_area_of_a_circle_is_as_its_articles_and_the_dots_are_said_to_be_no_borders(desk: Site) -> None:
    one, other = (next(one for one in governorates() if one.id == name).governorate for name in ("SY02", "SY09"))
    large, small = circles({one: 400, other: 100})
    assert round((large.radius / small.radius) ** 2, 6) == 4
    assert "no borders. The area of a circle is as the number of articles" in desk.text("/en/places")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_name_on_the_map_lies_on_a_circle_or_on_another_name_however_large_all_circles_are(language: str) -> None:
    drawn = circles({one.governorate: 7 for one in governorates()})
    boxes = {}
    for one in drawn:
        width = 8 * len(one.place.names[0] if language == "ar" else one.place.latin[0])
        left = one.name.x - {"start": 0, "middle": width / 2, "end": width}[one.name.anchor]
        top = one.name.y + {"0": -15, ".35em": -8, ".7em": 0}[one.name.dy]
        boxes[one.place.id] = (left, top, left + width, top + 15)
    for one, other in ((one, other) for one in drawn for other in drawn):
        left, top, right, bottom = boxes[one.place.id]
        nearest = (min(max(other.x, left), right), min(max(other.y, top), bottom))
        assert hypot(nearest[0] - other.x, nearest[1] - other.y) >= other.radius, (one.place.latin, other.place.latin)
        if one is not other:
            across, down = boxes[other.place.id][::2], boxes[other.place.id][1::2]
            assert right < across[0] or across[1] < left or bottom < down[0] or down[1] < top


def test_the_capital_as_a_government_is_counted_apart_and_off_the_map(desk: Site) -> None:
    text = desk.text("/en/places")
    assert "“Damascus” where it means the government is not counted: one article" in text
    assert "Damascus 1" not in text
    assert length(desk, "/search?place=government.SY01") == 1


def test_precision_and_recall_stand_on_the_page_with_their_day_and_sample(desk: Site) -> None:
    text = desk.text("/en/places")
    for figure in (f"{MEASURED.precision:.1f}", f"{MEASURED.recall:.1f}", str(MEASURED.sentences), "27 November 2026"):
        assert figure in text


def test_a_name_of_several_places_lists_them_and_chooses_none(desk: Site) -> None:
    page = desk.get("/en/places?p=البويضة").text
    assert len(re.findall(r'href="/en/place/[^"]+"><bdi>', page)) > 3
    assert "It stands in 1 article where nothing says which is meant" in desk.text("/en/places?p=البويضة")
    assert length(desk, "/search?place=ambiguous.البويضه") == 1


@pytest.mark.parametrize("typed", ["منبج", "Manbij", "manb"])
def test_a_place_is_found_by_its_name_in_either_script(desk: Site, typed: str) -> None:
    assert 'href="/place/SY0205"' in desk.get(f"/places?p={typed}").text


def test_a_name_that_nobody_bears_and_an_empty_span_say_so(desk: Site, tmp_path: Path) -> None:
    assert "no place of this name" in desk.text("/en/places?p=زززز")
    data = DataFolder(tmp_path / "data").make()
    open_record(data.record).close()
    empty = Site(data.root, {})
    assert "No article of this span names a place" in empty.text("/en/places")


def test_nothing_is_said_to_have_happened_anywhere(desk: Site) -> None:
    for path in ("/en/places", "/en/place/SY02"):
        text = desk.text(path)
        assert "happened" not in text or "not where anything happened" in text or "does not say that anything" in text


def test_an_unknown_span_is_refused(desk: Site) -> None:
    assert desk.get("/places?span=never").status_code == 400
