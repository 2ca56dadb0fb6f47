"""A look at ourselves, between the runs: does anybody crawl, is there room, is the clock right, is a bug forgotten."""

import json
import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TypedDict

from archive.configuration import current
from archive.configuration.disk_space import demand_room
from archive.crawl_state.incidents import OURS, Incidents
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.crawl_state.nights import Nights
from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.errors import DiskFull
from archive.model import Outlet
from archive.times import boot_id, damascus_time, now, unstamp
from scheduler.health.network import judge_network
from scheduler.health.own_incidents import Clocks, Ours, forget_bugs, not_crawled, settle_ours, wrong_clock
from spiders.storage_limits import has_filled_its_quota

SCHEDULED = "SELECT outlet, next_due, last_start FROM schedule"
CLOCKS = "SELECT started_at, seconds, monotonic, boot_id FROM runs WHERE monotonic NOT NULL ORDER BY id DESC LIMIT 2000"

SENTENCES = {
    "our_network": "Our own network is gone {since}: nothing could be reached, and no outlet is to blame. Look at this"
    " machine's connection and its name lookup.",
    "not_crawled": "Outlets that were due were not crawled {since}: is warraq run running?"
    " The log says what it did last.",
    "disk_full": "There is too little room {since}, so nothing is fetched. Free some; crawling goes on by itself.",
    "quota": "Outlets have filled their quota of today, so nothing more of them is fetched until tomorrow: {which}."
    " Give them more in warraq.toml ([limits.quota_mb]), where that was not meant.",
    "nightly_failed": "Nightly work fails {since}: {which}. It is tried again each night.",
    "clock": "This machine's clock was set, or is wrong, {since}: what is captured now may bear a wrong time."
    " Look at timedatectl.",
    "internal_error": "A fault of Warraq ended a job {since}; its traceback stands in the log.",
}


class Scheduled(TypedDict):
    """A row of SCHEDULED."""

    outlet: str
    next_due: str
    last_start: str | None


class ClocksOfRun(TypedDict):
    """A row of CLOCKS."""

    started_at: str
    seconds: float
    monotonic: float
    boot_id: str


def clocks_of_now() -> Clocks:
    return Clocks(now(), time.monotonic(), boot_id())


def watch(data: DataFolder, outlets: Iterable[Outlet], clocks: Clocks) -> list[IncidentRow]:
    """Judge what is ours by the clocks of now. Returns our open incidents."""
    at = clocks.wall
    with RunLog(data.service) as run_log:
        incidents = Incidents.beside(run_log)
        clock = wrong_clock(list(_clocks(run_log)), clocks)
        settle_ours(incidents, "clock", clock, at)
        settle_ours(incidents, "disk_full", _full(data, at), at)
        settle_ours(incidents, "quota", _without_quota(data, at), at)
        settle_ours(incidents, "nightly_failed", _failed_nights(data), at)
        # By a wrong clock everybody is late.
        settle_ours(incidents, "not_crawled", None if clock else _late(run_log, outlets, at), at)
        judge_network(run_log, incidents, at)
        forget_bugs(incidents, at)
        return [row for row in incidents.open_ones() if row["outlet"] == OURS]


def _clocks(run_log: RunLog) -> Iterator[Clocks]:
    for row in run_log.rows(ClocksOfRun, CLOCKS):
        ended = unstamp(row["started_at"]) + timedelta(seconds=row["seconds"])
        yield Clocks(ended, row["monotonic"], row["boot_id"])


def _full(data: DataFolder, at: datetime) -> Ours | None:
    try:
        demand_room(data)
    except DiskFull as problem:
        return Ours("disk_full", at, {"sentence": str(problem)})
    return None


def _without_quota(data: DataFolder, at: datetime) -> Ours | None:
    names = sorted(name for name in current(data).limits.quota_mb if has_filled_its_quota(data, name))
    return Ours("quota", at, {"which": names}) if names else None


def _failed_nights(data: DataFolder) -> Ours | None:
    with Nights(data.service) as nights:
        failed = [row for row in nights.jobs().values() if row["problem"]]
    if not failed:
        return None
    which = [f"{row['job']} ({row['problem'].rstrip('.')})" for row in failed]
    return Ours("nightly_failed", min(unstamp(row["last_end"]) for row in failed), {"which": which})


def _late(run_log: RunLog, outlets: Iterable[Outlet], at: datetime) -> Ours | None:
    rows = list(run_log.rows(Scheduled, SCHEDULED))
    due = {row["outlet"]: unstamp(row["next_due"]) for row in rows}
    started = {row["outlet"]: unstamp(row["last_start"]) for row in rows if row["last_start"]}
    # What was never begun is not late by what we missed.
    started_ones = [one.name for one in outlets if one.enabled and one.every and one.name in started]
    return not_crawled(due, started, started_ones, at)


def sentence_of(row: IncidentRow) -> str:
    """Our own incident in one sentence for the command line, with what to do next."""
    which = "; ".join(json.loads(row["detail"]).get("which", ()))
    return SENTENCES[row["cause"]].format(since=f"since {damascus_time(unstamp(row['opened_at']))}", which=which)
