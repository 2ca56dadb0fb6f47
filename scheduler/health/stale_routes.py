"""Routes that go on answering what they listed long ago: caught at it, or shown by another route that brings news."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin

from archive.crawl_state.rows import PollRow
from archive.model import Outlet
from archive.times import unstamp
from scheduler.health.expectations import Past
from scheduler.health.findings import Finding, is_silent

# A route that was caught is asked in full from then on.
REMEMBERED = timedelta(days=1)


def stale_route(outlet: Outlet, polls: Sequence[PollRow], past: Past, now: datetime) -> list[Finding]:
    """The first route of the outlet's file that answers well, and not what there is."""
    known = {poll["url"]: poll for poll in polls}
    in_order = [known[url] for route in outlet.routes if (url := urljoin(outlet.home, route.url)) in known]
    for poll in in_order:
        if since := _caught_lying(poll, now) or _behind(outlet, poll, polls, past, now):
            last, detail = unstamp(poll["checked_at"]), {"route": poll["url"]}
            return [Finding(cause="stale_feed", since=since, last=last, detail=detail, of_route=True)]
    return []


def _caught_lying(poll: PollRow, now: datetime) -> datetime | None:
    """When it last said "not modified" of a list that was, where that was lately and is known."""
    lied_at = dict(poll).get("lied_at")
    since = unstamp(lied_at) if isinstance(lied_at, str) else None
    return since if since and timedelta() <= now - since < REMEMBERED else None


def _behind(outlet: Outlet, poll: PollRow, polls: Sequence[PollRow], past: Past, now: datetime) -> datetime | None:
    """Since when it lists nothing new while another route of its edition does."""
    others = [other["last_yield_at"] for other in polls if other["edition"] == poll["edition"] and other != poll]
    newest = max((at for at in others if at and unstamp(at) <= now), default=None)
    if poll["state"] != "ok" or poll["last_yield_at"] is None or newest is None:
        return None
    since = unstamp(poll["last_yield_at"])
    return since if is_silent(outlet, past, since, unstamp(newest)) else None
