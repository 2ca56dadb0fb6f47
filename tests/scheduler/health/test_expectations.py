"""What is usual for an outlet: by its weekdays and hours, and only from days on which nothing was wrong."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scheduler.health.expectations import Past, learn
from scheduler.health.facts import Run
from tests.support.simulated_outlet import FIRST_DAY, FRIDAY, SimulatedOutlet

DAYS = 43
NOW = FIRST_DAY + timedelta(days=DAYS)


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    return list(SimulatedOutlet(per_day=40, hours=3).runs(DAYS))


def test_a_quiet_weekday_is_expected_to_be_quiet_and_a_busy_hour_busy(runs: list[Run]) -> None:
    usual, past = learn("one", runs, [], NOW)
    day = {row["weekday"]: row for row in usual if row["hours"] == "day"}
    assert day[FRIDAY]["high"] < day[FRIDAY + 1]["low"]
    assert past.rates[0, 2] > 2 * past.rates[0, 0]
    assert past.is_known
    assert past.window == 2
    assert 0.4 < past.lowest <= 1


def test_two_weeks_must_be_known_before_anything_is_expected(runs: list[Run]) -> None:
    for days, known in ((15, False), (17, True)):
        at = FIRST_DAY + timedelta(days=days)
        assert learn("one", [run for run in runs if run.at < at], [], at)[1].is_known is known
    assert learn("one", [], [], NOW) == ([], Past())


def test_days_on_which_something_was_wrong_teach_nothing(runs: list[Run]) -> None:
    wrong = (FIRST_DAY + timedelta(days=20), FIRST_DAY + timedelta(days=30))
    with_outage = [replace(run, new=0, traits=()) if wrong[0] <= run.at <= wrong[1] else run for run in runs]
    _, taught = learn("one", with_outage, [], NOW)
    _, past = learn("one", with_outage, [wrong], NOW)
    _, well = learn("one", runs, [], NOW)
    assert taught.longest_wait > 100
    assert past.longest_wait < 10
    assert taught.lowest == 0 < past.lowest
    assert past.days == well.days - 11


def test_what_was_learned_is_read_back_as_it_was(runs: list[Run]) -> None:
    usual, past = learn("one", runs, [], NOW)
    assert Past.of(past.days, usual, past.figures()) == replace(past, signs=past.signs)


def test_what_is_expected_of_a_stretch_of_time_is_the_sum_of_its_hours(runs: list[Run]) -> None:
    _, past = learn("one", runs, [], NOW)
    since: datetime = NOW
    week = past.expected(since, since + timedelta(days=7))
    assert week == pytest.approx(sum(past.rates.values()))
    halves = past.expected(since, since + timedelta(days=3.3)) + past.expected(
        since + timedelta(days=3.3), since + timedelta(days=7)
    )
    assert halves == pytest.approx(week)
