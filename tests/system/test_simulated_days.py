"""Days of the service by a made clock: no due run is lost, none comes twice, none overlaps, whatever is done to it.

`WARRAQ_DAYS=90 pytest tests/system/test_simulated_days.py` takes ninety days of 24 outlets; without it a share.
"""

import os
import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.model import Outlet, Route
from scheduler.planner import bounds_of
from tests.support.simulated_days import DELAY, Event, Run, World

DAYS = float(os.environ.get("WARRAQ_DAYS", "1"))
COUNT = 24 if DAYS > 10 else 12
# In Sydney clocks are set forward on 4 October 2026, in Berlin back on the 25th, in New York on 1 November.
START = datetime(2026, 9, 20, 3, 7, tzinfo=UTC) if DAYS > 10 else datetime(2026, 10, 24, 15, 7, tzinfo=UTC)
FORWARD = datetime(2026, 10, 3, 9, 7, tzinfo=UTC)
YEARS = 5 * 365 * 86_400.0
# Until a set clock is noticed, and a whole schedule is caught up.
SLACK = timedelta(seconds=90)
QUIET_SLACK = timedelta(seconds=4)
EVERY = ("15m", "1h", "5m", "2h", "1d", "30m")
CRON = (
    ("30 2 * * *", "Europe/Berlin"),
    ("*/20 * * * *", "Europe/Berlin"),
    ("15 2 * * *", "Australia/Sydney"),
    ("30 1 * * *", "America/New_York"),
    ("0 6-23 * * 0-4", "Asia/Damascus"),
)


