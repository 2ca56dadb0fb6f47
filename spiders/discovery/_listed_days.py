"""What an outlet's lists name of each day: counted as its routes are read, and asked of its WordPress interface.

A list says all that it has of a day when it was read after the day was over and goes on beyond its beginning; of other
days it gives a lower bound. Pure but for `ListedDays`, which writes it into the record.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from archive.crawl_state.revisits import Listed, Poll
from archive.model import Route, RouteKind
from archive.reading.dates import best
from archive.record.listed_days import ListedDay, ListedSource
from spiders.context import CrawlContext
from spiders.discovery._rest_count import published_between
from spiders.discovery._route_recovery import Fetch

SOURCES: Mapping[RouteKind, ListedSource] = {"feed": "feed", "news-sitemap": "sitemap", "wp-rest": "rest"}
# What an article that was pinned or dated by hand among the last of a list would tell of where it ends.
LAST = 3
LEAST_IN_ORDER = 0.9
# So many days behind, their number is asked for: after a stop, those are the ones that count.
MOST_DAYS_ASKED = 3


def days_listed(listed: Sequence[Listed], zone: str, at: datetime, *, is_part: bool = False) -> dict[date, ListedDay]:
    """How many of each day an answer that came at the instant `at` lists, newest first; whether that is all it has.

    `is_part`: the answer is one map of several, and the next one may begin within its last day. What bears no date is
    of no day, and may be of any: then nothing is whole.
    """
    days = [_day_of(one, zone, at) for one in listed]
    known = [day for day in days if day]
    in_order = sum(newer >= older for newer, older in pairwise(known))
    is_dated = len(known) == len(days) > LAST and in_order >= LEAST_IN_ORDER * (len(known) - 1)
    end = at.astimezone(ZoneInfo(zone)).date()
    if is_dated and is_part:
        end = min(end, max(known))
    reach = max(known[-LAST:], default=end) if is_dated else end
    return {day: ListedDay(count, reach < day < end) for day, count in Counter(known).items()}


def _day_of(one: Listed, zone: str, at: datetime) -> date | None:
    found = best((("feed", one.hint.published), ("url", one.url)), at, zone)
    return found.day if found and found.precision != "month" else None


class ListedDays:
    """One crawl's notes of what the routes of an outlet list."""

    def __init__(self, context: CrawlContext, fetch: Fetch) -> None:
        self._outlet, self._store, self._fetch = context.outlet, context.intake.writer.store, fetch
        # Interfaces that answered for the first time in a day, and the day before which their days were counted.
        self._uncounted: dict[str, tuple[str, date]] = {}

    def note(self, route: Route, poll: Poll, listed: Sequence[Listed], before: datetime | None, *, part: bool) -> None:
        """What a route lists now; `before` is when it answered with a list last."""
        source = SOURCES.get(route.kind)
        if source is None:
            return
        days = days_listed(listed, self._outlet.timezone, poll.checked_at, is_part=part)
        self._store.note_listed(self._outlet.name, route.edition, source, days, poll.checked_at)
        if source == "rest" and before and self._day(before) < self._day(poll.checked_at):
            self._uncounted[poll.url] = route.edition, self._day(before)

    async def count(self, at: datetime) -> None:
        """Ask the interfaces for the days since they answered last of which their lists did not tell all."""
        for url, (edition, since) in self._uncounted.items():
            over = [self._day(at) - timedelta(days=back) for back in range(MOST_DAYS_ASKED, 0, -1)]
            for day in (day for day in over if day >= since):
                if not self._store.is_listed_whole(self._outlet.name, edition, "rest", day):
                    await self._count(url, edition, day, at)
        self._uncounted.clear()

    async def _count(self, url: str, edition: str, day: date, at: datetime) -> None:
        zone, second = ZoneInfo(self._outlet.timezone), timedelta(seconds=1)
        first, last = (datetime.combine(one, time(), zone) - second for one in (day, day + timedelta(days=1)))
        total = await published_between(self._fetch, url, first, last)
        if total is not None:
            days = {day: ListedDay(total, is_whole=True)}
            self._store.note_listed(self._outlet.name, edition, "rest", days, at)

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self._outlet.timezone)).date()
