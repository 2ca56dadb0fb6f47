"""The shipped outlets' rules: each says what is unproven, has a saved page, and gives addresses their keys."""

from urllib.parse import urljoin

import pytest

from archive.identity.keys import belongs, key_of
from spiders.outlets.wordpress import wordpress_outlet
from spiders.registry import outlets
from tests.support.saved_pages import PAGES

MISSION = {
    *("alikhbariah", "alwatan", "anha", "arabi21", "baladi", "basnews", "deirezzor24", "enabbaladi", "enabbaladi_en"),
    *("furatpost", "halabtoday", "jesrpress", "northpress", "northpulse", "orient", "rassd", "rozana", "rt_arabic"),
    *("sana", "shaam", "snhr", "sohr", "syriadirect", "syriatv", "zamanalwsl"),
}
PLAIN = wordpress_outlet("plain", "https://example.org")
KEYS = [
    ("enabbaladi", "https://www.enabbaladi.net/archives/651728", "651728"),
    ("enabbaladi", "https://www.enabbaladi.net/800832/الرئيس-يؤكد/", "800832"),
    ("enabbaladi", "https://enabbaladi.net/607143/slug/?amp=1", "607143"),
    ("enabbaladi", "http://www.enabbaladi.net/607143/slug/amp/", "607143"),
    ("enabbaladi", "https://www.enabbaladi.net/archives/607143?utm_source=x&fbclid=y", "607143"),
    ("enabbaladi", "https://www.enabbaladi.net/2024/05/", None),
    ("enabbaladi", "https://www.enabbaladi.net/archives/category/online/", None),
    ("enabbaladi", "https://www.enabbaladi.net/archives/category/online/page/2", None),
    ("enabbaladi", "https://english.enabbaladi.net/archives/651728", None),
    ("enabbaladi", "https://example.org/archives/651728", None),
    ("northpress", "https://npasyria.com/244582/", "244582"),
    ("northpress", "https://npasyria.com/en/110223/", "en/110223"),
    ("northpress", "https://npasyria.com/en/", None),
    ("northpress", "https://npasyria.com/2021/", None),
    ("northpress", "https://npasyria.com/category/news/", None),
    ("arabi21", "https://arabi21.com/story/1748077/بعض-الكلام", "1748077"),
    ("arabi21", "https://arabi21.com/story/1048871", "1048871"),
    ("arabi21", "https://arabi21.com/stories/t/12/0/وسم", None),
    ("alwatan", "https://alwatan.sy/archives/12345", "12345"),
    ("alwatan", "https://alwatan.sy/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1-2/", "path/أخبار-2"),
    ("alwatan", "https://alwatan.sy/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1-2", "path/أخبار-2"),
    ("alwatan", "https://www.alwatanonline.com/archives/12345", "12345"),
    ("alwatan", "https://alwatan.sy/archives/category/newspaper/page/2", None),
    ("alwatan", "https://alwatan.sy/category/local/", None),
    ("alwatan", "https://alwatan.sy/contact-us/", None),
    ("alwatan", "https://alwatan.sy/", None),
]
PLAIN_KEYS = [
    ("https://example.org/?p=123", "123"),
    ("https://www.example.org/archives/206556", "206556"),
    ("https://example.org/2026/11/15/slug/", "path/2026/11/15/slug"),
    ("https://example.org/خبر-جديد/", "path/خبر-جديد"),
    ("https://example.org/", None),
    ("https://example.org/?s=word", None),
    ("https://example.org/2026/11/", None),
    ("https://example.org/feed/", None),
    ("https://example.org/slug/feed/", None),
    ("https://example.org/wp-content/uploads/2026/11/a.jpg", None),
    ("https://example.org/author/editor4/", None),
]


def test_every_outlet_of_the_mission_is_shipped_and_the_wordpress_base_is_none_of_them() -> None:
    assert set(outlets()) >= MISSION
    assert "wordpress" not in outlets()


@pytest.mark.parametrize("name", outlets())
def test_an_outlet_says_what_nobody_has_seen_work_and_never_lists_its_home(name: str) -> None:
    outlet = outlets()[name]
    assert outlet.unproven
    assert belongs(outlet.home, outlet)
    assert key_of(outlet.home, outlet) is None
    assert all(route.links for route in outlet.routes if route.kind == "listing")
    assert outlet.delay >= 2
    assert outlet.enabled != bool(outlet.disabled_because)


@pytest.mark.parametrize("name", [name for name, outlet in outlets().items() if not outlet.channel])
def test_an_outlet_has_a_saved_page_with_its_expected_text(name: str) -> None:
    saved = sorted((PAGES / name).glob("*.html"))
    assert saved, f"save a page as tests/pages/{name}/DATE-slug.html, then run `python -m tests.accept`"
    assert all(page.with_suffix(".txt").exists() for page in saved)


def test_a_channel_that_is_an_outlets_own_names_an_outlet_that_is_shipped() -> None:
    assert {outlet.of for outlet in outlets().values() if outlet.of} <= set(outlets())


@pytest.mark.parametrize("name", outlets())
def test_no_route_of_an_outlet_is_taken_for_an_article(name: str) -> None:
    outlet = outlets()[name]
    asked = [urljoin(outlet.home, route.url) for route in outlet.routes]
    assert [url for url in asked if key_of(url, outlet)] == []


@pytest.mark.parametrize(("name", "url", "key"), KEYS)
def test_an_address_has_the_key_its_outlet_gives_it(name: str, url: str, key: str | None) -> None:
    assert key_of(url, outlets()[name]) == key


@pytest.mark.parametrize(("url", "key"), PLAIN_KEYS)
def test_any_wordpress_site_needs_only_its_home_address(url: str, key: str | None) -> None:
    assert key_of(url, PLAIN) == key
