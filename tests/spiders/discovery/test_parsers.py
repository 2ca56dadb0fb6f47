"""Whatever bytes a route answers, out come clean and bounded values or one word. All texts are made for the test."""

import gzip
import json
import os
import sqlite3
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.identity.urls import is_web_address
from spiders.discovery import _feed
from spiders.discovery._entries import LEFT_OUT, MAX_DATE, NOTES, UNREADABLE
from spiders.discovery.announced import sitemaps_in
from spiders.discovery.parsers import (
    MAX_ENTRIES,
    MAX_TITLE,
    MAX_URL,
    Found,
    UnreadableError,
    read_feed,
    read_listing,
    read_posts,
    read_sitemap,
)
from tests.support.paths import SHARED

EXAMPLES = int(os.environ.get("WARRAQ_PROPERTY_EXAMPLES", "60"))
CASES = SHARED / "cases"
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="needs ../shared/cases, which is not part of the project")
BASE = "https://outlet.example/feed/"
READERS: dict[str, Callable[[bytes, str], Found]] = {
    "feed": read_feed,
    "sitemap": read_sitemap,
    "posts": read_posts,
    "listing": lambda body, base: read_listing(body, base, "h2 a"),
}
VALID = {
    "feed": """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>نموذج</title><item>
<title><![CDATA[خبر &#8217; & <b>آخر</b>]]></title><link>https://outlet.example/1/</link>
<guid isPermaLink="false">7</guid><pubDate>Sun, 15 Nov 2026 10:00:00 +0000</pubDate>
<description>&lt;p&gt;نص&lt;/p&gt;</description></item><item>
<title>خبر</title><guid>https://outlet.example/2/</guid></item></channel></rss>""",
    "sitemap": """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><!-- made -->
<url><loc>https://outlet.example/1/</loc><lastmod>2026-11-15T09:00:00Z</lastmod><news:news><news:title>خبر</news:title>
</news:news></url><url><loc>https://outlet.example/2/</loc></url></urlset>""",
    "posts": json.dumps(
        [{"id": n, "link": f"https://outlet.example/{n}/", "title": {"rendered": "خبر &amp;"}} for n in (1, 2)]
    ),
    "listing": """<html><base href="/"><h2><a href="/1/">خبر &amp;</a></h2><h2><a href="/2/">خبر</a></h2>
<a rel=next href="?page=2">x</a></html>""",
}
SNIPPETS = [
    *(
        b"&#55357;&#56832;",
        b"&#xD83D;",
        b"&#x110000;",
        b"&#0;",
        b"&#99999999999;",
        b"\\ud83d",
        b"\\u0000",
        b"&#",
        b"&a;",
    ),
    *(b"\x00", b"\x1f\x8b", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\xbd", b"\xf4\x90\x80\x80", b"\xd8", b"\x85"),
    *(
        b"<![CDATA[",
        b"]]>",
        b"<!--",
        b"-->",
        b"<?xml",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"<item>",
        b"</item>",
        b"<url>",
    ),
    *(
        b"<html>",
        b"</rss>",
        b"<br />\n<b>Notice</b>: x",
        b"[{",
        b"}]",
        b"{",
        b'"',
        b"\\",
        b"1e999",
        b"9" * 5_000,
        b"<div>" * 600,
    ),
    *(
        b"http://[",
        b"//",
        b"javascript:",
        b"x" * 3_000,
        "\u202e\u2066\ufeff\uffff\U0001fffe".encode(),
        b" xml:base='http://['",
    ),
]


def found_in(kind: str, body: bytes) -> Found | None:
    """What a reader finds, each value checked; None where it says a word it is known to say."""
    try:
        found = READERS[kind](body, BASE)
    except UnreadableError as problem:
        return None if problem.word in UNREADABLE else pytest.fail(problem.word)
    assert len(found.entries) <= MAX_ENTRIES
    assert len(found.more) <= 10
    assert set(found.notes) <= NOTES.keys()
    assert {word for word, _ in found.left_out} <= set(LEFT_OUT)
    for entry in found.entries:
        assert is_web_address(entry.url)
        assert len(entry.url) <= MAX_URL
        assert entry.url != BASE
        assert len(entry.title) <= MAX_TITLE
        assert max(len(entry.published), len(entry.modified)) <= MAX_DATE
    for value in [
        *found.more,
        *(text for entry in found.entries for text in (entry.title, entry.published, entry.url)),
    ]:
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in value)
        # What cannot be written here would end a crawl.
        sqlite3.connect(":memory:").execute("SELECT ?", [value]).close()
    return found


@pytest.mark.parametrize("kind", READERS)
def test_what_is_mutated_below_is_read_when_it_is_whole(kind: str) -> None:
    found = found_in(kind, VALID[kind].encode())
    assert found is not None
    assert (len(found.entries), found.notes, found.left_out) == (2, (), ())


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=EXAMPLES)
@given(body=st.binary(max_size=400))
def test_any_bytes_give_clean_values_or_one_word(kind: str, body: bytes) -> None:
    found_in(kind, body)
    found_in(kind, gzip.compress(body))


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_valid_answer_broken_anywhere_gives_clean_values_or_one_word(kind: str, data: st.DataObject) -> None:
    body = VALID[kind].encode(data.draw(st.sampled_from(["utf-8", "cp1256", "utf-16"])), "replace")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = data.draw(st.integers(start, min(len(body), start + 80)))
        piece = data.draw(st.sampled_from(SNIPPETS) | st.binary(max_size=8) | st.just(body[start:end] * 2))
        body = body[:start] + piece + body[data.draw(st.sampled_from([start, end, len(body)])) :]
    found_in(kind, body)


@pytest.mark.parametrize("kind", READERS)
@settings(max_examples=EXAMPLES)
@given(text=st.text(max_size=80))
def test_any_text_in_any_field_gives_clean_values(kind: str, text: str) -> None:
    for old in ("خبر", "https://outlet.example/1/", "2026-11-15T09:00:00Z", "Sun, 15 Nov 2026 10:00:00 +0000"):
        replaced = VALID[kind].replace(old, json.dumps(text)[1:-1] if kind == "posts" else text)
        found_in(kind, replaced.encode("utf-8", "surrogatepass"))


@settings(max_examples=EXAMPLES)
@given(
    st.lists(
        st.sampled_from([*SNIPPETS, b"Sitemap:", b"sitemap :", b"\r", b"\n", b"#", b" https://outlet.example/s.xml"])
    )
)
def test_any_robots_txt_gives_addresses_or_nothing(pieces: list[bytes]) -> None:
    for address in sitemaps_in(b"".join(pieces)):
        assert address
        assert not set(address) & set("\r\n \x00")


def test_a_reader_that_fails_in_any_way_gives_the_word_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for failure in (RecursionError(), OverflowError(), UnicodeError(), KeyError(1), AttributeError(), AssertionError()):

        def fail(*_: object, failure: Exception = failure) -> Found:
            raise failure

        monkeypatch.setattr(_feed, "read", fail)
        with pytest.raises(UnreadableError, match="reader_failed"):
            read_feed(VALID["feed"].encode(), BASE)


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
    found = found_in("feed", case(f"06-feed-surrogate-reference/{name}"))
    assert found is not None
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
