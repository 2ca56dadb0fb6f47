"""One edition of an outlet between two crawls: is anything missing between what its routes list now and listed before?

The first crawl takes the last days of every route. After that, a route's answer that does not reach back to the one
before leaves a hole: deeper pages and the other routes are asked at once until it is closed or they end.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin

from archive.crawl_state.holes import Hole
from archive.crawl_state.revisits import Listed, Poll
from archive.model import Route
from archive.times import now, stamp
from spiders.context import CrawlContext
from spiders.discovery._next_page import is_guess, page_after
from spiders.discovery._overlap import lies_behind, moment_in, published_since, reaches, reaches_as_set
from spiders.discovery._rest_count import published_between
from spiders.discovery._route_recovery import Fetch
from spiders.discovery.parsers import Found

FIRST_DAYS = timedelta(hours=48)
# Of a listing without dates, so many pages that it names itself are taken at first.
FIRST_PAGES = 5
# An outlet's clock, and an editor who writes on before he publishes, date an article earlier than it appears.
EARLIER_DATED = timedelta(days=2)
# So far apart are the polls of one crawl.
ONE_CRAWL = timedelta(minutes=15)
# What no other route has found in a week is not known from there.
LINKED_FOR = timedelta(days=7)
# A hole that no route closed is asked for again so long after it began: maps are made by the hour, some by the night.
AGAIN_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=26))


NOTHING = Found(())


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address lists; `cause` is empty when all is well."""

    cause: str
    listed: Sequence[Listed] = ()
    found: Found = NOTHING


@dataclass(frozen=True, slots=True)
class Ask:
    """How a route is asked: a deeper page alone; or the whole route, noted as its poll, for what it says was published
    since an instant. `fetch` asks for anything else, `budget` counts what may still be asked for deeper in this crawl.
    """

    deeper: Callable[[Route, str], Awaitable[Answer]]
    whole: Callable[[Route, datetime], Awaitable[Answer]]
    fetch: Fetch
    budget: Callable[[], int]


