"""Pages that list articles: the links a selector names, in their order, and the next page."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

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
from spiders.discovery._pages import MOST_OF_A_PAGE, base_of, tree_of
from spiders.discovery._unpacking import Text

NEXT_PAGE = 'a[rel~="next"], link[rel~="next"], a.next, .next a, a[class*="next-page"], a[class*="next_page"]'
# How a list numbers its pages in their addresses: /page/2/, ?page=2, ?paged=2, &pg=2.
_NUMBERED = re.compile(r"(?:/page/|[?&](?:page|paged|pg|pageno|pagenumber|pageindex)=)(\d{1,5})(?=$|[/&#])", re.I)


def read(answer: Text, url: str, links: str) -> Found:
    """The links of the page at `url` that the CSS selector `links` names. Raises UnreadableError where none is.

    A listing's wording ("منذ ساعتين") changes without the article: its entries carry no fingerprint.
    """
    tree = tree_of(answer.text)
    base = base_of(tree, url)
    nodes = tree.css(links or "a[href]")
    notes = [*answer.notes, *(["capped"] if len(answer.text) > MOST_OF_A_PAGE else [])]
    found = gathered(nodes, lambda node: _entry(node, base, url), notes, MAX_ENTRIES)
    if not found.entries:
        raise UnreadableError("no_links")
    return replace(found, more=tuple(_following(tree, base, url))[:1])


def _entry(node: LexborNode, base: str, url: str) -> Entry:
    entry = entry_of(_address(node, base, url), url, node.attributes.get("title") or node.text(separator=" "))
    return replace(entry, fingerprint="")


def _address(node: LexborNode, base: str, url: str) -> str:
    return address_of(node.attributes.get("href") or "", url, base)


def _following(tree: LexborHTMLParser, base: str, url: str) -> Iterator[str]:
    for node in tree.css(NEXT_PAGE):
        with suppress(LeftOutError):
            yield _address(node, base, url)
    # A row of page numbers without a word for the next one.
    wanted = _page_of(url) + 1
    for node in tree.css("a[href]"):
        if _NUMBERED.search(node.attributes.get("href") or ""):
            with suppress(LeftOutError):
                address = _address(node, base, url)
                if _page_of(address) == wanted and _without_page(address) == _without_page(url):
                    yield address


def _without_page(address: str) -> str:
    return _NUMBERED.sub("", address).rstrip("/")


def _page_of(address: str) -> int:
    """Which page of a list this is; one that bears no number is the first."""
    found = _NUMBERED.search(address)
    return int(found[1]) if found else 1
