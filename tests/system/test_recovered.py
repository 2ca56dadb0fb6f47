"""An outlet that answers again after hours: what its lists still hold is taken, and its gap says what is missing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.support.burst_site import FEED, BurstSite, Ways
from tests.support.polling import Polled

SHOWN = 10


def out_of_reach(tmp_path: Path, site: BurstSite) -> Polled:
    """An outlet whose feed did not answer for three runs."""
    site.burst(SHOWN, datetime.now(UTC) - timedelta(hours=6))
    polled = Polled(tmp_path, site, FEED)
    polled.run()
    site.ways.feed = 0
    for _ in range(3):
        polled.later(15)
        assert polled.run() == "http_404"
    (gap,) = polled.gaps()
    assert (gap["cause"], gap["until"], gap["known_missing"]) == ("http_404", None, None)
    polled.later(15)
    site.ways.feed = SHOWN
    return polled


def test_where_its_feed_reaches_back_nothing_is_known_to_be_missing(tmp_path: Path) -> None:
    with BurstSite(Ways(feed=SHOWN)).running() as site:
        polled = out_of_reach(tmp_path, site)
        made = site.burst(4)
        polled.run()
        assert set(made) <= polled.found()
        (gap,) = polled.gaps()
        assert (gap["cause"], gap["known_missing"]) == ("http_404", 0)
        assert gap["until"] is not None


def test_where_it_does_not_the_gap_of_its_lists_says_so(tmp_path: Path) -> None:
    with BurstSite(Ways(feed=SHOWN)).running() as site:
        polled = out_of_reach(tmp_path, site)
        site.burst(3 * SHOWN)
        polled.run()
        told = {gap["cause"]: (gap["until"] is not None, gap["known_missing"]) for gap in polled.gaps()}
        assert told == {"http_404": (True, None), "feed_overflow": (True, None)}
        since = {gap["cause"]: gap["since"] for gap in polled.gaps()}
        assert since["feed_overflow"] < since["http_404"], "from the last good answer on"
