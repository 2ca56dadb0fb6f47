"""TelegramSpider: a public channel by the pages of its preview, each of which holds some twenty messages.

A page is fetched once in a crawl and gives every message on it that is due: what is new, what a second look is due at,
what is missing between its neighbours. It is kept with the first message that needs it, and not at all where nothing on
it is due: its counts of views change by the minute.
"""

from collections import deque
from dataclasses import dataclass, replace
from typing import Any

from scrapy import Request
from scrapy.http import Response

from archive.crawl_state.revisits import Visit
from archive.errors import WarraqError
from archive.exchange import Capture, Exchange, Page, header
from archive.identity.channels import is_preview, message_address, number_in, preview_address, site_of
from archive.model import Outcome
from archive.reading.channel_page import ChannelPage, page_of_bytes
from archive.reading.killable import CallFailed
from spiders.agenda import work_of
from spiders.base import OutletSpider, page_of
from spiders.http.capture import ARTICLE, EXCHANGE, OF_MANY
from spiders.http.causes import CrawlEnded, cause_of_error, cause_of_response
from spiders.http.crawl_budget import WORK
from spiders.http.headers import headers_of
from spiders.http.settings import ROUTE_MAXSIZE

NO_VALIDATORS = ("", "")
# The preview shows so many at most: looks at three hundred messages are some fifteen requests.
MESSAGES_A_PAGE = 20
# Of one crawl; a page has a hundred kilobytes.
PAGES_REMEMBERED = 40
NOTHING = ChannelPage(())


@dataclass(slots=True)
class FetchedPage:
    """A page of the preview, the messages on it, and where it was kept, None before a message needed it."""

    response: Response
    exchange: Exchange
    messages: ChannelPage
    capture: Capture | None = None
    # One of its messages was looked at in this crawl: that the channel shows others proves an absence.
    has_answered: bool = False


class TelegramSpider(OutletSpider):
    """Crawls one public channel."""

    articles_a_request = MESSAGES_A_PAGE

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._pages: deque[FetchedPage] = deque(maxlen=PAGES_REMEMBERED)

    async def download(self, request: Request) -> Response:
        """A page of the preview is remembered for the messages on it."""
        if not is_preview(request.url):
            return await super().download(request)
        response = await super().download(request.replace(meta={**request.meta, OF_MANY: True}))
        if exchange := response.meta.get(EXCHANGE):
            self._pages.appendleft(FetchedPage(response, exchange, self._messages_on(response)))
        return response

    def address_of(self, visit: Visit) -> str:
        number = number_in(visit.url)
        return preview_address(site_of(self.outlet.home), self.outlet.channel, number + 1 if number else None)

    def page_in(self, response: Response, visit: Visit) -> Page:
        page = page_of(response, visit.hint)
        return replace(page, url=visit.url, final_url=visit.url, hops=(), within=response.url)

    async def look_at(self, visit: Visit) -> tuple[Outcome, tuple[str, str]]:
        number = number_in(visit.url) or 0
        found = self._page_with(number)
        if found is None:
            try:
                meta = {ARTICLE: True, WORK: work_of(visit), "download_maxsize": ROUTE_MAXSIZE}
                response = await self.download(Request(self.address_of(visit), meta=meta))
            except (CrawlEnded, WarraqError):
                raise
            except Exception as error:
                return self.context.intake.failed(visit.url, cause_of_error(error, visit.url)), NO_VALIDATORS
            found = self._page_with(number)
            if found is None:
                return self._without_page(visit, response), NO_VALIDATORS
        self.context.result.fetched += 1
        return self._take_message(visit, found), NO_VALIDATORS

    def _page_with(self, number: int) -> FetchedPage | None:
        """The page that shows a message, or would if it were in the channel; the newest of them."""
        return next(
            (
                page
                for page in self._pages
                if page.messages.at(number) or page.messages.covers(number, page.response.url)
            ),
            None,
        )

    def _take_message(self, visit: Visit, found: FetchedPage) -> Outcome:
        number = number_in(visit.url) or 0
        if found.messages.at(number) is None:
            if visit.first_taken_at is None:
                # It was taken down between two of our requests.
                return Outcome(kind="ignored", url=visit.url, reason="not_listed")
            self._look_beside(number, found)
        return self._take_from(found, visit)

    def _look_beside(self, number: int, found: FetchedPage) -> None:
        """Note that the channel answers with others, the nearest of those that the page shows with words."""
        shown = [one.number for one in found.messages.shown if one.kind == "text"]
        if shown and not found.has_answered:
            nearest = min(shown, key=lambda other: abs(other - number))
            url = message_address(site_of(self.outlet.home), self.outlet.channel, nearest)
            self._take_from(found, Visit(key=str(nearest), url=url))

    def _take_from(self, found: FetchedPage, visit: Visit) -> Outcome:
        found.has_answered = found.has_answered or found.messages.at(number_in(visit.url)) is not None
        if found.capture is None:
            found.capture = self.context.intake.keep(found.exchange)
        else:
            self.context.intake.writer.note(found.capture)
        return self.take(self.page_in(found.response, visit), "")

    def _without_page(self, visit: Visit, response: Response) -> Outcome:
        cause = cause_of_response(response)
        closed = "" if cause else self._messages_on(response).closed
        if closed:
            raise CrawlEnded(closed)
        return self.context.intake.failed(visit.url, cause or "not_shown")

    def _messages_on(self, response: Response) -> ChannelPage:
        content_type, reader = header(headers_of(response), "content-type"), self.context.intake.writer.reader
        try:
            return reader.call(page_of_bytes, response.body, content_type, self.outlet.channel)
        except (CallFailed, MemoryError):
            return NOTHING
