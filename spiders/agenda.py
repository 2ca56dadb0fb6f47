"""What a crawl visits next: news before second looks before the past, and last what crawls have died of."""

from collections import deque
from collections.abc import Callable, Mapping

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import Visit
from archive.times import now
from spiders.http.host_budget import Work


class Agenda:
    """The articles of one crawl. `room` says for how many more requests there is time; second looks get what the news
    leave of it, at most half of what there was at first. `crashes` counts the crawls that died on an address.
    """

    def __init__(
        self, frontier: Frontier, outlet: str, crashes: Mapping[str, int], room: Callable[[], int], *, with_past: bool
    ) -> None:
        self._frontier, self._outlet, self._crashes, self._room = frontier, outlet, crashes, room
        self._with_past = with_past
        self._revisits_left = room() // 2
        self._due: deque[Visit] = deque()

    def __len__(self) -> int:
        return len(self._due)

    def renew(self) -> None:
        """Ask anew what is due: a route was asked, or all was visited."""
        at = now()
        news = self._frontier.due_news(self._outlet, at)
        looks = self._frontier.due_revisits(self._outlet, at, min(self._revisits_left, self._room() - len(news)))
        past = self._frontier.due_past(self._outlet, at) if self._with_past else []
        self._due = deque(sorted((*news, *looks, *past), key=lambda visit: self._crashes.get(visit.url, -1)))

    def peek(self) -> Visit | None:
        """What `pop` gives next."""
        return self._due[0] if self._due else None

    def pop(self) -> Visit | None:
        """The next article; None when nothing is left."""
        visit = self._due.popleft() if self._due else None
        if visit and work_of(visit) == Work.REVISIT:
            self._revisits_left -= 1
        return visit

    def pop_urgent(self) -> Visit | None:
        """The next article that goes before the past; None when only that is left."""
        first = self.peek()
        return self.pop() if first and work_of(first) != Work.BACKFILL else None


def work_of(visit: Visit) -> Work:
    """The kind of work that a visit is."""
    if visit.first_taken_at is not None:
        return Work.REVISIT
    return Work.BACKFILL if visit.is_past else Work.NEWS
