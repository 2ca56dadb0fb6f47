"""What an outlet edited last, as its WordPress interface says, asked although the feed answers.

A feed shows an edit of its newest articles only, and an old page is looked at again after weeks. REST API handbook,
Posts: `orderby=modified`; `modified_after` since WordPress 5.7, which an older one leaves unread.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from w3lib.url import add_or_replace_parameters

from archive.crawl_state.revisits import Poll
from archive.model import Route
from archive.times import now
from spiders.context import CrawlContext
from spiders.discovery._edition_watch import EARLIER_DATED, NOTHING, Answer
from spiders.discovery._next_page import page_after
from spiders.discovery._overlap import published_since
from spiders.http.causes import state_of

EVERY, WHERE_REFUSED = timedelta(minutes=30), timedelta(days=7)
# WordPress compares with its own local time, which nobody knows: no zone is further from UTC than 14 hours.
ZONES = timedelta(hours=15)
MOST_PAGES = 5


class RestEdits:
    """`deeper` asks one address in full and notes nothing but what it lists."""

    def __init__(self, context: CrawlContext, deeper: Callable[[Route, str], Awaitable[Answer]]) -> None:
        self._outlet, self._frontier, self._deeper = context.outlet, context.frontier, deeper

    def begin(self, routes: Sequence[Route]) -> None:
        """Behind the first crawl of an edition, which has just seen every page: what is edited from now on counts."""
        urls = {urljoin(self._outlet.home, route.url) for route in routes if route.kind == "wp-rest"}
        polls = [self._frontier.poll(self._outlet.name, url) for url in urls]
        if any(poll and not poll.cause for poll in polls):
            for first_poll in self._polls(routes):
                self._frontier.record_poll(first_poll)

    async def look(self, routes: Sequence[Route]) -> None:
        """Ask the interface of an edition, where it has one and it is time, and make due what was edited since its page
        was seen; what it lists and nobody knew is news."""
        for poll in self._polls(routes):
            last = self._frontier.poll(self._outlet.name, poll.url)
            if last and timedelta() <= now() - last.checked_at < (WHERE_REFUSED if last.cause else EVERY):
                continue
            since = last.checked_at if last else now() - EARLIER_DATED
            route = Route(kind="wp-rest", url=poll.url, edition=poll.edition)
            cause, entries = await self._follow(route, poll.url, since)
            self._frontier.record_poll(replace(poll, cause=cause, state=state_of(cause), entries=entries))

    def _polls(self, routes: Sequence[Route]) -> list[Poll]:
        """The poll, beginning now, of the first interface among the routes; none where there is none."""
        wanted, name = {"orderby": "modified", "order": "desc"}, self._outlet.name
        urls = [urljoin(self._outlet.home, route.url) for route in routes if route.kind == "wp-rest"][:1]
        addresses = [add_or_replace_parameters(url, wanted) for url in urls]
        return [
            Poll(outlet=name, url=url, kind="wp-rest", edition=routes[0].edition, checked_at=now()) for url in addresses
        ]

    async def _follow(self, route: Route, url: str, since: datetime) -> tuple[str, int]:
        """Why the interface did not answer, empty when it did, and how many articles it listed."""
        url = add_or_replace_parameters(url, {"modified_after": f"{since - ZONES:%Y-%m-%dT%H:%M:%S}"})
        entries, address = 0, url
        for page in range(1, MOST_PAGES + 1):
            answer = await self._deeper(route, address)
            if answer.cause:
                # Behind the last page is nothing.
                return (answer.cause if page == 1 and answer.cause != "empty_feed" else ""), entries
            entries += len(answer.listed)
            edited = self._frontier.edited(self._outlet.name, answer.listed, now())
            self._frontier.record_deeper(
                self._outlet.name,
                [one for one in published_since(answer.listed, since - EARLIER_DATED) if one.hint.published],
                now(),
            )
            if not answer.listed or edited < len(answer.listed):
                break
            address = page_after(route, url, NOTHING, page)
        return "", entries
