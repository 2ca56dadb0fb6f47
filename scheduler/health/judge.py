"""Is each outlet well: judged from its runs, told with a cause, and never "no news" where the truth is "no answer"."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from typing import TypedDict

from archive.crawl_state.revisits import MAX_RETRIES
from archive.crawl_state.rows import HealthRow, HealthState
from archive.crawl_state.runs import RunLog
from archive.model import Outlet
from archive.times import stamp, unstamp
from archive.versions.compare import TIME_UNTIL_GONE, is_mass_disappearance

BLOCKED = frozenset(
    {"http_401", "http_403", "http_429", "http_451", "challenge", "robots", "retry_after", "crawl_delay"}
)
# After so many failed runs in a row an outlet is broken, not merely late; so it is when no run ever succeeded.
RUNS_UNTIL_BROKEN = 3
SILENCE_FLOOR = timedelta(hours=24)
RECENT = "SELECT started_at, cause FROM runs WHERE outlet = ? ORDER BY id DESC LIMIT 200"
LAST_NEW = "SELECT started_at FROM runs WHERE outlet = ? AND new > 0 ORDER BY started_at DESC LIMIT 1"
LOOKED_AT = (
    "SELECT count(*) FILTER (WHERE misses > 0) AS absent, count(*) FILTER (WHERE misses = 0) AS present,"
    " min(looked_at) FILTER (WHERE misses > 0) AS since"
    " FROM visits WHERE outlet = ? AND looked_at > first_taken_at AND looked_at >= ?"
)
GIVEN_UP = "SELECT count(*) FROM visits WHERE outlet = ? AND failures > ?"
READ = "SELECT started_at, rungs FROM runs WHERE outlet = ? AND rungs <> '{}' ORDER BY id DESC LIMIT 200"
# Better ways of finding a text first. Only a fall is told: a rise is a rule that somebody mended.
STRATEGIES = ("selector", "generic", "raw")
BY_CHANCE = 0.05


class RecentRun(TypedDict):
    """A row of RECENT."""

    started_at: str
    cause: str


class LookedAt(TypedDict):
    """The row of LOOKED_AT; `since` is None where nothing is absent."""

    absent: int
    present: int
    since: str | None


class StrategiesOfRun(TypedDict):
    """A row of READ; `rungs` is JSON: articles by strategy."""

    started_at: str
    rungs: str


def judge_all(run_log: RunLog, outlets: Iterable[Outlet], now: datetime) -> list[HealthRow]:
    """Judge the outlets and write it into the run log. Returns one row an outlet, keys as in `health --json`."""
    rows = [_judge(run_log, outlet, now) for outlet in outlets]
    run_log.put_health(rows)
    return rows


def _judge(run_log: RunLog, outlet: Outlet, now: datetime) -> HealthRow:
    runs = list(run_log.rows(RecentRun, RECENT, outlet.name))
    last_new = next(run_log.column(str, LAST_NEW, outlet.name), None)
    state, cause, since = _state(outlet, runs, last_new, now)
    if state in ("ok", "silent"):
        looked_at = next(run_log.rows(LookedAt, LOOKED_AT, outlet.name, stamp(now - TIME_UNTIL_GONE)))
        if is_mass_disappearance(looked_at["absent"], looked_at["present"]):
            state, cause, since = "broken", "mass_disappearance", looked_at["since"] or since
    changed = template_changed(
        [(row["started_at"], json.loads(row["rungs"])) for row in run_log.rows(StrategiesOfRun, READ, outlet.name)]
    )
    if state == "ok" and changed:
        cause, since = "template_changed", changed
    return {
        "outlet": outlet.name,
        "state": state,
        "cause": cause,
        "since": since,
        "last_new": last_new,
        "expected": f"{outlet.expect_per_day:g}/day",
        "given_up": next(run_log.column(int, GIVEN_UP, outlet.name, MAX_RETRIES)),
    }


def _state(outlet: Outlet, runs: list[RecentRun], last_new: str | None, now: datetime) -> tuple[HealthState, str, str]:
    if not outlet.enabled:
        return "disabled", outlet.disabled_because or "disabled", stamp(now)
    if not runs:
        return "unknown", "never_crawled", stamp(now)
    if runs[0]["cause"]:
        return _failing(runs)
    if _is_silent(outlet, runs, last_new, now):
        return "silent", "nothing_new", last_new or runs[-1]["started_at"]
    return "ok", "", next((run["started_at"] for run in reversed(_streak(runs, ok=True))), runs[0]["started_at"])


def _streak(runs: list[RecentRun], *, ok: bool) -> list[RecentRun]:
    """The newest runs, as long as they all ended well (or all did not)."""
    length = next((n for n, run in enumerate(runs) if (run["cause"] == "") is not ok), len(runs))
    return runs[:length]


def _failing(runs: list[RecentRun]) -> tuple[HealthState, str, str]:
    streak = _streak(runs, ok=False)
    cause, since = runs[0]["cause"], streak[-1]["started_at"]
    if cause in BLOCKED:
        return "blocked", cause, since
    return ("broken" if len(streak) >= RUNS_UNTIL_BROKEN or len(streak) == len(runs) else "late"), cause, since


def _is_silent(outlet: Outlet, runs: list[RecentRun], last_new: str | None, now: datetime) -> bool:
    """Nothing new for a day, or for three times the outlet's usual gap where that is longer."""
    usual_gap = timedelta(days=1 / outlet.expect_per_day) if outlet.expect_per_day > 0 else timedelta(days=365)
    return now - unstamp(last_new or runs[-1]["started_at"]) > max(SILENCE_FLOOR, 3 * usual_gap)


def template_changed(runs: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    """Since when most articles of an outlet were found by a poorer strategy than was usual; empty when they were not.

    `runs` are (started_at, articles by strategy), the newest first. A page or two of another make occur on every site:
    what the rate of such pages in the runs before would bring about by chance is not told.
    """
    if not runs:
        return ""
    now = _commonest(runs[0][1])
    # As long as the texts come from there, or from further down.
    streak = list(takewhile(lambda run: _commonest(run[1]) >= now, runs))
    before, since = _sum(runs[len(streak) :]), _sum(streak)
    usual = _commonest(before)
    if not before or now <= usual:
        return ""
    rate = (_below(usual, before) + 0.5) / (before.total() + 1)
    return streak[-1][0] if rate ** _below(usual, since) < BY_CHANCE else ""


def _sum(runs: Iterable[tuple[str, Mapping[str, int]]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for _, strategies in runs:
        total.update(strategies)
    return total


def _commonest(strategies: Mapping[str, int]) -> int:
    """The index in STRATEGIES of the strategy most texts were found by; of two, the better."""
    return max(range(len(STRATEGIES)), key=lambda index: (strategies.get(STRATEGIES[index], 0), -index))


def _below(strategy: int, strategies: Mapping[str, int]) -> int:
    return sum(strategies.get(name, 0) for name in STRATEGIES[strategy + 1 :])
