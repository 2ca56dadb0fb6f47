"""Routes that go on answering what they listed long ago: found where another route of the outlet brings what is new."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urljoin

from archive.crawl_state.rows import PollRow
from archive.model import Outlet
from archive.times import unstamp
from scheduler.health.expectations import Past
from scheduler.health.findings import Finding, is_silent


def stale_route(outlet: Outlet, polls: Sequence[PollRow], past: Past, now: datetime) -> list[Finding]:
    """The first route of the outlet's file that answers well and lists nothing new while others do."""
    known = {poll["url"]: poll for poll in polls}
    in_order = [known[url] for route in outlet.routes if (url := urljoin(outlet.home, route.url)) in known]
    for poll in in_order:
        others = [other["last_yield_at"] for other in polls if other["edition"] == poll["edition"] and other != poll]
        newest = max((at for at in others if at and at <= now.isoformat()), default=None)
        listed = poll["last_yield_at"]
        if poll["state"] == "ok" and listed and newest and is_silent(outlet, past, unstamp(listed), unstamp(newest)):
            detail = {"route": poll["url"]}
            return [
                Finding(
                    cause="stale_feed",
                    since=unstamp(listed),
                    last=unstamp(poll["checked_at"]),
                    detail=detail,
                    of_route=True,
                )
            ]
    return []
