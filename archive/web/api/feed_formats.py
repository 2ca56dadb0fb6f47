"""A feed as Atom (RFC 4287) or JSON Feed 1.1: bytes that change only when what they say changes.

Written with lxml: the libraries for feeds know one language a feed, and our entries have their own.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.builder import ElementMaker

from archive.web.app.compat import Response

ATOM_TYPE = "application/atom+xml; charset=utf-8"
JSON_TYPE = "application/feed+json; charset=utf-8"
ATOM = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NEVER = "1970-01-01T00:00:00Z"
# What XML 1.0 cannot hold, and the marks that turn the direction of text beyond the title they stand in.
_UNWANTED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")
_atom = ElementMaker(namespace=ATOM, nsmap={None: ATOM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `url` is its page here, `source` the outlet's; `html` is a safe fragment; instants are ISO 8601, UTC.

    `published` is empty where only the day is known.
    """

    id: str
    title: str
    url: str
    updated: str
    html: str
    author: str
    lang: str = ""
    published: str = ""
    source: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """`url` is the feed's own address and id, `page` the page it stands for, `following` the feed of what is older."""

    title: str
    url: str
    page: str
    lang: str
    entries: list[Entry] = field(default_factory=list)
    following: str = ""

    @property
    def updated(self) -> str:
        """When its newest change was seen; NEVER where it is empty: the time of asking would be new each time."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def tag(article_id: int, n: int | None = None) -> str:
    """The name of an article, or of one version of it, wherever the archive is served (a tag URI, RFC 4151)."""
    return f"tag:warraq,2026:article/{article_id}" + (f"/version/{n}" if n is not None else "")


def clean(text: str) -> str:
    """The text without what XML cannot hold and without marks that would turn the words after it."""
    return _UNWANTED.sub("", text)


def atom(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    root = _atom.feed(
        {LANG: feed.lang},
        _atom.id(feed.url),
        _atom.title(clean(feed.title)),
        _atom.updated(feed.updated),
        _link("self", feed.url, "application/atom+xml"),
        _link("alternate", feed.page, "text/html"),
        *([_link("next", feed.following, "application/atom+xml")] if feed.following else []),
        *map(_entry, feed.entries),
    )
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _link(rel: str, href: str, kind: str) -> etree._Element:
    return _atom.link(rel=rel, href=href, type=kind)


def _entry(entry: Entry) -> etree._Element:
    return _atom.entry(
        {LANG: entry.lang} if entry.lang else {},
        _atom.id(entry.id),
        _atom.title(clean(entry.title)),
        _atom.updated(entry.updated),
        *([_atom.published(entry.published)] if entry.published else []),
        _atom.author(_atom.name(clean(entry.author))),
        _link("alternate", entry.url, "text/html"),
        *([_link("via", clean(entry.source), "text/html")] if entry.source else []),
        *(_atom.category(term=clean(category)) for category in entry.categories),
        _atom.summary(clean(entry.html), type="html"),
    )


def json_feed(feed: Feed) -> bytes:
    """The feed as a JSON Feed document (jsonfeed.org/version/1.1)."""
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.url,
        "next_url": feed.following,
        "language": feed.lang,
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(_without_empty(values), ensure_ascii=False, indent=1).encode("utf-8")


def _item(entry: Entry) -> Mapping[str, object]:
    values = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.source,
        "title": clean(entry.title),
        "content_html": clean(entry.html),
        "date_published": entry.published,
        "date_modified": entry.updated,
        "authors": [{"name": clean(entry.author)}],
        "tags": list(entry.categories),
        "language": entry.lang,
    }
    return _without_empty(values)


def _without_empty(values: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in values.items() if value != ""}


WRITERS = {"atom": (atom, ATOM_TYPE), "json": (json_feed, JSON_TYPE)}


def feed_answer(feed: Feed, form: str, headers: Mapping[str, str]) -> Response:
    """The feed as an answer; `form` is one of WRITERS."""
    write, kind = WRITERS[form]
    return Response(write(feed), 200, dict(headers), kind)
