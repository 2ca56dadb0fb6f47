"""A crawl works by urgency: a route whose time comes in the middle of it is asked, and its news go before the rest."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.requests import Requests
from spiders.process.parent import run_crawl
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite, feed, list_posts, page

OLD = list(range(10016, 10000, -1))
REST = 'Route(kind="feed", url="/feed/"), Route(kind="wp-rest", url="/wp-json/wp/v2/posts"),'


@pytest.fixture
def service(archive: Archive, site: ScriptedSite) -> Path:
    """The state of an outlet with sixteen slow articles, and one that its feed lists later."""
    site.publish(OLD)
    for number in OLD:
        site.answers[f"/{number}/"] = slow(number)
    site.answers["/20001/"] = page(20001)
    return archive.data / "service.db"


def slow(number: int) -> Answer:
    answer = page(number)
    return Answer(200, answer.body, answer.headers, hang=0.3)


def feed_every_second(service: Path, site: ScriptedSite, sql: str = "SELECT 1") -> None:
    with closing(sqlite3.connect(service)) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO routes_due(outlet, route, next_due, interval_seconds) VALUES('made', ?, '2026', 1)",
            [f"{site.home}/feed/"],
        )
        connection.execute(sql)
    site.asked.clear()


def test_news_that_a_route_lists_in_the_middle_of_a_crawl_go_before_its_second_looks(
    archive: Archive, site: ScriptedSite, service: Path
) -> None:
    archive.outlet(site.home)
    archive.crawl()
    feed_every_second(service, site, "UPDATE visits SET next_due = '2026-01-01T00:00:00Z'")
    site.answers["/feed/"] = lambda n: feed(site.home, [20001, *OLD] if n else OLD)
    result = archive.crawl()
    paths = site.paths()
    assert (result.new, result.found) == (1, 17)
    assert paths.count("/feed/") >= 2
    assert paths.index("/20001/") < len(paths) - 3, "second looks come after it"
    assert paths[paths.index("/20001/") - 1] == "/feed/", "at once"


def test_news_go_before_the_past_and_the_past_goes_on_after_them(
    archive: Archive, site: ScriptedSite, service: Path
) -> None:
    archive.outlet(site.home, REST)
    site.publish([30001])
    archive.crawl()
    list_posts(site, OLD)
    feed_every_second(service, site)
    site.answers["/feed/"] = lambda n: feed(site.home, [20001, 30001] if n else [30001])
    result = run_crawl("made", archive.data, time_limit=60, past=date.min)
    paths = site.paths()
    assert (result.new, result.cause) == (len(OLD) + 1, "")
    assert paths[paths.index("/20001/") - 1] == "/feed/"
    assert paths.index("/20001/") < paths.index("/10001/"), "the last of the past"
    with Backfills(service) as pasts:
        row = pasts.of("made")
        assert row is not None
        assert (row["listed"], row["taken"], row["left"], row["is_listed"]) == (len(OLD), len(OLD), 0, 1)
        assert row["seconds"] > 1


@pytest.mark.parametrize("why", ["paused", "asked for"])
def test_a_backfill_gives_way_after_the_page_it_is_at(
    archive: Archive, site: ScriptedSite, service: Path, why: str
) -> None:
    archive.outlet(site.home, REST)
    list_posts(site, OLD)

    def decide(*_: object) -> None:
        if why == "paused":
            with Backfills(service) as pasts:
                pasts.pause("made")
        else:
            with Requests(service) as requests:
                requests.ask("made")

    result = run_crawl("made", archive.data, time_limit=60, past=date.min, on_progress=decide)
    assert result.cause == ""
    assert 0 <= result.new <= 3
    with Backfills(service) as pasts:
        row = pasts.of("made")
        assert row is not None
        assert row["left"] + row["taken"] == row["listed"]
