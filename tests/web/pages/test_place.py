"""The page of a place: who names it, how it is spelt, what is named with it, and a feed."""

import html
import re
from pathlib import Path

import pytest

from archive.places.accuracy import MEASURED, OF_A_PLACE
from archive.web.queries import places
from tests.support import placed_archive
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return placed_archive.make(tmp_path_factory.mktemp("placed") / "data")


def test_the_newest_that_name_it_are_listed_with_the_name_marked(desk: Site) -> None:
    page = desk.get("/place/SY0205").text
    assert re.findall("<mark>(.*?)</mark>", page) == ["منبج", "منبج"]
    assert "Named in 2 articles of one outlet" in desk.text("/en/place/SY0205")


def test_its_spellings_are_counted_apart(desk: Site) -> None:
    page = desk.get("/place/SY09").text
    assert "<bdi>ديرالزور</bdi>" in page
    assert "<bdi>دير الزور</bdi>" in page


def test_beside_a_place_of_very_many_articles_others_are_counted_in_the_newest_and_since_when_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "BESIDE_IN", 1)
    apart = placed_archive.make(tmp_path / "data", days_apart=5)
    page = apart.text("/en/place/SY0205")
    beside = page.partition("Named with it")[2]
    assert "In articles since" in beside
    assert "Afrin" not in beside
    links = re.findall(r'href="([^"]*place=SY0205[^"]*from=[^"]*)"', apart.get("/en/place/SY0205").text)
    others = [link for link in map(html.unescape, links) if link.count("place=") == 2]
    assert others
    for link in others:
        assert "السوق يعود إلى منبج" in apart.text(link)
        assert "طريق بين المدينتين" not in apart.text(link)
    monkeypatch.undo()
    assert "In articles since" not in apart.text("/en/place/SY0205")
    assert "Afrin" in apart.text("/en/place/SY0205").partition("Named with it")[2]


def test_its_feed_has_the_articles_that_name_it_and_no_others(desk: Site) -> None:
    feed = desk.get("/feeds/articles.json?place=SY0205").json()
    assert sorted(item["title"] for item in feed["items"]) == ["السوق يعود إلى منبج", "طريق بين المدينتين"]


def test_a_place_of_the_table_that_nobody_named_says_so_and_an_unknown_one_is_no_page(desk: Site) -> None:
    assert "No article names it" in desk.text("/en/place/SY14")
    assert desk.get("/place/nowhere").status_code == 404


def test_the_search_page_has_places_as_filters_and_says_which_are_chosen(desk: Site) -> None:
    page = desk.get("/search?place=SY0205").text
    assert re.search(r'href="[^"]*place=SY0205&amp;place=SY0203|place=SY0205&place=SY0203', page)
    assert "منبج" in re.findall('<div class="chosen".*?</div>', page, re.S)[0]
    assert "is no place we know" in desk.text("/en/search?place=nowhere")


def test_a_place_of_which_enough_names_were_read_says_how_many_are_right(desk: Site) -> None:
    for place, one in OF_A_PLACE.items():
        assert one.read >= 50
        assert f"{one.right} are it" in desk.text(f"/en/place/{place}")
        assert f"في {one.right} منها المكان نفسه" in desk.text(f"/place/{place}")
    assert "SY0205" not in OF_A_PLACE
    assert f"{MEASURED.precision:.1f} are the place that is meant" in desk.text("/en/place/SY0205")
