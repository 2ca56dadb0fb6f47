"""The readers of what routes answer, fenced: whatever happens inside one, out comes Found or UnreadableError.

Pure: no network, no Scrapy. Bytes may be gzipped, cut off, in any charset and full of noise; that is noted
in `Found.notes` and `Found.left_out`.
"""

import logging
from collections.abc import Callable

from spiders.discovery import _channel, _feeds, _listing, _sitemap, _wordpress_posts
from spiders.discovery._entries import CLOSED, MAX_ENTRIES, MAX_TITLE, MAX_URL, Entry, Found, UnreadableError
from spiders.discovery._unpacking import Text, unpacked

__all__ = [
    "CLOSED",
    "MAX_ENTRIES",
    "MAX_TITLE",
    "MAX_URL",
    "Entry",
    "Found",
    "UnreadableError",
    "read_channel",
    "read_feed",
    "read_listing",
    "read_posts",
    "read_sitemap",
]

_log = logging.getLogger(__name__)


def read_feed(body: bytes, base: str) -> Found:
    """RSS or Atom. Raises UnreadableError for anything else; an empty feed is no error."""
    return _fenced(body, lambda answer: _feeds.read(answer, base))


def read_sitemap(body: bytes, base: str, *, whole: bool = False) -> Found:
    """A news sitemap, a plain one, a list of addresses, a feed, or an index of sitemaps; newest first.

    Only the newest are given, unless the `whole` is asked for: a sitemap may hold 50,000 addresses (sitemaps.org).
    Raises UnreadableError.
    """
    return _fenced(body, lambda answer: _sitemap.read(answer, base, whole=whole))


def read_posts(body: bytes, base: str) -> Found:
    """An answer of WordPress's /wp-json/wp/v2/posts. Raises UnreadableError."""
    return _fenced(body, lambda answer: _wordpress_posts.read(answer, base))


def read_listing(body: bytes, base: str, links: str) -> Found:
    """The article links of an HTML page, in its order, and its next page. Raises UnreadableError where none is found.

    A listing's wording ("منذ ساعتين") changes without the article: its entries carry no fingerprint.
    """
    return _fenced(body, lambda answer: _listing.read(answer, base, links))


def read_channel(body: bytes, base: str, channel: str) -> Found:
    """The messages of a channel that a page of its public preview shows, and the page before it. Raises
    UnreadableError."""
    return _fenced(body, lambda answer: _channel.read(answer, base, channel))


def _fenced(body: bytes, read: Callable[[Text], Found]) -> Found:
    try:
        return read(unpacked(body))
    except UnreadableError:
        raise
    except Exception as problem:
        # Foreign bytes find every fault of every library; none of them is worth a crawl.
        _log.warning("a reader failed on %d bytes", len(body), exc_info=True)
        raise UnreadableError("reader_failed") from problem
