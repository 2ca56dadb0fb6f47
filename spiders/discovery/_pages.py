"""HTML pages as trees, unless they were made to cost more than they are worth."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from spiders.discovery._characters import clean
from spiders.discovery._entries import UnreadableError

# A tree costs up to forty times its text.
MOST_OF_A_PAGE = 4 * 1024 * 1024
# One tag of megabytes (an inlined picture, an address without end) must not push the links behind it out of the page.
_ENDLESS_TAG = re.compile(r"<[a-z/][^<>]{65536,}>", re.I)
# Browsers stop at 512. The parser looks through all open elements at every tag: 80,000 nested ones took it 22 s.
DEEPEST = 512
# What is never open for long: elements without content, and those that the next of their kind closes.
_NOT_NESTING = re.compile(
    r"(?:a|area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|tr|td|th|option|optgroup"
    r"|thead|tbody|tfoot|colgroup|caption|rt|rp|body|html|head|path|use)",
    re.I,
)
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b.*?(?:</\1\b|\Z)"
    r"|<(?P<end>/?)(?P<name>[a-z][^\s/<>]{0,30})[^<>]*?(?P<alone>/?)>",
    re.I | re.DOTALL,
)


def tree_of(text: str) -> LexborHTMLParser:
    """The tree of a page's first four million characters. Raises UnreadableError for one that nests without end."""
    text = _ENDLESS_TAG.sub("", text)[:MOST_OF_A_PAGE]
    if any(depth > DEEPEST for depth in _depths(text)):
        raise UnreadableError("too_deep")
    return LexborHTMLParser(text)


def base_of(tree: LexborHTMLParser, url: str) -> str:
    """What the links of the page at `url` are relative to: its address, unless it names another."""
    node = tree.css_first("base[href]")
    try:
        return urljoin(url, clean((node.attributes.get("href") if node else "") or "").strip())
    except ValueError:
        return url


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if name and not tag["alone"] and not _NOT_NESTING.fullmatch(name):
            depth = max(depth - 1, 0) if tag["end"] else depth + 1
            yield depth
