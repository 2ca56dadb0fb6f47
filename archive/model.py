"""What every package speaks of: outlets and their routes, readings, outcomes. What came over the wire: exchange.py.

Frozen dataclasses. Every instant is an aware datetime in UTC, every day a day in
Damascus.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

RouteKind = Literal["feed", "news-sitemap", "wp-rest", "listing", "telegram"]
# furniture: a line round the text changed; unsettled: nobody can say yet whether it is of the text. given: a text of a
# known article, other than those it had, that nobody saw at its address.
OutcomeKind = (
    Literal["new", "edited", "cosmetic", "furniture", "unsettled", "given", "unchanged"]
    | Literal["missing", "gone", "back", "held", "failed", "ignored"]
)
# Why nobody follows an outlet that has no file; also its note in the record, by which it is known.
FROM_IMPORTS = "known from imports only"

# How evidence of an outlet's end begins.
CLOSED = "it closed"

MINUTE, HOUR, DAY = 60, 3_600, 86_400
REVISIT_AGES = (15 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 180 * DAY)


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


class Evidence(NamedTuple):
    """What of an outlet was seen to work: `what`, `by` which kind of witness, `when` ('' where unknown)."""

    what: str
    by: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How pages of an older design of a site are read: the rules of the same names in Outlet stand for today's.

    It is that of captures up to the day `until`, in the outlet's time zone; of several the one that ends first.
    """

    until: date
    body: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    junk_lines: tuple[str, ...] = ()
    credit_lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One publisher: where its articles are found, which article an address is, how its pages are read.

    `key_rules` are regular expressions over the decoded path (with `?query` when there is one), searched in order: the
    group `id` names the article, the group `lang` its language edition, the group `series` what tells two numberings of
    one outlet apart; a rule without `id` takes the whole path as the key. A rule that begins with `^//` is asked of
    `//host/path`. An edition in front of the path (archive.identity.editions) needs no rule.
    `not_articles` are such expressions for addresses that are never articles. `hosts` are host names, with a port
    where it is not the usual one, that are this outlet, moved ones included; `www.`, `m.` and `amp.` in front are
    understood. `body` and `drop` are CSS selectors; `junk_lines` are expressions matched at the start of a line, and so
    are `credit_lines`, whose group `who` is the source a line credits, or `author` (and `author_2`) who signed it.
    These four are today's; `layouts` are those of older designs, in any order.
    `every` is an interval (`15m`, `2h`, `1d`) or a five-field cron expression on clocks of the outlet's `timezone`,
    empty where it is never asked. An interval adapts to what the outlet publishes, between `soonest` and `latest`,
    intervals too; empty: a third of `every`, and twice it. `delay` is seconds between two requests, `revisit` the ages
    in seconds at which an article is looked at again. `expect_per_day` is a healthy day's number of articles.
    `unproven` says what nobody has seen work on the live site. `channel` is the name of a public channel of Telegram
    that this outlet is, `of` the name of the outlet whose own channel it is.
    A credit line whose rule only looks ahead stays in the text. `evidence` says what somebody has seen work; `barred`
    why an outlet cannot be had, a kind (browser, spam, address, members) or whole words, and what would change that.
    `closed` is the day, month or year in which the site stopped (`2023-11-21`); see `closed_by`.
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
    layouts: tuple[Layout, ...] = ()
    every: str = "15m"
    soonest: str = ""
    latest: str = ""
    expect_per_day: float = 10.0
    delay: float = 2.0
    revisit: tuple[int, ...] = REVISIT_AGES
    enabled: bool = True
    disabled_because: str = ""
    unproven: str = ""
    channel: str = ""
    of: str = ""
    evidence: tuple[Evidence, ...] = ()
    closed: str = ""
    barred: str = ""

    @property
    def closed_by(self) -> str:
        """Whoever `evidence` names for what begins with CLOSED; where that is nobody, nothing is said of it."""
        return next((one.by for one in self.evidence if one.what.startswith(CLOSED)), "") if self.closed else ""


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


class PageLine(NamedTuple):
    """A line that a reader sees on a page, a block's text or a cell's, and what its markup says of it.

    `links` is the share of its letters that stand in links to the outlet's own hosts, 0 to 1; `leads_to` the address of
    the first such link. `mark` is the class or id, of the nearest block round it, that says what the block is (related,
    share, ticker), empty where none does. `is_over` where it stands above the text, `in_text` where it is one of the
    lines among which the text was found. A tuple, as each page sends a hundred of them from one process to another.
    """

    text: str
    tag: str = "p"
    links: float = 0.0
    leads_to: str = ""
    mark: str = ""
    is_over: bool = False
    in_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a channel's message is beside its text: its own number and those of the album it heads (`parts`), the name
    and the address it was forwarded from, whether the channel marks it as edited, the addresses of its pictures and of
    what its text links to. `around` are all numbers that the same page shows, each with what stands there: text, part
    (of an album), media, service.
    """

    number: int
    parts: tuple[int, ...] = ()
    forwarded_from: str = ""
    forwarded_url: str = ""
    is_edited: bool = False
    pictures: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    around: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read out of a page. `text` is paragraphs parted by newlines; `held` a reason, or empty.

    `strategy` names the way the text was found (selector, generic, raw, fallback, message, given): another one means a
    changed template. `message` is given of a message of a channel, which has no headline: its title is its first line.
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
    message: Message | None = None


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
    shows it; `traits` are given of a new article. `taken_back` are the keys of articles that were taken back with it,
    whole or their newest version.
    """

    kind: OutcomeKind
    url: str
    article_id: int | None = None
    reason: str = ""
    strategy: str = ""
    way: str = ""
    traits: Traits | None = None
    taken_back: tuple[str, ...] = ()
