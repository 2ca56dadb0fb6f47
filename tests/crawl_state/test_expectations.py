"""What is usual for an outlet, as the pages ask for it."""

from datetime import UTC, datetime
from pathlib import Path

from archive.crawl_state.expectations import Expectations, Expected, expected
from archive.crawl_state.monitoring_rows import ExpectationRow

SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def usual(weekday: int, low: float, high: float) -> ExpectationRow:
    return {
        "outlet": "one",
        "weekday": weekday,
        "hours": "day",
        "low": low,
        "middle": (low + high) / 2,
        "high": high,
        "days": 4,
    }


def test_a_day_is_expected_by_its_weekday_once_two_weeks_are_known(tmp_path: Path) -> None:
    service = tmp_path / "service.db"
    assert expected(service, "one", SUNDAY) is None
    with Expectations(service) as expectations:
        expectations.learned("one", SUNDAY, 13, [usual(6, 20, 30)], {})
        assert expected(service, "one", SUNDAY) is None
        expectations.learned("one", SUNDAY, 28, [usual(6, 20, 30), usual(4, 0, 2)], {"longest_wait": 2.5})
        assert expectations.past("one") == {
            "outlet": "one",
            "made_at": "2026-11-22T12:00:00Z",
            "days": 28,
            "figures": '{"longest_wait": 2.5}',
        }
    assert expected(service, "one", SUNDAY) == Expected(20, 30, 28)
    assert expected(service, "two", SUNDAY) is None
