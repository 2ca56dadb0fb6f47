"""Routes that are not believed: a lying ETag, a feed that stopped, edits that only the interface knows of."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.frontier import Frontier
from archive.times import now
from tests.support.burst_site import FEED, MAP, REST, BurstSite, Ways
from tests.support.polling import Polled
from tests.support.scripted_site import Answer, Headers

HOUR = timedelta(hours=1)


class LyingSite(BurstSite):
    """Its feed changes under one ETag, and whoever sends that is told that nothing has changed."""

    lies = True
    validator = "ETag"

    def answer(self, path: str, headers: Headers) -> Answer:
        answer = super().answer(path, headers)
        if not path.startswith("/feed/") or not self.lies:
            return answer
        sent = {"ETag": "If-None-Match", "Last-Modified": "If-Modified-Since"}[self.validator]
        if sent in headers:
            return Answer(304)
        value = '"always"' if self.validator == "ETag" else "Sun, 22 Nov 2026 08:00:00 GMT"
        kept = {name: text for name, text in answer.headers.items() if name != "ETag"}
        return Answer(200, answer.body, {**kept, self.validator: value})

    def conditional(self) -> list[bool]:
        asked = [one.headers for one in self.asked if one.path == "/feed/"]
        return ["If-None-Match" in headers or "If-Modified-Since" in headers for headers in asked]


def begun(tmp_path: Path, site: BurstSite, *routes: object, expect_per_day: float = 10.0) -> Polled:
    site.burst(8, datetime.now(UTC) - 6 * HOUR)
    polled = Polled(tmp_path, site, *routes, expect_per_day=expect_per_day)  # type: ignore[arg-type]
    polled.poll()
    polled.later(15)
    site.asked.clear()
    return polled


@pytest.mark.parametrize("validator", ["ETag", "Last-Modified"])
def test_an_etag_that_lies_is_found_out_by_the_outlets_own_rhythm(tmp_path: Path, validator: str) -> None:
    """200 articles a day: half an hour of silence is unusual."""
    with LyingSite(Ways(dated=False)).running() as site:
        site.validator = validator
        polled = begun(tmp_path, site, FEED, expect_per_day=200)
        made = site.burst(3)
        for _ in range(3):
            polled.poll()
            polled.later(15)
        assert set(made) <= polled.found()
        assert site.conditional()[0]
        # From then on it is asked for in full, for a month.
        site.asked.clear()
        for _ in range(3):
            polled.poll()
            polled.later(15)
        polled.later(20 * 24 * 60)
        polled.poll()
        assert site.conditional() == [False] * 4


def test_after_a_month_a_route_is_believed_again(tmp_path: Path) -> None:
    with LyingSite(Ways(dated=False)).running() as site:
        polled = begun(tmp_path, site, FEED, expect_per_day=200)
        site.burst(3)
        for _ in range(3):
            polled.poll()
            polled.later(15)
        polled.later(31 * 24 * 60)
        polled.poll()
        site.lies = False
        polled.later(1)
        polled.poll()
        assert site.conditional()[-1]


def test_an_honest_etag_spares_the_site_the_whole_answer(tmp_path: Path) -> None:
    with BurstSite(Ways()).running() as site:
        polled = begun(tmp_path, site, FEED)
        for new in (0, 2, 0, 1, 0):
            site.burst(new)
            polled.poll()
            polled.later(15)
        sent = ["If-None-Match" in one.headers for one in site.asked if one.path == "/feed/"]
        assert sent == [True] * 5


def test_a_route_that_says_nothing_changed_while_another_lists_news_is_asked_in_full(tmp_path: Path) -> None:
    with LyingSite(Ways(rest=True, dated=False)).running() as site:
        polled = begun(tmp_path, site, FEED, REST, expect_per_day=1)
        made = site.burst(3)
        polled.later(20)
        polled.poll()
        assert site.conditional() == [True, False]
        assert set(made) <= polled.found()
        assert polled.service("SELECT count(*) FROM polls WHERE lied_at IS NOT NULL") == [(1,)]


def taken(polled: Polled) -> None:
    """As if every page that is due had been taken now."""
    with Frontier(polled.data / "service.db") as frontier:
        for visit in frontier.due_visits(polled.outlet.name, now()):
            frontier.visited(polled.outlet, visit, "new", now())


def test_an_edit_that_the_feed_does_not_show_is_due_within_the_half_hour(tmp_path: Path) -> None:
    with BurstSite(Ways(feed=3, rest=True, dated=False)).running() as site:
        polled = begun(tmp_path, site, FEED, REST)
        polled.outlet = replace(polled.outlet, revisit=())
        taken(polled)
        polled.later(35)
        polled.poll()
        assert polled.due() == set()
        old = site.newest()[6]
        polled.later(10)
        site.modified[old] = datetime.now(UTC) - timedelta(minutes=1)
        polled.poll()
        assert polled.due() == set(), "asked again only after half an hour"
        polled.later(25)
        polled.poll()
        assert polled.due() == {old}
        taken(polled)
        polled.later(35)
        polled.poll()
        assert polled.due() == set()


def test_an_old_article_that_was_never_archived_is_no_news_for_having_been_edited(tmp_path: Path) -> None:
    with BurstSite(Ways(feed=3, rest=True)).running() as site:
        (old,) = site.burst(1, datetime.now(UTC) - timedelta(days=100))
        polled = begun(tmp_path, site, FEED, REST)
        site.modified[old] = datetime.now(UTC)
        polled.later(35)
        polled.poll()
        assert old not in polled.found()


def test_a_site_without_such_an_interface_is_asked_once_a_week(tmp_path: Path) -> None:
    with BurstSite(Ways()).running() as site:
        polled = begun(tmp_path, site, FEED, REST, expect_per_day=0.01)
        asked = []
        for _ in range(10):
            site.asked.clear()
            polled.poll()
            asked.append(sum("orderby=modified" in path for path in site.paths()))
            polled.later(24 * 60)
        assert sum(asked) == 2


def test_a_feed_that_went_silent_is_not_trusted_alone(tmp_path: Path) -> None:
    with BurstSite(Ways(sitemap=True)).running() as site:
        polled = begun(tmp_path, site, FEED, MAP)
        site.forced_feed = site.newest()
        polled.later(30 * 60)
        made = site.burst(2)
        polled.poll()
        assert set(made) <= polled.found()
