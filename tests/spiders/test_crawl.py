"""Crawls of a scripted site, each in a process of its own, into a real archive."""

import multiprocessing
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from spiders.process.parent import run_crawl
from tests.support.crawling import FEED, Archive
from tests.support.outlet_server import OutletServer
from tests.support.paths import ROOT, SAMPLE_OUTLETS
from tests.support.scripted_site import Answer, ScriptedSite, feed, page

ROUTES = (
    FEED + 'Route(kind="news-sitemap", url="/news.xml"), Route(kind="wp-rest", url="/wp-json/posts"),'
    'Route(kind="listing", url="/", links="h2 a"),'
)


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running


def test_a_first_crawl_takes_every_article_newest_first(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10003, 10002, 10001])
    archive.outlet(site.home)
    result = archive.crawl()
    assert (result.found, result.fetched, result.new, result.cause) == (3, 3, 3, "")
    assert site.paths() == ["/robots.txt", "/feed/", "/10003/", "/10002/", "/10001/"]
    assert archive.count("articles") == 3
    assert archive.rows("SELECT DISTINCT warc_length > 0 FROM captures") == [(1,)]


def test_a_second_crawl_of_an_unchanged_site_fetches_no_article_and_writes_no_row(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10002, 10001])
    archive.outlet(site.home)
    archive.crawl()
    before = {table: archive.count(table) for table in ("captures", "articles", "versions", "urls")}
    site.asked.clear()
    result = archive.crawl()
    assert site.paths() == ["/robots.txt", "/feed/"]
    assert "If-None-Match" in site.asked[1].headers
    assert (result.fetched, result.cause) == (0, "")
    assert {table: archive.count(table) for table in before} == before


def test_an_article_the_feed_describes_anew_is_fetched_again_and_found_edited(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10002, 10001])
    archive.outlet(site.home)
    archive.crawl()
    site.answers["/feed/"] = feed(site.home, [10002, 10001], note="تصحيح")
    site.answers["/10002/"] = page(10002, "ارتفع العدد إلى خمسة بعد تصحيح الخبر")
    result = archive.crawl()
    assert (result.fetched, result.new, result.edited, result.unchanged) == (2, 0, 1, 1)


def test_an_article_that_vanishes_from_among_older_ones_is_looked_at_at_once(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10003, 10002, 10001])
    archive.outlet(site.home)
    archive.crawl()
    site.answers["/feed/"] = feed(site.home, [10003, 10001])
    site.answers["/10002/"] = Answer(410)
    result = archive.crawl()
    assert (result.missing, result.gone, archive.count("articles")) == (1, 0, 3)


def test_a_failed_article_stays_due_and_a_missing_feed_date_loses_nothing(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10002, 10001])
    site.answers["/10002/"] = Answer(500)
    archive.outlet(site.home)
    result = archive.crawl()
    assert (result.new, result.failed) == (1, 1)
    with closing(sqlite3.connect(archive.data / "service.db")) as connection, connection:
        connection.execute("UPDATE visits SET next_due = '2026-01-01T00:00:00Z' WHERE key = '10002'")
    site.answers["/10002/"] = page(10002)
    assert archive.crawl().new == 1


@pytest.mark.parametrize(
    ("answer", "cause", "state"),
    [
        (Answer(403, b"no"), "http_403", "blocked"),
        (Answer(403, b"Just a moment", {"cf-mitigated": "challenge"}), "challenge", "blocked"),
        (Answer(404), "http_404", "not-found"),
        (Answer(200, b"<html><title>Home</title></html>"), "parse", "parse-failed"),
        (feed("", []), "empty_feed", "silent"),
        (feed("http://other.example", [10001]), "no_articles", "silent"),
        (Answer(301, b"", {"Location": "http://other.example/feed/"}), "moved", "moved"),
        (Answer(500), "http_500", "unreachable"),
    ],
)
def test_the_cause_of_an_outlet_that_gave_nothing_is_named(
    archive: Archive, site: ScriptedSite, answer: Answer, cause: str, state: str
) -> None:
    site.answers["/feed/"] = answer
    archive.outlet(site.home)
    assert archive.crawl().cause == cause
    assert archive.poll_states() == {"feed": (state, cause)}


