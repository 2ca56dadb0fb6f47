"""Is each outlet well: judged from its runs, told with a cause, and never "no news" where the truth is "no answer".

What is judged is written down twice: as the outlet's health, and as its incident (scheduler.health.incidents).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from archive.crawl_state.incidents import Incidents
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.crawl_state.revisits import MAX_RETRIES
from archive.crawl_state.rows import HealthRow, HealthState, PollRow, RunRow
from archive.crawl_state.runs import RunLog
from archive.model import Outlet
from archive.times import damascus_day, stamp, unstamp
from archive.versions.disappearance import TIME_UNTIL_GONE, is_mass_disappearance
from scheduler.health.causes import BLOCKED, CLOSED, NETWORK, STOPPED_US, state_of
from scheduler.health.expectations import Past
from scheduler.health.facts import Run, latest_streak
from scheduler.health.findings import Finding, findings
from scheduler.health.incidents import Current, settle
from scheduler.health.learning import past_of
from scheduler.health.network import judge_network
from scheduler.health.own_incidents import Unreached
from scheduler.health.stale_routes import stale_route
from scheduler.health.template import template_changed

RECENT = "SELECT * FROM runs WHERE outlet = ? AND started_at <= ? AND NOT past ORDER BY id DESC LIMIT 60"
FIRST_OF_STREAK = (
    "SELECT min(started_at) FROM runs WHERE NOT past AND outlet = ? AND id > coalesce((SELECT max(id) FROM runs"
    " WHERE outlet = ? AND cause <> '' AND NOT past), 0)"
)
LAST_NEW = (
    "SELECT max(started_at) FROM runs WHERE outlet = ? AND new > 0 AND NOT past AND started_at <= ? HAVING count(*)"
)
LOOKED_AT = (
    "SELECT count(*) FILTER (WHERE misses > 0) AS absent, count(*) FILTER (WHERE misses = 0) AS present,"
    " min(looked_at) FILTER (WHERE misses > 0) AS since"
    " FROM visits WHERE outlet = ? AND looked_at > first_taken_at AND looked_at >= ?"
)
GIVEN_UP = "SELECT count(*) FROM visits WHERE outlet = ? AND failures > ?"
READ = "SELECT started_at, rungs FROM runs WHERE outlet = ? AND rungs <> '{}' AND NOT past ORDER BY id DESC LIMIT 200"
POLLS = "SELECT * FROM polls WHERE outlet = ?"


class LookedAt(TypedDict):
    """The row of LOOKED_AT; `since` is None where nothing is absent."""

    absent: int
    present: int
    since: str | None


class StrategiesOfRun(TypedDict):
    """A row of READ; `rungs` is JSON: articles by strategy."""

    started_at: str
    rungs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the log says of one outlet: its newest runs, newest first, and what else is known."""

    runs: Sequence[Run]
    past: Past
    last_new: datetime | None
    unreached: Unreached | None


def judge_all(run_log: RunLog, outlets: Iterable[Outlet], now: datetime) -> list[HealthRow]:
    """Judge the outlets, and our network; write it into the run log. Returns one row an outlet, as `health --json`."""
    incidents = Incidents.beside(run_log)
    nobody = judge_network(run_log, incidents, now)
    rows = [_judge(run_log, incidents, outlet, nobody, now) for outlet in outlets]
    run_log.put_health(rows)
    return rows


def _judge(run_log: RunLog, incidents: Incidents, outlet: Outlet, nobody: Unreached | None, now: datetime) -> HealthRow:
    last_new = next(run_log.column(str, LAST_NEW, outlet.name, stamp(now)), None)
    facts = Facts(
        runs=[Run.of(row) for row in run_log.rows(RunRow, RECENT, outlet.name, stamp(now))],
        past=past_of(run_log, outlet.name, now),
        last_new=unstamp(last_new) if last_new else None,
        unreached=nobody,
    )
    found = _found(run_log, outlet, facts, now) if outlet.enabled else []
    if outlet.enabled:
        settle(incidents, outlet.name, found, facts.runs, now)
    elif (row := incidents.open_of(outlet.name)) is not None:
        incidents.end(row["id"], now)
    state, cause, since = _state(run_log, outlet, facts, incidents.open_of(outlet.name), found, now)
    return {
        "outlet": outlet.name,
        "state": state,
        "cause": cause,
        "since": since,
        "last_new": last_new,
        "expected": expected_of(run_log, outlet, facts.past, now),
        "given_up": next(run_log.column(int, GIVEN_UP, outlet.name, MAX_RETRIES)),
    }


