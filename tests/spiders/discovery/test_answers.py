"""Of an answer's entries, which are articles: each once, as it was listed first."""

from archive.model import Outlet
from spiders.discovery._answers import articles_in
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