def test_an_unknown_host_and_a_refusing_one_are_told_apart(archive: Archive) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        archive.outlet(f"http://127.0.0.1:{closed.getsockname()[1]}")
        assert archive.crawl().cause == "refused"
    archive.outlet("http://no-such-host.invalid", name="nowhere")
    started = time.monotonic()
    assert archive.crawl("nowhere").cause == "dns"
    assert time.monotonic() - started < 40


def test_each_rung_is_asked_only_when_the_one_before_failed(archive: Archive, site: ScriptedSite) -> None:
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


def test_a_redirect_to_another_host_is_not_followed_as_an_article(archive: Archive, site: ScriptedSite) -> None:
    with ScriptedSite().running() as other:
        other.publish([10001])
        site.publish([10001])
        site.answers["/10001/"] = Answer(302, b"", {"Location": f"{other.home}/10001/"})
        archive.outlet(site.home)
        result = archive.crawl()
        assert (other.asked, result.new, archive.count("articles")) == ([], 0, 0)


def test_a_redirect_inside_the_outlet_is_kept_and_followed(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    site.answers["/10001/"] = Answer(301, b"", {"Location": "/10001/slug/"})
    site.answers["/10001/slug/"] = page(10001)
    archive.outlet(site.home)
    assert archive.crawl().new == 1
    statuses = archive.rows("SELECT status FROM captures WHERE article_id IS NOT NULL ORDER BY id")
    assert statuses == [(301,), (200,)]


def test_a_hanging_page_ends_at_the_wall_limit_and_what_was_taken_stays(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10002, 10001])
    site.answers["/10001/"] = Answer(200, b"late", hang=30)
    archive.outlet(site.home)
    started = time.monotonic()
    result = archive.crawl(time_limit=3)
    assert time.monotonic() - started < 15
    assert (result.cause, result.new, archive.count("articles")) == ("time_limit", 1, 1)


def test_stopping_a_crawl_leaves_what_was_taken(archive: Archive, site: ScriptedSite) -> None:
    site.publish(list(range(10030, 10000, -1)))
    archive.outlet(site.home)
    stop = threading.Event()
    result = run_crawl("made", archive.data, time_limit=60, on_progress=lambda *_: stop.set(), stop=stop)
    assert result.cause == "interrupted"
    assert 1 <= archive.count("articles") < 30
    assert archive.crawl().cause == ""
    assert archive.count("articles") == 30


def test_a_second_crawl_of_the_same_outlet_is_refused_at_once(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home)
    with DataFolder(archive.data).make().lock("made", "busy"):
        assert archive.crawl().cause == "already_running"
    assert site.asked == []


