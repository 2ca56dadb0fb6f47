"""What lists name of a day: whole only where a list goes back beyond it, else a lower bound; counted once by REST."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.revisits import Listed
from archive.exchange import Hint
from archive.record.listed_days import ListedDay
from archive.sqlite import open_readonly
from archive.times import damascus_day, now, start_of
from spiders.discovery._listed_days import days_listed
from tests.support.burst_site import FEED, REST, BurstSite, Ways
from tests.support.polling import Polled

ZONE = "Asia/Damascus"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
TODAY = date(2026, 11, 22)
HOURS = timedelta(hours=1)


def listed(*hours_ago: float, dated: bool = True) -> list[Listed]:
    """Articles published so many hours before AT, which is noon in Damascus."""
    return [
        Listed(
            str(number),
            f"https://a.example/{number}/",
            Hint(published=f"{AT - one * HOURS}" if dated else ""),
            str(one),
        )
        for number, one in enumerate(hours_ago)
    ]


def told(*hours_ago: float, is_part: bool = False) -> dict[int, tuple[int, bool]]:
    """By days before today: how many are listed, and whether that is all."""
    found = days_listed(listed(*hours_ago), ZONE, AT, is_part=is_part)
    return {(TODAY - day).days: (one.listed, one.is_whole) for day, one in found.items()}


def test_a_day_is_whole_that_is_over_and_that_the_list_goes_back_beyond() -> None:
    assert told(1, 2, 14, 20, 30, 40, 62, 63, 64) == {0: (2, False), 1: (3, True), 2: (1, True), 3: (3, False)}
    assert told(1, 2, 3, 14, 20) == {0: (3, False), 1: (2, False)}


def test_a_day_ends_at_midnight_where_the_outlet_is() -> None:
    assert told(11.9, 12.1, 40, 41, 42) == {0: (1, False), 1: (1, True), 2: (3, False)}


def test_an_old_article_that_is_pinned_or_set_among_the_last_makes_nothing_whole() -> None:
    pinned = told(2_000, 1, 2, 14, 20, 21, 22, 23, 24, 25, 26, 27)
    assert not any(whole for _, whole in pinned.values())
    behind = told(1, 2, 14, 20, 21, 22, 2_000)
    assert behind[1] == (4, False)


def test_a_list_that_is_in_no_order_or_has_dates_for_some_alone_makes_nothing_whole() -> None:
    assert not any(whole for _, whole in told(40, 1, 64, 14, 62, 2, 41, 63).values())
    some = [*listed(1, 14, 20), *listed(30, dated=False), *listed(62, 63, 64)]
    assert not any(one.is_whole for one in days_listed(some, ZONE, AT).values())


def test_the_last_day_of_one_map_of_several_may_go_on_in_the_next() -> None:
    assert told(14, 20, 40, 41, 62, 63, 64, is_part=True) == {1: (2, False), 2: (2, True), 3: (3, False)}
    assert told(14, 20, 40, 41, 62, 63, 64) == {1: (2, True), 2: (2, True), 3: (3, False)}


def test_a_map_that_says_when_an_address_was_changed_alone_says_nothing_unless_the_address_has_a_day() -> None:
    changed = [Listed("1", "https://a.example/1/", Hint(modified="2026-11-20T10:00:00Z"), "")]
    assert days_listed(changed, ZONE, AT) == {}
    dated = [Listed(f"{n}", f"https://a.example/2026/11/{22 - n}/a-{n}/", Hint(), "") for n in range(6)]
    assert days_listed(dated, ZONE, AT)[date(2026, 11, 21)] == ListedDay(1, is_whole=True)


@pytest.fixture
def site() -> Iterator[BurstSite]:
    with BurstSite(Ways(feed=8, rest=True, zone=2.0)).running() as made:
        yield made


def rows_of(polled: Polled) -> dict[tuple[str, str], tuple[int, int]]:
    with closing(open_readonly(polled.data / "warraq.db")) as connection:
        found = connection.execute("SELECT day, source, listed, is_whole FROM listed_days")
        return {(day, source): (listed, whole) for day, source, listed, whole in found}


def yesterday() -> date:
    return damascus_day(now()) - timedelta(days=1)


def test_a_feed_that_ends_within_a_day_is_a_lower_bound_and_the_interface_counts_it(
    tmp_path: Path, site: BurstSite
) -> None:
    polled = Polled(tmp_path, site, REST)
    midnight = start_of(damascus_day(now()))
    site.burst(5, at=midnight - timedelta(hours=30))
    polled.poll()
    polled.later(24 * 60)
    site.articles.clear()
    site.burst(4, at=midnight - timedelta(hours=30))
    # The first of the day: the interface is asked for its hours, in the clock of the site.
    site.burst(2, at=midnight - timedelta(hours=23, minutes=30))
    site.burst(25, at=midnight - timedelta(hours=1), apart=timedelta(minutes=20))
    site.burst(3, apart=timedelta())
    site.asked.clear()
    polled.poll()
    assert rows_of(polled)[yesterday().isoformat(), "rest"] == (27, 1)
    counts = [one.path for one in site.asked if "before=" in one.path]
    assert len(counts) == 1
    site.burst(1)
    polled.poll()
    assert [one.path for one in site.asked if "before=" in one.path] == counts


def test_a_feed_that_goes_back_far_enough_tells_yesterday_without_a_request(tmp_path: Path, site: BurstSite) -> None:
    site.ways.rest = False
    polled = Polled(tmp_path, site, FEED)
    midnight = start_of(damascus_day(now()))
    site.burst(4, at=midnight - timedelta(hours=30))
    site.burst(3, at=midnight - timedelta(hours=1))
    polled.poll()
    found = rows_of(polled)
    assert found[yesterday().isoformat(), "feed"] == (3, 1)
    assert {path for path in (one.path for one in site.asked) if "before=" in path} == set()
