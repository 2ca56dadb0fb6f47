"""Handlers of a crawl done in two places (spiders.journal): one notes all that comes, the other brings what was noted.

Everything between them and the spider is the same in both: robots.txt, retries, redirects, decoding, captures.
"""

from base64 import b64decode, b64encode
from datetime import datetime
from ipaddress import ip_address
from typing import Self, TypeVar
from urllib.parse import urlsplit

from scrapy import exceptions
from scrapy.crawler import Crawler
from scrapy.http import Headers, Request, Response
from scrapy.responsetypes import responsetypes
from twisted.internet.ssl import Certificate

from archive.errors import WarraqError
from archive.times import follow, now
from spiders.context import context_of
from spiders.http.address_guard import refused_names
from spiders.http.capture import ARTICLE, FETCHED_AT
from spiders.http.causes import CrawlEnded
from spiders.http.headers import headers_of
from spiders.http.retry_after import PauseAsked
from spiders.http.wire_limits import LimitedHandler
from spiders.journal import Answers, Head, Noted, Notes, head_of

Journal = TypeVar("Journal", Notes, Answers)
# What Scrapy retries, and what causes are told by.
_FAILURES: dict[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (
        exceptions.CannotResolveHostError,
        exceptions.DownloadCancelledError,
        exceptions.DownloadConnectionRefusedError,
        exceptions.DownloadFailedError,
        exceptions.DownloadTimeoutError,
        exceptions.ResponseDataLossError,
        exceptions.UnsupportedURLSchemeError,
    )
}


class NotingHandler(LimitedHandler):
    """Asks as any crawl does, until the deadline of its lease, and notes what comes."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._notes = _journal(crawler, Notes)

    async def download_request(self, request: Request) -> Response:
        """Raises what any crawl's handler does, and CrawlEnded once the lease is over."""
        try:
            response = await super().download_request(request)
        except (CrawlEnded, WarraqError):
            raise
        except Exception as problem:
            self._notes.note(head_of_failure(request, problem))
            raise
        self._notes.note(head_of_answer(request, response), response.body)
        return response

    async def _download(self, request: Request) -> Response:
        # Asked last, when the host's turn has come: the process may have stood still meanwhile.
        if self._notes.is_over:
            raise CrawlEnded("time_limit")
        return await super()._download(request)


class AnsweringHandler:
    """Brings what was noted, at once, and sets the clock by it."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        self._answers = _journal(crawler, Answers)
        self._answers.begin()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """Raises what was raised there; CrawlEnded where this was not asked."""
        noted = self._answers.next_of(request.url)
        if noted is None:
            # Without articles left, the other crawl had come to its end, too.
            raise CrawlEnded(self._answers.ending or ("" if self._answers.is_used_up else "interrupted"))
        instant = datetime.fromisoformat(noted.head["at"])
        follow(instant, noted.head["clock"])
        if "failure" in noted.head:
            raise failure_of(noted.head)
        request.meta[FETCHED_AT] = instant
        return response_of(request, noted)

    async def close(self) -> None:
        """Nothing is open."""


def _journal(crawler: Crawler, kind: type[Journal]) -> Journal:
    journal = context_of(crawler).journal
    if not isinstance(journal, kind):
        raise TypeError(f"this crawl has no {kind.__name__}: spiders.process.child names the handler")
    return journal


def head_of_answer(request: Request, response: Response) -> Head:
    """What is noted of an answer, but for its body."""
    head = head_of(request.url, request.meta[FETCHED_AT], is_article=bool(request.meta.get(ARTICLE)))
    certificate = response.certificate
    return head | {
        "status": response.status,
        "headers": list(headers_of(response)),
        "server": str(response.ip_address or ""),
        "certificate": b64encode(certificate.dump()).decode() if certificate else "",
    }


def head_of_failure(request: Request, problem: Exception) -> Head:
    """What is noted where none came."""
    head = head_of(request.url, now(), is_article=bool(request.meta.get(ARTICLE)))
    # What tells a cause by its words looks into both.
    text = f"{problem} {problem.__cause__!r}" if problem.__cause__ else str(problem)
    head |= {"failure": type(problem).__name__, "text": text}
    head["is_private"] = urlsplit(request.url).hostname in refused_names
    if isinstance(problem, PauseAsked):
        head["until"] = problem.until.isoformat()
    return head


def failure_of(head: Head) -> Exception:
    """An exception of the kind that was noted, with its cause in words."""
    if head.get("is_private"):
        refused_names.add(urlsplit(head["url"]).hostname or "")
    if "until" in head:
        return PauseAsked(datetime.fromisoformat(head["until"]))
    return _FAILURES.get(head.get("failure", ""), Exception)(head.get("text", ""))


def response_of(request: Request, noted: Noted) -> Response:
    """The answer that was noted."""
    head = noted.head
    headers = Headers()
    for name, value in head.get("headers", ()):
        headers.appendlist(name.encode("latin-1"), value.encode("latin-1"))
    server, certificate = head.get("server", ""), head.get("certificate", "")
    return responsetypes.from_args(headers=headers, url=request.url, body=noted.body)(
        url=request.url,
        status=head.get("status", 0),
        headers=headers,
        body=noted.body,
        certificate=Certificate.load(b64decode(certificate)) if certificate else None,
        ip_address=ip_address(server) if server else None,
    )
