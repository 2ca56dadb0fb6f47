"""What is new at an outlet: each edition's routes in their order, the next only when the one before gave no answer.

After the last one come the routes that the site announces by itself; they are looked for only when all others failed.
"""

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urljoin

from scrapy.http import Response

from archive.crawl_state.revisits import Listed, Poll
from archive.errors import WarraqError
from archive.identity.urls import clean_url
from archive.model import Route
from archive.times import now
from spiders.context import CrawlContext
from spiders.discovery._answers import Read, articles_in, read_fenced, why_nothing
from spiders.discovery.announced import announced_routes
from spiders.discovery.parsers import Found
from spiders.http.causes import NETWORK, CrawlEnded, cause_of_error, cause_of_response, is_challenge, state_of
from spiders.http.conditional import conditions, validators_of
from spiders.http.headers import links_of

# Some feeds change under one ETag (Media Cloud's experience): ask in full once a day.
FULL_EVERY = timedelta(days=1)
# Some feeds die in silence: they go on answering what they last listed.
STALE_FLOOR = timedelta(days=1)
MAX_PAGES = 5
# So many sitemaps of an outlet's indexes are asked in one crawl, and indexes of indexes so deep. sitemaps.org allows
# one level; sites have two.
MAX_SITEMAPS, MAX_DEPTH = 20, 3
# An answer with one of these may not be the same the next time although nobody changed it, or changed although it says
# it did not: it is asked for in full.
ASKED_IN_FULL = frozenset({"cut_off", "undated"})
# Routes whose word "not modified since" spares a re-visit. A feed's `updated` is that of the feed, often enough.
REPORTS_MODIFIED = frozenset({"wp-rest", "news-sitemap"})
# A site that announces nothing today is not asked for it at every crawl.
SEARCH_EVERY = timedelta(days=1)

Fetch = Callable[[str, dict[str, str]], Awaitable[Response]]
_log = logging.getLogger(__name__)


