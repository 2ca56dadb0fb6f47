"""When a route is not believed: asked for its whole answer instead of for what changed, or not trusted alone.

Media Cloud's experience: feeds change under one ETag. So the whole is asked for once a day; when the outlet has been
silent for longer than it usually is; when another route lists what this one does not; and for a month, always, of a
route that was caught.
"""

from datetime import datetime, timedelta

from scrapy.http import Response

from archive.crawl_state.revisits import Changes, Poll
from archive.model import Outlet
from spiders.http.conditional import conditions, validators_of

FULL_EVERY = timedelta(days=1)
LIAR_FOR = timedelta(days=30)
# So many times the usual distance between two articles, and never less than this, without anything new is unusual.
UNUSUAL, LEAST_SILENCE = 3, timedelta(minutes=30)
# Some feeds die in silence: they go on answering what they last listed.
STALE_FLOOR = timedelta(days=1)


def usual_distance(outlet: Outlet) -> timedelta:
    """How far two articles of an outlet are apart on a healthy day."""
    return timedelta(days=1) / max(outlet.expect_per_day, 0.01)


def conditions_for(poll: Poll, outlet: Outlet) -> dict[str, str]:
    """The headers of the poll of a route that begins at `poll.checked_at`: none where its whole answer is wanted."""
    silence = max(LEAST_SILENCE, UNUSUAL * usual_distance(outlet))
    heard = max(filter(None, (poll.full_at, poll.last_yield_at)), default=None)
    is_fresh = _within(poll.full_at, poll.checked_at, FULL_EVERY) and _within(heard, poll.checked_at, silence)
    if not is_fresh or _within(poll.lied_at, poll.checked_at, LIAR_FOR):
        return {}
    return conditions(poll.etag, poll.last_modified)


def is_stale(poll: Poll | None, outlet: Outlet) -> bool:
    """A route that answers and has listed nothing new for longer than usual may be dead: the next one is asked too."""
    if poll is None or poll.last_yield_at is None:
        return False
    since = poll.checked_at - poll.last_yield_at
    # In the future, by a clock that was ahead: nothing is known then.
    return since > max(STALE_FLOOR, UNUSUAL * usual_distance(outlet)) or since < timedelta()


def is_caught(before: Poll, response: Response, changes: Changes) -> bool:
    """Does an answer bear the validators of the one before and list something else?"""
    etag, last_modified = validators_of(response)
    same = _weak(etag) == _weak(before.etag) if etag else bool(last_modified) and last_modified == before.last_modified
    return same and bool(changes.new or changes.changed)


def _weak(etag: str) -> str:
    return etag.removeprefix("W/")


def _within(instant: datetime | None, at: datetime, span: timedelta) -> bool:
    # What lies in the future, by a clock that was ahead, says nothing.
    return instant is not None and timedelta() <= at - instant < span
