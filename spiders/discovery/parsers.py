"""Bytes of a feed, sitemap, WordPress REST answer or listing page in, entries out. Pure: no network, no Scrapy.

Everything read here is foreign text: entities stay unresolved, only http(s) links pass, and all is capped.
"""

import hashlib
import io
import json
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import urljoin

import feedparser
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.identity.urls import is_web_address
from archive.reading.charset import decode

MAX_ENTRIES, MAX_CHILDREN, MAX_TITLE, MAX_URL = 500, 3, 500, 2_048
MAX_BYTES = 32 * 1024 * 1024
MOST_OF_A_MAP = 50_000
NEXT_PAGE = 'a[rel~="next"], link[rel~="next"], a.next'
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"<[^>]*>")


class FeedContent(TypedDict, total=False):
    """A part of a feed item's text, as feedparser gives it."""

    value: str


class FeedItem(TypedDict, total=False):
    """What we read of a feed's item, as feedparser gives it; `feedburner_origlink` is its address before FeedBurner."""

    link: str
    feedburner_origlink: str
    title: str
    published: str
    updated: str
    summary: str
    content: list[FeedContent]


class UnreadableError(Exception):
    """The body is not what its route says it is."""


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
    """What a route answered, newest first, and what to ask next: an index's sitemaps, a listing's next page."""

    entries: tuple[Entry, ...]
    more: tuple[str, ...] = ()