def _found(run_log: RunLog, outlet: Outlet, facts: Facts, now: datetime) -> list[Finding]:
    """What is wrong with the outlet and not with us, the strongest first."""
    if not facts.runs:
        return []
    found = findings(outlet, facts.runs, facts.past, facts.last_new, now)
    if not any(one.cause in NETWORK or one.cause in BLOCKED for one in found):
        found += [*_vanished(run_log, outlet, facts, now), *_read_otherwise(run_log, outlet, facts)]
        found += stale_route(outlet, list(run_log.rows(PollRow, POLLS, outlet.name)), facts.past, now)
    if is_ours(outlet.name, facts.unreached):
        found = [one for one in found if one.cause not in NETWORK]
    return sorted(found, key=lambda one: -one.strength)


def is_ours(outlet: str, unreached: Unreached | None) -> bool:
    """Is it (or may it yet turn out to be) our own network that keeps us from this outlet?"""
    return unreached is not None and outlet in unreached.outlets and (unreached.is_ours or unreached.is_suspected)


def _vanished(run_log: RunLog, outlet: Outlet, facts: Facts, now: datetime) -> list[Finding]:
    """Known articles that are not there, while others come: where none does, none is found, and that is told."""
    last = next((run for run in facts.runs if run.tried), None)
    if last is not None and last.finds_nothing:
        return []
    looked_at = next(run_log.rows(LookedAt, LOOKED_AT, outlet.name, stamp(now - TIME_UNTIL_GONE)))
    if not is_mass_disappearance(looked_at["absent"], looked_at["present"]):
        return []
    since = unstamp(looked_at["since"]) if looked_at["since"] else facts.runs[0].at
    detail = {"absent": looked_at["absent"], "present": looked_at["present"]}
    return [Finding(cause="mass_disappearance", since=since, last=facts.runs[0].at, detail=detail)]


def _read_otherwise(run_log: RunLog, outlet: Outlet, facts: Facts) -> list[Finding]:
    changed = template_changed(
        [(row["started_at"], json.loads(row["rungs"])) for row in run_log.rows(StrategiesOfRun, READ, outlet.name)]
    )
    if not changed:
        return []
    return [Finding(cause="template_changed", since=unstamp(changed), last=facts.runs[0].at, is_harmless=True)]


def _state(
    run_log: RunLog,
    outlet: Outlet,
    facts: Facts,
    incident: IncidentRow | None,
    found: Sequence[Finding],
    now: datetime,
) -> tuple[HealthState, str, str]:
    """How the outlet is, why, and since when: what its incident says, where it has one."""
    if not outlet.enabled:
        return "disabled", outlet.disabled_because or "disabled", stamp(now)
    if not facts.runs:
        return "unknown", "never_crawled", stamp(now)
    if incident:
        return _state_of_incident(Current.of(incident), found), incident["cause"], incident["opened_at"]
    if facts.runs[0].cause in STOPPED_US:
        return "late", facts.runs[0].cause, stamp(facts.runs[0].at)
    streak = latest_streak(facts.runs)
    if streak:
        cause = "our_network" if facts.unreached and facts.unreached.is_ours else streak[0].cause
        at_once = state_of(cause) if cause in BLOCKED or cause in CLOSED else "late"
        return at_once, cause, stamp(streak[-1].at)
    since = next(run_log.column(str, FIRST_OF_STREAK, outlet.name, outlet.name), None)
    return "ok", "", since or stamp(facts.runs[0].at)


def _state_of_incident(current: Current, found: Sequence[Finding]) -> HealthState:
    same = next((one for one in found if one.cause == current.cause), None)
    if "route" in current.detail:
        return "late"
    if same and same.is_harmless and not any(one.cause == same.cause and not one.is_harmless for one in found):
        return "ok"
    return state_of(current.cause)


def expected_of(run_log: RunLog, outlet: Outlet, past: Past, now: datetime) -> str:
    """What today should bring: `20-30/day` by the outlet's own past, `24/day` by its file where that is too short."""
    sql = "SELECT low, high FROM expectations WHERE outlet = ? AND weekday = ? AND hours = 'day'"
    row = run_log.db.execute(sql, (outlet.name, damascus_day(now).weekday())).fetchone()
    if not past.is_known or row is None:
        return f"{outlet.expect_per_day:g}/day"
    return f"{row[0]:g}-{row[1]:g}/day"
