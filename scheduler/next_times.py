"""When an outlet and its routes are due again, by what its crawl brought; written in the commit that ends its lease."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urljoin

from archive.crawl_state.due import Due, ScheduleEntry
from archive.crawl_state.schedule import Polled, Schedule
from archive.model import Outlet
from scheduler.planner import after_crawl, after_cross_check, bounds_of


def end_crawl(
    schedule: Schedule, outlet: Outlet, token: str, started: datetime, paused_until: datetime | None = None
) -> None:
    """A crawl for what is new came to its end, well or not: the outlet and the routes that it asked are due again.

    `paused_until`: the outlet asked to be left alone until then.
    """
    before, idle = schedule.routes(outlet.name), started - (schedule.last_new(outlet.name) or started)
    first = set(first_routes(outlet))
    others = {urljoin(outlet.home, route.url) for route in outlet.routes} - first
    polled = {row["route"]: row for row in schedule.polled_since(outlet.name, started)}
    routes = {
        route: after_crawl(outlet, before.get(route), started, row["listed"], row["new"], idle)
        for route, row in polled.items()
        if route in first
    }
    entry = schedule.entries().get(outlet.name)
    due = min(routes.values(), key=lambda one: one.at, default=after_crawl(outlet, entry, started, 0, 0, idle))
    routes |= _cross_checks(before, started, (row for route, row in polled.items() if route in others))
    schedule.ended(outlet.name, token, _moved(schedule, outlet, started, due, paused_until), routes)


def first_routes(outlet: Outlet) -> list[str]:
    """The address of the first route of each edition: what is asked at every crawl."""
    first = {route.edition: route.url for route in reversed(outlet.routes)}
    return [urljoin(outlet.home, url) for url in first.values()]


def _cross_checks(before: dict[str, ScheduleEntry], asked: datetime, polled: Iterable[Polled]) -> dict[str, Due]:
    return {
        row["route"]: after_cross_check(before.get(row["route"]), asked, row["listed"], row["new"]) for row in polled
    }


def _moved(schedule: Schedule, outlet: Outlet, started: datetime, due: Due, paused_until: datetime | None) -> Due:
    """Sooner where articles are to be looked at again, though not before the usual interval is over; later where the
    outlet asked to be left alone."""
    bounds, visit, at = bounds_of(outlet), schedule.next_visit(outlet.name), due.at
    if bounds and visit:
        at = min(at, max(visit, started + bounds.usual))
    at = max(at, paused_until or at)
    return Due(at, at - started)
