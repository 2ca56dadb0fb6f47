"""What is usual for an outlet, learned once a day from its run log and kept for the judge and the pages."""

import json
from datetime import datetime, timedelta

from archive.crawl_state.expectations import Expectations
from archive.crawl_state.incidents import OURS
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.crawl_state.rows import RunRow
from archive.crawl_state.runs import RunLog
from archive.times import stamp, unstamp
from scheduler.health.expectations import LEARNED_FROM, Past, Span, learn
from scheduler.health.facts import Run

LEARNED_EVERY = timedelta(days=1)
# How single articles were is of no use once it was learned from.
TRAITS_KEPT = timedelta(days=90)
# While these last an outlet brings what it brings.
TEACHING_ALL_THE_SAME = ("template_changed", "leftovers")
RUNS = (
    "SELECT * FROM runs WHERE outlet = ? AND NOT past AND started_at >= ? AND started_at <= ? ORDER BY started_at, id"
)
WRONG = (
    "SELECT * FROM incidents WHERE outlet IN (?, ?) AND coalesce(closed_at, ?) >= ? AND opened_at <= ?"
    " AND cause NOT IN (SELECT value FROM json_each(?)) AND detail NOT LIKE '%\"route\"%'"
)
FORGET = "UPDATE runs SET quality = '[]' WHERE outlet = ? AND started_at < ? AND quality <> '[]'"


def past_of(run_log: RunLog, outlet: str, now: datetime) -> Past:
    """What is usual for the outlet, learned anew where that was last done more than a day ago."""
    expectations = Expectations.beside(run_log)
    known = expectations.past(outlet)
    if known and timedelta() <= now - unstamp(known["made_at"]) < LEARNED_EVERY:
        return Past.of(known["days"], expectations.usual(outlet), json.loads(known["figures"]))
    first = stamp(now - LEARNED_FROM)
    runs = [Run.of(row) for row in run_log.rows(RunRow, RUNS, outlet, first, stamp(now))]
    usual, past = learn(outlet, runs, _wrong(run_log, outlet, first, now), now)
    expectations.learned(outlet, now, past.days, usual, past.figures())
    run_log.write(FORGET, outlet, stamp(now - TRAITS_KEPT))
    return past


def _wrong(run_log: RunLog, outlet: str, first: str, now: datetime) -> list[Span]:
    values = (outlet, OURS, stamp(now), first, stamp(now), json.dumps(TEACHING_ALL_THE_SAME))
    return [
        (unstamp(row["opened_at"]), unstamp(row["closed_at"]) if row["closed_at"] else now)
        for row in run_log.rows(IncidentRow, WRONG, *values)
    ]
