"""Finds the items of an XML document without believing that it is one: noise around it, a missing end, broken items.

Every item is cut out of the text first and parsed alone, so that what breaks one breaks no other, and the cost of a
hostile answer grows with its size and no faster. Measured before: feedparser needed 14 s for 3 MB of nested tags and
gave up a whole feed for one illegal reference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from spiders.discovery._characters import mended

ROOTS = ("rss", "feed", "rdf", "channel", "urlset", "sitemapindex")
_PREFIX = r"(?:[\w.-]{1,40}:)?"
_ROOT = re.compile(rf"<!--|<{_PREFIX}(?P<name>{'|'.join(ROOTS)}|html)(?=[\s/>])", re.I)
# Comments, processing instructions and a document type may stand round the root.
_MISC = re.compile(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.I | re.DOTALL)
_LOOKED_AT, _LONGEST_TAG = 8_192, 2_048
# Nothing is fetched, no entity is multiplied, and what is broken is read as far as it goes.
_PARSER = etree.XMLParser(
    recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
)


@dataclass(frozen=True, slots=True)
class Document:
    """Where the first root element of a text begins, its name in lower case (empty: there is none; `html`: a page)."""

    text: str
    root: str
    start: int

    def notes(self, end_of_items: int) -> Iterator[str]:
        """The words of entries.NOTES for what stands round the root, whose last item ends there."""
        before = self.text[: self.start].lstrip("\ufeff")
        # A declaration is one only at the very beginning.
        if _stray(before[-_LOOKED_AT:]) or before.find("<?xml") > 0:
            yield "dirty"
        end = re.compile(rf"</{_PREFIX}{self.root}\s*>", re.I).search(self.text, end_of_items)
        if end is None:
            yield "cut_off"
        elif _stray(self.text[end.end() : end.end() + _LOOKED_AT]):
            yield "dirty"


def _stray(text: str) -> str:
    return _MISC.sub("", text).strip("\ufeff \t\r\n\x00\x1a")


def document_in(text: str) -> Document:
    """Find the root. A page of HTML before it hides it: scripts and texts of pages quote feeds."""
    closed = True
    at = 0
    while found := _ROOT.search(text, at):
        if found[0] != "<!--":
            return Document(text, found["name"].lower(), found.start())
        end = text.find("-->", found.end()) if closed else -1
        closed = end >= 0
        at = end + 3 if closed else found.end()
    return Document(text, "", len(text))


@dataclass(frozen=True, slots=True)
class Block:
    """Where an item stands in the text, and the name of its element; `whole` when its end was found."""

    start: int
    end: int
    name: str
    whole: bool = True


class Blocks:
    """The elements of these names, in their order, one after the other; never one inside the other."""

    def __init__(self, text: str, *names: str, start: int = 0) -> None:
        self._text, self._at = text, start
        self._token = re.compile(
            # Names in any case, as feeds write them; a section only as XML has it, or it would end far behind.
            rf"<!--|<!\[CDATA\[|<(?P<end>/?)(?P<prefix>{_PREFIX})(?P<name>(?i:{'|'.join(names)}))(?=[\s/>])"
        )
        # Where a comment or section has no end, no later one has: not looked for again.
        self._endless: set[str] = set()

    def __iter__(self) -> Iterator[Block]:
        """An item that never ends (the answer was cut) comes last and is not whole; one before another's start is."""
        text, begun, prefix = self._text, None, None
        for token in self._tokens():
            if prefix is None:
                prefix = token["prefix"]
            if token["prefix"] != prefix:
                continue
            if not token["end"]:
                if begun is not None:
                    yield Block(begun.start(), token.start(), begun["name"].lower())
                begun = token
            end = text.find(">", token.end(), token.end() + _LONGEST_TAG)
            closes = bool(token["end"]) or text[end - 1] == "/"
            if begun is not None and closes and end >= 0:
                yield Block(begun.start(), end + 1, begun["name"].lower())
                begun = None
        if begun is not None:
            yield Block(begun.start(), len(text), begun["name"].lower(), whole=False)

    def _tokens(self) -> Iterator[re.Match[str]]:
        while token := self._token.search(self._text, self._at):
            self._at = token.end()
            if token["name"]:
                yield token
            else:
                self._skip("-->" if token[0] == "<!--" else "]]>")

    def _skip(self, closing: str) -> None:
        end = -1 if closing in self._endless else self._text.find(closing, self._at)
        if end < 0:
            self._endless.add(closing)
        else:
            self._at = end + len(closing)


def element_in(text: str, block: Block, declared: str = "") -> etree._Element:
    """The element at a block, parsed alone; `declared` are the namespace attributes of its root, as written.

    Raises what lxml raises, and IndexError where there is no element.
    """
    wrapped = etree.fromstring(f"<x {declared}>{mended(text[block.start : block.end])}</x>", _PARSER)
    return wrapped[0]


def text_of(element: etree._Element | None) -> str:
    """All text inside an element, without the spaces round it; empty for none."""
    return "".join(element.itertext()).strip() if element is not None else ""


def local(element: etree._Element) -> str:
    """The name of an element in lower case, without namespace and prefix."""
    return re.split("[}:]", element.tag)[-1].lower() if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """An attribute whose name may be in capitals; empty where there is none."""
    return next((str(value) for key, value in element.items() if str(key).lower() == name), "")
