"""A route that goes on answering what it listed long ago, while another brings the news."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.crawl_state.rows import PollRow
from archive.model import Outlet, Route
from archive.times import stamp
from scheduler.health.expectations import Past
from scheduler.health.stale_routes import stale_route

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOME = "https://one.example"
OUTLET = Outlet(
    name="one",
    title="",
    title_en="",
    home=HOME,
    hosts=(),
    routes=(Route(kind="feed", url="/feed/"), Route(kind="news-sitemap", url="/news.xml")),
    expect_per_day=24,
)


def poll(path: str, days: float | None) -> PollRow:
    return {
        "outlet": "one",
        "url": f"{HOME}{path}",
        "kind": "feed",
        "edition": "",
        "etag": '"x"',
        "last_modified": "",
        "state": "ok",
        "cause": "",
        "checked_at": stamp(NOW),
        "full_at": None,
        "last_yield_at": None if days is None else stamp(NOW - timedelta(days=days)),
        "entries": 10,
        "note": "",
        "lied_at": None,
        "well_at": None,
    }


def causes(*polls: PollRow, outlet: Outlet = OUTLET) -> list[str]:
    return [found.cause for found in stale_route(outlet, polls, Past(), NOW)]


def test_a_feed_that_lists_nothing_new_while_the_sitemap_does_is_stale() -> None:
    assert causes(poll("/feed/", 3), poll("/news.xml", 0.1)) == ["stale_feed"]


def test_a_feed_is_not_stale_where_nothing_else_brings_news_or_it_does_itself() -> None:
    assert causes(poll("/feed/", 3), poll("/news.xml", 3)) == []
    assert causes(poll("/feed/", 0.5), poll("/news.xml", 0.1)) == []
    assert causes(poll("/feed/", 3), poll("/news.xml", None)) == []
    assert causes(poll("/feed/", 3)) == []
    rare = replace(OUTLET, expect_per_day=0.5)
    assert causes(poll("/feed/", 3), poll("/news.xml", 0.1), outlet=rare) == []


@pytest.mark.parametrize(("days", "told"), [(0.1, ["stale_feed"]), (2, []), (-300, [])])
def test_a_feed_caught_saying_not_modified_of_a_list_that_was_is_told_for_a_day(days: float, told: list[str]) -> None:
    caught = PollRow(**{**poll("/feed/", 0.1), "lied_at": stamp(NOW - timedelta(days=days))})
    assert causes(caught) == told
