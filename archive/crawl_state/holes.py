"""What a hole between two polls is, as it is remembered until nothing is left in between."""

from dataclasses import dataclass
from datetime import datetime

# A key and the date its route gave with it, as it was written there.
Dated = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """A stretch of time of an edition; `before` is what its route listed at the beginning, the newest first.

    `page` counts the pages of the route that were read; `next_url` is the one to go on with, empty where none is left.
    """

    outlet: str
    edition: str
    since: datetime
    until: datetime
    route_url: str
    before: tuple[Dated, ...]
    next_url: str = ""
    page: int = 1
    tries: int = 0
    asked_at: datetime
    counted: int | None = None
    reached_at: datetime | None = None
    id: int = 0
