"""Which outlets are due, also after a clock was wrong, and what is said of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.crawl_state.due import ScheduleEntry
from archive.model import Outlet
from scheduler.jobs import due_outlets

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
OUTLET = Outlet(
    name="one",
    title="نموذج",
    title_en="One",
    home="https://example.org",
    hosts=("example.org",),
    routes=(),
    every="15m",
)
DAILY = replace(OUTLET, name="daily", every="30 6 * * *")


def entry(minutes: float, outlet: Outlet = OUTLET) -> ScheduleEntry:
    """As a release without intervals wrote it."""
    return ScheduleEntry(outlet=outlet.name, next_due=NOW + timedelta(minutes=minutes))


def due(minutes: float, outlet: Outlet = OUTLET) -> bool:
    return due_outlets([outlet], {outlet.name: entry(minutes, outlet)}, NOW) == [outlet]


def test_an_outlet_is_due_when_its_time_has_come_and_not_before() -> None:
    assert (due(-1), due(0), due(1), due(15)) == (True, True, False, False)
    assert (due(60, DAILY), due(19 * 60, DAILY)) == (False, False)


def test_one_that_was_never_scheduled_is_due_and_comes_first_then_what_became_due_last() -> None:
    outlets = [replace(OUTLET, name=name) for name in ("b", "a", "c")]
    scheduled = {name: entry(minutes, replace(OUTLET, name=name)) for name, minutes in (("b", -10), ("c", -5))}
    assert [outlet.name for outlet in due_outlets(outlets, scheduled, NOW)] == ["a", "c", "b"]


@pytest.mark.parametrize("outlet", [OUTLET, DAILY], ids=["interval", "cron"])
def test_a_time_that_only_a_clock_which_was_ahead_can_have_written_is_due_and_said_to_be(
    outlet: Outlet, capsys: pytest.CaptureFixture[str]
) -> None:
    assert due(5 * 365 * 24 * 60, outlet)
    assert "by a clock that was ahead; it is due now" in capsys.readouterr().err


def test_what_could_not_start_and_waits_longer_than_its_interval_still_waits() -> None:
    assert not due(10, replace(OUTLET, every="1m"))
