"""Which articles are due, by the kind of work they are: news, a second look at what is known, the past."""

from datetime import datetime

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.revisits import LONGEST_WAIT, Visit
from archive.crawl_state.rows import VisitRow
from archive.times import stamp

# Far more than a crawl has time for.
MOST_VISITS = 500
# A due time that no right clock can have written is due now, too.
_DUE = "SELECT * FROM visits WHERE outlet = ? AND (next_due <= ? OR next_due > ?)"


class DueVisits(StateFile):
    """service.db, open for writing."""

    def due_visits(self, outlet: str, now: datetime, requests: int = 2 * MOST_VISITS) -> list[Visit]:
        """News, newest first, then articles to look at again: those a route says changed, those that may be gone, the
        longest overdue.

        `requests` is how many of them there is time for: re-visits get what the news leaves of it, at most half.
        """
        news = self.due_news(outlet, now)
        return [*news, *self.due_revisits(outlet, now, min(requests // 2, requests - len(news)))]

    def due_news(self, outlet: str, now: datetime) -> list[Visit]:
        """Never taken ones that a route lists, newest first."""
        return self._due(
            "AND first_taken_at IS NULL AND NOT past ORDER BY found_at DESC, place", outlet, now, MOST_VISITS
        )

    def due_revisits(self, outlet: str, now: datetime, most: int) -> list[Visit]:
        """Taken ones: those a route says changed, then those that may be gone, then the longest overdue."""
        order = "ORDER BY signal <> 'changed', signal = '' AND misses = 0, next_due"
        return self._due(f"AND first_taken_at IS NOT NULL {order}", outlet, now, max(most, 0))

    def due_past(self, outlet: str, now: datetime) -> list[Visit]:
        """Never taken ones that nothing but the walk through the past lists, in the order in which it found them."""
        return self._due("AND first_taken_at IS NULL AND past ORDER BY found_at, place", outlet, now, MOST_VISITS)

    def _due(self, which: str, outlet: str, now: datetime, most: int) -> list[Visit]:
        when = stamp(now), stamp(now + LONGEST_WAIT)
        return list(map(Visit.of, self.rows(VisitRow, f"{_DUE} {which} LIMIT ?", outlet, *when, most)))
