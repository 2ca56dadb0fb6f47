"""Manners that Scrapy lacks: robots.txt failing closed, Crawl-delay, Retry-After, redirects inside the outlet only."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Request, Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from archive.crawl_state.revisits import LONGEST_PAUSE
from archive.identity.keys import belongs
from archive.times import now
from spiders.context import context_of, spider_of
from spiders.http.causes import Refused, cause_of_error
from spiders.http.robots_txt import plain_robots

# Longer waits for one page, all together, end the crawl: it would only sit on its process.
LONGEST_HOLD = timedelta(seconds=20)
ROBOTS_REQUEST = "dont_obey_robotstxt"
# robots.txt, a route and two articles: a Crawl-delay that leaves no time for them leaves none for a crawl.
FEWEST_REQUESTS = 4
# Meta key: how long a request was held back so far (timedelta), because the server asked for it.
HELD_BACK = "held_back"


class RobotsMiddleware(RobotsTxtMiddleware):
    """robots.txt as RFC 9309 has it: an error of the server or of the network forbids everything, for now.

    Scrapy's own allows everything then. Crawl-delay is not in the RFC but widely written; Scrapy parses and ignores it.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._refusals: dict[str, Refused] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        refusal = self._refusals.get(urlparse_cached(request).netloc)
        if refusal:
            raise refusal
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as forbidden:
            raise Refused("robots") from forbidden

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise Refused(f"http_{response.status}")
        if response.status == 304:
            raise Refused("unasked_304")
        await super()._parse_robots(response.replace(body=plain_robots(response.body)), netloc, request)
        parser = self._parsers[netloc]
        if isinstance(parser, RobotParser):
            self._slow_down(parser, netloc, urlparse_cached(request).hostname or "")

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        robots = f"http://{netloc}/"
        self._refusals[netloc] = exc if isinstance(exc, Refused) else Refused(cause_of_error(exc, robots))
        super()._robots_error(exc, netloc)

    def _slow_down(self, parser: RobotParser, netloc: str, host: str) -> None:
        delay = parser.crawl_delay(self._default_useragent) or 0.0
        if self.crawler.engine is None or delay <= self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        if (FEWEST_REQUESTS - 1) * delay > self.crawler.settings.getfloat("CLOSESPIDER_TIMEOUT"):
            self._refusals[netloc] = Refused("crawl_delay")
            return
        downloader = self.crawler.engine.downloader
        # No jitter: half of what was asked for is not what was asked for.
        downloader.per_slot_settings[host] = {"delay": delay, "jitter": 0.0}
        if slot := downloader.slots.get(host):
            slot.delay, slot.jitter = delay, 0.0
        if throttle := self.crawler.get_extension(AutoThrottle):
            throttle.mindelay, throttle.maxdelay = delay, max(delay, throttle.maxdelay)


class PauseAsked(Refused):
    """The server named a time (`until`, UTC) before which it wants no requests."""

    def __init__(self, until: datetime) -> None:
        super().__init__("retry_after")
        self.until = until


class RetryAfterMiddleware:
    """429 and 503 with Retry-After: short waits are waited out, the slot held; a long one ends the crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        if response.status not in (429, 503):
            return response
        header = response.headers.get("Retry-After")
        wait = retry_after(header.decode("latin-1"), now()) if header else None
        if wait is None:
            return response
        held_back = request.meta.get(HELD_BACK, timedelta()) + wait
        if held_back > LONGEST_HOLD:
            raise PauseAsked(now() + wait)
        again = get_retry_request(request, spider=spider_of(self._crawler), reason="retry_after")
        if again is None:
            return response
        again.meta[HELD_BACK] = held_back
        await asyncio.sleep(wait.total_seconds())
        return again


def retry_after(value: str, at: datetime) -> timedelta | None:
    """How long a Retry-After header asks to wait: seconds or an HTTP date (RFC 9110, 10.2.3); None when neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), LONGEST_PAUSE.total_seconds()))
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    then = then if then.tzinfo else then.replace(tzinfo=UTC)
    return min(max(then - at, timedelta()), LONGEST_PAUSE)


class OutletRedirectMiddleware(RedirectMiddleware):
    """Follows redirects inside the outlet only: another host's page is not this outlet's article.

    robots.txt may lie anywhere (RFC 9309, 2.3.1.2). A redirect not followed reaches the spider as the 3xx it is.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        result = super().process_response(request, response)
        if isinstance(result, Response) or request.meta.get(ROBOTS_REQUEST):
            return result
        return result if belongs(result.url, context_of(self.crawler).outlet) else response
