"""One tick: at once, when it wants to be called again, when it is woken; never two at a time, and after every fault."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from scheduler import ticker as module
from scheduler.ticker import TICK, Ticker
from tests.support.waiting import wait_until


@contextmanager
def ticking(tick: Callable[[], float]) -> Iterator[Ticker]:
    ticker = Ticker(tick)
    ticker.start()
    try:
        yield ticker
    finally:
        ticker.close()


def test_it_ticks_at_once_after_the_seconds_it_asked_for_and_when_it_is_woken() -> None:
    at: list[float] = []

    def tick() -> float:
        at.append(time.monotonic())
        return 0.3 if len(at) == 1 else 60.0

    with ticking(tick) as ticker:
        wait_until(lambda: len(at) == 2, 10)
        assert at[1] - at[0] >= 0.3
        time.sleep(0.2)
        assert len(at) == 2
        ticker.wake()
        wait_until(lambda: len(at) == 3, 10)
    assert len(at) == 3


def test_a_wake_up_during_a_tick_is_not_lost_and_two_ticks_never_overlap() -> None:
    running, most, ticks = [0], [0], [0]

    def tick() -> float:
        running[0] += 1
        most[0] = max(most[0], running[0])
        ticks[0] += 1
        time.sleep(0.3)
        running[0] -= 1
        return 60.0

    with ticking(tick) as ticker:
        wait_until(lambda: ticks[0] == 1, 10)
        for _ in range(3):
            ticker.wake()
        wait_until(lambda: ticks[0] == 2, 10)
        time.sleep(0.5)
    assert (ticks[0], most[0]) == (2, 1)


def test_a_tick_that_fails_is_logged_with_its_traceback_and_ticks_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(module, "SECONDS_AFTER_A_FAULT", 0.05)
    ticks: list[int] = []

    def tick() -> float:
        ticks.append(1)
        if len(ticks) < 3:
            raise ZeroDivisionError("a fault of ours")
        return 60.0

    with ticking(tick):
        wait_until(lambda: len(ticks) == 3, 10)
    assert len(ticks) == 3
    assert "ZeroDivisionError: a fault of ours" in caplog.text


def test_a_clock_set_back_by_years_does_not_put_it_to_sleep() -> None:
    """As far as APScheduler sees: its job stands years ahead, and only our own clock goes on."""
    ticks: list[int] = []

    def tick() -> float:
        ticks.append(1)
        return 0.3 if len(ticks) < 3 else 60.0

    with ticking(tick) as ticker:
        wait_until(lambda: len(ticks) == 1, 10)
        ticker._scheduler.modify_job(TICK, next_run_time=datetime.now(UTC) + timedelta(days=5 * 365))
        wait_until(lambda: len(ticks) == 3, 10)
    assert len(ticks) == 3


def test_other_work_runs_once_beside_the_tick_and_its_fault_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    done = threading.Event()

    def work() -> None:
        done.set()
        raise ZeroDivisionError("a fault of the night")

    with ticking(lambda: 60.0) as ticker:
        ticker.run("nightly", work)
        assert done.wait(10)
    assert "nightly failed" in caplog.text
    assert "ZeroDivisionError: a fault of the night" in caplog.text
