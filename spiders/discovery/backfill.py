"""An outlet's past: every page of its WordPress interface, or else every sitemap, read once and remembered as read.

What they list becomes due like anything else; a walk that was interrupted goes on where it stopped.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from datetime import UTC, date, datetime
from urllib.parse import urljoin

from scrapy.http import Response
from w3lib.url import add_or_replace_parameters

from archive.errors import WarraqError
from archive.identity.channels import preview_address, site_of
from archive.model import Route
from archive.times import now
from spiders.context import CrawlContext
from spiders.discovery import parsers
from spiders.discovery._answers import Read, articles_in, read_fenced
from spiders.discovery._newest import moment_of
from spiders.discovery.announced import announced_routes
from spiders.discovery.routes import MAX_DEPTH
from spiders.http.causes import NETWORK, CrawlEnded, cause_of_error, cause_of_response
from spiders.http.headers import links_of

# WordPress's own limit.
PER_PAGE = 100
MOST_PAGES = MOST_SITEMAPS = 10_000
# What could be read is kept then, and the rest is asked for again the next time.
IN_PART = ("cut_off", "capped")
Fetch = Callable[[str, dict[str, str]], Awaitable[Response]]


class Backfill:
    """One walk through what an outlet says of its past."""

    def __init__(self, context: CrawlContext, fetch: Fetch, read: Read, robots: Callable[[], bytes]) -> None:
        self._context, self._fetch, self._read, self._robots = context, fetch, read, robots
        self._outlet, self._frontier = context.outlet, context.frontier
        self._walked: set[str] = set()

    async def run(self, since: date) -> str:
        """Read all that lists articles published since that day. Returns why not all of it could be."""
        routes = {route.url: route async for route in self._routes()}
        causes = [await self._walk_channel(route, since) for route in _of(routes.values(), "telegram")]
        causes += [await self._walk_posts(route, since) for route in _of(routes.values(), "wp-rest")]
        if "" not in causes:
            causes += [await self._walk_sitemap(route.url, since) for route in _of(routes.values(), "news-sitemap")]
        return _overall(causes, "no_routes")

    async def _routes(self) -> AsyncIterator[Route]:
        for route in self._outlet.routes:
            yield Route(kind=route.kind, url=urljoin(self._outlet.home, route.url), edition=route.edition)
        response, _ = await self._get(self._outlet.home)
        page, url = (response.body, response.url) if response is not None else (b"", self._outlet.home)
        links = links_of(response) if response is not None else ()
        for route in announced_routes(page, url, self._robots(), self._outlet, links=links):
            yield route

    async def _walk_posts(self, route: Route, since: date) -> str:
        """Every page of a REST interface, newest first. Later pages hold older posts, so news only moves them back."""
        causes = [""]
        for number in range(1, MOST_PAGES):
            url, following = (_page_of(route.url, page, since) for page in (number, number + 1))
            # The last page read may have been pushed on by news: it is read again, those before it are not.
            if all(self._frontier.is_backfilled(self._outlet.name, page) for page in (url, following)):
                continue
            response, cause = await self._get(url)
            if cause == "http_400" and number > 1:
                break
            if response is None:
                return cause
            found = read_fenced(self._read, route, response)
            if isinstance(found, str):
                return "parse"
            causes.append(self._keep(url, found.entries, found))
            if number >= _last_page(response, len(found.entries) + sum(count for _, count in found.left_out)):
                break
        return _overall(causes, "")

    async def _walk_channel(self, route: Route, since: date) -> str:
        """The pages of a channel's preview below the lowest number that is known, newest first, down to that day: where
        a walk was interrupted the next goes on."""
        lowest = self._frontier.lowest_number(self._outlet.name)
        url = preview_address(site_of(route.url), self._outlet.channel, lowest)
        causes = [""]
        for _ in range(MOST_PAGES):
            response, cause = await self._get(url)
            if response is None:
                return cause
            found = read_fenced(self._read, route, response)
            if isinstance(found, str):
                return found if found in parsers.CLOSED else "parse"
            wanted = [entry for entry in found.entries if _is_of(entry, since)]
            causes.append(self._keep(f"{url}#{since}", wanted, found))
            if not found.more or (found.entries and not wanted):
                break
            url = found.more[0]
        return _overall(causes, "")

    async def _walk_sitemap(self, url: str, since: date, depth: int = 0) -> str:
        # An index may name itself, or lead on without end.
        if url in self._walked or self._frontier.is_backfilled(self._outlet.name, f"{url}#{since}"):
            return ""
        if depth > MAX_DEPTH or len(self._walked) == MOST_SITEMAPS:
            return "capped"
        self._walked.add(url)
        response, cause = await self._get(url)
        if response is None:
            return cause
        found = read_fenced(_read_whole, Route(kind="news-sitemap", url=url), response)
        if isinstance(found, str):
            return "parse"
        causes = [await self._walk_sitemap(child, since, depth + 1) for child in found.more]
        # A map is done when all below it is; asked for with another day, it is another map.
        if not any(causes):
            causes.append(
                self._keep(f"{url}#{since}", [entry for entry in found.entries if _is_of(entry, since)], found)
            )
        return _overall(causes, "")

    def _keep(self, url: str, entries: Iterable[parsers.Entry], found: parsers.Found) -> str:
        """Make entries due. Returns a word of IN_PART when they are not all that `url` lists: it is asked for again."""
        in_part = next((word for word in IN_PART if word in found.notes), "")
        listed = articles_in(entries, self._outlet)
        name = f"{url}#{in_part}" if in_part else url
        unknown = self._frontier.backfill(self._outlet.name, name, listed, now())
        self._context.pasts.progress(self._outlet.name, unknown, 0)
        self._context.result.found += unknown
        self._context.report(self._context.result, 0)
        return in_part

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
    return int(pages[:9]) if pages.isdigit() else (MOST_PAGES if entries >= PER_PAGE else 0)


def _read_whole(_: Route, body: bytes, url: str) -> parsers.Found:
    return parsers.read_sitemap(body, url, whole=True)


def _is_of(entry: parsers.Entry, since: date) -> bool:
    """Was this published, or else changed, on that day or later? What does not say when may have been."""
    moment = moment_of(entry.published or entry.modified)
    return not moment or datetime.fromtimestamp(moment, UTC).date() >= since


def _overall(causes: list[str], nothing: str) -> str:
    """What to say of several: in part before well, well before the first failure."""
    in_part = next((cause for cause in causes if cause in IN_PART), "")
    return in_part or ("" if "" in causes else next(iter(causes), nothing))


def _of(routes: Iterable[Route], kind: str) -> list[Route]:
    return [route for route in routes if route.kind == kind]


def _page_of(url: str, number: int, since: date) -> str:
    wanted = {"per_page": str(PER_PAGE), "page": str(number), "orderby": "date", "order": "desc"}
    if since > date.min:
        wanted["after"] = f"{since}T00:00:00"
    return add_or_replace_parameters(url, wanted)
