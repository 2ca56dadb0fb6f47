"""An outlet's past: every page of its WordPress interface, or else every sitemap, read once and remembered as read.

What they list becomes due like anything else; a walk that was interrupted goes on where it stopped.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import date
from urllib.parse import urljoin

from scrapy.http import Response
from w3lib.url import add_or_replace_parameters

from archive.errors import WarraqError
from archive.model import Route
from archive.times import now
from spiders.context import CrawlContext
from spiders.discovery import parsers
from spiders.discovery._sitemap import is_of_something_else
from spiders.discovery.announced import announced_routes
from spiders.discovery.routes import Read, articles_in
from spiders.http.causes import NETWORK, CrawlEnded, cause_of_error, cause_of_response

# WordPress's own limit.
PER_PAGE = 100
MOST_PAGES = 10_000
Fetch = Callable[[str, dict[str, str]], Awaitable[Response]]


class Backfill:
    """One walk through what an outlet says of its past."""

    def __init__(self, context: CrawlContext, fetch: Fetch, read: Read, robots: Callable[[], bytes]) -> None:
        self._context, self._fetch, self._read, self._robots = context, fetch, read, robots
        self._outlet, self._frontier = context.outlet, context.frontier

    async def run(self, since: date) -> str:
        """Read all that lists articles published since that day. Returns why nothing could be, empty if it could."""
        routes = {route.url: route async for route in self._routes()}
        causes = [await self._walk_posts(route, since) for route in _of(routes.values(), "wp-rest")]
        if "" not in causes:
            causes += [await self._walk_sitemap(route.url, since) for route in _of(routes.values(), "news-sitemap")]
        return "" if "" in causes else next(iter(causes), "no_routes")

    async def _routes(self) -> AsyncIterator[Route]:
        for route in self._outlet.routes:
            yield Route(kind=route.kind, url=urljoin(self._outlet.home, route.url), edition=route.edition)
        response, _ = await self._get(self._outlet.home)
        page, url = (response.body, response.url) if response is not None else (b"", self._outlet.home)
        for route in announced_routes(page, url, self._robots(), self._outlet):
            yield route

    async def _walk_posts(self, route: Route, since: date) -> str:
        """Every page of a REST interface, newest first. Later pages hold older posts, so news only moves them back."""
        for number in range(1, MOST_PAGES):
            url = _page_of(route.url, number, since)
            # The last page read may have been pushed on by news: it is read again, those before it are not.
            if self._frontier.is_backfilled(self._outlet.name, _page_of(route.url, number + 1, since)):
                continue
            response, cause = await self._get(url)
            if cause == "http_400" and number > 1:
                return ""
            if response is None:
                return cause
            try:
                entries = self._read(route, response.body, response.url).entries
            except parsers.UnreadableError:
                return "parse"
            self._keep(url, entries)
            if number >= _last_page(response, len(entries)):
                return ""
        return ""

    async def _walk_sitemap(self, url: str, since: date) -> str:
        if self._frontier.is_backfilled(self._outlet.name, f"{url}#{since}"):
            return ""
        response, cause = await self._get(url)
        if response is None:
            return cause
        try:
            found = parsers.read_sitemap(response.body, response.url, whole=True)
        except parsers.UnreadableError:
            return "parse"
        causes = [await self._walk_sitemap(child, since) for child in found.more if not is_of_something_else(child)]
        entries = [entry for entry in found.entries if (entry.published or entry.modified or "9")[:10] >= str(since)]
        # A map is done when all below it is; asked for with another day, it is another map.
        if not any(causes):
            self._keep(f"{url}#{since}", entries)
        return next(iter(causes), "") if causes and "" not in causes else ""

    def _keep(self, url: str, entries: Iterable[parsers.Entry]) -> None:
        listed = articles_in(entries, self._outlet)
        self._context.result.found += self._frontier.backfill(self._outlet.name, url, listed, now())
        self._context.report(self._context.result, 0)

    async def _get(self, url: str) -> tuple[Response | None, str]:
        """The answer, or the cause why there is none."""
        try:
            response = await self._fetch(url, {})
        except (CrawlEnded, WarraqError):
            raise
        except Exception as error:
            cause = cause_of_error(error, url)
            if cause in NETWORK:
                raise CrawlEnded(cause) from error
            return None, cause
        cause = cause_of_response(response)
        return (None if cause else response), cause


def _last_page(response: Response, entries: int) -> int:
    """How many pages WordPress says there are; where it does not say, a page that is not full is the last."""
    pages = response.headers.get("X-WP-TotalPages") or b""
    return int(pages) if pages.isdigit() else (MOST_PAGES if entries >= PER_PAGE else 0)


def _of(routes: Iterable[Route], kind: str) -> list[Route]:
    return [route for route in routes if route.kind == kind]


def _page_of(url: str, number: int, since: date) -> str:
    wanted = {"per_page": str(PER_PAGE), "page": str(number), "orderby": "date", "order": "desc"}
    if since > date.min:
        wanted["after"] = f"{since}T00:00:00"
    return add_or_replace_parameters(url, wanted)
