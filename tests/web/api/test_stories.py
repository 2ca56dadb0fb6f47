"""The most carried stories as programs ask for them: the same order and the same firsts as on the page."""

import re

import pytest

from tests.support import compared_archive
from tests.support.reading_room import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return compared_archive.make(tmp_path_factory.mktemp("stories"))


def test_a_story_names_its_outlets_their_lags_and_its_first(site: Site) -> None:
    answer = site.get("/api/1/stories?day=2026-11-01").json()
    assert (answer["from"], answer["to"], answer["count"], answer["next"]) == ("2026-10-31", "2026-11-01", 1, None)
    (story,) = answer["stories"]
    assert (story["outlets"], story["first"], story["basis"]) == (4, site.ids["furat"], "credit")
    assert [(one["outlet"], one["seconds_after"] // 60, one["credits"]) for one in story["articles"]] == [
        ("furat", 0, ""),
        ("barid", 38, "furat"),
        ("hawran", 300, ""),
        ("sham", 720, "barid"),
    ]
    page = site.get("/stories?day=2026-11-01").text
    assert re.findall(r'<h2[^>]*><a href="/story/(\d+)"', page) == [str(story["id"])]


def test_an_empty_stretch_is_empty_and_what_makes_no_sense_is_refused(site: Site) -> None:
    assert site.get("/api/1/stories?day=2020").json()["stories"] == []
    assert site.get("/api/1/stories?day=2026-11-01&start=2").json()["next"] is None
    for query in ("day=x", "days=0", "days=32", "start=x", "limit=101", "span=week", "day=0001-01-01", "day=9999"):
        assert site.get(f"/api/1/stories?{query}").status_code == 400, query
