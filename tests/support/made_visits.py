"""Polls of one made route and visits to what it lists: what the tests of the frontier share."""

from datetime import UTC, datetime

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import Listed, Poll
from archive.exchange import Hint
from archive.model import OutcomeKind, Outlet

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
OUTLET = Outlet(
    name="made", title="نموذج", title_en="Made", home="https://example.org", hosts=("example.org",), routes=()
)
URL = "https://example.org/feed/"


def poll(at: datetime = AT, url: str = URL) -> Poll:
    return Poll(outlet="made", url=url, kind="feed", checked_at=at, etag='"x"')


def listed(*keys: str, said: str = "") -> list[Listed]:
    return [Listed(key, f"https://example.org/{key}/", Hint(title=f"خبر {key}"), said) for key in keys]


def take_all(frontier: Frontier, at: datetime = AT, kind: OutcomeKind = "new") -> list[str]:
    due = frontier.due_visits("made", at)
    for visit in due:
        frontier.visited(OUTLET, visit, kind, at)
    return [visit.key for visit in due]
