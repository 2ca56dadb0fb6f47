"""The first crawl of an outlet: the last 48 hours of every route, and no older articles as news."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.model import Route
from tests.support.burst_site import FEED, LIST, MAP, REST, BurstSite, Ways
from tests.support.polling import Polled

HOUR = timedelta(hours=1)


def published(site: BurstSite) -> tuple[set[int], set[int]]:
    """Articles of two weeks, three an hour apart: those of the last 48 hours, and the older ones."""
    at = datetime.now(UTC)
    site.burst(120, at, apart=3 * HOUR)
    recent = {one for one, when in site.articles.items() if at - when < 47 * HOUR}
    return recent, {one for one, when in site.articles.items() if at - when > 49 * HOUR}


@pytest.mark.parametrize(
    ("routes", "ways"),
    [
        ((FEED,), Ways(feed=5, feed_pages=True)),
        ((FEED, REST), Ways(feed=5, rest=True)),
        ((FEED, MAP), Ways(feed=5, sitemap=True)),
        ((REST,), Ways(feed=0, rest=True)),
    ],
    ids=["pages of the feed", "REST", "sitemap", "REST alone"],
)
def test_the_first_crawl_takes_two_days_of_every_route_and_nothing_older(
    tmp_path: Path, routes: tuple[Route, ...], ways: Ways
) -> None:
    with BurstSite(ways).running() as site:
        recent, old = published(site)
        polled = Polled(tmp_path, site, *routes)
        assert polled.poll() == ""
        assert recent <= polled.found()
        # A page more than is wanted comes with the last one that is.
        assert len(old & polled.found()) <= 5
        assert polled.gaps() == []
        asked = len(site.asked)
        polled.later(15)
        polled.poll()
        # Once: the second crawl asks the first route, and what was edited last.
        assert len(site.asked) <= asked + 2
        assert polled.gaps() == []


def test_a_route_without_dates_is_taken_as_it_lists(tmp_path: Path) -> None:
    with BurstSite(Ways(feed=5, listing=20, listing_pages=False, dated=False)).running() as site:
        published(site)
        polled = Polled(tmp_path, site, FEED, LIST)
        polled.poll()
        assert polled.found() == set(site.newest()[:20])


def test_a_first_crawl_that_ended_between_two_routes_goes_on_with_the_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with BurstSite(Ways(feed=5, rest=True)).running() as site:
        recent, _ = published(site)
        polled = Polled(tmp_path, site, FEED, REST)

        def ends(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("spiders.discovery.routes.Discovery._ask_beside", ends)
            with pytest.raises(KeyboardInterrupt):
                polled.poll()
        assert recent - polled.found()
        polled.later(15)
        polled.poll()
        assert recent <= polled.found()


def test_each_edition_has_first_days_of_its_own(tmp_path: Path) -> None:
    with BurstSite(Ways(feed=5, rest=True)).running() as site:
        recent, _ = published(site)
        polled = Polled(tmp_path, site, FEED)
        polled.poll()
        polled.outlet = Polled(tmp_path, site, FEED, Route(kind="wp-rest", url=REST.url, edition="en")).outlet
        polled.later(15)
        polled.poll()
        assert recent <= polled.found()
