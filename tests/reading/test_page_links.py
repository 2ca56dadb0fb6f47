"""Where links of a page lead: the short ways to an address end where resolving it would."""

from itertools import product
from urllib.parse import urljoin

import pytest

from archive.reading._page_links import PageLinks

PAGES = ("https://news.example/2026/11/a/", "http://news.example", "https://news.example/x?p=1#top")
STARTS = ("", "/", "//", "https://other.example/", "http://o.example/", "http://o.example:80/")
PARTS = ("a", "أ", "..", ".", "", "?p=1", "?", "#x", ";v", "a b", "%20", "/../b", "//", "b/./c", "é?")


@pytest.mark.parametrize("page", PAGES)
def test_a_link_is_joined_as_urljoin_joins_it(page: str) -> None:
    links = PageLinks(page, ())
    for start, part, more in product(STARTS, PARTS, PARTS):
        href = f"{start}{part}{more}"
        wanted = urljoin(page, href)
        assert links.absolute(href) in (wanted, ""), href
        assert links.absolute(href) == wanted or " " in wanted, href


def test_a_page_knows_its_own_address_however_a_link_writes_it() -> None:
    links = PageLinks(PAGES[0], ())
    own = ("/2026/11/a", "/2026/11/a/#comments", "./", "../a/", PAGES[0], "//news.example/2026/11/a/")
    assert all(map(links.is_own_address, own))
    assert not any(map(links.is_own_address, ("/2026/11/b/", "/2026/11/a/?p=2", "https://other.example/2026/11/a/")))
