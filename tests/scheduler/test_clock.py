"""When an outlet is due: intervals, cron expressions in Damascus time, and a tick that never drops a late one."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadConfiguration
from scheduler.clock import clock_trouble, next_due, start_ticking

AT = datetime(2026, 11, 22, 8, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("every", "seconds"), [("45s", 45), ("15m", 900), ("2h", 7_200), ("1d", 86_400), (" 5 m ", 300)]
)
def test_an_interval_counts_from_the_last_start(every: str, seconds: int) -> None:
    assert next_due(every, AT) - AT == timedelta(seconds=seconds)


def test_a_cron_expression_is_in_damascus_time() -> None:
    assert next_due("30 6 * * *", AT) == datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
    assert next_due("*/20 * * * *", AT) == AT + timedelta(minutes=20)


@pytest.mark.parametrize("every", ["", "0m", "15", "often", "61 * * * *", "* * *", "-5m", "0 0 31 2 *"])
def test_a_schedule_that_cannot_be_is_told_before_the_service_starts(every: str) -> None:
    with pytest.raises(BadConfiguration, match=r"no schedule|no time that ever comes"):
        next_due(every, AT)


@given(st.sampled_from(["1m", "7h", "*/5 * * * *", "0 3 * * 1"]), st.integers(0, 10**8))
def test_the_next_time_is_always_later(every: str, seconds: int) -> None:
    moment = AT + timedelta(seconds=seconds)
    assert next_due(every, moment) > moment


def test_ticks_never_overlap_and_a_late_one_is_not_dropped() -> None:
    running, worst, ticks = [0], [0], [0]
    lock = threading.Lock()

    def tick() -> None:
        with lock:
            running[0] += 1
            worst[0] = max(worst[0], running[0])
            ticks[0] += 1
        time.sleep(0.25)
        with lock:
            running[0] -= 1

    scheduler = start_ticking(tick, 0.1)
    time.sleep(1.2)
    scheduler.shutdown(wait=True)
    assert worst[0] == 1
    assert ticks[0] >= 3


def test_a_clock_before_what_was_recorded_last_is_told_and_a_right_one_is_not() -> None:
    assert clock_trouble(None, AT) == clock_trouble(AT, AT) == clock_trouble(AT + timedelta(minutes=1), AT) == ""
    trouble = clock_trouble(AT + timedelta(days=5 * 365), AT)
    assert "check the clock" in trouble
    assert "2031-" in trouble