class EditionWatch:
    """`news` are the keys that this crawl was the first to see, kept up by whoever asks. In the first crawl of an
    edition `check` takes the deeper pages of the first days, for every route."""

    def __init__(self, context: CrawlContext, routes: Sequence[Route], ask: Ask, news: set[str]) -> None:
        self._frontier, self._outlet, self._ask, self._news = context.frontier, context.outlet, ask, news
        self._routes = {urljoin(context.outlet.home, route.url): route for route in routes}
        self._edition = routes[0].edition
        self.is_begun = self._frontier.is_begun(self._outlet.name, self._edition)
        # When each route last answered well, before this crawl and in their order: until the last of these nothing is
        # missing, but for holes.
        polls = (self._frontier.poll(self._outlet.name, url) for url in self._routes)
        self._well = {poll.url: poll.well_at for poll in polls if poll and poll.well_at and poll.well_at <= now()}
        self._tops: dict[str, Sequence[Listed]] = {}

    async def check(
        self, route: Route, poll: Poll, found: Found, listed: Sequence[Listed], *, beside: bool
    ) -> Hole | None:
        """The hole that the first page of a route leaves, to be noted with its poll; what is unsure is looked up. One
        that is asked `beside` the others, to close a hole, leaves none."""
        self._tops[poll.url] = listed
        if not self.is_begun:
            if route.kind != "news-sitemap":
                await self._first_pages(route, poll.url, Answer("", listed, found))
            return None
        if beside:
            return None
        known = [hole for hole in self._holes() if self._closes(hole, route, listed)]
        for hole in known:
            self._frontier.put_hole(replace(hole, reached_at=now(), next_url=""))
        last = self._last(poll.url)
        if known or last is None or not listed:
            return None
        before, _ = self._frontier.listed_before(self._outlet.name, last[0])
        hole = Hole(
            outlet=self._outlet.name,
            edition=self._edition,
            since=last[1],
            until=poll.checked_at,
            route_url=poll.url,
            before=before,
            next_url=page_after(route, poll.url, found, 1),
            asked_at=poll.checked_at,
        )
        return hole if await self._is_open(hole, route, listed) else None

    async def complete(self) -> None:
        """Behind the routes in their order: take the first days of the others, or close what holes there are."""
        if self.is_begun:
            for hole in self._holes():
                if self._is_due(hole):
                    await self._close(hole)
            return
        since = now() - FIRST_DAYS
        for route in self._routes.values():
            await self._ask.whole(route, since)
        self._frontier.begun(self._outlet.name, self._edition, now())

    def _holes(self) -> list[Hole]:
        known = self._frontier.holes(self._outlet.name)
        return [hole for hole in known if hole.edition == self._edition and hole.reached_at is None]

    def _is_due(self, hole: Hole) -> bool:
        if hole.next_url or not hole.tries:
            return True
        return hole.tries <= len(AGAIN_AFTER) and now() - hole.until >= AGAIN_AFTER[hole.tries - 1]

    def _closes(self, hole: Hole, route: Route, listed: Sequence[Listed]) -> bool:
        found = set(self._frontier.keys_in_hole(hole.id))
        if route.kind == "news-sitemap":
            return reaches_as_set({one.key for one in listed}, hole.before, found)
        # Only a listing that begins above the hole can lead through it.
        is_above = not found or any(one.key in found or one.key in self._news for one in listed)
        return is_above and reaches(listed, hole.before, found | self._news) == "yes"

    def _last(self, url: str) -> tuple[str, datetime] | None:
        """The route whose last answer counts and when it was: this one, if the last good crawl asked it, else the first
        that was asked instead."""
        newest = max(self._well.values(), default=None)
        if newest is None:
            return None
        recent = {known: at for known, at in self._well.items() if newest - at <= ONE_CRAWL}
        return (url, recent[url]) if url in recent else next(iter(recent.items()))

    def _linked(self, url: str, listed: Sequence[Listed]) -> set[str]:
        """What other routes have found since this one was asked last."""
        _, asked_at = self._frontier.listed_before(self._outlet.name, url)
        since = stamp(asked_at or now() - LINKED_FOR)
        times = self._frontier.found_times(self._outlet.name, [one.key for one in listed])
        return {key for key, at in times.items() if at > since and key not in self._news}

    async def _is_open(self, hole: Hole, route: Route, listed: Sequence[Listed]) -> bool:
        """Does what a route lists now leave a hole to what was listed before? One more page is asked where that is
        unsure."""
        linked = self._linked(hole.route_url, listed) - {key for key, _ in hole.before}
        if route.kind == "news-sitemap":
            keys = {one.key for one in listed}
            return bool(hole.before) and not linked and not reaches_as_set(keys, hole.before, ())
        reached = reaches(listed, hole.before, self._news, linked)
        if reached == "unsure" and hole.next_url and self._ask.budget() > 0:
            answer = await self._ask.deeper(route, hole.next_url)
            recent = published_since(answer.listed, hole.since - EARLIER_DATED)
            self._frontier.record_deeper(self._outlet.name, recent, now())
            reached = reaches([*listed, *answer.listed], hole.before, self._news, linked)
        return reached == "no"

    async def _close(self, hole: Hole) -> None:
        """Ask deeper pages, then the other routes, until the hole is closed, they end, or enough was asked."""
        first, route = hole.route_url, self._routes.get(hole.route_url)
        if hole.tries and route and not hole.next_url:
            hole = replace(hole, next_url=page_after(route, first, NOTHING, 1))
        hole = await self._walk(hole, self._tops.get(first, ()) if hole.page == 1 else ())
        for url, beside in self._routes.items():
            if hole.reached_at or hole.next_url:
                break
            if url != first:
                hole = await self._ask_beside(hole, url, beside)
        if not hole.reached_at and not hole.next_url:
            counted = await self._count(hole) if hole.counted is None else hole.counted
            hole = replace(hole, route_url=first, page=1, tries=hole.tries + 1, counted=counted)
        self._frontier.put_hole(replace(hole, asked_at=now()))

    async def _count(self, hole: Hole) -> int | None:
        """How many articles the outlet itself says it published in the time of a hole."""
        url = next((url for url, route in self._routes.items() if route.kind == "wp-rest"), "")
        return await published_between(self._ask.fetch, url, hole.since, hole.until) if url else None

    async def _ask_beside(self, hole: Hole, url: str, route: Route) -> Hole:
        """The hole after another route was asked for it."""
        above = set(self._frontier.keys_in_hole(hole.id))
        answer = await self._ask.whole(route, hole.since - EARLIER_DATED)
        keys = {one.key for one in answer.listed}
        self._frontier.found_in_hole(hole.id, [key for key in keys if key in self._news])
        if answer.cause or (above and not above & keys):
            return hole
        if route.kind == "news-sitemap":
            return replace(hole, reached_at=now()) if reaches_as_set(keys, hole.before, above) else hole
        if reaches(answer.listed, hole.before, above | self._news) == "yes":
            return replace(hole, reached_at=now())
        following = page_after(route, url, answer.found, 1)
        return await self._walk(replace(hole, route_url=url, page=1, next_url=following), answer.listed)

    async def _walk(self, hole: Hole, top: Sequence[Listed]) -> Hole:
        """The hole after the pages of its route were asked, from where that stopped."""
        route, walked = self._routes.get(hole.route_url), list(top)
        while route and hole.next_url and not hole.reached_at and self._ask.budget() > 0:
            answer = await self._ask.deeper(route, hole.next_url)
            seen = {one.key for one in walked}
            if answer.cause or not answer.listed or all(one.key in seen for one in answer.listed):
                # WordPress: beyond the last page. All that the outlet has was listed.
                is_all = answer.cause == "http_400" and route.kind == "wp-rest" and hole.page > 1
                return replace(hole, next_url="", reached_at=now() if is_all else None)
            walked += answer.listed
            recent = published_since(answer.listed, hole.since - EARLIER_DATED)
            self._frontier.record_deeper(self._outlet.name, recent, now(), hole.id)
            new = set(self._frontier.keys_in_hole(hole.id)) | self._news
            page = hole.page + 1
            hole = replace(hole, page=page, next_url=page_after(route, hole.route_url, answer.found, page))
            behind = lies_behind(answer.listed, new, hole.since - EARLIER_DATED)
            if behind or reaches(walked, hole.before, new) == "yes":
                hole = replace(hole, next_url="", reached_at=now())
            self._frontier.put_hole(hole)
        return hole if route else replace(hole, next_url="")

    async def _first_pages(self, route: Route, url: str, answer: Answer) -> None:
        """Deeper pages as long as most of what they list is of the first days, or, without dates, as the site names."""
        since, page, seen = now() - FIRST_DAYS, 1, {one.key for one in answer.listed}
        while self._ask.budget() > 0 and _goes_on(answer, since, page):
            following = page_after(route, url, answer.found, page)
            if not following:
                return
            answer, page = await self._ask.deeper(route, following), page + 1
            if answer.cause or seen.issuperset(one.key for one in answer.listed):
                return
            seen.update(one.key for one in answer.listed)
            self._frontier.record_deeper(self._outlet.name, published_since(answer.listed, since), now())


def _goes_on(answer: Answer, since: datetime, page: int) -> bool:
    """Is there more of the first days behind this page, as far as its dates say?"""
    moments = [moment for one in answer.listed if (moment := moment_in(one))]
    if moments:
        return 2 * sum(moment >= since.timestamp() for moment in moments) >= len(moments)
    return bool(answer.listed) and page < FIRST_PAGES and not is_guess(answer.found)
