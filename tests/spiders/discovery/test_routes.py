"""What is new at an outlet: its routes in their order, the next where the one before says nothing, page after page."""

import re
import sqlite3
from contextlib import closing

import pytest

from tests.support.crawling import FEED, Archive
from tests.support.paths import SHARED
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


@pytest.mark.parametrize("last_new", ["2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z"], ids=["long ago", "ahead"])
def test_a_route_that_lists_nothing_new_for_too_long_is_no_longer_trusted_alone(
    archive: Archive, site: ScriptedSite, last_new: str
) -> None:
    """A clock that was ahead for a day would else be believed for years."""
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
        connection.execute("UPDATE polls SET last_yield_at = ?", [last_new])
    result = archive.crawl()
    assert (result.new, result.cause) == (1, "")


def test_a_feed_is_asked_for_in_full_once_a_day_whatever_its_etag_says(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    archive.outlet(site.home)
    conditional = []
    for full_at in ("", "", "2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z"):
        if full_at:
            with closing(sqlite3.connect(archive.data / "service.db")) as connection, connection:
                connection.execute("UPDATE polls SET full_at = ?", [full_at])
        site.asked.clear()
        archive.crawl()
        conditional.append("If-None-Match" in site.asked[1].headers)
    assert conditional == [False, True, False, False]


def test_an_empty_feed_that_did_not_change_is_empty_still_and_the_next_route_is_asked(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10001])
    etag = {"ETag": '"1"'}
    site.answers["/feed/"] = lambda before: Answer(304) if before else Answer(200, b"<rss><channel/></rss>", etag)
    archive.outlet(site.home)
    assert archive.crawl().cause == "empty_feed"
    site.answers["/news.xml"] = Answer(200, f"<urlset><url><loc>{site.home}/10001/</loc></url></urlset>".encode())
    archive.outlet(site.home, FEED + 'Route(kind="news-sitemap", url="/news.xml"),')
    result = archive.crawl()
    assert (result.new, archive.poll_states()["feed"][1]) == (1, "empty_feed")


def test_an_outlets_cause_is_that_of_the_first_route_that_is_there_at_all(archive: Archive, site: ScriptedSite) -> None:
    site.answers["/feed/"] = Answer(404)
    site.answers["/news.xml"] = Answer(200, b"<html>not a sitemap</html>")
    archive.outlet(site.home, FEED + 'Route(kind="news-sitemap", url="/news.xml"),')
    assert archive.crawl().cause == "parse"


def test_a_site_that_cannot_be_reached_is_not_searched_for_other_routes(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home, 'Route(kind="feed", url="http://127.0.0.1:1/feed/"),')
    assert archive.crawl().new == 0
    assert site.paths() == []


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
    for paused in (archive.data / "locks").glob("host-*"):
        paused.unlink()
    site.answers[later] = Answer(200, behind)
    archive.crawl()
    assert "/10001/" in site.paths()


def notes(archive: Archive) -> dict[str, str]:
    with closing(sqlite3.connect(archive.data / "service.db")) as connection, connection:
        return dict(connection.execute("SELECT kind, note FROM polls").fetchall())


@pytest.mark.parametrize(
    "failure",
    ["1 / 0", "'\\ud83d'.encode()", "read_route(self)", "[][1]", "chr(-1)", "None", "int('x')"],
)
def test_a_reader_that_fails_in_any_way_costs_its_route_and_the_next_is_asked(
    archive: Archive, site: ScriptedSite, failure: str
) -> None:
    site.publish([10001])
    site.answers["/news.xml"] = Answer(200, f"<urlset><url><loc>{site.home}/10001/</loc></url></urlset>".encode())
    body = f"""
    def read_route(self, route, body, url):
        def read_route(spider):
            return read_route(spider)
        return super().read_route(route, body, url) if route.kind == "news-sitemap" else {failure}
"""
    archive.outlet(site.home, FEED + 'Route(kind="news-sitemap", url="/news.xml"),', body=body)
    result = archive.crawl()
    assert (result.new, result.cause) == (1, "")
    assert archive.poll_states() == {"feed": ("parse-failed", "parse"), "news-sitemap": ("ok", "")}
    assert notes(archive)["feed"] == "reader_failed"


