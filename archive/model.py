"""What every package speaks of: outlets and their routes, captures, pages, readings, outcomes.

Frozen dataclasses, and how a header is looked up. Every instant is an aware datetime in UTC, every day a day in
Damascus.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

RouteKind = Literal["feed", "news-sitemap", "wp-rest", "listing"]
# furniture: a line round the text changed; unsettled: nobody can say yet whether it is of the text. given: a text of a
# known article, other than those it had, that nobody saw at its address.
OutcomeKind = (
    Literal["new", "edited", "cosmetic", "furniture", "unsettled", "given", "unchanged"]
    | Literal["missing", "gone", "back", "held", "failed", "ignored"]
)
Headers = tuple[tuple[str, str], ...]
# Where a capture is from: our own crawl; somebody else's capture, at the time they claim; a text or a page that was
# given, which nobody says to have captured at its address (archive.ingest._given_texts).
Origin = Literal["crawl", "import", "given"]

# Why nobody follows an outlet that has no file; also its note in the record, by which it is known.
FROM_IMPORTS = "known from imports only"

MINUTE, HOUR, DAY = 60, 3_600, 86_400
REVISIT_AGES = (15 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 180 * DAY)


def header(headers: Headers, name: str) -> str:
    """The first value of a header, whatever the case of its name; empty when it was not sent."""
    return next((value for key, value in headers if key.lower() == name.lower()), "")


def asks_for_browser(headers: Headers) -> bool:
    """Is the answer a challenge to the client (`cf-mitigated`: Cloudflare)? Then it says nothing of the page."""
    return header(headers, "cf-mitigated") != ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to learn of new articles.

    `url` is absolute, or starts with a slash and hangs on the outlet's home. Routes of one `edition` (a language, say)
    stand in order of trust: the next is asked only when the one before it does not answer.
    `links` is the CSS selector of article links on a listing page.
    """

    kind: RouteKind
    url: str
    edition: str = ""
    links: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One publisher: where its articles are found, which article an address is, how its pages are read.

    `key_rules` are regular expressions over the decoded path (with `?query` when there is one), searched in order: the
    group `id` names the article, the group `lang` its language edition; a rule without `id` takes the whole path as the
    key. `not_articles` are such expressions for addresses that are never articles. `hosts` are host names, with a port
    where it is not the usual one, that are this outlet, moved ones included; `www.`, `m.` and `amp.` in front are
    understood. `body` and `drop` are CSS selectors; `junk_lines` are expressions matched at the start of a line, and so
    are `credit_lines`, whose group `who` is the source a line credits, or `author` (and `author_2`) who signed it.
    `every` is an interval (`15m`, `2h`, `1d`) or a five-field cron expression on clocks of the outlet's `timezone`,
    empty where it is never asked. An interval adapts to what the outlet publishes, between `soonest` and `latest`,
    intervals too; empty: a third of `every`, and twice it. `delay` is seconds between two requests, `revisit` the ages
    in seconds at which an article is looked at again. `expect_per_day` is a healthy day's number of articles.
    `unproven` says what nobody has seen work on the live site.
    """

    name: str
    title: str
    title_en: str
    home: str
    hosts: tuple[str, ...]
    routes: tuple[Route, ...]
    key_rules: tuple[str, ...] = ()
    not_articles: tuple[str, ...] = ()
    lang: str = "ar"
    timezone: str = "Asia/Damascus"
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    junk_lines: tuple[str, ...] = ()
    credit_lines: tuple[str, ...] = ()
    every: str = "15m"
    soonest: str = ""
    latest: str = ""
    expect_per_day: float = 10.0
    delay: float = 2.0
    revisit: tuple[int, ...] = REVISIT_AGES
    enabled: bool = True
    disabled_because: str = ""
    unproven: str = ""


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
    """A page ready to be read: `body` is content-decoded bytes, `hops` the addresses that redirected to `final_url`."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When an article was published, and how we know.

    `instant` is None where only the day is known. `source` is one of rest, jsonld, meta, feed, time, url, text, given,
    or hijri, where the day was reckoned from a Hijri date. `precision` is second, minute, day or month.
    """

    instant: datetime | None
    day: date
    source: str
    precision: str = "second"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLine:
    """A line that a reader sees on a page, a block's text or a cell's, and what its markup says of it.

    `links` is the share of its letters that stand in links to the outlet's own hosts, 0 to 1; `leads_to` the address of
    the first such link. `mark` is the class or id, of the nearest block round it, that says what the block is (related,
    share, ticker), empty where none does. `is_over` where it stands above the text, `in_text` where it is one of the
    lines among which the text was found.
    """

    text: str
    tag: str = "p"
    links: float = 0.0
    leads_to: str = ""
    mark: str = ""
    is_over: bool = False
    in_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read out of a page. `text` is paragraphs parted by newlines; `held` a reason, or empty.

    `strategy` names the way the text was found (selector, generic, raw, given): another one means a changed template.
    `image` is the absolute address of the picture over the text, `image_caption` what stands under it; both may be
    empty. `lines` are all lines of the page that a reader sees, in its order; none where no page was read.
    """

    title: str
    text: str
    published: Published | None = None
    authors: tuple[str, ...] = ()
    credit: str = ""
    lang: str = ""
    canonical: str = ""
    strategy: str = ""
    held: str = ""
    image: str = ""
    image_caption: str = ""
    lines: tuple[PageLine, ...] = ()


class Traits(NamedTuple):
    """How a new article's page is made and was read: `dated_by` is the source of its date (see Published), or empty;
    `lines` are hashes of lines of its text, `names` a sample of hashes of the names of its blocks."""

    untitled: bool
    dated_by: str
    characters: int
    strategy: str
    lines: tuple[int, ...]
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one page; `strategy` is how its text was found, where it was read and stored (see Reading).

    `way` is the word for how an article is not there (archive.versions.removals), where an answer other than 404 or 410
    shows it; `traits` are given of a new article.
    """

    kind: OutcomeKind
    url: str
    article_id: int | None = None
    reason: str = ""
    strategy: str = ""
    way: str = ""
    traits: Traits | None = None
