"""What is new at an outlet: each edition's routes in their order, the next only when the one before gave no answer, or
when its answer leaves out what may have been published since the one before (spiders.discovery._edition_watch).

After the last one come the routes that the site announces by itself; they are looked for only when all others failed.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

from scrapy.http import Response

from archive.crawl_state.holes import Hole
from archive.crawl_state.revisits import Listed, Poll
from archive.errors import WarraqError
from archive.model import Route
from archive.times import now
from spiders.context import CrawlContext
from spiders.discovery._answers import Read, articles_in, read_fenced, why_nothing, why_unreadable
from spiders.discovery._edition_watch import Answer, Ask, EditionWatch
from spiders.discovery._full_answers import conditions_for, is_caught, is_stale
from spiders.discovery._listed_days import ListedDays
from spiders.discovery._overlap import published_since
from spiders.discovery._rest_edits import RestEdits
from spiders.discovery._route_recovery import Fetch, Healing
from spiders.discovery.parsers import CLOSED, Found
from spiders.http.causes import NETWORK, CrawlEnded, cause_of_error, cause_of_response, state_of
from spiders.http.conditional import validators_of

# So many requests of a crawl go to deeper pages and other routes; what is left is remembered for the next crawl.
MAX_DEEPER = 30
# So many sitemaps of an outlet's indexes are asked in one crawl, and indexes of indexes so deep. sitemaps.org allows
# one level; sites have two.
MAX_SITEMAPS, MAX_DEPTH = 20, 3
# An answer with one of these may not be the same the next time although nobody changed it, or changed although it says
# it did not: it is asked for in full.
ASKED_IN_FULL = frozenset({"cut_off", "undated"})
# Routes whose word "not modified since" spares a re-visit. A feed's `updated` is that of the feed, often enough.
REPORTS_MODIFIED = frozenset({"wp-rest", "news-sitemap"})

_log = logging.getLogger(__name__)


class Discovery:
    """One crawl's round of an outlet's routes."""

    def __init__(self, context: CrawlContext, fetch: Fetch, read: Read, robots: Callable[[], bytes]) -> None:
        self._context, self._fetch, self._read = context, fetch, read
        self._keys: set[str] = set()
        # What this crawl was the first to see.
        self._news: set[str] = set()
        self._answers: dict[str, Answer] = {}
        self._sitemaps_left, self._deeper_left = MAX_SITEMAPS, MAX_DEEPER
        self._watch: EditionWatch | None = None
        # Routes that answered "not modified".
        self._unchanged: dict[str, Route] = {}
        self._in_full = False
        self._listed_days = ListedDays(context, fetch)
        self._healing = Healing(context, fetch, robots, self._ask_announced)
        # A route that is asked beside the others: only for what says that it was published since.
        self._published_since: datetime | None = None

    async def run(self) -> str:
        """Poll every edition. Returns the cause why the outlet gave nothing, empty when any route answered well."""
        causes = [await self._ask_edition(routes) for routes in routes_by_edition(self._context.outlet.routes)]
        return "" if "" in causes else next(iter(causes), "no_routes")

    async def look_at(self, route: Route) -> str:
        """Ask one route alone, without what may follow it. Returns its cause, empty when it lists articles."""
        return await self._ask(route, self._address(route))

    async def _ask_edition(self, routes: list[Route]) -> str:
        ask = Ask(self._ask_deeper, self._ask_beside, self._fetch, lambda: self._deeper_left)
        self._watch, known = EditionWatch(self._context, routes, ask, self._news), len(self._news)
        self._unchanged.clear()
        cause = await self._ask_in_order(routes)
        if cause:
            return cause
        edits = RestEdits(self._context, self._ask_deeper)
        if self._watch.is_begun:
            await edits.look(routes)
        if len(self._news) > known:
            await self._ask_again()
        await self._watch.complete()
        if not self._watch.is_begun:
            edits.begin(routes)
        await self._listed_days.count(now())
        return ""

    async def _ask_again(self) -> None:
        """What said that nothing changed, while another route lists what nobody knew: is that true?"""
        self._in_full = True
        for url, route in list(self._unchanged.items()):
            await self._ask(route, url)
        self._in_full = False

    async def _ask_announced(self, route: Route) -> bool:
        """Does a route that the site itself named list anything? One that was asked already is not asked again."""
        return route.url not in self._answers and not await self._ask(route, route.url)

    async def _ask_deeper(self, route: Route, url: str) -> Answer:
        """A further page of a route: asked in full, and noted nowhere but in what it lists."""
        self._deeper_left -= 1
        try:
            response = await self._fetch(url, {})
        except (CrawlEnded, WarraqError):
            raise
        except Exception as error:
            return Answer(cause_of_error(error, url))
        cause = cause_of_response(response)
        found = cause or read_fenced(self._read, route, response)
        return Answer(found) if isinstance(found, str) else Answer("", self._articles(found), found)

    async def _ask_beside(self, route: Route, since: datetime) -> Answer:
        """A route whose turn it is not, in full, for what says that it was published since, or does not say when."""
        url = self._address(route)
        if url not in self._answers:
            self._deeper_left -= 1
            self._published_since = since
            try:
                await self._ask(route, url)
            finally:
                self._published_since = None
        return self._answers[url]

    def _address(self, route: Route) -> str:
        return urljoin(self._context.outlet.home, route.url)

    async def _ask_in_order(self, routes: list[Route]) -> str:
        """The cause of the most trusted route, or nothing when some route answered."""
        causes: list[str] = []
        for route in routes:
            causes.append(await self._ask(route, self._address(route)))
            if not causes[-1] and not is_stale(self._poll(self._address(route)), self._context.outlet):
                return ""
        if "" in causes:
            return ""
        if not NETWORK.intersection(causes) and await self._healing.any_lists(routes):
            return ""
        # A feed that is not there says less than what is wrong with the route after it.
        return next((cause for cause in causes if cause != "http_404"), causes[0])

    async def _ask(self, route: Route, url: str, depth: int = 0) -> str:
        self._answers[url] = Answer("")
        known = self._poll(url) or self._first_poll(route, url)
        poll = replace(known, checked_at=now())
        cause = await self._ask_poll(route, poll, depth)
        self._answers[url] = replace(self._answers[url], cause=cause)
        return cause

    async def _ask_poll(self, route: Route, poll: Poll, depth: int) -> str:
        try:
            in_full = self._in_full or self._published_since is not None
            response = await self._fetch(poll.url, {} if in_full else conditions_for(poll, self._context.outlet))
        except (CrawlEnded, WarraqError):
            raise
        except Exception as error:
            return self._record(poll, cause_of_error(error, poll.url))
        cause = cause_of_response(response)
        if cause or response.status == 304:
            if not cause:
                self._unchanged |= {poll.url: route} if poll.entries else {}
                self._put_off(route, poll)
            # Not modified says: as last time, well or ill.
            as_last_time = poll.cause if poll.cause == "no_articles" else "empty_feed"
            return self._record(poll, cause or ("" if poll.entries else as_last_time))
        return await self._read_answer(route, poll, response, depth)

    async def _read_answer(self, route: Route, poll: Poll, response: Response, depth: int) -> str:
        found = read_fenced(self._read, route, response)
        if isinstance(found, str):
            poll = replace(poll, etag="", last_modified="", note=found)
            return self._record(poll, found if found in CLOSED else why_unreadable(response, poll.url))
        etag, last_modified = ("", "") if ASKED_IN_FULL.intersection(found.notes) else validators_of(response)
        every = self._articles(found)
        listed = published_since(every, self._published_since) if self._published_since else every
        self._answers[poll.url] = Answer("", listed, found)
        before = poll
        poll = replace(poll, etag=etag, last_modified=last_modified, full_at=poll.checked_at, note=found.note)
        poll = replace(poll, entries=len(every))
        if route.kind == "news-sitemap" and found.more:
            # Its maps first: a crawl that ends before them finds this one changed the next time, too.
            cause = await self._ask_sitemaps(route, poll.url, found.more, depth + 1)
            self._context.frontier.record_poll(replace(poll, entries=poll.entries + len(found.more)), listed)
            return "" if listed else cause
        cause = "" if every else why_nothing(found, route, response)
        # Asked before this page counts as seen, or a crawl that ends in between would never look behind it again.
        hole = await self._check(route, poll, found, every) if not depth else None
        changes = self._context.frontier.record_poll(replace(poll, cause=cause, state=state_of(cause)), listed, hole)
        self._listed_days.note(route, poll, every, before.full_at, part=bool(depth))
        if is_caught(before, response, changes):
            self._context.frontier.caught_lying(poll.outlet, poll.url, poll.checked_at)
        if listed:
            self._put_off(route, poll)
        return cause

    async def _check(self, route: Route, poll: Poll, found: Found, listed: list[Listed]) -> Hole | None:
        if self._watch is None:
            return None
        return await self._watch.check(route, poll, found, listed, beside=self._published_since is not None)

    def _put_off(self, route: Route, poll: Poll) -> None:
        if route.kind in REPORTS_MODIFIED:
            self._context.frontier.put_off(self._context.outlet, poll.url, poll.checked_at)

    async def _ask_sitemaps(self, route: Route, index: str, urls: tuple[str, ...], depth: int) -> str:
        causes: list[str] = []
        for url in urls:
            if url in self._answers:
                continue
            if depth > MAX_DEPTH or not self._sitemaps_left:
                _log.info("%s: not asked, its indexes lead to more sitemaps than one crawl reads", url)
                causes.append("capped")
                break
            self._sitemaps_left -= 1
            causes.append(await self._ask(route, url, depth))
            own = self._answers[index]
            self._answers[index] = replace(own, listed=[*own.listed, *self._answers[url].listed])
        return "" if "" in causes else next(iter(causes), "empty_feed")

    def _articles(self, found: Found) -> list[Listed]:
        listed = articles_in(found.entries, self._context.outlet)
        keys = [article.key for article in listed]
        self._news.update(set(keys) - self._context.frontier.found_times(self._context.outlet.name, keys).keys())
        self._keys.update(keys)
        self._context.result.found = len(self._keys)
        return listed

    def _poll(self, url: str) -> Poll | None:
        return self._context.frontier.poll(self._context.outlet.name, url)

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
