"""RSS 0.9 to 2.0, RSS 1.0 and Atom, well made or not: what each item says of one article.

By our own hand and not feedparser's, because what reads foreign bytes must cost no more than their size and lose no
feed for one item; that both find the same is checked over feedparser's own test feeds (tests/bench/fixtures.py).
"""

import re
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml import etree

from archive.identity.urls import is_web_address
from spiders.discovery._characters import resolved
from spiders.discovery._entries import (
    MAX_ENTRIES,
    Entry,
    Found,
    LeftOutError,
    UnreadableError,
    address_of,
    entry_of,
    gathered,
)
from spiders.discovery._markup import Block, Blocks, attribute, document_in, element_in, local, text_of
from spiders.discovery._newest import moment_of, newest
from spiders.discovery._unpacking import Text

Fields = dict[str, list[etree._Element]]
_ATOM = ("http://www.w3.org/2005/atom", "http://purl.org/atom/ns#")
# Namespaces go by their address, and by their usual prefix where a feed forgot to declare it.
_SHORT = {
    **dict.fromkeys(_ATOM, "atom"),
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
}
_ALIAS = {"a10": "atom", "dct": "dcterms"}
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_BASE = re.compile(r"""\bxml:base\s*=\s*["']([^"'<>]{1,2000})["']""")
_NAMESPACE = re.compile(r"""\bxmlns:[\w.-]{1,40}\s*=\s*(?:"[^"<>]{0,300}"|'[^'<>]{0,300}')""")
_OPEN_TAG = re.compile(r"<(?:[\w.-]{1,40}:)?(?:rss|feed|rdf|channel)\b[^>]{0,8000}>", re.I)
_LINK = re.compile(r"<(?:[\w.-]{1,40}:)?link\b[^<>]{1,4000}>", re.I)
_NEXT = re.compile(r"""\brel\s*=\s*["']next["']""", re.I)
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"'<>]{1,2000})["']""", re.I)
_PUBLISHED = ("pubdate", "published", "atom:published", "issued", "dcterms:created", "dcterms:issued", "created")
_MODIFIED = ("updated", "atom:updated", "modified", "dcterms:modified")
_TEXTS = ("content", "content:encoded", "summary", "description")
_DATE = re.compile(r"<(?:[\w.-]{1,40}:)?(?:pubdate|published|issued|date|updated)\b[^<>]*>\s*([^<]{4,60})", re.I)
# What is found further down only because a tag before it was never closed.
_OF_OTHERS = frozenset({"source", "author", "contributor", "image", "textinput", "enclosure", "group", "thumbnail"})
_OFTEN_SWALLOWED = ("link", "guid", "id", "pubdate", "published", "updated")


@dataclass(frozen=True, slots=True)
class _Feed:
    """What all items of a feed share: its text, the address links are relative to, its root's namespaces."""

    text: str
    address: str
    base: str
    declared: str


def read(answer: Text, address: str, most: int = MAX_ENTRIES) -> Found:
    """The items of the feed at this address, in their order, the newest `most` of too many. Raises UnreadableError."""
    document = document_in(answer.text)
    if document.root not in ("rss", "feed", "rdf", "channel"):
        raise UnreadableError("no_feed")
    blocks = [block for block in Blocks(answer.text, "item", "entry", start=document.start) if block.whole]
    end = blocks[-1].end if blocks else document.start
    notes = [*answer.notes, *document.notes(end)]
    if len(blocks) > most:
        notes.append("capped")
        blocks = _newest(answer.text, blocks, most)
    head = blocks[0].start if blocks else len(answer.text)
    feed = _feed(answer.text, address, document.start, head)
    found = gathered(blocks, lambda block: _entry(feed, block), notes)
    return replace(found, more=_following(feed, document.start, head))


def _following(feed: _Feed, start: int, end: int) -> tuple[str, ...]:
    """The page that a paged feed names as its next (RFC 5005, section 3)."""
    for link in _LINK.findall(feed.text, start, min(end, start + 64_000)):
        if _NEXT.search(link) and (written := _HREF.search(link)):
            with suppress(LeftOutError):
                return (address_of(resolved(written[1]), feed.address, feed.base),)
    return ()


def _newest(text: str, blocks: list[Block], most: int) -> list[Block]:
    dates = (_DATE.search(text, block.start, block.end) for block in blocks)
    moments = array("d", (moment_of(date[1].strip()) if date else 0.0 for date in dates))
    return [blocks[i] for i in newest(moments, array("d", [-1.0]) * len(blocks), most)]


