"""When every configured route fails, an outlet is found again by what its own pages announce."""

import sqlite3
from collections.abc import Iterator

import pytest

from spiders.discovery.announced import announced_routes, sitemaps_in
from spiders.probing.proposal import new_outlet
from tests.support.crawling import FEED, Archive
from tests.support.scripted_site import Answer, ScriptedSite, feed

HTML = {"Content-Type": "text/html; charset=utf-8"}


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        running.publish([10002, 10001])
        running.answers["/rss.xml"] = running.answers.pop("/feed/")
        running.answers["/"] = Answer(
            200, b'<link rel=alternate type="application/rss+xml" href="/rss.xml"><title>x</title>', HTML
        )
        yield running


def test_a_feed_that_moved_is_found_by_the_link_on_the_front_page(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home)
    result = archive.crawl()
    assert (result.new, result.cause) == (2, "")
    assert site.paths()[:4] == ["/robots.txt", "/feed/", "/", "/rss.xml"]


def test_the_next_crawl_tries_the_announced_route_without_a_search(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home)
    archive.crawl()
    site.asked.clear()
    site.answers["/rss.xml"] = feed(site.home, [10003, 10002, 10001])
    site.publish([10003])
    del site.answers["/feed/"]
    assert archive.crawl().new == 1
    assert site.paths()[:4] == ["/robots.txt", "/feed/", "/rss.xml", "/10003/"]
    with sqlite3.connect(archive.data / "service.db") as connection:
        states = dict(connection.execute("SELECT url, state FROM polls").fetchall())
    assert states == {f"{site.home}/feed/": "not-found", f"{site.home}/rss.xml": "ok"}


def test_a_configured_route_that_works_again_comes_first(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home)
    archive.crawl()
    site.asked.clear()
    site.answers["/feed/"] = feed(site.home, [10002, 10001])
    archive.crawl()
    assert site.paths() == ["/robots.txt", "/feed/"]


def test_a_sitemap_in_robots_txt_is_found_too(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/"] = Answer(200, b"<title>nothing announced</title>", HTML)
    site.answers["/robots.txt"] = Answer(200, f"Sitemap: {site.home}/map.xml\n".encode())
    places = "".join(f"<url><loc>{site.home}/{n}/</loc></url>" for n in (10001, 10002))
    site.answers["/map.xml"] = Answer(
        200, f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode()
    )
    archive.outlet(site.home)
    assert archive.crawl().new == 2


def test_a_site_that_announces_nothing_keeps_its_cause_and_is_searched_once_a_day(
    archive: Archive, site: ScriptedSite
) -> None:
    site.answers["/"] = Answer(200, b"<title>nothing announced</title>", HTML)
    archive.outlet(site.home, FEED)
    assert archive.crawl().cause == "http_404"
    assert archive.crawl().cause == "http_404"
    assert site.paths() == ["/robots.txt", "/feed/", "/", "/robots.txt", "/feed/"]


HEAD = b"""<link rel=alternate type="application/rss+xml" href="/feed/"><link rel="alternate" hreflang="en" href="/en/">
<link rel=alternate type="application/rss+xml" href="/comments/feed/"><link rel="https://api.w.org/" href="/wp-json/">
<link rel=alternate type="application/rss+xml" href="https://other.example/feed/">"""
ROBOTS = b"User-agent: *\nSitemap: https://example.org/image-sitemap.xml\nsitemap:https://example.org/sitemap.xml\n"


def test_routes_come_from_heads_and_robots_and_only_the_outlets_own_news() -> None:
    found = announced_routes(HEAD, "https://example.org/", ROBOTS, new_outlet("x", "https://example.org"))
    assert [(route.kind, route.url.partition("?")[0]) for route in found] == [
        ("feed", "https://example.org/feed/"),
        ("wp-rest", "https://example.org/wp-json/wp/v2/posts"),
        ("news-sitemap", "https://example.org/sitemap.xml"),
    ]
    assert sitemaps_in(b"\xff\xfeSitemap: x") == ()


def test_few_routes_of_a_kind_are_announced_those_of_news_first() -> None:
    robots = "".join(f"Sitemap: https://example.org/map-{n}.xml\n" for n in range(9)) + "Sitemap: /news-sitemap.xml"
    feeds = "".join(f'<link rel=alternate type="application/rss+xml" href="/feed-{n}/">' for n in range(9))
    outlet = new_outlet("x", "https://example.org")
    found = announced_routes(feeds.encode(), "https://example.org/", robots.encode(), outlet)
    assert [route.url.removeprefix("https://example.org/") for route in found] == [
        *("feed-0/", "feed-1/", "feed-2/", "news-sitemap.xml", "map-0.xml", "map-1.xml"),
    ]


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ('<https://example.org/wp-json/>; rel="https://api.w.org/"', "https://example.org/wp-json/wp/v2/posts?"),
        ("</wp-json/>; rel=https://api.w.org/", "https://example.org/wp-json/wp/v2/posts?"),
        (
            '<x>; rel="a", <https://example.org/api/>; title="a, b"; rel="x https://api.w.org/"',
            "https://example.org/api/",
        ),
        (
            '<https://example.org/?rest_route=/>; rel="https://api.w.org/"',
            "https://example.org/?rest_route=/wp/v2/posts&",
        ),
        ('<https://other.example/wp-json/>; rel="https://api.w.org/"', None),
        ("<https://example.org/?p=1>; rel=shortlink", None),
        ('<http://[>; rel="https://api.w.org/"', None),
        ("<" * 9_000 + "; rel=" * 9_000, None),
    ],
)
def test_wordpress_names_its_interface_in_a_header_too(header: str, address: str | None) -> None:
    outlet = new_outlet("x", "https://example.org")
    found = [route.url for route in announced_routes(b"", "https://example.org/", b"", outlet, links=("junk", header))]
    assert [url.startswith(address or "?") for url in found] == ([True] if address else [])


def test_the_interface_named_in_the_header_is_asked(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/"] = Answer(200, b"<title>x</title>", {**HTML, "Link": '</api/>; rel="https://api.w.org/"'})
    posts = "/api/wp/v2/posts?per_page=50&_fields=id,link,date,date_gmt,modified,modified_gmt,title"
    site.answers[posts] = Answer(200, f'[{{"link": "{site.home}/10001/"}}]'.encode())
    archive.outlet(site.home)
    assert archive.crawl().new == 1


def test_a_sitemap_named_by_a_relative_address_lies_beside_robots_txt() -> None:
    outlet = new_outlet("x", "https://example.org")
    found = announced_routes(b"", "https://example.org/ar/", b"\xef\xbb\xbfSitemap: sitemap.xml # x\r", outlet)
    assert [route.url for route in found] == ["https://example.org/sitemap.xml"]


def test_a_front_page_made_to_break_its_reader_hides_no_sitemap() -> None:
    outlet = new_outlet("x", "https://example.org")
    for page in (b"<div>" * 9_000, b"\x00" * 99, b"<link rel=alternate type=application/rss+xml href='http://['>"):
        found = announced_routes(page, "https://example.org/", b"Sitemap: /sitemap.xml", outlet)
        assert [route.kind for route in found] == ["news-sitemap"]
