"""What a page says of itself: JSON-LD, meta, headings, times. Claims only; `extract` decides which to believe.

The order follows who writes them: JSON-LD and Open Graph are made by the publishing system for machines, a heading or a
document title by the theme for people. A page may claim anything, an address on another outlet's host too.
"""

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.text.folding import fold_line
from archive.text.lines import one_line
from archive.text.references import without_references

_PUBLISHED_META = frozenset(
    (
        *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "date"),
        *("pubdate", "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date"),
        *("dc.date", "dc.date.issued", "dcterms.created", "dcterms.date"),
    )
)
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report)$")
_SITE_TYPE = re.compile(r"^WebSite$|Organization$")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_JUNK_AUTHOR = re.compile(
    r"(?i)\S*(?:://|@|\.(?:png|jpe?g|gif|svg|webp)$)\S*|[\w.-]*\d+|admin|administrator|editor|user|webmaster|root"
)
_FRONT = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?(?:[a-z]{2}/?)?(?:(?:index|home|default)\.\w+)?(?:#.*)?")
_BYLINES = "[rel=author], [itemprop=author] [itemprop=name], .author-name, .byline .author"
_LD = 'script[type*="ld+json"]'
_IMAGE_METAS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
_DEEPEST = 6

# An object of a JSON-LD document: whatever somebody wrote.
LdObject = dict[str, object]


class Claims:
    """The claims of one parsed page; `url` is the address it was fetched from."""

    def __init__(self, tree: LexborHTMLParser, url: str) -> None:
        self._tree = tree
        self._metas = tuple(_metas(tree))
        self._described = [item for node in tree.css(_LD) for item in _objects(_loads(node.text()))]
        self._ld = _article_ld(self._described, url)

    def meta(self, *names: str) -> str:
        """The content of the first meta of the first of `names` (lower case) that has one."""
        return next((content for name in names for key, content in self._metas if key == name), "")

    def site_name(self) -> str:
        return plain(self.meta("og:site_name", "application-name"))

    def publishers(self) -> Iterator[str]:
        """The names by which JSON-LD calls the site and who publishes it."""
        named = [self._ld.get("publisher"), *(item for item in self._described if _SITE_TYPE.search(_type_of(item)))]
        yield from (plain(_text_of(item.get("name"))) for item in named if isinstance(item, dict))

    def canonical(self) -> str:
        link = self._tree.css_first("link[rel~=canonical]")
        return ((link.attributes.get("href") if link else "") or self.meta("og:url")).strip()

    def lang(self) -> str:
        """The first part of the page's language tag, lower case: ar, en, ku."""
        root = self._tree.css_first("html")
        tag = (root.attributes.get("lang") if root else "") or self.meta("og:locale", "content-language")
        return re.split("[-_]", tag.strip().lower())[0][:3]

    def titles(self) -> Iterator[str]:
        """Every title the page marks as one, the most trustworthy first, as shown to a reader."""
        yield from self.machine_titles()
        for selector in ("article h1", "main h1", "h1", "[itemprop=headline]"):
            node = self._tree.css_first(selector)
            if node and not _leads_to_front(node):
                yield plain(node.text())

    def machine_titles(self) -> Iterator[str]:
        """The titles that the page's system writes for other machines."""
        yield plain(_text_of(self._ld.get("headline")))
        yield plain(self.meta("og:title", "twitter:title"))

    def document_title(self) -> str:
        """What a browser writes on the tab: often with the site's name, on old portals nothing else."""
        node = self._tree.css_first("head title")
        return plain(node.text()) if node else ""

    def authors(self) -> Iterator[str]:
        """Every name the page offers as an author."""
        named = self._ld.get("author")
        for author in named if isinstance(named, list) else [named]:
            yield plain(_text_of(author.get("name") if isinstance(author, dict) else author))
        yield plain(self.meta("author", "article:author", "dc.creator", "parsely-author"))
        for node in self._tree.css(_BYLINES)[:3]:
            yield plain(node.text())

    def dates(self) -> Iterator[tuple[str, str]]:
        """Pairs of a source (jsonld, meta, time) and what it says of the publication, as written."""
        yield "jsonld", _text_of(self._ld.get("datePublished"))
        yield from (("meta", content) for key, content in self._metas if key in _PUBLISHED_META)
        for node in self._tree.css("[itemprop=datePublished]")[:1]:
            yield "meta", node.attributes.get("content") or node.attributes.get("datetime") or node.text()
        if times := _publication_times(self._tree):
            yield "time", times[0].attributes.get("datetime") or ""

    def images(self) -> Iterator[tuple[str, str]]:
        """Pairs of the address of the article's picture, as written, and its caption, the most trustworthy first."""
        named = self._ld.get("image")
        for image in named[:9] if isinstance(named, list) else [named]:
            if isinstance(image, dict):
                known = (item for item in self._described if "@id" in image and item.get("@id") == image["@id"])
                whole = next(known, {}) | image
                yield _text_of(whole.get("url") or whole.get("contentUrl")), plain(_text_of(whole.get("caption")))
            else:
                yield _text_of(image), ""
        yield from ((self.meta(name), "") for name in _IMAGE_METAS)


def best_authors(names: Iterable[str], own_names: Iterable[str]) -> tuple[str, ...]:
    """Names of people and desks, without file names, addresses, user names and the outlet's own name."""
    own = {fold_line(name) for name in own_names}
    sound = [name for name in names if 1 < len(name) <= 80 and fold_line(name) not in own]
    return tuple(dict.fromkeys(name for name in sound if not _JUNK_AUTHOR.fullmatch(name)))


def plain(text: str) -> str:
    """One line without markup escapes, control characters and bidi controls."""
    return one_line(_UNSEEN.sub(" ", without_references(text)))


def _leads_to_front(node: LexborNode) -> bool:
    """Is it a link to a front page, as a logo is?"""
    link = node.css_first("a[href]")
    return link is not None and _FRONT.fullmatch((link.attributes.get("href") or "").strip()) is not None


def _metas(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        if content := (node.attributes.get("content") or "").strip():
            yield name.strip().lower(), content


def _publication_times(tree: LexborHTMLParser) -> list[LexborNode]:
    inside = tree.css("article header time[datetime], article time[datetime], main time[datetime]")
    times = inside or tree.css("time[datetime]")
    return [node for node in times if "updated" not in (node.attributes.get("class") or "").split()] or times


def _article_ld(objects: list[LdObject], url: str) -> LdObject:
    """The JSON-LD object of the article at `url`: of several, the one that names the address; else a page's."""
    articles = [item for item in objects if _ARTICLE_TYPE.search(_type_of(item))]
    path = unquote(urlsplit(url).path).rstrip("/")
    named = [item for item in articles if path and path in unquote(json.dumps(item, ensure_ascii=False)[:20_000])]
    pages = [item for item in objects if "datePublished" in item]
    return next(iter(named or articles or pages), {})


def _loads(script: str) -> object:
    try:
        return json.loads(script.strip().removeprefix("<!--").removesuffix("-->").strip("; \n\t"), strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(value: object, depth: int = 0) -> Iterator[LdObject]:
    """The described things at the top of a document, in lists and @graph; not those of a list of other articles."""
    if isinstance(value, list):
        for item in value[:200] if depth < _DEEPEST else ():
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity"):
            if _type_of(value) != "ItemList":
                yield from _objects(value.get(name), depth + 1) if depth < _DEEPEST else ()


def _type_of(item: LdObject) -> str:
    kind = item.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _text_of(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return value if isinstance(value, str) else ""
