"""Crawls of a scripted site into a real archive: what is fetched, what is fetched again, and what is left alone."""

import sqlite3
from contextlib import closing

import pytest

from archive.data_folder import DataFolder
from archive.record.reindexing import reindex
from archive.record.store import open_record
from tests.support.crawling import Archive
from tests.support.outlet_server import OutletServer
from tests.support.paths import SAMPLE_OUTLETS
from tests.support.scripted_site import Answer, ScriptedSite, feed, page


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


def test_an_article_not_modified_since_nobody_asked_is_a_failure_and_stays_due(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10002, 10001])
    site.answers["/10002/"] = Answer(304)
    archive.outlet(site.home)
    result = archive.crawl()
    assert (result.new, result.failed, result.cause) == (1, 1, "")
    with closing(sqlite3.connect(archive.data / "service.db")) as connection, connection:
        connection.execute("UPDATE visits SET next_due = '2026-01-01T00:00:00Z' WHERE key = '10002'")
    site.answers["/10002/"] = page(10002)
    assert archive.crawl().new == 1


def test_a_redirect_to_another_host_is_not_followed_as_an_article(archive: Archive, site: ScriptedSite) -> None:
    with ScriptedSite().running() as other:
        other.publish([10001])
        site.publish([10001])
        site.answers["/10001/"] = Answer(302, b"", {"Location": f"{other.home}/10001/"})
        archive.outlet(site.home)
        result = archive.crawl()
        assert (other.asked, result.new, archive.count("articles")) == ([], 0, 0)


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


def test_an_index_that_waits_to_be_written_anew_has_its_own_word_and_loses_nothing(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10002, 10001])
    archive.outlet(site.home)
    with closing(open_record(DataFolder(archive.data).make().record)) as store:
        store.db.execute("UPDATE search_meta SET norm_version = '0'")
        result = archive.crawl()
        assert (result.new, result.cause) == (0, "index_out_of_date")
        assert reindex(store.db) == 0
    assert archive.crawl().new == 2


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
