"""Two hundred days of healthy outlets, with noise, quiet Fridays and news in heaps: not one incident.

The number of seeds is the variable WARRAQ_HEALTHY_SEEDS; without it one, for two kinds of outlets.
"""

import os
from datetime import datetime, timedelta

import pytest

from scheduler.health.expectations import LEARNED_FROM, Past, learn
from scheduler.health.facts import Run
from scheduler.health.findings import findings
from tests.support.simulated_outlet import FIRST_DAY, SimulatedOutlet

SEEDS = int(os.environ.get("WARRAQ_HEALTHY_SEEDS", "1"))
DAYS = 200
NEWEST = 60
# Articles a day, hours between two runs, news in heaps.
KINDS = ((24.0, 6.0, False), (6.0, 8.0, True), (60.0, 6.0, True), (1.0, 12.0, True))


@pytest.mark.parametrize("seed", range(SEEDS))
@pytest.mark.parametrize(("per_day", "hours", "bursts"), KINDS if "WARRAQ_HEALTHY_SEEDS" in os.environ else KINDS[:2])
def test_a_healthy_outlet_raises_no_alarm_in_two_hundred_days(
    per_day: float, hours: float, bursts: bool, seed: int
) -> None:
    simulated = SimulatedOutlet(per_day=per_day, hours=hours, bursts=bursts, seed=seed)
    runs: list[Run] = []
    past, learned_at, last_new = Past(), FIRST_DAY - timedelta(days=2), None
    alarms: list[tuple[datetime, str]] = []
    for run in simulated.runs(DAYS):
        runs.append(run)
        last_new = run.at if run.new else last_new
        now = run.at + timedelta(minutes=2)
        if now - learned_at > timedelta(days=1):
            _, past = learn(simulated.name, [one for one in runs if one.at > now - LEARNED_FROM], [], now)
            learned_at = now
        found = findings(simulated.outlet, runs[-NEWEST:][::-1], past, last_new, now)
        alarms += [(run.at, one.cause) for one in found]
    assert alarms == []
    assert past.is_known
