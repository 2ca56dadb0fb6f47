"""What was not captured, and why: the stretches of time in which an outlet, or the whole archive, was not read.

Judged from the runs in service.db. One failed run is no gap: what it missed, the next one brings.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

from sqlite_utils.utils import sqlite3

from archive.crawl_state._read_only import asked
from archive.times import stamp, unstamp

GAP_DAYS = 30
GAPS_SHOWN = 60
NEVER_A_GAP = timedelta(hours=2)
# Enough to know an outlet's rhythm by.
RUNS_OF_A_RHYTHM = 50

# Down the primary key, so that reading stops where the days end, however long the archive has run.
RUNS = "SELECT outlet, started_at, cause FROM runs ORDER BY id DESC"
HELD = "SELECT reason, count(*) FROM held WHERE decision = '' GROUP BY 1 ORDER BY 2 DESC, 1"

Run = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """From the first run that failed to the next that did not; `until` is empty while it lasts.

    `outlet` is empty where the archive itself did not run; then `tries` is 0. Instants are as the record writes them.
    """

    outlet: str
    since: str
    until: str
    cause: str
    tries: int

    def seconds(self, now: datetime) -> float:
        return ((unstamp(self.until) if self.until else now) - unstamp(self.since)).total_seconds()


@dataclass(frozen=True, slots=True)
class Missed:
    """Gaps, the newest first; and how many pages are held back for each reason."""

    gaps: list[Gap]
    held: list[tuple[str, int]]


def missed(service: Path, now: datetime) -> Missed | None:
    """What the last GAP_DAYS days miss; None where there is no log of the runs."""

    def ask(connection: sqlite3.Connection) -> tuple[dict[str, list[Run]], list[tuple[str, int]]]:
        runs = runs_since(connection, stamp(now - timedelta(days=GAP_DAYS)))
        return runs, [(str(reason), int(n)) for reason, n in connection.execute(HELD)]

    known = asked(service, ask)
    if known is None:
        return None
    runs, held = known
    found = [gap for outlet, tried in runs.items() for gap in failures(outlet, tried)]
    return Missed(sorted([*found, *standstills(runs)], key=lambda gap: gap.since, reverse=True), held)


def runs_since(connection: sqlite3.Connection, first: str) -> dict[str, list[Run]]:
    """When each outlet was visited and why that failed (empty where it did not), in the order of time."""
    runs: dict[str, list[Run]] = defaultdict(list)
    for outlet, started_at, cause in connection.execute(RUNS):
        if started_at < first:
            break
        runs[outlet].append((started_at, cause))
    return {outlet: tried[::-1] for outlet, tried in runs.items()}


def failures(outlet: str, runs: list[Run]) -> Iterator[Gap]:
    """Two failed runs and more without a good one between them."""
    streak: list[Run] = []
    for started_at, cause in [*runs, ("", "")]:
        if cause:
            streak.append((started_at, cause))
            continue
        if len(streak) > 1:
            commonest = Counter(cause for _, cause in streak).most_common(1)[0][0]
            yield Gap(outlet=outlet, since=streak[0][0], until=started_at, cause=commonest, tries=len(streak))
        streak = []


def standstills(runs: dict[str, list[Run]]) -> Iterator[Gap]:
    """Stretches in which nothing was visited, longer than the busiest outlet is ever left alone for."""
    starts = sorted(datetime.fromisoformat(started_at) for tried in runs.values() for started_at, _ in tried)
    rhythms = [rhythm for tried in runs.values() if (rhythm := usual_wait(tried))]
    longest = max(NEVER_A_GAP, 2 * min(rhythms, default=NEVER_A_GAP))
    for before, after in pairwise(starts):
        if after - before > longest:
            yield Gap(outlet="", since=stamp(before), until=stamp(after), cause="not_running", tries=0)


def usual_wait(runs: list[Run]) -> timedelta | None:
    """How long an outlet usually waits for its next visit."""
    starts = [datetime.fromisoformat(started_at) for started_at, _ in runs[-RUNS_OF_A_RHYTHM:]]
    waits = [(after - before).total_seconds() for before, after in pairwise(starts)]
    return timedelta(seconds=median(waits)) if waits else None
