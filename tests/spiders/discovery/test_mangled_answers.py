"""Whatever bytes a route answers, out come clean and bounded values or one word; what is whole in them is found."""

import gzip
import json
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archive.identity.urls import is_web_address
from spiders.discovery._entries import LEFT_OUT, MAX_DATE, NOTES, UNREADABLE
from spiders.discovery.announced import sitemaps_in
from spiders.discovery.parsers import (
    MAX_ENTRIES,
    MAX_TITLE,
    MAX_URL,
    Found,
    UnreadableError,
)
from tests.support.mangled_bytes import TOKENS, mangled, odd_texts
from tests.support.property_rounds import cpu_seconds
from tests.support.route_readers import BASE, READERS

DATE = "Sun, 15 Nov 2026 10:00:00 +0000"


def item(number: int) -> str:
    return f"""<item><title>خبر &#8217; {number}</title><link>https://outlet.example/{number}/</link>
<guid isPermaLink="false">7</guid><pubDate>{DATE}</pubDate><description>&lt;p&gt;نص&lt;/p&gt;</description></item>"""


def entry(number: int) -> str:
    return f"""<entry><title>خبر {number}</title><link rel="alternate" href="/{number}/"/><id>tag:x,2026:{number}</id>
<updated>2026-11-15T10:00:00Z</updated><content type="html"><![CDATA[<p>نص &amp;</p>]]></content></entry>"""


def url(number: int) -> str:
    return f"""<url><loc>https://outlet.example/{number}/</loc><lastmod>2026-11-15T09:00:00Z</lastmod>
<news:news><news:title>خبر {number}</news:title></news:news></url>"""


def post(number: int) -> str:
    date = {"date": "2026-11-15T13:00:00", "date_gmt": "2026-11-15T10:00:00"}
    link = {"link": f"https://outlet.example/{number}/", "title": {"rendered": f"خبر &amp; {number}"}}
    return json.dumps({"id": number, **date, **link}, ensure_ascii=number % 2 == 0)


def link(number: int) -> str:
    return f'<h2><a href="/{number}/" title="x">خبر &amp; {number}</a></h2>'


# What stands before the items of each kind, between them, and after.
ROUND: dict[str, tuple[str, Callable[[int], str], str, str]] = {
    "feed": ('<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>', item, "\n", "</channel></rss>"),
    "atom": ('<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>', entry, "", "</feed>"),
    "sitemap": ('<?xml version="1.0"?><urlset xmlns="http://x"><!-- made -->', url, "", "</urlset>"),
    "posts": ("[", post, ",", "]"),
    "listing": ('<html><base href="/">', link, "", "<a rel=next href='?page=2'>x</a></html>"),
}


def answer(kind: str, items: Sequence[bytes]) -> bytes:
    before, _, between, after = ROUND[kind]
    return before.encode() + between.encode().join(items) + after.encode()


def whole(kind: str) -> bytes:
    return answer(kind, [ROUND[kind][1](number).encode() for number in (1, 2)])


def found_in(kind: str, body: bytes) -> Found | None:
    """What a reader finds, each value checked; None where it says a word it is known to say."""
    with cpu_seconds(4):
        try:
            found = READERS["feed" if kind == "atom" else kind](body, BASE)
        except UnreadableError as problem:
            return None if problem.word in UNREADABLE else pytest.fail(problem.word)
    assert len(found.entries) <= MAX_ENTRIES
    assert len(found.more) <= 10
    assert set(found.notes) <= NOTES.keys()
    assert {word for word, _ in found.left_out} <= set(LEFT_OUT)
    for one in found.entries:
        assert is_web_address(one.url)
        assert len(one.url) <= MAX_URL
        assert one.url != BASE
        assert len(one.title) <= MAX_TITLE
        assert max(len(one.published), len(one.modified)) <= MAX_DATE
    for value in [*found.more, *(text for one in found.entries for text in (one.title, one.published, one.url))]:
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in value)
        value.encode()  # What cannot be written would end a crawl.
    return found


@pytest.mark.parametrize("kind", ROUND)
def test_what_is_mangled_below_is_read_when_it_is_whole(kind: str) -> None:
    found = found_in(kind, whole(kind))
    assert found is not None
    assert [one.url[-3:] for one in found.entries] == ["/1/", "/2/"]
    assert (found.notes, found.left_out) == ((), ())


