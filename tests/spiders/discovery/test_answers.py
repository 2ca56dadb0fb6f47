"""Of an answer's entries, which are articles: each once, as it was listed first; and why there are none."""

import pytest
from scrapy.http import Response

from archive.model import Outlet, Route
from spiders.discovery import parsers
from spiders.discovery._answers import articles_in, why_nothing
from spiders.discovery._entries import Entry

OUTLET = Outlet(
    name="sample",
    title="",
    title_en="",
    home="https://sample.example/",
    hosts=("sample.example",),
    routes=(),
    key_rules=(r"^/(?P<id>\d+)/",),
)


def test_an_article_listed_twice_is_one_as_it_was_listed_first() -> None:
    entries = [
        Entry(url="https://sample.example/1/new/?utm_source=rss", title="اليوم"),
        Entry(url="https://sample.example/tag/x/", title="وسم"),
        Entry(url="https://sample.example/1/old/", title="أمس"),
        Entry(url="https://elsewhere.example/2/", title="غيره"),
    ]
    (listed,) = articles_in(entries, OUTLET)
    assert (listed.key, listed.url, listed.hint.title) == ("1", "https://sample.example/1/new/", "اليوم")


EMPTY = b'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>'
FEED = Route(kind="feed", url="/feed/")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (EMPTY, "empty_feed"),
        (b'\n<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>', "empty_feed"),
        (EMPTY.replace(b"</title>", b""), "parse"),
        (EMPTY[:-20], "parse"),
        (EMPTY.replace(b"</channel>", b"<item><title>y</title></item></channel>"), "parse"),
        (EMPTY.replace(b">x<", b">a & b<"), "parse"),
        (EMPTY.replace(b"</channel>", b"<br><b>Fatal error</b>: in feed.php</channel>"), "parse"),
    ],
)
def test_a_list_of_nothing_is_an_empty_feed_only_where_it_is_whole(body: bytes, word: str) -> None:
    assert why_nothing(parsers.read_feed(body, "http://x.example/feed/"), FEED, answer(body)) == word


def test_a_feed_that_lists_nothing_of_ours_is_not_empty() -> None:
    item = b"<item><title>y</title><link>http://elsewhere.example/1</link></item></channel>"
    body = EMPTY.replace(b"</channel>", item)
    assert why_nothing(parsers.read_feed(body, "http://x.example/feed/"), FEED, answer(body)) == "no_articles"


def answer(body: bytes) -> Response:
    return Response("http://x.example/feed/", body=body)
