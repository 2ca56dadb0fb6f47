"""OutletSpider: asks an outlet's routes what is new, fetches what is due, one by one, and hands every page on."""

import time
import traceback
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.settings import BaseSettings

from archive.crawl_state.revisits import CRASHES_UNTIL_HELD, Visit
from archive.errors import DiskFull, WarraqError
from archive.exchange import Hint, Page, RequestDetails
from archive.model import Outcome, OutcomeKind, Outlet, Route
from archive.reading.killable import CallFailed
from archive.times import now
from spiders.agenda import Agenda, work_of
from spiders.context import CrawlContext
from spiders.crawl_work import Round, Ways
from spiders.discovery import parsers
from spiders.http.capture import ARTICLE, ASKED, FETCHED_AT
from spiders.http.causes import (
    CrawlEnded,
    Refused,
    cause_of_error,
    cause_of_response,
    cause_of_trouble,
)
from spiders.http.conditional import conditions, validators_of
from spiders.http.crawl_budget import WORK
from spiders.http.headers import headers_of
from spiders.http.host_budget import Work
from spiders.http.politeness import ROBOTS_REQUEST
from spiders.http.retry_after import PauseAsked
from spiders.http.settings import CLOSESPIDER_PAGECOUNT, CLOSESPIDER_TIMEOUT, ROUTE_MAXSIZE
from spiders.storage_limits import storage_trouble

# What robots.txt forbids is asked for again at the usual ages, not as if it had failed; what stays gone is not there;
# whether the outlet cut an article down is proven as a removal is, by looking again soon.
KIND_BY_REASON: dict[str, OutcomeKind] = {"robots": "ignored", "still_gone": "gone", "shrunk": "missing"}
READERS = {"feed": parsers.read_feed, "news-sitemap": parsers.read_sitemap, "wp-rest": parsers.read_posts}


