"""A run log with the simulated runs of an outlet: a past of some weeks, and what comes after it, judged run by run."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from archive.crawl_state.incidents import Incidents
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.crawl_state.rows import HealthRow
from archive.crawl_state.runs import COUNTS, RunLog
from archive.model import Outlet, Route
from archive.sqlite import transaction
from archive.times import stamp
from scheduler.health.facts import Run
from scheduler.health.judge import judge_all
from tests.support.simulated_outlet import FIRST_DAY, Change, SimulatedOutlet

AFTER = timedelta(minutes=2)


def put(run_log: RunLog, runs: Iterable[Run]) -> None:
    """Write runs down as they were."""
    with transaction(run_log.db):
        run_log.db.table("runs").insert_all(map(_row, runs))


def _row(run: Run) -> dict[str, object]:
    strategies: dict[str, int] = {}
    for one in run.traits:
        strategies[one.strategy] = strategies.get(one.strategy, 0) + 1
    counts = dict.fromkeys(COUNTS, 0) | {"found": run.found, "new": run.new, "unchanged": run.through - run.new}
    return counts | {
        "outlet": run.outlet,
        "started_at": stamp(run.at),
        "seconds": 60.0,
        "failed": run.tried - run.through,
        "cause": run.cause,
        "rungs": json.dumps(strategies),
        "reasons": json.dumps(run.reasons),
        "quality": json.dumps([one._asdict() for one in run.traits]),
        "routes": json.dumps(run.routes),
        "boot_id": "",
    }


class Lived:
    """Outlets of some weeks, then days in which things go wrong, judged after every run as the service does it."""

    def __init__(self, run_log: RunLog, *simulated: SimulatedOutlet, days: int = 35, is_there: bool = False) -> None:
        self.run_log, self.simulated = run_log, simulated
        self.now = FIRST_DAY + timedelta(days=days)
        for one in simulated if not is_there else ():
            put(run_log, one.runs(days))
        self.incidents = Incidents.beside(run_log)
        self.routes: tuple[Route, ...] = ()
        self.channel = ""
        self.messages: list[tuple[str, str, bool]] = []

    def rounds(self, number: int, changes: dict[str, Change] | Change | None = None) -> None:
        """Every outlet is asked so many times, and judged after each run; then what is to tell is told."""
        for _ in range(number):
            for one in self.simulated:
                change = changes.get(one.name) if isinstance(changes, dict) else changes
                run = one.run(self.now, published=4)
                put(self.run_log, [change(run, one.chance) if change else run])
                judge_all(self.run_log, [self._outlet(one)], self.now + AFTER)
                self.now += AFTER
            self.tell()
            self.now += timedelta(hours=self.simulated[0].hours) - AFTER * len(self.simulated)

    def _outlet(self, one: SimulatedOutlet) -> Outlet:
        return replace(one.outlet, routes=self.routes, home="https://one.example", channel=self.channel)

    def tell(self) -> None:
        rows = self.incidents.to_tell()
        self.incidents.mark_sent(rows, self.now)
        self.messages += [(row["outlet"], row["cause"], row["closed_at"] is not None) for row in rows]

    def open(self) -> list[tuple[str, str]]:
        return [(row["outlet"], row["cause"]) for row in self.incidents.open_ones()]

    def all(self) -> list[IncidentRow]:
        return list(self.run_log.rows(IncidentRow, "SELECT * FROM incidents ORDER BY id"))

    def health(self) -> dict[str, HealthRow]:
        rows = judge_all(self.run_log, [self._outlet(one) for one in self.simulated], self.now)
        return {row["outlet"]: row for row in rows}
