"""Where a front page lists its articles: the CSS selector under which the most headlines stand. Pure."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.identity.keys import key_of
from archive.identity.urls import clean_url
from archive.model import Outlet
from archive.reading.charset import decode

# A headline has words; menus and "read more" have fewer. Fewer links than this are a menu or a teaser, no list.
FEWEST_WORDS, FEWEST_LINKS = 4, 3
HEADINGS = ("h1", "h2", "h3", "h4")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_HIGHEST = 3


def headline_links(page: bytes, url: str, outlet: Outlet) -> str:
    """The selector whose links are the most headlines of `outlet` on the page at `url`; empty where none is."""
    groups: dict[str, set[str]] = defaultdict(set)
    for link in LexborHTMLParser(decode(page).text).css("a[href]"):
        address = _address(link, url)
        if len(link.text(separator=" ").split()) >= FEWEST_WORDS and key_of(address, outlet):
            for selector in _selectors(link):
                groups[selector].add(clean_url(address))
    # Of two with as many links the first is nearer to the link, and so the narrower.
    best = max(groups, key=lambda selector: len(groups[selector]), default="")
    return best if best and len(groups[best]) >= FEWEST_LINKS else ""


def _selectors(link: LexborNode) -> Iterator[str]:
    if name := _class(link):
        yield f"a.{name}"
    node = link.parent
    for _ in range(_HIGHEST):
        if node is None or node.tag == "body":
            return
        if name := _class(node):
            yield f"{node.tag}.{name} a"
            return
        if node.tag in HEADINGS:
            yield f"{node.tag} a"
        node = node.parent


def _class(node: LexborNode) -> str:
    names = (node.attributes.get("class") or "").split()
    return next((name for name in names if _NAME.fullmatch(name)), "")


def _address(link: LexborNode, base: str) -> str:
    try:
        return urljoin(base, (link.attributes.get("href") or "").strip())
    except ValueError:
        return ""
