"""An answer of a route: what its reader finds in it, whatever that reader does, and the articles among that."""

import logging
from collections.abc import Callable, Iterable

from lxml import etree
from scrapy.http import Response

from archive.crawl_state.revisits import Listed
from archive.exchange import Hint
from archive.identity.keys import key_of
from archive.identity.urls import clean_url
from archive.model import Outlet, Route
from archive.reading.site_notices import site_notice
from spiders.discovery.parsers import Entry, Found, UnreadableError
from spiders.http.headers import headers_of

DAMAGED = frozenset({"cut_off", "dirty"})
XML_KINDS = frozenset({"feed", "news-sitemap"})
LONGEST_EMPTY, GZIP = 2**20, b"\x1f\x8b"

Read = Callable[[Route, bytes, str], Found]
_log = logging.getLogger(__name__)


def read_fenced(read: Read, route: Route, response: Response) -> Found | str:
    """What a route's reader finds in an answer, or the word why nothing: an odd outlet's own may raise anything."""
    try:
        found = read(route, response.body, response.url)
        note = found.note
    except UnreadableError as problem:
        return problem.word
    except Exception:
        _log.warning("the reader of %s failed on what it answered", response.url, exc_info=True)
        return "reader_failed"
    if note:
        _log.info("%s: %s", response.url, note)
    return found


def why_nothing(found: Found, route: Route, response: Response) -> str:
    """The word for an answer in which no article is listed: `empty_feed` only where it is whole and says so."""
    if found.entries:
        return "no_articles"
    is_damaged = bool(found.left_out) or not DAMAGED.isdisjoint(found.notes)
    return "parse" if is_damaged or (route.kind in XML_KINDS and not _is_whole(response.body)) else "empty_feed"


def why_unreadable(response: Response, url: str) -> str:
    """The word for an answer of `url` that its reader made nothing of: what it says itself, where it says anything."""
    if notice := site_notice(headers_of(response), response.body):
        return notice
    return "parse" if clean_url(response.url) == clean_url(url) else "moved"


def _is_whole(body: bytes) -> bool:
    """Is this XML to its end? A list of nothing is short: what is long was not read. What is packed was unpacked."""
    if body.startswith(GZIP) or len(body) > LONGEST_EMPTY:
        return body.startswith(GZIP)
    try:
        etree.fromstring(body.strip(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    return True


def articles_in(entries: Iterable[Entry], outlet: Outlet) -> list[Listed]:
    """The entries that are articles of `outlet`, each once, in their order."""
    listed: dict[str, Listed] = {}
    for entry in entries:
        try:
            key, url = key_of(entry.url, outlet), clean_url(entry.url)
        except ValueError as problem:  # An address that no rule of addresses understands is no article's.
            _log.info("an address was left out: %r", problem)
            continue
        if key:
            hint = Hint(title=entry.title, published=entry.published, modified=entry.modified)
            listed.setdefault(key, Listed(key, url, hint, entry.fingerprint))
    return list(listed.values())
