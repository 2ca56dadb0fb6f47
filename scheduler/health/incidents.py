"""What becomes of an outlet's incident: opened, its cause replaced, still so, or over. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.crawl_state.incidents import Incidents
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.times import stamp, unstamp
from scheduler.health.causes import POORER, QUIET, strength
from scheduler.health.facts import Run, latest_streak
from scheduler.health.findings import Finding


@dataclass(frozen=True, slots=True)
class Current:
    """The open incident: its cause, since when, and the newest run that shows it."""

    id: int
    cause: str
    since: datetime
    last: datetime
    detail: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, row: IncidentRow) -> "Current":
        detail = json.loads(row["detail"])
        last = unstamp(detail["last"]) if "last" in detail else unstamp(row["seen_at"])
        return cls(row["id"], row["cause"], unstamp(row["opened_at"]), last, detail)

    @property
    def strength(self) -> int:
        return -1 if "route" in self.detail else strength(self.cause)


def settle(incidents: Incidents, outlet: str, found: Sequence[Finding], runs: Sequence[Run], now: datetime) -> None:
    """Write down what these findings, the strongest first, make of the outlet's incident."""
    row = incidents.open_of(outlet)
    current = Current.of(row) if row else None
    if current and "route" not in current.detail:
        # That one of its routes fails does not keep open what was wrong with the whole outlet.
        found = [one for one in found if not one.of_route]
    finding = next(iter(found), None)
    if current is None:
        if finding:
            incidents.begin(outlet, finding.cause, finding.since, now, _detail(finding))
    elif finding:
        finding = _stronger_of(current, found)
        incidents.seen(current.id, finding.cause, now, _detail(finding))
    elif is_over(current, runs):
        incidents.end(current.id, now)


def _stronger_of(current: Current, found: Sequence[Finding]) -> Finding:
    """The stronger of what it was and what is found; what is found no more gives way to what is."""
    still = next((one for one in found if one.cause == current.cause), None)
    return found[0] if still is None or found[0].strength > current.strength else still


def is_over(current: Current, runs: Sequence[Run]) -> bool:
    """Nothing is found any more: does a run since then show that it is over? Silence of the facts does not."""
    if current.cause in QUIET and "route" not in current.detail:
        return True
    since = [run for run in runs if run.at > current.last and not run.says_nothing]
    if not since or latest_streak(runs):
        return False
    if current.detail.get("route"):
        return str(current.detail["route"]) not in since[0].routes
    if current.cause in POORER:
        # Of what was found in new articles, only new articles can show that it is over.
        return any(run.traits if "articles" in current.detail else run.through for run in since)
    return any(run.through for run in since) or not current.detail.get("tried", current.detail.get("pages"))


def _detail(found: Finding) -> dict[str, object]:
    route = {} if not found.of_route else {"route": found.detail.get("route", "")}
    return {**found.detail, **route, "last": stamp(found.last)}
