"""Manners that Scrapy lacks: robots.txt failing closed, Crawl-delay, Retry-After, redirects inside the outlet only."""

from datetime import timedelta
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

from archive.identity.keys import belongs
from archive.times import now
from spiders.context import context_of, spider_of
from spiders.http.causes import CrawlEnded, Refused, cause_of_error
from spiders.http.crawl_budget import budget_of
from spiders.http.host_budget import LONGEST_HOLD
from spiders.http.retry_after import PauseAsked, wait_asked
from spiders.http.robots_txt import plain_robots
from spiders.journal import Answers

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
        self._refusals: dict[str, Refused | CrawlEnded] = {}

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
            self._slow_down(parser, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        robots = f"http://{netloc}/"
        if isinstance(exc, (Refused, CrawlEnded)):
            self._refusals[netloc] = exc
        else:
            self._refusals[netloc] = Refused(cause_of_error(exc, robots))
        super()._robots_error(exc, netloc)

    def _slow_down(self, parser: RobotParser, netloc: str, request: Request) -> None:
        delay = parser.crawl_delay(self._default_useragent) or 0.0
        if self.crawler.engine is None or delay <= self.crawler.settings.getfloat("DOWNLOAD_DELAY"):
            return
        if (FEWEST_REQUESTS - 1) * delay > self.crawler.settings.getfloat("CLOSESPIDER_TIMEOUT"):
            self._refusals[netloc] = Refused("crawl_delay")
            return
        if isinstance(context_of(self.crawler).journal, Answers):
            return
        budget_of(self.crawler).slow_down(request, delay)
        # Scrapy's own pace follows, so that a crawl knows how many requests it has time for.
        downloader, host = self.crawler.engine.downloader, urlparse_cached(request).hostname or ""
        downloader.per_slot_settings[host] = {"delay": delay}
        if slot := downloader.slots.get(host):
            slot.delay = delay
        if throttle := self.crawler.get_extension(AutoThrottle):
            throttle.mindelay, throttle.maxdelay = delay, max(delay, throttle.maxdelay)


class RetryAfterMiddleware:
    """429 and 503 with Retry-After: after a short wait it is asked again, a long one ends the crawl.

    The host's budget does the waiting, for all processes that ask it (spiders.http.wire_limits).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        wait = wait_asked(response)
        if wait is None:
            return response
        held_back = request.meta.get(HELD_BACK, timedelta()) + wait
        if held_back > LONGEST_HOLD:
            raise PauseAsked(now() + wait)
        again = get_retry_request(request, spider=spider_of(self._crawler), reason="retry_after")
        if again is None:
            return response
        again.meta[HELD_BACK] = held_back
        return again


class OutletRedirectMiddleware(RedirectMiddleware):
    """Follows redirects inside the outlet only: another host's page is not this outlet's article.

    robots.txt may lie anywhere (RFC 9309, 2.3.1.2). A redirect not followed reaches the spider as the 3xx it is.
    """

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        result = super().process_response(request, response)
        if isinstance(result, Response) or request.meta.get(ROBOTS_REQUEST):
            return result
        return result if belongs(result.url, context_of(self.crawler).outlet) else response