def test_a_spider_that_crashes_says_so_and_a_blocked_one_is_killed(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    archive.outlet(site.home, body="\n    def read_route(self, route, body, url):\n        return 1 / 0\n")
    assert archive.crawl().cause == "crashed"
    archive.outlet(site.home, name="stuck", body="\n    def read_route(self, *_):\n        import os; os.abort()\n")
    assert archive.crawl("stuck").cause == "crashed"


def test_a_thread_that_never_returns_keeps_no_crawl_from_ending(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    body = """
    def read_route(self, route, body, url):
        from twisted.internet import reactor
        import time
        reactor.callInThread(time.sleep, 120)
        return super().read_route(route, body, url)
"""
    archive.outlet(site.home, body=body)
    started = time.monotonic()
    result = archive.crawl()
    assert (result.cause, result.new) == ("", 1)
    assert time.monotonic() - started < 20


def test_an_article_that_robots_txt_forbids_is_no_trouble_of_the_host(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10006, 10005, 10004, 10003, 10002, 10001])
    site.answers["/robots.txt"] = Answer(
        200, "".join(["User-agent: *\n", *(f"Disallow: /1000{n}/\n" for n in range(3, 7))]).encode()
    )
    archive.outlet(site.home)
    result = archive.crawl()
    assert (result.new, result.failed, result.cause) == (2, 4, "")


def test_a_host_that_refuses_article_after_article_is_left_alone(archive: Archive, site: ScriptedSite) -> None:
    site.publish(list(range(10009, 10000, -1)))
    for number in range(10001, 10010):
        site.answers[f"/{number}/"] = Answer(403, b"Just a moment", {"cf-mitigated": "challenge"})
    archive.outlet(site.home)
    result = archive.crawl()
    assert (result.cause, result.failed) == ("challenge", 3)


def test_sample_outlets_are_crawled_once_then_only_polled_then_for_what_changed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_OUTLETS", str(SAMPLE_OUTLETS))
    with OutletServer() as server:
        monkeypatch.setenv("WARRAQ_SAMPLE_PORT", server.home("sample_wp").rpartition(":")[2])
        for name in ("sample_wp", "sample_aspx"):
            assert archive.crawl(name).new == len(server.articles(name))
        polled = [archive.crawl(name) for name in ("sample_wp", "sample_aspx")]
        assert [(result.fetched, result.cause) for result in polled] == [(0, ""), (0, "")]
        server.edit()
        server.delete()
        assert archive.crawl("sample_wp").edited == 1
        assert archive.crawl("sample_aspx").missing == 1


def test_an_unknown_outlet_is_a_sentence_and_no_traceback(archive: Archive) -> None:
    with pytest.raises(BadConfiguration, match="There is no outlet 'nobody'"):
        archive.crawl("nobody")


DRIVER = """
import resource, sys
from pathlib import Path
from spiders.process.parent import run_crawl
if __name__ == "__main__":
    if sys.argv[2:]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    print(run_crawl("made", Path(sys.argv[1]), time_limit=60).cause)
"""


def drive(archive: Archive, *more: str) -> "subprocess.Popen[str]":
    root = ROOT
    command = [sys.executable, "-c", DRIVER, str(archive.data), *more]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_a_full_disk_ends_the_crawl_with_its_cause_and_keeps_what_was_taken(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish(list(range(10012, 10000, -1)))
    for number in range(10001, 10013):
        noise = f"<!-- {os.urandom(60_000).hex()} -->".encode()
        site.answers[f"/{number}/"] = Answer(200, page(number).body + noise, {"Content-Type": "text/html"})
    archive.outlet(site.home)
    with drive(archive, "700000") as process:
        assert process.communicate(timeout=60)[0].strip() == "disk_full"
    kept = archive.count("articles")
    assert 0 < kept < 12
    assert archive.rows("PRAGMA integrity_check") == [("ok",)]
    archive.crawl()
    assert archive.count("articles") == 12


def test_killing_the_service_ends_its_crawl_and_the_next_one_finishes_it(archive: Archive, site: ScriptedSite) -> None:
    site.publish(list(range(10020, 10000, -1)))
    archive.outlet(site.home)
    with drive(archive) as process:
        while len(site.asked) < 6:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=10)
    time.sleep(1.0)
    assert archive.crawl().cause == ""
    assert archive.count("articles") == 20
    assert archive.rows("SELECT count(DISTINCT article_id), count(*) FROM versions") == [(20, 20)]


def test_the_forkserver_has_scrapy_loaded_and_no_reactor() -> None:
    words = [sys.executable, "-m", "tests.support.loaded_modules"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines())
    assert {"scrapy.core.engine", "scrapy.core.downloader.handlers.http11", "spiders.process.child"} <= loaded
    assert "twisted.internet.reactor" not in loaded


def test_the_process_that_waits_for_crawls_imports_no_scrapy() -> None:
    script = "import sys, spiders.process.parent; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_no_crawl_process_is_left_behind() -> None:
    assert [child for child in multiprocessing.active_children() if child.name.startswith("crawl-")] == []
