"""What a page says of itself: JSON-LD, meta, headings, times. Claims only; `extract` decides which to believe.

The order follows who writes them: JSON-LD and Open Graph are made by the publishing system for machines, a heading or a
document title by the theme for people. A page may claim anything, an address on another outlet's host too.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._linked_data import article_of, described, text_of, type_of
from archive.text.folding import fold_line
from archive.text.lines import one_line
from archive.text.references import without_references

_PUBLISHED_META = frozenset(
    (
        *("article:published_time", "og:article:published_time", "og:published_time", "article:published"),
        *("datepublished", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date"),
        *("published_time", "published_at", "og:pubdate", "parsely-pub-date", "sailthru.date", "article.published"),
        *("dc.date.issued", "dc.date.created", "dcterms.issued", "dcterms.created", "cxenseparse:recs:publishtime"),
    )
)
_SITE_TYPE = re.compile(r"^WebSite$|Organization$")
_DATE_META = frozenset(("date", "dc.date", "dcterms.date", "datecreated", "article:created_time"))
_MODIFIED_META = frozenset(("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified"))
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_JUNK_AUTHOR = re.compile(
    r"(?i)\S*(?:://|@|\.(?:png|jpe?g|gif|svg|webp)$)\S*|[\w.-]*\d+|admin|administrator|editor|user|webmaster|root"
)
_OF_A_BYLINE = re.compile(
    r"^(?:(?:كتبت?|مرسلة|نشرت?) بواسطة|بقلم|بواسطة|كتبه|كتبته|(?:[Pp]osted |[Ww]ritten )?[Bb]y)\s*:?\s+"
)
_FRONT = re.compile(r"(?:(?:https?:)?//[^/?#]+)?/?(?:[a-z]{2}/?)?(?:(?:index|home|default)\.\w+)?(?:#.*)?")
_BYLINES = "[rel=author], [itemprop=author] [itemprop=name], .author-name, .byline .author"
LINKED_DATA = 'script[type*="ld+json"]'
DESCRIPTIONS = "meta[name=description], meta[property='og:description']"
_IMAGE_METAS = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")


class Claims:
    """The claims of one parsed page; `url` is the address it was fetched from."""

    def __init__(self, tree: LexborHTMLParser, url: str) -> None:
        self._tree = tree
        self._metas = tuple(_metas(tree))
        self._first = dict(reversed(self._metas))
        self._described = described(node.text() for node in tree.css(LINKED_DATA))
        heading = tree.css_first("h1")
        titles = (self.meta("og:title", "twitter:title"), self.document_title, heading.text() if heading else "")
        self._ld = article_of(self._described, (url, self.canonical, self.meta("og:url")), map(plain, titles))

    def meta(self, *names: str) -> str:
        """The content of the first meta of the first of `names` (lower case) that has one."""
        return next((self._first[name] for name in names if name in self._first), "")

    def site_name(self) -> str:
        return plain(self.meta("og:site_name", "application-name"))

    def publishers(self) -> Iterator[str]:
        """The names by which JSON-LD calls the site and who publishes it."""
        named = [self._ld.get("publisher"), *(item for item in self._described if _SITE_TYPE.search(type_of(item)))]
        yield from (plain(text_of(item.get("name"))) for item in named if isinstance(item, dict))

    @cached_property
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
        of_headings = ("article h1", "main h1", "h1") if self._tree.css_first("h1") else ()
        for selector in (*of_headings, "[itemprop=headline]"):
            node = self._tree.css_first(selector)
            if node and not _leads_to_front(node):
                yield plain(node.text())

    def machine_titles(self) -> Iterator[str]:
        """The titles that the page's system writes for other machines."""
        yield plain(text_of(self._ld.get("headline")))
        title = plain(self.meta("og:title", "twitter:title"))
        yield title
        if title.endswith(("…", "...")):  # a network's own length; another's may be longer
            yield plain(self.meta("twitter:title"))

    @cached_property
    def document_title(self) -> str:
        """What a browser writes on the tab: often with the site's name, on old portals nothing else."""
        node = self._tree.css_first("head title")
        return plain(node.text()) if node else ""

    def authors(self) -> Iterator[str]:
        """Every name the page offers as an author."""
        named = self._ld.get("author")
        for author in named if isinstance(named, list) else [named]:
            yield plain(text_of(author.get("name") if isinstance(author, dict) else author))
        yield plain(self.meta("author", "article:author", "dc.creator", "parsely-author"))
        for node in self._tree.css(_BYLINES)[:3]:
            yield plain(node.text())

    def dates(self) -> Iterator[tuple[str, str]]:
        """Pairs of a source and what it says of the publication, as written.

        The sources are jsonld and meta; date where no meta names a publication: a meta which many systems fill with the
        moment of the answer.
        """
        yield "jsonld", text_of(self._ld.get("datePublished"))
        for source, names in (("meta", _PUBLISHED_META), ("date", _DATE_META)):
            contents = [content for key, content in self._metas if key in names]
            yield from ((source, content) for content in contents)
            if contents:
                return

    def modified(self) -> Iterator[str]:
        """What the page says of its last change."""
        yield text_of(self._ld.get("dateModified"))
        yield from (content for key, content in self._metas if key in _MODIFIED_META)

    def images(self) -> Iterator[tuple[str, str]]:
        """Pairs of the address of the article's picture, as written, and its caption, the most trustworthy first."""
        named = self._ld.get("image")
        for image in named[:9] if isinstance(named, list) else [named]:
            if isinstance(image, dict):
                known = (item for item in self._described if "@id" in image and item.get("@id") == image["@id"])
                whole = next(known, {}) | image
                yield text_of(whole.get("url") or whole.get("contentUrl")), plain(text_of(whole.get("caption")))
            else:
                yield text_of(image), ""
        yield from ((self.meta(name), "") for name in _IMAGE_METAS)


def best_authors(names: Iterable[str], own_names: Iterable[str]) -> tuple[str, ...]:
    """Names of people and desks, without file names, addresses, user names and the outlet's own name."""
    own = {fold_line(name) for name in own_names}
    sound = [
        name
        for name in (_OF_A_BYLINE.sub("", signed) for signed in names)
        if 1 < len(name) <= 80 and fold_line(name) not in own
    ]
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
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        if not name and node.parent is not None and node.parent.tag == "head":  # elsewhere it is of the thing round it
            name = node.attributes.get("itemprop") or ""
        if content := (node.attributes.get("content") or "").strip():
            yield name.strip().lower(), content
