"""What is due, in which order, and when next: decided from the schedule and an instant, without a clock or a file."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from urllib.parse import urljoin
from zlib import crc32

from archive.crawl_state.due import TOLERANCE, Due, ScheduleEntry
from archive.crawl_state.schedule import KnownOfCrawl
from archive.errors import BadConfiguration
from archive.model import Outlet
from scheduler.clock import CLOCK_TOLERANCE, LONGEST_POSTPONEMENT, interval_of, next_due, zone_of

# Media Cloud's rule (peers.md, section 6): less than a third of what a route lists was known: ask sooner; nothing new:
# ask later, by ten minutes, and by an hour once nothing new came for a month. A share that is known by two thirds slows
# it down there; here it only brings an interval back to the usual one, or news would come later than the file says.
NEARLY_ALL_NEW = 2 / 3
STEP, IDLE_STEP = timedelta(minutes=10), timedelta(hours=1)
IDLE = timedelta(days=31)
# What waited for longer than this when the service could look again is caught up one by one.
MISSED = timedelta(minutes=1)
BETWEEN_CATCH_UPS = timedelta(seconds=0.5)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which lengths an interval adapts."""

    soonest: timedelta
    usual: timedelta
    latest: timedelta


# The routes behind an edition's first are asked so rarely: what only they list, and what nobody lists any more, shows.
CROSS_CHECKS = Bounds(timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Waiting:
    """An outlet that is due since then; its crawl is to begin from `begins` on.

    `by_wrong_clock`: a clock that was ahead had put it off.
    """

    outlet: Outlet
    since: datetime
    begins: datetime
    is_failing: bool = False
    by_wrong_clock: bool = False


def bounds_of(outlet: Outlet) -> Bounds | None:
    """The bounds of an outlet's interval; None where a cron expression says when.

    Raises BadConfiguration for a schedule, a time zone or a bound that cannot be.
    """
    usual = interval_of(outlet.every)
    if usual is None:
        next_due(outlet.every, datetime(2026, 1, 1, tzinfo=zone_of(outlet.timezone)), zone_of(outlet.timezone))
        return None
    soonest = _bound(outlet, "soonest", outlet.soonest) or usual / 3
    latest = _bound(outlet, "latest", outlet.latest) or usual * 2
    if not soonest <= usual <= latest:
        raise BadConfiguration(
            f"{outlet.name}: soonest ({outlet.soonest or soonest}), every ({outlet.every}) and latest"
            f" ({outlet.latest or latest}) must not be shorter than the one before."
        )
    return Bounds(soonest, usual, latest)


def waiting(
    outlets: Iterable[Outlet],
    entries: Mapping[str, ScheduleEntry],
    at: datetime,
    catching_up: Mapping[str, datetime] = MappingProxyType({}),
) -> list[Waiting]:
    """The outlets whose time has come, in the order in which they are to begin: those that answer before those that
    did not the last time, then the newest first; but whoever waits for longer than its interval goes before all others.

    `catching_up` has the moments of `catch_up`.
    """
    due = [found for outlet in outlets if outlet.enabled and (found := _waiting(outlet, entries.get(outlet.name), at))]
    due = [replace(one, begins=max(one.since, catching_up.get(one.outlet.name, one.since))) for one in due]
    due.sort(key=lambda one: (one.is_failing, -one.since.timestamp(), one.outlet.name))
    starving = [one for one in due if at - one.begins > (interval_of(one.outlet.every) or CROSS_CHECKS.usual)]
    return sorted(starving, key=lambda one: one.since) + [one for one in due if one not in starving]


def catch_up(outlets: Iterable[Outlet], entries: Mapping[str, ScheduleEntry], at: datetime) -> dict[str, datetime]:
    """When to begin with each outlet that was missed before `at`, when the service looks again: the newest first, one
    after the other, each a little off its turn, so that no host is asked at the same second as the others."""
    missed = [one for one in waiting(outlets, entries, at) if one.since < at - MISSED]
    missed.sort(key=lambda one: (one.is_failing, -one.since.timestamp(), one.outlet.name))
    return {one.outlet.name: at + (turn + _jitter(one, at)) * BETWEEN_CATCH_UPS for turn, one in enumerate(missed)}


def next_moment(
    outlets: Iterable[Outlet], entries: Mapping[str, ScheduleEntry], at: datetime, running: Collection[str] = ()
) -> datetime | None:
    """When the next outlet that is not due yet will be; None where none ever is."""
    times = (
        entries[outlet.name].next_due
        for outlet in outlets
        if outlet.enabled and outlet.name in entries and outlet.name not in running
    )
    return min((time for time in times if time > at), default=None)


def is_due(outlet: Outlet, entry: ScheduleEntry, at: datetime) -> bool:
    """Has the time come? Also where the schedule names a time that only a clock which was ahead can have written."""
    return entry.next_due <= at or _is_by_wrong_clock(outlet, entry, at)


def next_times(
    outlet: Outlet, known: KnownOfCrawl, started: datetime, paused_until: datetime | None = None
) -> tuple[Due, dict[str, Due]]:
    """When an outlet is due after a crawl for what is new, well ended or not, and each route that it asked.

    `paused_until`: the outlet asked to be left alone until then.
    """
    idle, first = started - (known.last_new or started), set(first_routes(outlet))
    others = {urljoin(outlet.home, route.url) for route in outlet.routes} - first
    routes = {
        row["route"]: after_crawl(outlet, known.routes.get(row["route"]), started, row["listed"], row["new"], idle)
        for row in known.polled
        if row["route"] in first
    }
    due = min(routes.values(), key=lambda one: one.at, default=after_crawl(outlet, known.entry, started, 0, 0, idle))
    routes |= {
        row["route"]: after_cross_check(known.routes.get(row["route"]), started, row["listed"], row["new"])
        for row in known.polled
        if row["route"] in others
    }
    return _moved(outlet, started, due, known.next_visit, paused_until), routes


def first_routes(outlet: Outlet) -> list[str]:
    """The address of the first route of each edition: what is asked at every crawl."""
    first = {route.edition: route.url for route in reversed(outlet.routes)}
    return [urljoin(outlet.home, url) for url in first.values()]


def after_crawl(
    outlet: Outlet, before: ScheduleEntry | None, started: datetime, listed: int, new: int, idle: timedelta
) -> Due:
    """When an outlet, or one of its first routes, is due after a crawl that listed so many articles, so many of them
    new; `idle` is for how long nothing new has come. `before` is what the schedule said of it, None the first time."""
    bounds = bounds_of(outlet)
    if bounds is None:
        due = next_due(outlet.every, started, zone_of(outlet.timezone))
        return Due(due, due - started)
    # The first time all is new, whatever the outlet publishes.
    interval = bounds.usual
    if before and before.last_success:
        interval = adapted(before.interval, bounds, listed, new, idle)
    return Due(started + interval, interval)


def after_cross_check(before: ScheduleEntry | None, polled_at: datetime, listed: int, new: int) -> Due:
    """When a route behind an edition's first is due after it was asked."""
    interval = CROSS_CHECKS.usual
    if before and before.last_success:
        interval = adapted(before.interval, CROSS_CHECKS, listed, new, timedelta())
    return Due(polled_at + interval, interval)


def adapted(interval: timedelta, bounds: Bounds, listed: int, new: int, idle: timedelta) -> timedelta:
    """The next interval after one that brought `new` of the `listed` articles."""
    now = min(max(interval or bounds.usual, bounds.soonest), bounds.latest)
    if new and new >= NEARLY_ALL_NEW * listed:
        return max(min(now, bounds.usual) / 2, bounds.soonest)
    if new:
        return min(now + STEP, bounds.usual)
    return min(now + (IDLE_STEP if idle > IDLE else STEP), bounds.latest)


def postponed(outlet: Outlet, at: datetime) -> Due:
    """When an outlet whose crawl could not even begin is tried again."""
    interval = min(interval_of(outlet.every) or LONGEST_POSTPONEMENT, LONGEST_POSTPONEMENT)
    return Due(at + interval, interval)


def _moved(
    outlet: Outlet, started: datetime, due: Due, next_visit: datetime | None, paused_until: datetime | None
) -> Due:
    """Sooner where articles are to be looked at again, though not before the usual interval is over; later where the
    outlet asked to be left alone."""
    bounds, at = bounds_of(outlet), due.at
    if bounds and next_visit:
        at = min(at, max(next_visit, started + bounds.usual))
    at = max(at, paused_until or at)
    return Due(at, at - started)


def _waiting(outlet: Outlet, entry: ScheduleEntry | None, at: datetime) -> Waiting | None:
    if entry is None:
        return Waiting(outlet, at, at)
    if entry.is_leased(at) or not is_due(outlet, entry, at):
        return None
    since = min(entry.next_due, at)
    return Waiting(outlet, since, since, entry.is_failing(), entry.next_due > at)


def _is_by_wrong_clock(outlet: Outlet, entry: ScheduleEntry, at: datetime) -> bool:
    if entry.interval and (interval_of(outlet.every) or entry.next_due - at <= entry.interval):
        return entry.next_due - at > entry.interval + TOLERANCE
    # By a cron expression, or written by an older release: later than the schedule names after this.
    next_one = next_due(outlet.every, at + CLOCK_TOLERANCE, zone_of(outlet.timezone))
    return entry.next_due > max(next_one, at + LONGEST_POSTPONEMENT)


def _jitter(one: Waiting, at: datetime) -> float:
    """From 0 to 1, the same for the same outlet and moment."""
    return crc32(f"{one.outlet.name} {at.timestamp()}".encode()) / 2**32


def _bound(outlet: Outlet, name: str, written: str) -> timedelta | None:
    found = interval_of(written)
    if written and not found:
        raise BadConfiguration(f"{outlet.name}: {name}=“{written}” is no interval; write one as 5m, 2h or 1d.")
    return found
