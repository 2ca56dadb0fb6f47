"""What search engines may fetch, and the mark in the corner of a tab."""

import pytest
from protego import Protego

from tests.support.reading_room import Site

FOUND = (
    "/",
    "/article/1",
    "/article/1/versions/2",
    "/article/1/diff/1..2",
    "/story/1",
    "/outlets",
    "/outlet/x",
    "/about",
)
NOT_FOUND = (
    *("/search", "/search?q=x", "/words?q=x", "/exports/articles.csv?q=x", "/feeds/articles.atom", "/api/1/search"),
    *(
        "/warraq",
        "/warraq/articles",
        "/capture/1",
        "/capture/1/page",
        "/article/1/captures",
        "/saved",
        "/saved/x",
        "/watch/x",
        "/compare/1..2",
    ),
)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_search_engine_may_fetch_articles_and_nothing_that_only_repeats_them(site: Site, prefix: str) -> None:
    answer = site.get("/robots.txt")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    rules = Protego.parse(answer.text)
    assert [path for path in FOUND if not rules.can_fetch(prefix + path, "Bot")] == []
    assert [path for path in NOT_FOUND if rules.can_fetch(prefix + path, "Bot")] == []


def test_a_search_engine_may_fetch_what_a_page_needs_to_be_seen(site: Site) -> None:
    rules = Protego.parse(site.get("/robots.txt").text)
    assert rules.can_fetch("/-/static-plugins/warraq/warraq.css?v=1", "Bot")
    assert not rules.can_fetch("/-/versions.json", "Bot")


def test_the_mark_is_ours_wherever_it_is_asked_for(site: Site) -> None:
    icon = site.get("/favicon.ico")
    assert (icon.headers["content-type"], icon.content[:4]) == ("image/x-icon", b"\x00\x00\x01\x00")
    for path in ("/", "/warraq", "/nowhere"):
        page = site.get(path).text
        address = page.split('<link rel="icon" href="')[1].split('"')[0]
        drawn = site.get(address)
        assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/svg+xml")
        assert "<script" not in drawn.text