class OutletSpider(Spider):
    """Crawls an outlet; `spider_for` makes one for each. The `Spider` of an odd site overrides `read_route`."""

    outlet: ClassVar[Outlet]
    # How many articles one answer holds.
    articles_a_request: ClassVar[int] = 1

    def __init__(self, *, context: CrawlContext, past: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.context = context
        # Asked for the past since that day instead of for what is new.
        self.past = past
        # The answer to the request for robots.txt, once there was one.
        self.robots: Response | None = None
        # How many crawls died on each address, and none has outlived since.
        self._crashes: dict[str, int] = {}
        self._started = time.monotonic()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        super().update_settings(settings)
        settings.set("DOWNLOAD_DELAY", cls.outlet.delay, priority="spider")
        slowest = max(cls.outlet.delay, settings.getfloat("AUTOTHROTTLE_MAX_DELAY"))
        settings.set("AUTOTHROTTLE_MAX_DELAY", slowest, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """The whole crawl. One request after the other needs no scheduler: nothing is yielded."""
        self.context.result.cause = ""
        self.crawler.signals.connect(self._on_response, signals.response_received)
        try:
            await self._crawl()
        except CrawlEnded as ended:
            self.context.result.cause = ended.cause
        except WarraqError as problem:
            self.context.result.cause = cause_of_trouble(problem)
            if not isinstance(problem, DiskFull):  # The command says it, once for all outlets.
                self.logger.error("%s: %s", self.name, problem)
        return
        yield

    def _on_response(self, response: Response, request: Request) -> None:
        if request.meta.get(ROBOTS_REQUEST):
            self.robots = response

    def robots_text(self) -> bytes:
        """The outlet's robots.txt, empty where it has none."""
        return self.robots.body if self.robots is not None and self.robots.status == 200 else b""

    def read_route(self, route: Route, body: bytes, url: str) -> parsers.Found:
        """What a route's answer lists, read in the process that reads pages, within its limits of time and memory.

        Raises UnreadableError when it is not what the route says it is.
        """
        reader = self.context.intake.writer.reader
        try:
            if route.kind == "listing":
                return reader.call(parsers.read_listing, body, url, route.links)
            if route.kind == "telegram":
                return reader.call(parsers.read_channel, body, url, self.outlet.channel)
            return reader.call(READERS[route.kind], body, url)
        except (CallFailed, MemoryError) as problem:
            self.logger.warning("%s cannot be read: %s", url, problem if str(problem) else "it takes too much memory")
            raise parsers.UnreadableError("reader_failed") from problem

    async def fetch_route(self, url: str, headers: dict[str, str], work: Work = Work.DISCOVERY) -> Response:
        """Ask for a feed, sitemap or listing. Raises what the download raises, Refused and CrawlEnded."""
        if self._is_held(url):
            raise Refused("crashed_crawl")
        self.context.frontier.begin(self.outlet.name, url, now())
        return await self.download(Request(url, headers=headers, meta={"download_maxsize": ROUTE_MAXSIZE, WORK: work}))

    async def _crawl(self) -> None:
        self._crashes = self.context.frontier.crashes(self.outlet.name, now())
        if self.context.frontier.paused_until(self.outlet.name, now()):
            raise CrawlEnded("retry_after")
        # What a backfill that is over could not take; those of another are its own crawls' work.
        with_past = bool(self.past) or not self.context.pasts.is_under_way(self.outlet.name)
        agenda = Agenda(self.context.frontier, self.outlet.name, self._crashes, self._visit_budget, with_past=with_past)
        ways = Ways(self.fetch_route, self.read_route, self.robots_text, self._visit, self._begin)
        crawl = Round(self.context, ways, agenda, self._crashes)
        await (crawl.fetch_past(self.past) if self.past else crawl.fetch_new())

    def _begin(self, url: str) -> None:
        if not self._is_held(url):
            self.context.frontier.begin(self.outlet.name, url, now())

    def _is_held(self, url: str) -> bool:
        """Have so many crawls died on this address that it is not asked for any more?"""
        return self._crashes.get(url, 0) >= CRASHES_UNTIL_HELD

    def _visit_budget(self) -> int:
        """How many more articles there is time for, at the pace that we, the site's robots.txt and its load set."""
        slots = self.crawler.engine.downloader.slots.values() if self.crawler.engine else ()
        pace = max([self.outlet.delay, *(slot.delay for slot in slots)])
        seconds = max(CLOSESPIDER_TIMEOUT - (time.monotonic() - self._started), 0)
        room = int(min(seconds / max(pace, 0.01), CLOSESPIDER_PAGECOUNT)) * self.articles_a_request
        return self.context.journal.room(room) if self.context.journal else room

    async def _visit(self, visit: Visit, following: str) -> Outcome:
        """`following` is the address after this one, noted as under way in the write that ends this visit."""
        if self._is_held(visit.url):
            outcome = self.context.intake.hold_unasked(visit.url, visit.hint.title, "crashed_crawl")
            # Not taken: it stays due, at growing distances, and is asked once its crashes are forgotten.
            self.context.frontier.visited(self.outlet, visit, "failed", now())
            return outcome
        outcome, validators = await self.look_at(visit)
        kind = KIND_BY_REASON.get(outcome.reason, outcome.kind)
        following = "" if self._is_held(following) else following
        self.context.frontier.visited(self.outlet, visit, kind, now(), validators, following)
        return outcome

    async def look_at(self, visit: Visit) -> tuple[Outcome, tuple[str, str]]:
        """What became of an article's page, and the ETag and Last-Modified it came with. Raises CrawlEnded and
        WarraqError."""
        meta = {ARTICLE: True, WORK: work_of(visit)}
        request = Request(self.address_of(visit), headers=conditions(visit.etag, visit.last_modified), meta=meta)
        validators = visit.etag, visit.last_modified
        try:
            response = await self.download(request)
        except (CrawlEnded, WarraqError):
            raise
        except Exception as error:
            return self.context.intake.failed(request.url, cause_of_error(error, request.url)), validators
        self.context.result.fetched += 1
        outcome = self.take(self.page_in(response, visit), cause_of_response(response))
        return outcome, validators_of(response) if response.status == 200 else validators

    def address_of(self, visit: Visit) -> str:
        """What is asked for an article."""
        return visit.url

    def page_in(self, response: Response, visit: Visit) -> Page:
        """An article's page in the answer."""
        return page_of(response, visit.hint)

    def take(self, page: Page, cause: str) -> Outcome:
        """What the archive makes of a page; `cause` is why the answer is no page, or empty."""
        if cause == "unasked_304":
            return self.context.intake.failed(page.url, cause)
        try:
            outcome = self.context.intake.take(page)
        except WarraqError:
            raise
        except Exception as problem:  # A fault of ours that this page brings out must not cost the others.
            self.logger.error("%s: %s: %s", page.url, _where(problem), problem)
            return self.context.intake.failed(page.url, "internal_error")
        return replace(outcome, reason=cause) if outcome.kind == "failed" else outcome

    async def download(self, request: Request) -> Response:
        """The answer to a request. Raises what the download raises, Refused and CrawlEnded."""
        if trouble := storage_trouble(self.context.intake.writer.data, self.outlet.name):
            raise CrawlEnded(trouble)
        engine = self.crawler.engine
        # Time or page limit reached: the engine closes, and waits for us to stop asking.
        if engine is None or engine.needs_backout():
            raise CrawlEnded("")
        try:
            return await engine.download_async(request)
        except PauseAsked as pause:
            self.context.frontier.pause(self.outlet.name, pause.until, pause.cause)
            raise CrawlEnded(pause.cause) from pause
        except Refused as refused:
            # A route that wants too long a pause between requests may be another host's than the next route.
            if refused.cause == "disk_full" or (refused.cause == "crawl_delay" and request.meta.get(ARTICLE)):
                raise CrawlEnded(refused.cause) from refused
            raise


def spider_for(outlet: Outlet, kind: type[OutletSpider] = OutletSpider) -> type[OutletSpider]:
    """A spider for this outlet, of the kind that its odd site needs, else of the common one."""
    return type(kind.__name__, (kind,), {"name": outlet.name, "outlet": outlet})


def _where(problem: BaseException) -> str:
    """The kind of an exception and the innermost line it passed through."""
    frame = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{type(problem).__name__} in {frame.filename}:{frame.lineno}"


def page_of(response: Response, hint: Hint) -> Page:
    """The answer as the archive takes it. Addresses are as they were sent, so that they match the kept captures."""
    hops = tuple(response.meta.get("redirect_urls", ()))
    return Page(
        url=hops[0] if hops else response.url,
        final_url=response.url,
        status=response.status,
        headers=headers_of(response),
        body=response.body,
        fetched_at=response.meta[FETCHED_AT],
        hops=hops,
        hint=hint,
        asked=response.meta.get(ASKED, RequestDetails()),
    )