@pytest.mark.parametrize("kind", ROUND)
@given(data=st.data())
def test_an_answer_broken_anywhere_gives_clean_values_or_one_word(kind: str, data: st.DataObject) -> None:
    charset = data.draw(st.sampled_from(["utf-8", "utf-8", "cp1256", "utf-16", "utf-32"]))
    others = [whole(other) for other in ROUND]
    body = data.draw(
        mangled([whole(kind).decode().encode(charset, "replace"), *others[: data.draw(st.integers(0, 5))]])
    )
    if data.draw(st.booleans()):
        body = gzip.compress(body, mtime=0)
        body = body if data.draw(st.booleans()) else data.draw(mangled([body], most=2))
    found_in(kind, body)


@pytest.mark.parametrize("kind", ROUND)
@given(body=st.binary(max_size=400))
def test_any_bytes_give_clean_values_or_one_word(kind: str, body: bytes) -> None:
    found_in(kind, body)
    found_in(kind, gzip.compress(body, mtime=0))


@pytest.mark.parametrize("kind", ROUND)
@given(
    text=odd_texts(
        "خبر", "https://outlet.example/1/", "/ar/1", DATE, "2026-11-15T09:00:00Z", "الأحد 15 تشرين الثاني 2026"
    )
)
def test_any_text_in_any_field_gives_clean_values(kind: str, text: str) -> None:
    for old in ("خبر", "https://outlet.example/1/", "/1/", "2026-11-15", DATE):
        written = json.dumps(text)[1:-1] if kind == "posts" else text
        found_in(kind, whole(kind).decode().replace(old, written).encode("utf-8", "surrogatepass"))


# What begins in one item and ends in another takes along what stands between, as it should.
OPEN_AND_CLOSED = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"), (b"<!DOCTYPE", b">"))


def _swallows(before: bytes, after: bytes) -> bool:
    return any(begin in before and end in after for begin, end in OPEN_AND_CLOSED)


@pytest.mark.parametrize("kind", ["feed", "atom", "sitemap", "posts"])
@given(data=st.data())
def test_an_item_that_is_whole_is_found_among_mangled_ones(kind: str, data: st.DataObject) -> None:
    make = ROUND[kind][1]
    odd = mangled([make(number).encode() for number in (5, 6)], most=3)
    before, after = data.draw(st.lists(odd, max_size=3)), data.draw(st.lists(odd, max_size=3))
    good = make(1).encode()
    assume(not _swallows(b"".join(before), good + b"".join(after)))
    body = answer(kind, [*before, good, *after])
    # Text of which too much is no UTF-8 is read in another charset; its ASCII stays, unless it was made two bytes wide.
    assume(body.count(b"\0") < 10)
    # The first list of posts is the answer; what a mangled one makes a list of its own is that list.
    assume(kind != "posts" or b"[{" not in b"".join(before))
    # Of fifty broken posts no more are passed over: each may have to be read to the end of the answer.
    assume(body.count(b'{"') < 50)
    found = found_in(kind, body)
    assert found is not None
    assert "https://outlet.example/1/" in {one.url for one in found.entries}


@given(st.lists(mangled([link(5).encode(), link(6).encode()], most=3), max_size=4))
def test_a_link_before_mangled_ones_is_found(after: list[bytes]) -> None:
    body = answer("listing", [link(1).encode(), *after])
    # Half an answer of zeros is another charset; what nests without end is refused.
    assume(body.count(b"\0") < 10 and body.count(b"<div>") + body.count(b"<template>") < 500)
    found = found_in("listing", body)
    assert found is not None
    assert "https://outlet.example/1/" in {one.url for one in found.entries}


LINE = b"Sitemap: https://outlet.example/good.xml"
ROBOTS = b"User-agent: *\r\nDisallow: /wp-admin/ # x\r\nSitemap: https://outlet.example/s.xml\r\nCrawl-delay: 5"


@given(st.lists(mangled([ROBOTS, LINE]), max_size=3), st.lists(mangled([ROBOTS]), max_size=3))
def test_a_sitemaps_line_is_found_among_mangled_ones_and_nothing_else_comes_out(
    before: list[bytes], after: list[bytes]
) -> None:
    body = b"\n".join([*before, LINE, *after])
    with cpu_seconds(2):
        found = sitemaps_in(body)
    for address in found:
        assert address
        assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in address)
    if body[:200].count(0) < 40 and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert "https://outlet.example/good.xml" in found


@given(st.lists(st.sampled_from([*TOKENS, b"Sitemap:", b"sitemap :", b"\r", b"\n", b"#", b" https://x.example/s.xml"])))
def test_any_robots_txt_gives_addresses_or_nothing(pieces: list[bytes]) -> None:
    for address in sitemaps_in(b"".join(pieces)):
        assert address
        assert not set(address) & set("\r\n \x00")
