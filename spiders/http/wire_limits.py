"""When a request goes out, and what it may cost: its host's turn, its time with all attempts, the headers it gets.

Scrapy limits the body and each attempt; headers it takes without end, and a server that cuts off late, or sends on
slowly, is asked again and again.
"""

from time import monotonic
from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, DownloadTimeoutError
from scrapy.http import Request, Response
from twisted.internet.defer import Deferred
from twisted.internet.interfaces import IAddress
from twisted.web.client import ResponseFailed
from twisted.web.iweb import IResponse

from archive.times import now
from spiders.http.capture import FETCHED_AT
from spiders.http.crawl_budget import budget_of
from spiders.http.retry_after import wait_asked

# As much as browsers take; interim answers (1xx) count too.
LONGEST_HEADERS = 256 * 1024
_BEFORE_THE_BODY = ("STATUS", "HEADER")
# Meta key: seconds that the attempts of a request, and the redirects that led to it, have taken so far.
SPENT = "seconds_on_the_wire"


class HeadersTooLong(Exception):
    """An answer whose headers do not end in time."""


class LimitedHandler(HTTP11DownloadHandler):
    """Scrapy's handler of http and https, a connection for each request.

    DOWNLOAD_TIMEOUT is the time of a request with all its attempts.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _LimitedFactory
        # What an answer leaves behind on its connection, a second answer or silence, must not meet the next request.
        self._pool.persistent = False
        self._crawler = crawler
        self._seconds = crawler.settings.getfloat("DOWNLOAD_TIMEOUT")

    async def download_request(self, request: Request) -> Response:
        """Ask once it is this request's turn at its host: every attempt and redirect, and every robots.txt, has one.

        Raises DownloadTimeoutError when the time is up, DownloadCancelledError when body or headers are too long,
        PauseAsked where the host asked to be left alone.
        """
        async with budget_of(self._crawler).turn(request) as turn:
            response = await self._download(request)
            request.meta[FETCHED_AT] = now()
            turn.pause = wait_asked(response) or turn.pause
        return response

    async def _download(self, request: Request) -> Response:
        spent = request.meta.get(SPENT, 0.0)
        if spent >= self._seconds:
            raise DownloadTimeoutError(f"{request.url} and what led to it took {spent:.0f} seconds.")
        request.meta["download_timeout"] = self._seconds - spent
        started = monotonic()
        try:
            return await super().download_request(request)
        except DownloadFailedError as failed:
            if _has_long_headers(failed.__cause__):
                raise DownloadCancelledError(f"{request.url} has headers without end.") from failed
            raise
        finally:
            request.meta[SPENT] = spent + monotonic() - started


def _has_long_headers(cause: BaseException | None) -> bool:
    return isinstance(cause, ResponseFailed) and any(reason.check(HeadersTooLong) for reason in cause.reasons)


class _LimitedParser(_LenientHTTPClientParser):
    _headers_received = 0

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        super().dataReceived(data)  # type: ignore[no-untyped-call]
        if self.state not in _BEFORE_THE_BODY:
            return
        self._headers_received += len(data)
        if self._headers_received > LONGEST_HEADERS:
            raise HeadersTooLong


class _LimitedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Deferred[IResponse]:
        sent = super().request(request)
        # As Scrapy's own class does it: Twisted makes the parser, and names its class itself.
        if self._parser is not None:
            self._parser.__class__ = _LimitedParser
        return sent


class _LimitedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: IAddress | None) -> _LimitedProtocol:  # noqa: ARG002, N802 (Twisted's names)
        return _LimitedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