@pytest.mark.skipif(not SHARED.exists(), reason="needs ../shared, which is not part of the project")
def test_a_lone_surrogate_in_a_title_ends_no_crawl(archive: Archive, site: ScriptedSite) -> None:
    posts = (SHARED / "cases/06-feed-surrogate-reference/posts.json").read_bytes()
    posts = re.sub(rb"https://outlet.example/archives/(\d+)", rb"%s/\1/" % site.home.encode(), posts)
    site.answers["/wp-json/posts"] = Answer(200, posts)
    archive.outlet(site.home, 'Route(kind="wp-rest", url="/wp-json/posts"),')
    result = archive.crawl()
    assert (result.found, result.cause) == (2, "")


def test_what_was_wrong_with_an_answer_that_could_be_read_is_remembered(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    whole = site.answers["/feed/"]
    assert isinstance(whole, Answer)
    site.answers["/feed/"] = Answer(200, b"<b>Notice</b>" + whole.body.replace(b"</rss>", b"") + b"<item>")
    archive.outlet(site.home)
    assert archive.crawl().new == 1
    assert notes(archive) == {"feed": "dirty, cut_off"}
    site.asked.clear()
    site.answers["/feed/"] = whole
    archive.crawl()
    # What was cut off must come in full the next time.
    assert "If-None-Match" not in site.asked[1].headers
    assert notes(archive) == {"feed": ""}


def test_a_304_that_nobody_asked_for_is_a_failure_and_the_next_route_is_asked(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10001])
    site.answers["/feed/"] = Answer(304)
    archive.outlet(site.home)
    assert archive.crawl().cause == "unasked_304"
    site.answers["/news.xml"] = Answer(200, f"<urlset><url><loc>{site.home}/10001/</loc></url></urlset>".encode())
    archive.outlet(site.home, FEED + 'Route(kind="news-sitemap", url="/news.xml"),', name="two")
    assert archive.crawl("two").new == 1


def maps(site: ScriptedSite, name: str, addresses: list[str], element: str = "sitemap") -> None:
    root = "sitemapindex" if element == "sitemap" else "urlset"
    inside = "".join(f"<{element}><loc>{site.home}{address}</loc></{element}>" for address in addresses)
    site.answers[name] = Answer(200, f"<{root}>{inside}</{root}>".encode())


def test_news_is_found_in_whichever_sitemap_of_an_index_without_dates(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001, 10002])
    names = [f"/{name}.xml" for name in "abcdefgh"]
    for name in names:
        maps(site, name, ["/about/"], "url")
    maps(site, "/news.xml", names)
    maps(site, "/d.xml", ["/10001/"], "url")
    archive.outlet(site.home, 'Route(kind="news-sitemap", url="/news.xml"),')
    assert archive.crawl().new == 1
    # Nothing of the index changes when one of its sitemaps does.
    maps(site, "/e.xml", ["/10002/"], "url")
    assert archive.crawl().new == 1


def test_an_index_that_leads_on_without_end_is_left(archive: Archive, site: ScriptedSite) -> None:
    maps(site, "/news.xml", ["/news.xml", "/deep-1.xml"])
    for n in range(1, 30):
        maps(site, f"/deep-{n}.xml", [f"/deep-{n + 1}.xml", "/news.xml"])
    archive.outlet(site.home, 'Route(kind="news-sitemap", url="/news.xml"),')
    assert archive.crawl().cause == "capped"
    assert len(site.asked) < 9
    for n in range(300):
        maps(site, f"/wide-{n}.xml", [f"/wide-{n * 9 + k}.xml" for k in range(1, 10)])
    maps(site, "/news.xml", ["/wide-0.xml"])
    site.asked.clear()
    archive.outlet(site.home, 'Route(kind="news-sitemap", url="/news.xml"),', name="wide")
    archive.crawl("wide")
    assert len(site.asked) < 25
