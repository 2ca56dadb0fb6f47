"""What a route lists, and the one place where a foreign title, address or date becomes a value of ours.

Whatever leaves here is clean: no control character, no lone surrogate, nothing longer than its limit, an address only
of the web, a date only where it names the same moment whenever it is read.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TypeVar
from urllib.parse import urldefrag, urljoin

from archive.identity.urls import clean_url, is_web_address
from archive.reading.dates import parse_date
from archive.times import now
from spiders.discovery._characters import clean, one_line, words

MAX_ENTRIES, MAX_TITLE, MAX_URL, MAX_DATE = 500, 1_000, 2_000, 100
# Of one answer, when all of it is wanted. sitemaps.org: at most so many addresses in one map.
MOST_ENTRIES = 50_000
# Why a whole answer lists nothing; the cause of the route is `parse` then.
UNREADABLE = (
    *("no_feed", "no_sitemap", "no_posts", "no_links", "no_messages"),
    *("broken_gzip", "too_deep", "reader_failed"),
)
# A channel that shows no messages to the public, or is not there: causes of their own.
CLOSED = ("preview_closed", "no_channel")
# What is noted about an answer that lists something.
NOTES = {
    "dirty": "something that does not belong there stood before, between or after it, and was read past",
    "cut_off": "it broke off before its end; what was whole was taken",
    "capped": "it holds more than is read at once; the newest were taken",
    "undated": "its sitemaps do not say when they changed, so that the newest were guessed",
}
# Why an item of an answer was left out.
LEFT_OUT = ("no_address", "own_address", "long_address", "broken_item")

_log = logging.getLogger(__name__)
Item = TypeVar("Item")


class UnreadableError(Exception):
    """The body is not what its route says it is; `word` is one of UNREADABLE."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


class LeftOutError(Exception):
    """An item that is no entry; `word` is one of LEFT_OUT."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One article as a route shows it: dates as they are written there, `fingerprint` of all the route says of it."""

    url: str
    title: str = ""
    published: str = ""
    modified: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a route answered, newest first, and what to ask next: an index's sitemaps, a listing's next page.

    `notes` are words of NOTES, `left_out` pairs of a word of LEFT_OUT and how many items it befell.
    """

    entries: tuple[Entry, ...]
    more: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()

    @property
    def note(self) -> str:
        """What is to be known about the answer, empty when all is well: "dirty, capped, 3 no_address"."""
        return ", ".join([*self.notes, *(f"{number} {word}" for word, number in self.left_out)])


def gathered(
    items: Iterable[Item], read: Callable[[Item], Entry], notes: Iterable[str] = (), most: int = MOST_ENTRIES
) -> Found:
    """The first `most` entries of `items`, each address once. An item that cannot be read is left out and counted.

    `read` may raise LeftOutError, or anything: foreign bytes find every fault of every library.
    """
    entries: dict[str, Entry] = {}
    left_out: Counter[str] = Counter()
    words = dict.fromkeys(notes)
    for position, item in enumerate(items):
        if position == MOST_ENTRIES:
            words["capped"] = None
            break
        try:
            entry = read(item)
        except LeftOutError as reason:
            left_out[reason.word] += 1
        except Exception as problem:
            _log.info("an item was left out: %r", problem)
            left_out["broken_item"] += 1
        else:
            if len(entries) == most and entry.url not in entries:
                words["capped"] = None
                break
            entries.setdefault(entry.url, entry)
    return Found(tuple(entries.values()), (), tuple(words), tuple(sorted(left_out.items())))


def entry_of(
    url: str, route: str, title: str, published: str = "", modified: str = "", texts: Iterable[str] = ()
) -> Entry:
    """One entry of foreign values; `texts` is the rest of what `route` (its address) tells. Raises LeftOutError."""
    address = address_of(url, route)
    title, published, modified = one_line(title, MAX_TITLE), _date(published), _date(modified)
    text = " ".join(word for part in texts for word in words(part))
    digest = hashlib.sha256("\x1f".join((title, published, modified, text)).encode("utf-8", "replace"))
    return Entry(url=address, title=title, published=published, modified=modified, fingerprint=digest.hexdigest())


def address_of(url: str, route: str, base: str = "") -> str:
    """An absolute http(s) address that is not the route's own. What is relative is so to `base`, else to the route's.

    Raises LeftOutError.
    """
    # As browsers do: a break inside an address is none of it. Some interfaces escape theirs once too often.
    written = clean(url).strip().translate({ord(break_): None for break_ in "\t\n\r"})
    for escaped in ("&amp;", "&#038;", "&#38;"):
        written = written.replace(escaped, "&")
    if len(written) > MAX_URL:
        raise LeftOutError("long_address")
    try:
        address = urljoin(base or route, written) if written else ""
    except ValueError:
        address = ""
    if not is_web_address(address):
        raise LeftOutError("no_address")
    if len(address) > MAX_URL:
        raise LeftOutError("long_address")
    if written.startswith("#") or _is_own(address, route):
        raise LeftOutError("own_address")
    return address


def _is_own(address: str, route: str) -> bool:
    # An empty link or "?utm_source=rss" leads back to the feed, which is no article.
    if not address.startswith(route.partition("?")[0].partition("#")[0]):
        return False
    return urldefrag(address).url == urldefrag(route).url or clean_url(address) == clean_url(route)


def _date(text: str) -> str:
    line = one_line(text, MAX_DATE)
    return line if line and names_a_moment(line) else ""


def names_a_moment(text: str) -> bool:
    """Does this date name one moment, whoever reads it when? "Two hours ago" and a day without a year do not."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _reads_alike(text)
    return 2000 <= found.year <= now().year + 1


@lru_cache(maxsize=1024)
def _reads_alike(text: str) -> bool:
    today = now()
    read = [parse_date(text, today + wait) for wait in (timedelta(), timedelta(days=100))]
    return read[0] is not None and read[0] == read[1]
