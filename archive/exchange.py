"""What came over the wire: answers, where they lie, pages ready to be read; how a header is looked up.

Frozen dataclasses. Every instant is an aware datetime in UTC.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Headers = tuple[tuple[str, str], ...]
# Where a capture is from: our own crawl; somebody else's capture, at the time they claim; a text or a page that was
# given, which nobody says to have captured at its address (archive.ingest._given_texts).
Origin = Literal["crawl", "import", "given"]


def header(headers: Headers, name: str) -> str:
    """The first value of a header, whatever the case of its name; empty when it was not sent."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


def asks_for_browser(headers: Headers) -> bool:
    """Is the answer a challenge to the client (`cf-mitigated`: Cloudflare)? Then it says nothing of the page."""
    return header(headers, "cf-mitigated") != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What a route said of an article before it was fetched, as it was written there."""

    title: str = ""
    published: str = ""
    modified: str = ""


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
    ip_address: str = ""
    via: Origin = "crawl"
    received_at: datetime | None = None
    # A text or a page without the HTTP answer it came in; `status` is then what the record says of it.
    is_resource: bool = False
    # Why it says of itself that it is not the whole answer; only of imports, a crawl takes no such answer.
    incomplete: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Where the bytes of one exchange lie. Empty `warc_file`: nothing was kept (a 304, or no answer at all).

    `via` and `received_at` as an Exchange has them.
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

    @property
    def addresses(self) -> tuple[str, ...]:
        """Those whose answers it is made of."""
        return (self.within,) if self.within else (self.url, *self.hops, self.final_url)
