"""Lists that are not what they seem: pinned and old articles, other orders, withdrawn ones, answers cut in part."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.model import Route
from tests.support.burst_site import FEED, LIST, MAP, REST, BurstSite, Ways
from tests.support.polling import Polled
from tests.support.whole_suite import ONLY_WHOLE

dates = pytest.mark.parametrize("dated", [True, pytest.param(False, marks=ONLY_WHOLE)], ids=["dated", "undated"])


def begun(tmp_path: Path, site: BurstSite, *routes: Route) -> Polled:
    site.burst(12, datetime.now(UTC) - timedelta(hours=6))
    polled = Polled(tmp_path, site, *routes)
    polled.poll()
    polled.later(15)
    site.asked.clear()
    return polled


@dates
@pytest.mark.parametrize("pins", [1, 3])
def test_pinned_articles_are_no_overlap(tmp_path: Path, dated: bool, pins: int) -> None:
    with BurstSite(Ways(sitemap=True, dated=dated)).running() as site:
        site.pinned = site.burst(pins, datetime.now(UTC) - timedelta(days=1))
        polled = begun(tmp_path, site, FEED, MAP)
        made = site.burst(25)
        polled.poll()
        assert set(made) - polled.found() == set()


@dates
def test_an_old_article_below_the_new_ones_is_no_overlap(tmp_path: Path, dated: bool) -> None:
    with BurstSite(Ways(sitemap=True, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED, MAP)
        old = site.newest()[9]
        made = site.burst(25)
        site.forced_feed = [*reversed(made[-9:]), old]
        polled.poll()
        assert set(made) - polled.found() == set()


@dates
@pytest.mark.parametrize("order", ["ascending", "mixed"])
def test_another_order_alone_loses_nothing_and_is_no_gap(tmp_path: Path, dated: bool, order: str) -> None:
    with BurstSite(Ways(dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED)
        site.burst(3)
        shown = site.newest()[:10]
        site.forced_feed = shown[::-1] if order == "ascending" else [*shown[::2], *shown[1::2]]
        polled.poll()
        assert polled.gaps() == []


@dates
def test_a_burst_in_another_order_is_found_all_the_same(tmp_path: Path, dated: bool) -> None:
    with BurstSite(Ways(rest=True, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED, REST)
        made = site.burst(25)
        site.forced_feed = site.newest()[:10][::-1]
        polled.poll()
        assert set(made) - polled.found() == set()


@dates
@pytest.mark.parametrize("withdrawn", [1, 2, 3])
def test_withdrawn_articles_leave_no_gap(tmp_path: Path, dated: bool, withdrawn: int) -> None:
    with BurstSite(Ways(dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED)
        site.withdrawn = set(site.newest()[:withdrawn])
        polled.poll()
        site.burst(2)
        polled.later(15)
        polled.poll()
        assert polled.gaps() == []


@dates
def test_an_answer_that_came_in_part_is_made_good_by_the_next_whole_one(tmp_path: Path, dated: bool) -> None:
    with BurstSite(Ways(feed=40, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED)
        made = site.burst(25)
        site.forced_feed = site.newest()[:5]
        polled.poll()
        assert set(made) - polled.found()
        site.forced_feed = None
        polled.later(15)
        site.burst(1)
        polled.poll()
        assert set(made) - polled.found() == set()
        assert [gap["known_missing"] for gap in polled.gaps()] in ([], [0])
        assert polled.holes() == []


@dates
def test_quiet_days_and_single_articles_cost_no_further_request(tmp_path: Path, dated: bool) -> None:
    with BurstSite(Ways(feed=10, sitemap=True, listing=10, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED, MAP, LIST)
        for new in (0, 1, 3, 0, 9):
            site.burst(new)
            polled.poll()
            polled.later(15)
        assert site.paths() == ["/feed/"] * 5
        assert polled.gaps() == []


@dates
def test_a_route_asked_instead_of_another_that_failed_knows_what_that_one_found(tmp_path: Path, dated: bool) -> None:
    with BurstSite(Ways(rest=True, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED, REST)
        made = []
        for feed in (10, 10, 0, 0, 10, 10):
            site.ways.feed = feed
            made += site.burst(4)
            polled.poll()
            polled.later(15)
        assert set(made) - polled.found() == set()
        assert polled.gaps() == []


def test_a_feed_that_fell_back_to_old_articles_is_not_believed(tmp_path: Path) -> None:
    with BurstSite(Ways(sitemap=True)).running() as site:
        old = site.burst(10, datetime.now(UTC) - timedelta(days=300))
        polled = begun(tmp_path, site, FEED, MAP)
        made = site.burst(5)
        site.forced_feed = old[::-1]
        polled.poll()
        assert set(made) - polled.found() == set()


@dates
def test_a_route_asked_beside_a_silent_one_is_measured_by_what_it_listed_itself(tmp_path: Path, dated: bool) -> None:
    """A feed that stopped, which is asked first for ever; REST after it brings the news."""
    with BurstSite(Ways(rest=True, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED, REST)
        site.forced_feed = site.newest()[:10]
        polled.later(50 * 60)
        made = []
        for _ in range(5):
            made += site.burst(3)
            polled.poll()
            polled.later(60)
        assert set(made) - polled.found() == set()
        assert polled.gaps() == []
        site.asked.clear()
        polled.poll()
        assert len([path for path in site.paths() if "page=2" in path]) == 0


@dates
def test_a_map_in_the_order_of_its_making_leaves_no_hole_to_the_feed_after_it(tmp_path: Path, dated: bool) -> None:
    with BurstSite(Ways(sitemap=True, map_ascending=True, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED, MAP)
        for new in (25, 3, 25, 2):
            site.burst(new)
            polled.poll()
            polled.later(15)
        assert set(site.articles) - polled.found() == set()
        assert (polled.holes(), polled.gaps()) == ([], [])


@dates
def test_a_list_of_one_section_knows_what_the_feed_of_all_has_found(tmp_path: Path, dated: bool) -> None:
    """Asked for the first time in days, as the feed does not answer: of what the feed listed last it shows little."""
    with BurstSite(Ways(listing=8, listed_of=5, dated=dated)).running() as site:
        polled = begun(tmp_path, site, FEED, LIST)
        for _ in range(5):
            site.burst(8)
            polled.poll()
            polled.later(15)
        site.burst(5)
        site.ways.feed = 0
        site.asked.clear()
        polled.poll()
        assert site.paths() == ["/feed/", "/"]
        assert polled.gaps() == []
