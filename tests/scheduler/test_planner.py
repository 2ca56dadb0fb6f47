"""What is due, in which order, and when again: by any instant, without a clock."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.crawl_state.due import Due, ScheduleEntry
from archive.errors import BadConfiguration
from archive.model import Outlet
from scheduler.planner import (
    CROSS_CHECKS,
    Bounds,
    adapted,
    after_crawl,
    after_cross_check,
    bounds_of,
    catch_up,
    next_moment,
    waiting,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OUTLET = Outlet(name="one", title="", title_en="", home="https://example.org", hosts=(), routes=(), every="15m")
BOUNDS = Bounds(5 * MINUTE, 15 * MINUTE, 30 * MINUTE)


def outlets(*names: str) -> list[Outlet]:
    return [replace(OUTLET, name=name) for name in names]


def entries(**minutes: float) -> dict[str, ScheduleEntry]:
    """Outlets due so many minutes from now, by an interval of a quarter of an hour."""
    return {
        name: ScheduleEntry(outlet=name, next_due=NOW + many * MINUTE, interval=15 * MINUTE)
        for name, many in minutes.items()
    }


def order(known: dict[str, ScheduleEntry], at: datetime = NOW) -> list[str]:
    return [one.outlet.name for one in waiting(outlets(*known), known, at)]


def test_what_became_due_last_begins_first_and_what_is_not_due_waits() -> None:
    assert order(entries(old=-9, new=-1, middle=-5, later=1)) == ["new", "middle", "old"]


def test_who_waits_for_longer_than_its_interval_goes_before_all_others() -> None:
    assert order(entries(starved=-16, older=-20, new=-1)) == ["older", "starved", "new"]


def test_who_did_not_answer_the_last_time_comes_after_those_who_did() -> None:
    known = entries(failing=-1, well=-5)
    known["failing"] = replace(known["failing"], last_start=NOW - HOUR, last_success=NOW - DAY)
    known["well"] = replace(known["well"], last_start=NOW - HOUR, last_success=NOW - HOUR + MINUTE)
    assert order(known) == ["well", "failing"]


def test_an_outlet_that_a_crawl_has_is_not_due_and_a_disabled_one_never() -> None:
    known = entries(leased=-1, free=-1)
    known["leased"] = replace(known["leased"], lease_token="command", lease_until=NOW + MINUTE)  # noqa: S106
    assert order(known) == ["free"]
    assert waiting([replace(OUTLET, enabled=False)], entries(one=-1), NOW) == []


@pytest.mark.parametrize("years", [5, 1, 50])
def test_what_a_clock_that_was_ahead_put_off_is_due_now_and_told(years: int) -> None:
    known = entries(one=years * 365 * 24 * 60)
    assert [one.by_wrong_clock for one in waiting([OUTLET], known, NOW)] == [True]


def test_a_clock_set_back_by_more_than_an_interval_loses_nothing() -> None:
    """Due in 14 minutes, of 15: an hour earlier that is later than any interval can have named."""
    assert order(entries(one=14)) == []
    assert order(entries(one=14), NOW - HOUR) == ["one"]


def test_after_hours_away_the_newest_begin_first_one_after_the_other_and_none_waits_long() -> None:
    known = entries(**{f"o{n:02}": -5.0 * n - 2 for n in range(24)})
    moments = catch_up(outlets(*known), known, NOW)
    assert sorted(moments, key=moments.__getitem__) == sorted(known)
    assert len(set(moments.values())) == 24
    assert all(NOW <= moment <= NOW + timedelta(seconds=12) for moment in moments.values())
    assert moments == catch_up(outlets(*known), known, NOW), "the same for the same moment"
    begins = {one.outlet.name: one.begins for one in waiting(outlets(*known), known, NOW, moments)}
    assert begins == moments


def test_the_next_moment_is_that_of_the_next_outlet_that_is_not_due_yet() -> None:
    known = entries(due=-1, soon=3, later=5, running=1)
    assert next_moment(outlets(*known), known, NOW, ["running"]) == NOW + 3 * MINUTE
    assert next_moment(outlets("due"), known, NOW) is None


@pytest.mark.parametrize(
    ("interval", "listed", "new", "idle", "expected"),
    [
        (15 * MINUTE, 20, 20, timedelta(), 7.5 * MINUTE),
        (15 * MINUTE, 20, 14, timedelta(), 7.5 * MINUTE),
        (7.5 * MINUTE, 20, 20, timedelta(), 5 * MINUTE),
        (30 * MINUTE, 20, 20, timedelta(), 7.5 * MINUTE),
        (5 * MINUTE, 20, 1, timedelta(), 15 * MINUTE),
        (30 * MINUTE, 20, 1, timedelta(), 15 * MINUTE),
        (15 * MINUTE, 20, 0, timedelta(), 25 * MINUTE),
        (25 * MINUTE, 20, 0, timedelta(), 30 * MINUTE),
        (30 * MINUTE, 20, 0, DAY, 30 * MINUTE),
        (30 * MINUTE, 20, 0, 32 * DAY, 30 * MINUTE),
        (DAY, 20, 1, 32 * DAY, 15 * MINUTE),
        (9 * DAY, 0, 0, timedelta(), 30 * MINUTE),
        (timedelta(), 20, 0, timedelta(), 25 * MINUTE),
    ],
)
def test_an_interval_adapts_to_what_was_new(
    interval: timedelta, listed: int, new: int, idle: timedelta, expected: timedelta
) -> None:
    assert adapted(interval, BOUNDS, listed, new, idle) == expected


def test_who_published_nothing_for_a_month_is_asked_less_and_less_within_the_bounds_of_its_file() -> None:
    wide = Bounds(5 * MINUTE, 15 * MINUTE, 3 * HOUR)
    assert adapted(15 * MINUTE, wide, 20, 0, 31 * DAY) == 25 * MINUTE
    assert adapted(15 * MINUTE, wide, 20, 0, 32 * DAY) == 75 * MINUTE
    assert adapted(150 * MINUTE, wide, 20, 0, 32 * DAY) == 3 * HOUR


def test_the_bounds_are_those_of_the_file_and_else_follow_from_its_interval() -> None:
    assert bounds_of(OUTLET) == BOUNDS
    own = replace(OUTLET, soonest="10m", latest="2h")
    assert bounds_of(own) == Bounds(10 * MINUTE, 15 * MINUTE, 2 * HOUR)
    assert bounds_of(replace(OUTLET, every="30 6 * * *")) is None


@pytest.mark.parametrize(
    "wrong",
    [{"soonest": "1h"}, {"latest": "1m"}, {"soonest": "soon"}, {"every": "never"}, {"latest": "0 * * * *"}]
    + [{"every": "0 6 * * *", "timezone": zone} for zone in ("Damascus", "", "../etc")],
)
def test_bounds_and_zones_that_cannot_be_are_told(wrong: dict[str, str]) -> None:
    with pytest.raises(BadConfiguration, match=r"soonest|latest|schedule|time zone"):
        bounds_of(replace(OUTLET, **wrong))  # type: ignore[arg-type]


def test_the_first_crawl_finds_everything_new_and_says_nothing_of_the_outlets_pace() -> None:
    assert after_crawl(OUTLET, None, NOW, 20, 20, timedelta()) == Due(NOW + 15 * MINUTE, 15 * MINUTE)
    known = replace(entries(one=0)["one"], last_success=NOW - HOUR)
    assert after_crawl(OUTLET, known, NOW, 20, 20, timedelta()).interval == 7.5 * MINUTE


def test_an_overrun_of_a_cron_expression_is_caught_up_once() -> None:
    often = replace(OUTLET, every="*/10 * * * *")
    due = after_crawl(often, None, NOW + MINUTE, 0, 0, timedelta())
    assert due.at == NOW + 10 * MINUTE
    known = {"one": ScheduleEntry(outlet="one", next_due=due.at, interval=due.interval)}
    assert [one.since for one in waiting([often], known, NOW + 35 * MINUTE)] == [due.at]
    assert after_crawl(often, None, NOW + 35 * MINUTE, 0, 0, timedelta()).at == NOW + 40 * MINUTE


def test_routes_behind_the_first_are_asked_rarely_and_sooner_where_they_list_what_nobody_did() -> None:
    usual = CROSS_CHECKS.usual
    assert after_cross_check(None, NOW, 50, 50) == Due(NOW + usual, usual)
    known = ScheduleEntry(outlet="one", route="r", next_due=NOW, interval=usual, last_success=NOW - usual)
    assert after_cross_check(known, NOW, 50, 40).interval == usual / 2
    assert after_cross_check(known, NOW, 50, 0).interval == usual + 10 * MINUTE
