"""What an outlet publishes between two visits, however much: nothing is lost that any of its routes still lists."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.model import Route
from tests.support.burst_site import FEED, LIST, MAP, REST, BurstSite, Ways
from tests.support.crawling import Archive
from tests.support.polling import Polled
from tests.support.scripted_site import Answer, page

# As an issue asks for it with 60 at once and 20 in the feed; the share here is half of that.
BURST, SHOWN = (60, 20) if os.environ.get("WARRAQ_BURSTS") else (30, 10)
LONG_AGO = timedelta(hours=6)
WAYS: dict[str, tuple[tuple[Route, ...], Ways]] = {
    "deeper pages of the feed": ((FEED,), Ways(feed_pages=True)),
    "sitemap": ((FEED, MAP), Ways(sitemap=True)),
    "REST": ((FEED, REST), Ways(rest=True)),
    "listing": ((FEED, LIST), Ways(listing=SHOWN)),
    "listing alone": ((LIST,), Ways(feed=0, listing=SHOWN)),
    "REST alone": ((REST,), Ways(feed=0, rest=True)),
    "all": ((FEED, REST, MAP, LIST), Ways(rest=True, sitemap=True, listing=SHOWN)),
}


def begun(tmp_path: Path, site: BurstSite, *routes: Route, number: int = 8) -> Polled:
    """An outlet whose first articles are known and all that was due taken."""
    site.burst(number, datetime.now(UTC) - LONG_AGO)
    polled = Polled(tmp_path, site, *routes)
    polled.poll()
    polled.later(15)
    site.asked.clear()
    return polled


@pytest.mark.parametrize("dated", [True, False], ids=["dated", "undated"])
@pytest.mark.parametrize("way", WAYS)
def test_a_burst_is_found_whole_where_any_route_lists_it(tmp_path: Path, way: str, dated: bool) -> None:
    routes, ways = WAYS[way]
    ways.dated, ways.feed = dated, ways.feed and SHOWN
    with BurstSite(ways).running() as site:
        polled = begun(tmp_path, site, *routes)
        made = site.burst(BURST)
        assert polled.poll() == ""
        assert set(made) - polled.found() == set()
        assert (polled.holes(), polled.gaps()) == ([], [])


def test_what_no_route_lists_any_more_is_a_gap_from_the_visit_before(tmp_path: Path) -> None:
    with BurstSite(Ways(feed=SHOWN)).running() as site:
        polled = begun(tmp_path, site, FEED)
        (before,) = polled.service("SELECT checked_at FROM polls")[0]
        made = site.burst(BURST)
        polled.poll()
        assert polled.found() & set(made) == set(made[-SHOWN:])
        (gap,) = polled.gaps()
    assert (gap["outlet"], gap["cause"], gap["since"], gap["known_missing"]) == ("made", "feed_overflow", before, None)
    assert gap["until"] is not None
    assert gap["until"] > gap["since"]


def test_six_hours_in_which_nobody_asked_are_looked_through_like_a_burst(tmp_path: Path) -> None:
    """30 articles in six hours down, of a feed of 20: ten were lost in silence."""
    with BurstSite(Ways(feed=20)).running() as site:
        polled = begun(tmp_path, site, FEED, MAP)
        polled.later(6 * 60)
        made = site.burst(30, apart=timedelta(minutes=12))
        site.ways.sitemap = True
        polled.poll()
        assert set(made) - polled.found() == set()
        assert polled.gaps() == []


@pytest.mark.parametrize("way", ["deeper pages of the feed", "REST", "listing"])
def test_what_one_crawl_has_no_requests_left_for_is_followed_by_the_next(
    tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("spiders.discovery.routes.MAX_DEEPER", 4)
    routes, ways = WAYS[way]
    ways.dated, ways.feed, ways.listing = True, ways.feed and 5, ways.listing and 5
    with BurstSite(ways).running() as site:
        polled = begun(tmp_path, site, *routes)
        made = set(site.burst(40))
        polled.poll()
        left = len(made - polled.found())
        assert left
        assert polled.gaps() == [], "nothing is lost yet"
        for _ in range(5):
            polled.later(15)
            made |= set(site.burst(2))
            polled.poll()
        assert made - polled.found() == set()
        assert (polled.holes(), polled.gaps()) == ([], [])


def test_a_gap_is_taken_back_when_a_route_lists_it_all_later(tmp_path: Path) -> None:
    """A sitemap that is made by the hour, or a feed that came in part."""
    with BurstSite(Ways(feed=SHOWN)).running() as site:
        polled = begun(tmp_path, site, FEED, MAP)
        made = site.burst(BURST)
        polled.poll()
        (gap,) = polled.gaps()
        assert gap["known_missing"] is None
        site.ways.sitemap = True
        polled.later(61)
        polled.poll()
        assert set(made) - polled.found() == set()
        (gap,) = polled.gaps()
        assert gap["known_missing"] == 0


@pytest.mark.parametrize("zone", [0, 3, -5])
def test_how_many_are_missing_is_known_where_the_outlet_counts_them_itself(tmp_path: Path, zone: int) -> None:
    """An interface that counts its posts and gives nobody a second page of them."""
    with BurstSite(Ways(feed=SHOWN, rest=True, rest_pages=False, zone=zone)).running() as site:
        polled = begun(tmp_path, site, FEED, REST)
        made = site.burst(BURST, apart=timedelta(seconds=5))
        polled.poll()
        (gap,) = polled.gaps()
        assert gap["known_missing"] == len(set(made) - polled.found()) > 0
        # What is published after it is none of it.
        site.burst(4)
        polled.poll()
        assert [one["known_missing"] for one in polled.gaps()] == [gap["known_missing"]]


def test_articles_that_are_listed_and_gone_before_they_were_read_are_counted(archive: Archive) -> None:
    """A burst, of which the sitemap still lists what the outlet took down: the whole crawl, with its pages."""
    with BurstSite(Ways(feed=4, sitemap=True)).running() as site:
        routes = 'Route(kind="feed", url="/feed/"), Route(kind="news-sitemap", url="/news.xml"),'
        site.burst(3, datetime.now(UTC) - LONG_AGO)
        archive.outlet(site.home, routes)
        archive.crawl()
        made = site.burst(10)
        for gone in made[:3]:
            site.answers[f"/{gone}/"] = Answer(404)
        archive.crawl()
        assert archive.rows("SELECT cause, known_missing FROM gaps") == [("feed_overflow", 3)]
        site.answers[f"/{made[0]}/"] = page(made[0])
        archive.service_rows("UPDATE visits SET next_due = found_at WHERE failures > 0")
        archive.crawl()
        assert archive.rows("SELECT cause, known_missing FROM gaps") == [("feed_overflow", 2)]


def test_news_beside_hung_pages_outlives_the_time_limit_of_its_crawl(archive: Archive) -> None:
    with BurstSite(Ways(feed=4, feed_pages=True)).running() as site:
        site.burst(3, datetime.now(UTC) - LONG_AGO)
        archive.outlet(site.home)
        archive.crawl()
        made = site.burst(10)
        for hung in made[4:]:
            site.answers[f"/{hung}/"] = Answer(200, b"", hang=8)
        assert archive.crawl(time_limit=6).cause == "time_limit"
        for hung in made[4:]:
            site.answers[f"/{hung}/"] = page(hung)
        archive.service_rows("UPDATE visits SET next_due = found_at WHERE failures > 0")
        archive.crawl()
        assert {int(str(key)) for (key,) in archive.rows("SELECT key FROM articles")} >= set(made)
