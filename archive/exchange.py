"""What came over the wire: answers, where they lie, pages ready to be read; how a header is looked up.

Frozen dataclasses. Every instant is an aware datetime in UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Headers = tuple[tuple[str, str], ...]
# Where a capture is from: our own crawl; somebody else's capture, at the time they claim; a text or a page that was
# given, which nobody says to have captured at its address (archive.ingest._uncaptured_texts).
Origin = Literal["crawl", "import", "given"]
# What the kernel says of our clock when an answer comes (archive.times.clock_state).
ClockState = Literal["", "synchronised", "unsynchronised", "unknown"]
# What the site's robots.txt says to the request, its own address being always allowed (RFC 9309, 2.2.2).
RobotsDecision = Literal["", "allowed", "disallowed"]


def header(headers: Headers, name: str) -> str:
    """The first value of a header, whatever the case of its name; empty when it was not sent."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


def asks_for_browser(headers: Headers) -> bool:
    """Is the answer a challenge to the client? Then it says nothing of the page.

    `cf-mitigated` is Cloudflare's word for it, `x-amzn-waf-action` that of Amazon.
    """
    return any(header(headers, name) for name in ("cf-mitigated", "x-amzn-waf-action"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What a route said of an article before it was fetched, as it was written there."""

    title: str = ""
    published: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDetails:
    """How an answer was asked for, as far as it was noted; empty is not noted, in every field.

    `requested_url` is the address that was asked for at first, and `hops` are all that were asked, it among them, until
    redirects led to the address of the answer; both are empty where none did. `server` is the address of the machine
    that answered, `tls_sha256` the hash of the certificate that it showed (DER, 64 hexadecimal digits). `headers` are
    those of the request.
    """

    requested_url: str = ""
    hops: tuple[str, ...] = ()
    clock: ClockState = ""
    server: str = ""
    tls_sha256: str = ""
    robots: RobotsDecision = ""
    headers: Headers = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hashes:
    """SHA-256 of the parts of what was kept, 64 hexadecimal digits each; empty where there is no such part.

    `headers`: status line and headers of the answer as they stand in its record, the empty line behind them included.
    `decoded`: the body without its content codings. `record`: the whole WARC record, uncompressed. `member`: all that
    was written for the capture as it is stored, `warc_before` bytes before its record begins.
    """

    headers: str = ""
    decoded: str = ""
    record: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One answer as it came over the wire: `body` still content-encoded, `headers` in the order received.

    `via` crawl: `fetched_at` is by our own clock. import: it is what the sender claims. given: the time that a line
    states, else when it came. `received_at`, when it came into the archive, is None of our own crawl.
    """

    url: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime
    asked: RequestDetails = field(default_factory=RequestDetails)
    via: Origin = "crawl"
    received_at: datetime | None = None
    # A text or a page without the HTTP answer it came in; `status` is then what the record says of it.
    is_resource: bool = False
    # Why it says of itself that it is not the whole answer; only of imports, a crawl takes no such answer.
    incomplete: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where the bytes of one exchange lie. Empty `warc_file`: nothing was kept (a 304, or no answer at all).

    `via`, `received_at` and `asked` as an Exchange has them. `warc_before` bytes of the file in front of the record are
    the capture's, too; `software` took the answer: its release, and the id of the rules that a page would be read by.
    """

    url: str
    fetched_at: datetime
    status: int
    content_type: str = ""
    body_sha256: str = ""
    warc_file: str = ""
    warc_offset: int = 0
    warc_length: int = 0
    error: str = ""
    asked: RequestDetails = field(default_factory=RequestDetails)
    warc_before: int = 0
    hashes: Hashes = field(default_factory=Hashes)
    software: str = ""
    via: Origin = "crawl"
    received_at: datetime | None = None
    # Why the answer was not taken for the page that was asked for.
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page ready to be read: `body` is content-decoded bytes, `hops` the addresses that redirected to `final_url`.

    `within` is the address of what was fetched, where that shows the article among others, as a channel's preview does.
    """

    url: str
    final_url: str
    status: int
    headers: Headers
    body: bytes
    fetched_at: datetime
    hops: tuple[str, ...] = ()
    # Why it says of itself that it is not the whole answer.
    incomplete: str = ""
    hint: Hint = field(default_factory=Hint)
    via: Origin = "crawl"
    within: str = ""
    asked: RequestDetails = field(default_factory=RequestDetails)

    @property
    def is_redirected(self) -> bool:
        """Did another address answer than the one that was asked for?"""
        return bool(self.hops) or self.final_url != self.url

    @property
    def addresses(self) -> tuple[str, ...]:
        """Those whose answers it is made of."""
        return (self.within,) if self.within else (self.url, *self.hops, self.final_url)
