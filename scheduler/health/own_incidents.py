"""What is ours and no outlet's: our network, our clock, our disk, a service that does not crawl, a bug."""

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from archive.crawl_state.incidents import OURS, Incidents
from archive.times import unstamp
from scheduler.health.causes import NETWORK, NOTHING_SAID, OurCause

# Whoever was asked so shortly before nobody answered any more must be among those that do not answer.
ASKED_BEFORE, ASKED_BEFORE_AT_MOST = timedelta(hours=2), timedelta(hours=26)
LEAST_OUTLETS = 3
# So late is no crawl that waits for another.
LATE = timedelta(minutes=30)
# A machine that slept shows as a clock that went ahead; hardly any sleeps for a day.
SET_BACK, SET_AHEAD = timedelta(minutes=5), timedelta(days=1)
CLOCKS_COMPARED = timedelta(days=1)
BUG_OVER = timedelta(days=1)
LONGEST_ERROR = 500


@dataclass(frozen=True, slots=True)
class Attempt:
    """A run of any outlet, as much as our network needs to know of it."""

    outlet: str
    at: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class Clocks:
    """Both clocks at one moment, and which start of the machine they are of; `boot` empty where nothing says."""

    wall: datetime
    monotonic: float
    boot: str


@dataclass(frozen=True, slots=True)
class Ours:
    """Something that is ours."""

    cause: OurCause
    since: datetime
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unreached:
    """Nobody was reached since then: these outlets were asked, which answered before.

    `is_ours`: they are all that were asked shortly before; `is_suspected`: they are half of them, and the rest was not
    asked since.
    """

    since: datetime
    outlets: tuple[str, ...]
    is_ours: bool
    is_suspected: bool = False


def unreached(attempts: Sequence[Attempt]) -> Unreached | None:
    """Was nobody reached lately, by runs newest first? An outlet that failed before everybody did says nothing here."""
    spoken = [one for one in attempts if one.cause not in NOTHING_SAID]
    length = next((n for n, one in enumerate(spoken) if one.cause not in NETWORK), len(spoken))
    lately, before = spoken[:length], spoken[length:]
    if not lately:
        return None
    since, was = lately[-1].at, {one.outlet: one.cause for one in reversed(before)}
    failing = {one.outlet for one in lately if was.get(one.outlet, "") not in NETWORK}
    tried = _outlets_asked(before, since) - {name for name, cause in was.items() if cause in NETWORK}
    enough = len(failing) >= LEAST_OUTLETS
    suspected = enough and 2 * len(tried & failing) >= len(tried)
    return Unreached(since, tuple(sorted(failing)), enough and tried <= failing, suspected)


def _outlets_asked(before: Sequence[Attempt], since: datetime) -> set[str]:
    for reach in (ASKED_BEFORE, ASKED_BEFORE_AT_MOST):
        tried = {one.outlet for one in before if since - one.at <= reach}
        if len(tried) >= LEAST_OUTLETS:
            return tried
    return tried


def not_crawled(
    due: Mapping[str, datetime], started: Mapping[str, datetime], enabled: Sequence[str], now: datetime
) -> Ours | None:
    """Enabled outlets that were due and that nobody asked: our service did not run, or its queue hung."""
    late = {
        name: due[name]
        for name in enabled
        if name in due and now - due[name] > LATE and not (name in started and started[name] >= due[name])
    }
    if not late:
        return None
    return Ours("not_crawled", min(late.values()), {"outlets": sorted(late), "of": len(enabled)})


def wrong_clock(before: Sequence[Clocks], now: Clocks) -> Ours | None:
    """Do the clocks of the last runs, newest first, and those of now contradict each other?"""
    if not before:
        return None
    same_start = [one for one in before if one.boot and one.boot == now.boot and one.monotonic <= now.monotonic]
    recent = [one for one in same_start if now.monotonic - one.monotonic <= CLOCKS_COMPARED.total_seconds()]
    if recent:
        then = recent[-1]
        ahead = (now.wall - then.wall) - timedelta(seconds=now.monotonic - then.monotonic)
    else:
        # Another start of the machine: all that is known is that time does not run backwards.
        then, ahead = before[0], min(now.wall - before[0].wall, timedelta())
    if -SET_BACK <= ahead <= SET_AHEAD:
        return None
    return Ours("clock", now.wall, {"seconds": round(ahead.total_seconds()), "recorded": then.wall.isoformat()})


def settle_ours(incidents: Incidents, cause: OurCause, found: Ours | None, now: datetime) -> None:
    """Open, keep or end the incident of ours with this cause."""
    row = incidents.open_of(OURS, cause)
    if found and row:
        incidents.seen(row["id"], cause, now, found.detail)
    elif found:
        incidents.begin(OURS, cause, found.since, now, found.detail)
    elif row:
        incidents.end(row["id"], now)


def report_bug(incidents: Incidents, job: str, problem: BaseException, now: datetime) -> None:
    """A fault of ours ended a job: an incident, with where it happened. The traceback belongs into the log."""
    frames = traceback.extract_tb(problem.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    detail = {"job": job, "error": f"{type(problem).__name__}: {problem}"[:LONGEST_ERROR], "where": where}
    settle_ours(incidents, "internal_error", Ours("internal_error", now, detail), now)


def forget_bugs(incidents: Incidents, now: datetime) -> None:
    """A bug that was not met for a day is over."""
    row = incidents.open_of(OURS, "internal_error")
    if row and now - unstamp(row["seen_at"]) > BUG_OVER:
        incidents.end(row["id"], now)