def outlets() -> dict[str, Outlet]:
    made = [outlet(f"interval{n}", EVERY[n % len(EVERY)], host=n // 2 * 2) for n in range(COUNT - len(CRON))]
    made += [outlet(f"cron{n}", every, zone, host=100 + n) for n, (every, zone) in enumerate(CRON)]
    return {one.name: one for one in made}


def outlet(name: str, every: str, zone: str = "Asia/Damascus", host: int = 0) -> Outlet:
    """Two of the outlets with an interval share a host."""
    return Outlet(
        name=name, title="", title_en="", home=f"https://h{host}.example", hosts=(f"h{host}.example",), every=every,
        timezone=zone, routes=(Route(kind="feed", url=f"/{name}/feed/"),), expect_per_day=5.0 + 40 * (host % 5),
    )  # fmt: skip


def troubles(start: datetime, days: float) -> list[Event]:
    """Restarts and kills about every nine hours, six hours away, clocks set by five years and by minutes, both ways."""
    chance = random.Random(7)
    hours, made = 1.0, []
    while hours < days * 24:
        at, away = start + timedelta(hours=hours), chance.choice([2, 20, 170])
        made += [Event(at, "kill"), Event(at + timedelta(seconds=away), "start")]
        hours += chance.uniform(2, 16) if days > 10 else chance.uniform(1, 5)
    middle = start + timedelta(days=days * 0.4)
    made = [one for one in made if not middle <= one.at <= middle + timedelta(hours=6.2)]
    made += [Event(middle, "kill"), Event(middle + timedelta(hours=6), "start")]
    later = start + timedelta(days=days * 0.7)
    for turn, seconds in enumerate((YEARS, 0.0, -YEARS, 0.0, -1500.0, 0.0, 40.0, 0.0)):
        made.append(Event(later + timedelta(hours=turn * 0.6), "set", seconds))
    return made


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    simulated = World(tmp_path_factory.mktemp("days"), outlets(), START, overruns={"interval0": 3000.0})
    simulated.run(DAYS, troubles(START, DAYS))
    return simulated


def runs_of(world: World) -> Iterator[list[Run]]:
    for name in world.outlets:
        yield [run for run in world.runs if run.outlet == name]


def is_up_from(world: World, moment: datetime, until: datetime) -> datetime:
    """When the service could begin what was due then: at once, or after it was down."""
    for began, ended in world.down:
        if began <= max(moment, began) < until and moment < ended:
            moment = max(moment, ended)
    return moment


def test_no_due_run_is_lost_and_none_comes_late(world: World) -> None:
    late = []
    for runs in runs_of(world):
        assert runs
        for before, after in zip(runs, [*runs[1:], None], strict=True):
            if after is None and before.ended is None and not any(down >= before.began for down, _ in world.down):
                continue  # It is under way as the days end.
            began = after.began if after else START + timedelta(days=DAYS)
            due = before.began if before.ended is None or before.due_again is None else before.due_again
            due = is_up_from(world, max(due, before.ended or due), began)
            disturbed = any(before.began <= at <= began for at in (*world.set_at, *(end for _, end in world.down)))
            # Who is asked by the clock is asked at other times while it is wrong.
            by_wrong = " " in world.outlets[before.outlet].every and any(
                before.began <= until and began >= since for since, until in world.wrong
            )
            if began > due + (SLACK if disturbed else QUIET_SLACK) and not by_wrong:
                late.append((before, began - due))
    assert not late


def test_no_outlet_is_crawled_twice_at_a_time_or_before_it_is_due(world: World) -> None:
    for runs in runs_of(world):
        for before, after in pairwise(runs):
            ended = before.ended or next(down for down, _ in world.down if down >= before.began)
            assert ended <= after.began
            was_set = any(before.began <= at <= after.began for at in world.set_at)
            if before.due_again and not was_set:
                assert after.began >= before.due_again


def test_no_host_is_asked_twice_at_a_time_or_without_its_delay(world: World) -> None:
    assert len(world.requests) > 5
    for asked in world.requests.values():
        for before, after in pairwise(asked):
            assert after[0] - before[1] >= timedelta(seconds=DELAY)


def test_intervals_stay_within_their_bounds_and_adapt(world: World) -> None:
    lengths = Counter[timedelta]()
    for run in world.runs:
        bounds = bounds_of(world.outlets[run.outlet])
        was_set = any(run.began <= at <= (run.ended or at) for at in world.set_at)
        if bounds and run.due_again and not was_set:
            length = run.due_again - run.began
            assert bounds.soonest - timedelta(seconds=1) <= length <= bounds.latest
            if world.outlets[run.outlet].every == "15m":
                lengths[timedelta(seconds=round(length.total_seconds()))] += 1
    assert len(lengths) > 1


def test_who_is_asked_once_a_day_in_another_zone_is_asked_once_on_every_day_of_its_clocks(world: World) -> None:
    """Also on those on which clocks are set; days on which ours was wrong, or we were away, say nothing."""
    for outlet in world.outlets.values():
        if not outlet.every.endswith(("2 * * *", "1 * * *")):
            continue
        zone = ZoneInfo(outlet.timezone)
        days = Counter(
            run.began.astimezone(zone).date() for run in world.runs if run.outlet == outlet.name and run.ended
        )
        wrong = {at.astimezone(zone).date() for at in world.set_at}
        assert all(many == 1 for day, many in days.items() if day not in wrong | {START.astimezone(zone).date()})


def test_nothing_that_is_due_waits_at_the_end(world: World) -> None:
    assert list(world.waiting_at_the_end()) == []


@pytest.mark.parametrize(
    ("zone", "start"), [("Europe/Berlin", datetime(2026, 10, 24, 20, tzinfo=UTC)), ("Australia/Sydney", FORWARD)]
)
def test_where_clocks_are_set_an_hour_is_neither_skipped_nor_met_twice(
    tmp_path: Path, zone: str, start: datetime
) -> None:
    made = {one.name: one for one in (outlet("often", "*/20 * * * *", zone), outlet("daily", "30 2 * * *", zone, 1))}
    simulated = World(tmp_path, made, start)
    simulated.run(0.9, [])
    often, daily = ([run.began for run in runs[1:]] for runs in runs_of(simulated))
    assert {round((b - a).total_seconds() / 60) for a, b in pairwise(often)} == {20}
    assert len(daily) == 1