def _feed(text: str, address: str, start: int, end: int) -> _Feed:
    base = address
    opened = _OPEN_TAG.findall(text, start, min(end, start + 64_000))[:2]
    for tag in opened:
        if found := _BASE.search(tag):
            base = _joined(base, found[1])
    namespaces = dict.fromkeys(found[0] for tag in opened for found in _NAMESPACE.finditer(tag))
    # A prefix declared twice would be no XML.
    by_prefix = {one.partition("=")[0].strip(): one for one in list(namespaces)[:60]}
    return _Feed(text, address, base, " ".join(by_prefix.values()))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return base


def _entry(feed: _Feed, block: Block) -> Entry:
    item = element_in(feed.text, block, feed.declared)
    fields = _fields(item)
    title = text_of(_first(fields, "title", "atom:title", "dc:title"))
    published = text_of(_first(fields, *_PUBLISHED)) or text_of(_first(fields, "dc:date"))
    texts = [text_of(element) for name in _TEXTS for element in fields.get(name, ())]
    return entry_of(
        _address(feed, item, fields), feed.address, title, published, text_of(_first(fields, *_MODIFIED)), texts
    )


def _address(feed: _Feed, item: etree._Element, fields: Fields) -> str:
    """The first address an item gives that can be its article's. Raises LeftOutError with what is wrong with it."""
    reasons = []
    for written, element in _links(item, fields):
        try:
            # What is relative is so to xml:base; whether it is the feed's own is told by the feed's address.
            return address_of(written, feed.address, _base_of(feed, element))
        except LeftOutError as reason:
            reasons.append(reason)
    raise next((reason for reason in reasons if reason.word != "no_address"), LeftOutError("no_address"))


def _base_of(feed: _Feed, element: etree._Element) -> str:
    base = feed.base
    for outer in reversed([element, *element.iterancestors()]):
        base = _joined(base, outer.get(_XML_BASE) or "")
    return base


def _fields(item: etree._Element) -> Fields:
    """An item's children by name: those of its own namespace plain, others as `dc:date`; then what was swallowed."""
    own = _namespace(item)
    fields: Fields = {}
    for child in item:
        if isinstance(child.tag, str):
            name, space = local(child), _namespace(child)
            fields.setdefault(name if space == own else f"{space}:{name}", []).append(child)
    for child in item.iterdescendants():
        name = local(child)
        if name in _OFTEN_SWALLOWED and name not in fields and _namespace(child) == own and _is_of(item, child):
            fields[name] = [child]
    return fields


def _is_of(item: etree._Element, element: etree._Element) -> bool:
    """Does what stands deep in an item speak of the item, and not of its source, its author or a picture?"""
    return not any(local(outer) in _OF_OTHERS for outer in element.iterancestors() if outer is not item)


def _namespace(element: etree._Element) -> str:
    """The namespace of an element: its short name where we know it, else its address, undeclared prefix or nothing."""
    tag = str(element.tag)
    if tag.startswith("{"):
        uri = tag[1:].partition("}")[0].lower()
        return _SHORT.get(uri, uri)
    prefix = tag.rpartition(":")[0].lower()
    return _ALIAS.get(prefix, prefix)


def _first(fields: Fields, *names: str) -> etree._Element | None:
    """The first element of the first of these names that holds text."""
    return next((one for name in names for one in fields.get(name, ()) if text_of(one)), None)


def _links(item: etree._Element, fields: Fields) -> Iterator[tuple[str, etree._Element]]:
    """The addresses an item may mean its article by, as written, the best first, and the elements they stand in."""
    for element in fields.get("feedburner:origlink", ()):
        yield text_of(element), element
    plain = fields.get("link", [])
    # Of several, the last: other readers of feeds do so, and sites are made for them.
    yield from ((text_of(element), element) for element in reversed(plain))
    alternates = [one for one in (*plain, *fields.get("atom:link", ())) if _is_alternate(one)]
    # Of several, the page: the others are the same text as PDF or data.
    for element in sorted(alternates, key=lambda one: "html" not in (attribute(one, "type") or "html")):
        yield attribute(element, "href"), element
    for element in fields.get("guid", ()):
        if _is_permanent(element):
            yield text_of(element), element
    for element in (*fields.get("id", ()), *fields.get("atom:id", ())):
        if _is_absolute(text_of(element)):
            yield text_of(element), element
    yield attribute(item, "href"), item  # CDF


def _is_alternate(link: etree._Element) -> bool:
    return (attribute(link, "rel") or "alternate").strip().lower().rpartition("/")[2] == "alternate"


def _is_permanent(guid: etree._Element) -> bool:
    """RSS 2.0: a guid is a link unless it says otherwise. It says so of numbers, too: only an address is one."""
    return attribute(guid, "ispermalink").strip().lower() != "false" and _is_absolute(text_of(guid))


def _is_absolute(address: str) -> bool:
    return is_web_address(address.strip())
