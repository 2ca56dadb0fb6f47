"""What was not captured, and why: the stretches of time in which an outlet, or the whole archive, was not read.

Judged from the runs in service.db, to be written into the record's table of gaps (archive.ingest.run_gaps), which is
what readers are told from. One failed run is no gap: what it missed, the next one brings.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.crawl_state._read_only import read_state
from archive.times import unstamp

NEVER_A_GAP = timedelta(hours=2)
# Enough to know an outlet's rhythm by.
RUNS_OF_A_RHYTHM = 50

CLOCKS_AGREE = timedelta(minutes=1)
# A longer standstill only a clock that was set can show.
LONGEST_STANDSTILL = timedelta(days=366)

# What we ended ourselves says nothing of the outlet; what ended too early and not in vain was no failure. Down the
# primary key, so that reading stops where the days end, however long the archive has run.
RUN = "started_at, iif(cause IN ('time_limit', 'memory') AND fetched, '', cause), monotonic - seconds, boot_id"
JUDGED = "cause NOT IN ('already_running', 'interrupted')"
HELD = "SELECT reason, count(*) FROM held WHERE decision = '' GROUP BY 1 ORDER BY 2 DESC, 1"
TRIES = f"""
SELECT count(*) FROM runs
WHERE outlet = ? AND started_at >= ? AND (started_at < ? OR ? = '') AND cause <> '' AND {JUDGED} AND NOT past
"""  # noqa: S608 constant


class Run(NamedTuple):
    """When a run began, why it failed (empty where it did not), and the clock then that nobody sets, which counts from
    the machine's start `boot`; None where that was not noted."""

    started_at: str
    cause: str
    clock: float | None = None
    boot: str = ""


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


def held_back(service: Path) -> list[tuple[str, int]] | None:
    """How many pages are held back for each reason, the commonest first; None where there is no log of the crawls."""
    return read_state(service, lambda connection: [(str(reason), int(n)) for reason, n in connection.execute(HELD)])


def tries_of(service: Path, gaps: Sequence[tuple[str, str, str]]) -> list[int]:
    """How many crawls failed in each of these gaps: outlet, since and until, which is empty where it lasts.

    0 where the archive itself did not run, or there is no log of the crawls, or it is older than what that keeps.
    """

    def ask(connection: sqlite3.Connection) -> list[int]:
        return [connection.execute(TRIES, (*gap, gap[2])).fetchone()[0] for gap in gaps]

    return read_state(service, ask) or [0] * len(gaps)


def failures(outlet: str, runs: Sequence[Run]) -> Iterator[Gap]:
    """Two failed runs and more without a good one between them."""
    streak: list[Run] = []
    for run in [*runs, Run("", "")]:
        if run.cause:
            streak.append(run)
            continue
        if len(streak) > 1:
            commonest = Counter(failed.cause for failed in streak).most_common(1)[0][0]
            since = streak[0].started_at
            yield Gap(outlet=outlet, since=since, until=run.started_at, cause=commonest, tries=len(streak))
        streak = []


def standstills(runs: Mapping[str, Sequence[Run]]) -> Iterator[Gap]:
    """Stretches in which nothing was visited, longer than the busiest outlet is ever left alone for."""
    starts = sorted((run for tried in runs.values() for run in tried), key=lambda run: run.started_at)
    rhythms = [rhythm for tried in runs.values() if (rhythm := usual_wait(tried))]
    longest = max(NEVER_A_GAP, 2 * min(rhythms, default=NEVER_A_GAP))
    clocks_of = {pair: clocks for pair in pairwise(starts) if (clocks := _clocks(*pair))}
    # Two clocks that mostly agree: where they do not, the wall's was set.
    telling = [(wall, other) for wall, other in clocks_of.values() if wall > CLOCKS_AGREE]
    trusted = 2 * sum(abs(wall - other) < CLOCKS_AGREE for wall, other in telling) > len(telling)
    for before, after in pairwise(starts):
        passed = unstamp(after.started_at) - unstamp(before.started_at)
        _, really = clocks_of.get((before, after), (passed, passed))
        if longest < passed <= LONGEST_STANDSTILL and not (trusted and really <= longest):
            yield Gap(outlet="", since=before.started_at, until=after.started_at, cause="not_running", tries=0)


def usual_wait(runs: Sequence[Run]) -> timedelta | None:
    """How long an outlet usually waits for its next visit."""
    starts = [unstamp(run.started_at) for run in runs[-RUNS_OF_A_RHYTHM:]]
    waits = [(after - before).total_seconds() for before, after in pairwise(starts)]
    return timedelta(seconds=median(waits)) if waits else None


def _clocks(before: Run, after: Run) -> tuple[timedelta, timedelta] | None:
    """What passed between two starts by the wall's clock and by the one that nobody sets, where both were noted."""
    if before.clock is None or after.clock is None or not after.boot or before.boot != after.boot:
        return None
    passed = unstamp(after.started_at) - unstamp(before.started_at)
    return passed, timedelta(seconds=after.clock - before.clock)
