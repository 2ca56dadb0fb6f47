"""What a site announces by itself, when none of an edition's routes answers: remembered, or searched for once a day."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from urllib.parse import urljoin

from scrapy.http import Response

from archive.errors import WarraqError
from archive.model import Route
from archive.times import now
from spiders.context import CrawlContext
from spiders.discovery.announced import announced_routes
from spiders.http.causes import CrawlEnded
from spiders.http.headers import links_of

# A site that announces nothing today is not asked for it at every crawl.
SEARCH_EVERY = timedelta(days=1)

Fetch = Callable[[str, dict[str, str]], Awaitable[Response]]


class Healing:
    """`lists` asks one route and says whether it lists articles."""

    def __init__(
        self,
        context: CrawlContext,
        fetch: Fetch,
        robots: Callable[[], bytes],
        lists: Callable[[Route], Awaitable[bool]],
    ) -> None:
        self._context, self._fetch, self._robots, self._lists = context, fetch, robots, lists

    async def any_lists(self, routes: Sequence[Route]) -> bool:
        """Try what the site itself announces, remembered or found now. True when something of it lists articles."""
        outlet, edition = self._context.outlet.name, routes[0].edition
        if self._context.outlet.channel:
            return False  # A channel has no other page, and its site's are not its own.
        known = self._context.frontier.announced(outlet, edition)
        if await self._any(known):
            return True
        searched = self._context.frontier.searched_at(outlet, edition)
        if searched and timedelta() <= now() - searched < SEARCH_EVERY:
            return False
        found = await self._search(routes)
        self._context.frontier.remember_announced(outlet, edition, found, now())
        return await self._any([route for route in found if route not in known])

    async def _any(self, routes: Iterable[Route]) -> bool:
        for route in routes:
            if await self._lists(route):
                return True
        return False

    async def _search(self, routes: Sequence[Route]) -> tuple[Route, ...]:
        """What the edition's front page and robots.txt announce. The first edition's is the outlet's home."""
        outlet, edition = self._context.outlet, routes[0].edition
        listing = next((urljoin(outlet.home, route.url) for route in routes if route.kind == "listing"), "")
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
