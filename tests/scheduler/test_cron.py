"""Cron expressions in zones whose clocks are set: no hour skipped, none met twice, weeks that begin on Sunday."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.cron import next_time

BERLIN, DAMASCUS = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Damascus")
SECOND = timedelta(seconds=1)


def times(expression: str, zone: ZoneInfo, first: str, last: str) -> list[str]:
    """Every time it names from midnight to midnight of these days, as clocks of the zone show it."""
    at, end = (datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC) for day in (first, last))
    found: list[datetime] = []
    at -= SECOND
    while (moment := next_time(expression, at, zone)) and moment < end:
        at = moment
        found.append(at)
    assert all(before < after for before, after in pairwise(found))
    return [moment.astimezone(zone).strftime("%H:%M") for moment in found]


@pytest.mark.parametrize(
    ("expression", "forward", "back"),
    [
        ("30 2 * * *", ["03:30"], ["02:30"]),
        ("30 2,14 * * *", ["03:30", "14:30"], ["02:30", "14:30"]),
        ("0 2,3 * * *", ["03:00"], ["02:00", "03:00"]),
        ("*/30 2 * * *", ["03:00", "03:30"], ["02:00", "02:30"]),
        ("0 1-4 * * *", ["01:00", "03:00", "04:00"], ["01:00", "02:00", "02:00", "03:00", "04:00"]),
    ],
)
def test_on_days_with_23_and_25_hours(expression: str, forward: list[str], back: list[str]) -> None:
    assert times(expression, BERLIN, "2026-03-29", "2026-03-30") == forward
    assert times(expression, BERLIN, "2026-10-25", "2026-10-26") == back


def test_every_hour_has_its_turn_on_such_days() -> None:
    assert len(times("0 * * * *", BERLIN, "2026-03-29", "2026-03-30")) == 23
    assert len(times("0 * * * *", BERLIN, "2026-10-25", "2026-10-26")) == 25
    assert len(times("*/20 * * * *", BERLIN, "2026-10-25", "2026-10-26")) == 75


@pytest.mark.parametrize(
    ("zone", "forward", "back"),
    [
        ("America/Havana", ("2026-03-08", "2026-03-09"), ("2026-11-01", "2026-11-02")),
        ("Australia/Lord_Howe", ("2026-10-04", "2026-10-05"), ("2026-04-05", "2026-04-06")),
        ("Asia/Damascus", ("2022-03-25", "2022-03-26"), ("2021-10-29", "2021-10-30")),
    ],
)
def test_at_midnight_by_half_an_hour_and_in_damascus_of_before(
    zone: str, forward: tuple[str, str], back: tuple[str, str]
) -> None:
    for days in (forward, back):
        for expression in ("30 0 * * *", "15 2 * * *", "0 12 * * *"):
            assert len(times(expression, ZoneInfo(zone), *days)) == 1


@pytest.mark.parametrize("weekdays", ["5", "fri", "Fri", "5-5", "5,5"])
def test_days_of_the_week_count_from_sunday(weekdays: str) -> None:
    found = next_time(f"0 6 * * {weekdays}", datetime(2026, 11, 22, tzinfo=UTC), DAMASCUS)
    assert found == datetime(2026, 11, 27, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("weekdays", "many"), [("0-4", 5), ("sun-thu", 5), ("7,1-4", 5), ("6-0", 2), ("0-7", 7), ("1-5/2", 3), ("*", 7)]
)
def test_a_week_of_work_begins_on_sunday_and_may_pass_the_weeks_end(weekdays: str, many: int) -> None:
    assert len(times(f"0 6 * * {weekdays}", DAMASCUS, "2026-11-22", "2026-11-29")) == many


@given(
    st.sampled_from(["*/7 * * * *", "5 0 * * *", "0 3 1 * *", "30 2 * * 0", "59 23 31 12 *"]),
    st.sampled_from(["Europe/Berlin", "America/Santiago", "Africa/Casablanca", "Asia/Damascus"]),
    st.integers(0, 20 * 365 * 86_400),
)
def test_the_next_time_is_later_and_shows_on_the_zones_clocks(expression: str, zone: str, seconds: int) -> None:
    at = datetime(2010, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    found = next_time(expression, at, ZoneInfo(zone))
    assert found is not None
    assert found > at
    assert next_time(expression, found - SECOND, ZoneInfo(zone)) == found