class Discovery:
    """One crawl's round of an outlet's routes."""

    def __init__(self, context: CrawlContext, fetch: Fetch, read: Read, robots: Callable[[], bytes]) -> None:
        self._context, self._fetch, self._read, self._robots = context, fetch, read, robots
        self._keys: set[str] = set()
        self._polled: set[str] = set()
        self._sitemaps_left = MAX_SITEMAPS

    async def run(self) -> str:
        """Poll every edition. Returns the cause why the outlet gave nothing, empty when any route answered well."""
        causes = [await self._ask_in_order(routes) for routes in routes_by_edition(self._context.outlet.routes)]
        return "" if "" in causes else next(iter(causes), "no_routes")

    async def look_at(self, route: Route) -> str:
        """Ask one route alone, without what may follow it. Returns its cause, empty when it lists articles."""
        return await self._ask(route, self._address(route), 1)

    def _address(self, route: Route) -> str:
        return urljoin(self._context.outlet.home, route.url)

    async def _ask_in_order(self, routes: list[Route]) -> str:
        """The cause of the most trusted route, or nothing when some route answered."""
        causes: list[str] = []
        for route in routes:
            causes.append(await self._ask(route, self._address(route), MAX_PAGES))
            if not causes[-1] and not self._is_stale(route):
                return ""
        if "" in causes:
            return ""
        if not NETWORK.intersection(causes) and await self._heal(routes):
            return ""
        # A feed that is not there says less than what is wrong with the route after it.
        return next((cause for cause in causes if cause != "http_404"), causes[0])

    def _is_stale(self, route: Route) -> bool:
        """A route that answers and has listed nothing new for longer than usual may be dead: ask the next one too."""
        poll = self._context.frontier.poll(self._context.outlet.name, self._address(route))
        if poll is None or poll.last_yield_at is None:
            return False
        usual = timedelta(days=1) / max(self._context.outlet.expect_per_day, 0.01)
        since = poll.checked_at - poll.last_yield_at
        # In the future, by a clock that was ahead: nothing is known then.
        return since > max(STALE_FLOOR, 3 * usual) or since < timedelta()

    async def _heal(self, routes: list[Route]) -> bool:
        """Try what the site itself announces, remembered or found now. True when something of it lists articles."""
        outlet, edition = self._context.outlet.name, routes[0].edition
        known = self._context.frontier.announced(outlet, edition)
        if await self._any_lists(known):
            return True
        searched = self._context.frontier.searched_at(outlet, edition)
        if searched and timedelta() <= now() - searched < SEARCH_EVERY:
            return False
        found = await self._search(routes)
        self._context.frontier.remember_announced(outlet, edition, found, now())
        return await self._any_lists([route for route in found if route not in known])

    async def _any_lists(self, routes: Iterable[Route]) -> bool:
        for route in routes:
            if route.url not in self._polled and not await self._ask(route, route.url, MAX_PAGES):
                return True
        return False

    async def _search(self, routes: list[Route]) -> tuple[Route, ...]:
        """What the edition's front page and robots.txt announce. The first edition's is the outlet's home."""
        outlet, edition = self._context.outlet, routes[0].edition
        listing = next((self._address(route) for route in routes if route.kind == "listing"), "")
        page = listing or (outlet.home if edition == outlet.routes[0].edition else "")
        if not page:
            return ()
        try:
            response = await self._fetch(page, {})
        except (CrawlEnded, WarraqError):
            raise
        except Exception:  # Why it does not answer stands with the routes already.
            return ()
        body = response.body if response.status == 200 else b""
        robots = self._robots() if edition == outlet.routes[0].edition else b""
        return announced_routes(body, response.url, robots, outlet, edition, links_of(response))

    async def _ask(self, route: Route, url: str, pages: int, depth: int = 0) -> str:
        self._polled.add(url)
        known = self._context.frontier.poll(self._context.outlet.name, url) or self._first_poll(route, url)
        poll = replace(known, checked_at=now())
        try:
            response = await self._fetch(url, _conditions(poll))
        except (CrawlEnded, WarraqError):
            raise
        except Exception as error:
            return self._record(poll, cause_of_error(error, url))
        cause = cause_of_response(response)
        if cause or response.status == 304:
            if not cause:
                self._put_off(route, poll)
            # Not modified says: as well as last time.
            return self._record(poll, cause or ("" if poll.entries else "empty_feed"))
        return await self._read_answer(route, poll, response, pages, depth)

    async def _read_answer(self, route: Route, poll: Poll, response: Response, pages: int, depth: int) -> str:
        found = read_fenced(self._read, route, response)
        if isinstance(found, str):
            poll = replace(poll, etag="", last_modified="", note=found)
            return self._record(poll, _why_unreadable(response, poll.url))
        etag, last_modified = ("", "") if ASKED_IN_FULL.intersection(found.notes) else validators_of(response)
        listed = self._articles(found)
        poll = replace(poll, etag=etag, last_modified=last_modified, full_at=poll.checked_at, note=found.note)
        poll = replace(poll, entries=len(listed))
        if route.kind == "news-sitemap" and found.more:
            # Its maps first: a crawl that ends before them finds this one changed the next time, too.
            cause = await self._ask_sitemaps(route, found.more, depth + 1)
            self._context.frontier.record_poll(replace(poll, entries=poll.entries + len(found.more)), listed)
            return "" if listed else cause
        cause = "" if listed else why_nothing(found, route, response)
        # A page of nothing but news: what came since the last poll goes on behind it. Asked for before this page counts
        # as seen, or a crawl that ends in between would never look behind it again.
        if listed and pages > 1 and self._context.frontier.lists_only_news(poll, listed):
            for following in found.more:
                await self._ask(route, following, pages - 1)
        self._context.frontier.record_poll(replace(poll, cause=cause, state=state_of(cause)), listed)
        if listed:
            self._put_off(route, poll)
        return cause

    def _put_off(self, route: Route, poll: Poll) -> None:
        if route.kind in REPORTS_MODIFIED:
            self._context.frontier.put_off(self._context.outlet, poll.url, poll.checked_at)

    async def _ask_sitemaps(self, route: Route, urls: tuple[str, ...], depth: int) -> str:
        causes: list[str] = []
        for url in urls:
            if url in self._polled:
                continue
            if depth > MAX_DEPTH or not self._sitemaps_left:
                _log.info("%s: not asked, its indexes lead to more sitemaps than one crawl reads", url)
                causes.append("capped")
                break
            self._sitemaps_left -= 1
            causes.append(await self._ask(route, url, 1, depth))
        return "" if "" in causes else next(iter(causes), "empty_feed")

    def _articles(self, found: Found) -> list[Listed]:
        listed = articles_in(found.entries, self._context.outlet)
        self._keys.update(article.key for article in listed)
        self._context.result.found = len(self._keys)
        return listed

    def _first_poll(self, route: Route, url: str) -> Poll:
        return Poll(outlet=self._context.outlet.name, url=url, kind=route.kind, edition=route.edition, checked_at=now())

    def _record(self, poll: Poll, cause: str) -> str:
        self._context.frontier.record_poll(replace(poll, cause=cause, state=state_of(cause)))
        return cause


def routes_by_edition(routes: tuple[Route, ...]) -> list[list[Route]]:
    """Routes by edition, editions in the order they first appear."""
    editions: dict[str, list[Route]] = {}
    for route in routes:
        editions.setdefault(route.edition, []).append(route)
    return list(editions.values())


def _conditions(poll: Poll) -> dict[str, str]:
    fresh = poll.full_at is not None and timedelta() <= poll.checked_at - poll.full_at < FULL_EVERY
    return conditions(poll.etag, poll.last_modified) if fresh else {}


def _why_unreadable(response: Response, url: str) -> str:
    if is_challenge(response):
        return "challenge"
    return "parse" if clean_url(response.url) == clean_url(url) else "moved"