def read_feed(body: bytes, base: str) -> Found:
    """RSS or Atom. Raises UnreadableError for anything else; an empty feed is no error."""
    # A stream, never bytes or str: feedparser would open those as a local file's name when they happen to be one.
    parsed = feedparser.parse(io.BytesIO(_as_utf8_xml(body)), sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and not parsed.version:
        raise UnreadableError("neither RSS nor Atom")
    return Found(_entries(_feed_entry(item, base) for item in parsed.entries))


def _as_utf8_xml(body: bytes) -> bytes:
    # Feeds declare windows-1256 and send UTF-8, or the other way round: decide by the bytes, then say so.
    text = _XML_DECLARATION.sub("", decode(body).text, count=1)
    return b'<?xml version="1.0" encoding="utf-8"?>' + text.encode("utf-8", "replace")


def _feed_entry(item: FeedItem, base: str) -> Entry | None:
    # Asked for outright, a missing `updated` is answered with `published`.
    published, modified = str(item.get("published", "")), str(item["updated"]) if "updated" in item else ""
    contents = [str(part.get("value", "")) for part in item.get("content", ())]
    texts = (*contents, str(item.get("summary", "")))
    url = str(item.get("feedburner_origlink") or item.get("link") or "")
    return _entry(url, base, str(item.get("title", "")), published, modified, texts)


def read_sitemap(body: bytes, base: str, *, whole: bool = False) -> Found:
    """A news sitemap, a plain one, or an index of them, gzipped or not; newest first. Raises UnreadableError.

    Only the newest are told, unless the `whole` is asked for: a sitemap may hold 50,000 addresses (sitemaps.org).
    """
    root = _xml(_gunzipped(body))
    if _local(root) == "sitemapindex":
        return Found((), _newest_children(root, base, MOST_OF_A_MAP if whole else MAX_CHILDREN))
    if _local(root) != "urlset":
        raise UnreadableError("no sitemap")
    found = [entry for entry in (_sitemap_entry(node, base) for node in root) if entry]
    found.sort(key=lambda entry: entry.published or entry.modified, reverse=True)
    return Found(_entries(found, MOST_OF_A_MAP if whole else MAX_ENTRIES))


def _gunzipped(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, MAX_BYTES)
    except zlib.error as problem:
        raise UnreadableError(f"broken gzip ({problem})") from problem


def _xml(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableError(f"no XML ({problem})") from problem
    if root is None:
        raise UnreadableError("no XML")
    return root


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _fields(node: etree._Element) -> dict[str, str]:
    return {_local(child): (child.text or "").strip() for child in node.iter() if isinstance(child.tag, str)}


def _sitemap_entry(node: etree._Element, base: str) -> Entry | None:
    # An image's own loc and title would hide the page's: only the page's children and the news block count.
    own = {_local(child): (child.text or "").strip() for child in node}
    news = next((_fields(child) for child in node if _local(child) == "news"), {})
    published = news.get("publication_date", "")
    return _entry(own.get("loc", ""), base, news.get("title", ""), published, own.get("lastmod", ""))


def _newest_children(root: etree._Element, base: str, most: int) -> tuple[str, ...]:
    children = [_fields(node) for node in root if _local(node) == "sitemap"]
    children.sort(key=_interest, reverse=True)
    urls = (_address(child.get("loc", ""), base) for child in children)
    return tuple(dict.fromkeys(url for url in urls if url))[:most]


def _interest(child: dict[str, str]) -> tuple[bool, str]:
    # Tags, authors and pages have sitemaps too, and newer ones than the posts sometimes.
    return bool(re.search(r"post|news|article", child.get("loc", ""))), child.get("lastmod", "")


def read_posts(body: bytes, base: str) -> Found:
    """An answer of WordPress's /wp-json/wp/v2/posts. Raises UnreadableError."""
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise UnreadableError("no JSON") from problem
    if not isinstance(posts, list):
        raise UnreadableError("no list of posts")
    return Found(_entries(_post_entry(post, base) for post in posts if isinstance(post, dict)))


def _post_entry(post: Mapping[str, object], base: str) -> Entry | None:
    title = post.get("title")
    rendered = title.get("rendered", "") if isinstance(title, dict) else ""
    published, modified = _gmt(post, "date"), _gmt(post, "modified")
    return _entry(str(post.get("link", "")), base, str(rendered), published, modified)


def _gmt(post: Mapping[str, object], name: str) -> str:
    # WordPress REST: `date_gmt` is UTC without saying so, `date` the site's own time.
    gmt = post.get(f"{name}_gmt")
    return f"{gmt}Z" if gmt else str(post.get(name) or "")


def read_listing(body: bytes, base: str, links: str) -> Found:
    """The article links of an HTML page, in its order, and its next page. Raises UnreadableError where none is found.

    A listing's wording ("منذ ساعتين") changes without the article: its entries carry no fingerprint.
    """
    tree = LexborHTMLParser(decode(body).text)
    entries = _entries(_link_entry(node, base) for node in tree.css(links or "a[href]"))
    if not entries:
        raise UnreadableError("no links")
    following = (_address(node.attributes.get("href") or "", base) for node in tree.css(NEXT_PAGE))
    return Found(entries, tuple(url for url in following if url)[:1])


def _link_entry(node: LexborNode, base: str) -> Entry | None:
    href = node.attributes.get("href") or ""
    entry = _entry(href, base, node.attributes.get("title") or node.text(separator=" "))
    return Entry(url=entry.url, title=entry.title) if entry else None


def _entry(
    url: str, base: str, title: str, published: str = "", modified: str = "", texts: tuple[str, ...] = ()
) -> Entry | None:
    address = _address(url, base)
    if not address:
        return None
    title, published, modified = _line(title), _line(published), _line(modified)
    words = " ".join(_TAG.sub(" ", text) for text in texts).split()
    digest = hashlib.sha256("\x1f".join((title, published, modified, " ".join(words))).encode("utf-8", "replace"))
    return Entry(url=address, title=title, published=published, modified=modified, fingerprint=digest.hexdigest())


def _address(url: str, base: str) -> str:
    """An absolute http(s) address, or nothing."""
    try:
        address = urljoin(base, _CONTROLS.sub("", url).strip())
    except ValueError:
        return ""
    return address if len(address) <= MAX_URL and is_web_address(address) else ""


def _line(text: str) -> str:
    return " ".join(_CONTROLS.sub("", _TAG.sub(" ", text)).split())[:MAX_TITLE]


def _entries(found: Iterable[Entry | None], most: int = MAX_ENTRIES) -> tuple[Entry, ...]:
    first: dict[str, Entry] = {}
    for entry in found:
        if entry:
            first.setdefault(entry.url, entry)
    return tuple(first.values())[:most]
