"""Whatever bytes a route answers, out come clean and bounded values or one word. All texts are made for the test."""

from pathlib import Path

import pytest

from spiders.discovery import _feeds
from spiders.discovery.announced import sitemaps_in
from spiders.discovery.parsers import (
    Found,
    UnreadableError,
    read_feed,
    read_posts,
    read_sitemap,
)
from tests.support.paths import SHARED
from tests.support.route_readers import BASE, READERS

CASES = SHARED / "cases"
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="needs ../shared/cases, which is not part of the project")


def test_a_reader_that_fails_in_any_way_gives_the_word_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for failure in (RecursionError(), OverflowError(), UnicodeError(), KeyError(1), AttributeError(), AssertionError()):

        def fail(*_: object, failure: Exception = failure) -> Found:
            raise failure

        monkeypatch.setattr(_feeds, "read", fail)
        with pytest.raises(UnreadableError, match="reader_failed"):
            read_feed(b"<rss></rss>", BASE)


def test_a_feed_that_is_the_name_of_a_local_file_opens_nothing() -> None:
    for name in (b"/etc/passwd", b"file:///etc/passwd"):
        for reader in READERS.values():
            with pytest.raises(UnreadableError):
                reader(name, BASE)


def case(name: str) -> bytes:
    return Path(CASES / name).read_bytes()


@needs_cases
@pytest.mark.parametrize(("name", "entries"), [("feed.xml", 2), ("feed-too-large.xml", 1), ("feed-huge.xml", 1)])
def test_a_reference_to_no_character_costs_no_item(name: str, entries: int) -> None:
    found = read_feed(case(f"06-feed-surrogate-reference/{name}"), BASE)
    assert len(found.entries) == entries


@needs_cases
def test_the_cases_of_foreign_bytes_are_read_as_they_should_be() -> None:
    def urls(found: Found) -> list[str]:
        return [entry.url.removeprefix("https://outlet.example/") for entry in found.entries]

    assert urls(read_sitemap(case("06-feed-surrogate-reference/sitemap.xml"), BASE))[0] == "archives/10003"
    assert len(read_posts(case("06-feed-surrogate-reference/posts.json"), BASE).entries) == 2
    for name in ("comment-after", "notice-before"):
        assert urls(read_posts(case(f"08-rest-noise-around-json/{name}.json"), BASE)) == ["archives/10001"]
    for name in ("bom-first", "comment", "cr-only"):
        assert len(sitemaps_in(case(f"10-robots-sitemap-lines/{name}.txt"))) == 1
    assert urls(read_feed(case("11-feed-empty-link-guid/feed.xml"), BASE)) == ["archives/10002"]
    assert urls(read_feed(case("11-feed-empty-link-guid/number.xml"), BASE)) == []
    assert len(read_sitemap(case("13-sitemap-gz-members/s.xml.gz"), BASE).entries) == 7
