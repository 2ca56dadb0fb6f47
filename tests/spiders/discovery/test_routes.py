"""What is new at an outlet: its routes in their order, the next where the one before says nothing, page after page."""

import sqlite3
from contextlib import closing

import pytest

from tests.support.crawling import FEED, Archive
from tests.support.scripted_site import Answer, ScriptedSite, page

ROUTES = (
    FEED + 'Route(kind="news-sitemap", url="/news.xml"), Route(kind="wp-rest", url="/wp-json/posts"),'
    'Route(kind="listing", url="/", links="h2 a"),'
)


def test_each_route_is_asked_only_when_the_one_before_failed(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    site.answers["/feed/"] = Answer(404)
    site.answers["/news.xml"] = Answer(200, b"<html>not a sitemap</html>")
    site.answers["/wp-json/posts"] = Answer(401, b'{"code": "rest_forbidden"}')
    site.answers["/"] = Answer(200, b"<h2><a href='/10001/'>\xd8\xae\xd8\xa8\xd8\xb1</a></h2>")
    archive.outlet(site.home, ROUTES)
    result = archive.crawl()
    assert (result.new, result.cause) == (1, "")
    states = {kind: state for kind, (state, _) in archive.poll_states().items()}
    assert states == {"feed": "not-found", "news-sitemap": "parse-failed", "wp-rest": "blocked", "listing": "ok"}


def test_a_route_that_lists_nothing_new_for_too_long_is_no_longer_trusted_alone(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10001])
    archive.outlet(site.home, ROUTES)
    archive.crawl()
    site.answers["/news.xml"] = Answer(404)
    site.answers["/wp-json/posts"] = Answer(401)
    page_of_news = "<h2><a href='/10001/'>خبر</a></h2><h2><a href='/10002/'>خبر جديد</a></h2>"
    site.answers["/"] = Answer(200, page_of_news.encode())
    site.answers["/10002/"] = page(10002)
    assert archive.crawl().new == 0
    with closing(sqlite3.connect(archive.data / "service.db")) as connection, connection:
        connection.execute("UPDATE polls SET last_yield_at = '2026-01-01T00:00:00Z'")
    result = archive.crawl()
    assert (result.new, result.cause) == (1, "")


def test_a_listing_is_followed_to_older_pages_while_all_of_it_is_news(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10004, 10003, 10002, 10001])
    link = "<h2><a href='/{}/'>خبر</a></h2>"
    following = "<a rel=next href='/?page=2'>التالي</a>"
    site.answers["/"] = Answer(200, (link.format(10004) + link.format(10003) + following).encode())
    site.answers["/?page=2"] = Answer(200, (link.format(10002) + link.format(10001)).encode())
    archive.outlet(site.home, 'Route(kind="listing", url="/", links="h2 a"),')
    assert archive.crawl().new == 4
    site.asked.clear()
    archive.crawl()
    assert site.paths() == ["/robots.txt", "/"]


@pytest.mark.parametrize("kind", ["listing", "news-sitemap"])
def test_a_crawl_that_ends_between_two_pages_of_a_route_leaves_the_later_one_to_the_next_crawl(
    archive: Archive, site: ScriptedSite, kind: str
) -> None:
    """Asked to wait at the second page: the first must not count as seen, or nobody would look behind it again."""
    site.publish([10002, 10001])
    etag = {"ETag": '"1"'}
    if kind == "listing":
        link = "<h2><a href='/{}/'>خبر</a></h2>"
        first, later = "/", "/?page=2"
        body = (link.format(10002) + f"<a rel=next href='{later}'>التالي</a>").encode()
        behind = link.format(10001).encode()
    else:
        first, later = "/sitemap.xml", "/posts.xml"
        body = f"<sitemapindex><sitemap><loc>{site.home}{later}</loc></sitemap></sitemapindex>".encode()
        behind = f"<urlset><url><loc>{site.home}/10001/</loc></url></urlset>".encode()
    site.answers[first] = Answer(200, body, etag)
    site.answers[later] = Answer(429, b"", {"Retry-After": "3600"})
    archive.outlet(site.home, f'Route(kind="{kind}", url="{first}", links="h2 a"),')
    assert archive.crawl().cause == "retry_after"
    with closing(sqlite3.connect(archive.data / "service.db")) as connection, connection:
        connection.execute("DELETE FROM pauses")
    site.answers[later] = Answer(200, behind)
    archive.crawl()
    assert "/10001/" in site.paths()
