"""Why an outlet gave nothing, in one word a person can act on: dns, tls, timeout, http_403, challenge, robots …"""

import re
from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from archive.crawl_state.rows import PollState
from archive.errors import DiskFull, WarraqError
from archive.reading.killable import ReaderUnavailable
from archive.reading.site_notices import asks_for_proof
from archive.record.fulltext import IndexOutOfDate
from archive.sqlite import Busy
from spiders.http.address_guard import ForbiddenAddress, refused_names
from spiders.http.headers import headers_of

# No answer at all: nothing else of this host needs to be asked in this crawl.
NETWORK = frozenset({"dns", "tls", "timeout", "refused", "connection", "private_address"})
_BY_TYPE: tuple[tuple[type[Exception], str], ...] = (
    (DiskFull, "disk_full"),
    (ForbiddenAddress, "private_address"),
    (CannotResolveHostError, "dns"),
    (DownloadTimeoutError, "timeout"),
    (DownloadConnectionRefusedError, "refused"),
    (DownloadCancelledError, "too_large"),
    (ResponseDataLossError, "cut_off"),
)
# What stopped the archive itself; any other trouble of its is `storage`.
_OURS: tuple[tuple[type[WarraqError], str], ...] = (
    (DiskFull, "disk_full"),
    (Busy, "busy"),
    (IndexOutOfDate, "index_out_of_date"),
    (ReaderUnavailable, "no_reader"),
)
_TLS = re.compile(r"SSL|TLS|certificate|VerificationError", re.IGNORECASE)


class Refused(IgnoreRequest):
    """A request that our manners forbid; `cause` is the word for it."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class CrawlEnded(Exception):
    """The crawl ends here; what was taken stays, what was not stays due."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


def cause_of_trouble(problem: WarraqError) -> str:
    """The word for what stopped the archive, not the outlet."""
    return next((word for kind, word in _OURS if isinstance(problem, kind)), "storage")


def cause_of_error(error: BaseException, url: str = "") -> str:
    """The word for an answer that never came."""
    if isinstance(error, Refused):
        return error.cause
    word = next((word for kind, word in _BY_TYPE if isinstance(error, kind)), "")
    if word == "dns" and urlsplit(url).hostname in refused_names:
        return "private_address"
    return word or _by_text(error)


def _by_text(error: BaseException) -> str:
    text = str(error)
    if isinstance(error, IgnoreRequest):
        return "too_large" if "DOWNLOAD_MAXSIZE" in text else "redirects"
    return "tls" if _TLS.search(text + repr(error.__cause__)) else "connection"


def is_challenge(response: Response) -> bool:
    """Does this page ask for a browser instead of being the page that was requested, by its headers or its text?"""
    return asks_for_proof(headers_of(response), response.body)


def cause_of_response(response: Response) -> str:
    """The word for an answer that is not the page: empty when it is."""
    if response.status == 304 and not asks_if_changed(response):
        return "unasked_304"
    if response.status in (200, 304):
        return ""
    if 300 <= response.status < 400:
        return "moved"
    return "challenge" if is_challenge(response) else f"http_{response.status}"


def asks_if_changed(response: Response) -> bool:
    """Was it asked whether the page changed? Who was not asked and says "not modified" has given nothing."""
    headers = response.request.headers if response.request is not None else {}
    return response.request is None or bool({b"If-None-Match", b"If-Modified-Since"}.intersection(headers))


def is_host_trouble(cause: str) -> bool:
    """Does this cause concern the whole host rather than one page of it?"""
    return (
        cause in NETWORK or cause in ("challenge", "http_403", "http_429", "unasked_304") or cause.startswith("http_5")
    )


def state_of(cause: str) -> PollState:
    """The state of a route whose poll ended with this cause."""
    if cause in ("http_404", "http_410"):
        return "not-found"
    states: dict[str, PollState] = {"": "ok", "empty_feed": "silent", "no_articles": "silent", "parse": "parse-failed"}
    states |= {"moved": "moved", "capped": "silent", "preview_closed": "closed", "no_channel": "not-found"}
    refused = cause in ("challenge", "robots", "retry_after", "crawl_delay") or cause.startswith("http_4")
    return states.get(cause) or ("blocked" if refused else "unreachable")
