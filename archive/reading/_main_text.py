"""Where on a page the article's text is: four strategies, the first that holds enough text answers.

`selector`: the outlet's own. `generic`: the page without its non-content elements, read by trafilatura. `raw`: the page
as it came, read by trafilatura, for pages whose text stood inside what looked like non-content elements. `fallback`:
what other ways yield of it (archive.reading._fallback), where all that is little.
"""

import logging
from collections.abc import Container, Iterable, Iterator
from copy import copy
from dataclasses import dataclass

import trafilatura
from lxml.etree import ElementDefaultClassLookup
from lxml.html import HtmlComment, HtmlElement, HtmlProcessingInstruction
from selectolax.lexbor import LexborHTMLParser, LexborNode
from trafilatura.settings import Extractor
from trafilatura.utils import HTML_PARSER

from archive.reading._boxes import CONTROLS, RUNNING_LINE
from archive.reading._elements import BLOCKS
from archive.reading._hidden_elements import remove, take_hidden, take_unseen
from archive.reading._lines_aside import story_letters
from archive.reading._page_walk import SeenLines
from archive.reading.page_metadata import DESCRIPTIONS

# It reports every page it cannot read; here that is a held reading, not a log line.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
# Else a function of Python is asked for the class of each element that is touched: lxml.html has some of its own for
# forms, inputs and labels, which nothing here asks for.
HTML_PARSER.set_element_class_lookup(
    ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction)
)

# A whole ASP.NET page lives in one form: a form is always content.
# Adverts have this name on every site, inside the text too; a caption is kept apart from the text.
_NO_TEXT = "ins.adsbygoogle, figcaption"
_MACHINERY = "nav, aside, ins, body > header, body > footer"
_DEEPEST_INLINE = 40
_CELL_OF_LAYOUT = 200  # characters; a cell of data is shorter
_MOST_OF_TEXT, _MOST_CELLS, _MOST_ROWS = 0.6, 2_000, 12  # a table of layout has few rows
_LEDE = 60  # characters to know it by
# Made once: to read their defaults takes a tenth of an extraction.
_FAST, _THOROUGH = (Extractor(output_format="python", fast=fast, comments=False, tables=True) for fast in (True, False))
SELECTED_ENOUGH, _GENERIC_ENOUGH, _RAW_MUCH_MORE = 80, 400, 1.5


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of an article's text and the strategy that found them; both empty where nothing was found."""

    lines: tuple[str, ...] = ()
    strategy: str = ""


def find_body(tree: LexborHTMLParser, html: str, selectors: Iterable[str], page: SeenLines) -> Body:
    """The text of `page`, parsed as `tree` from `html`. Takes non-content elements out of `tree`."""
    remove(tree.css(_NO_TEXT))
    take_unseen(tree)
    for selector in selectors:
        lines = tuple(line for node in _outermost(tree.css(selector)) for line in lines_of(node))
        if sum(map(len, lines)) >= SELECTED_ENOUGH:
            return Body(lines, "selector")
    remove(page.apart_in(tree))
    remove(tree.css(_MACHINERY))
    if cell := _cell_of_text(tree):
        return Body(cell, "generic")
    generic = by_trafilatura(tree.html or "", page.url)
    rows = sum(line.startswith("|") for line in generic)
    if 0 < rows <= _MOST_ROWS and (cell := _cell_of_text(tree, RUNNING_LINE)):
        return Body(cell, "generic")
    generic = _with_lede(tree, generic)
    found = Body(generic, "generic" if generic else "")
    if sum(map(len, generic)) < _GENERIC_ENOUGH:
        raw = Body(by_trafilatura(as_it_came(html), page.url), "raw")
        found = raw if story_letters(page, raw.lines) > _RAW_MUCH_MORE * story_letters(page, generic) else found
    return found


def as_it_came(html: str) -> str:
    """The page with all its elements but those that no reader sees."""
    tree = LexborHTMLParser(html)
    take_hidden(tree)
    take_unseen(tree)
    return tree.html or ""


def lines_of(node: LexborNode) -> Iterator[str]:
    """The text under `node` as a reader sees it, a line for each block; runs of white space are one space."""
    parts: list[str] = []
    block: int | None = None
    for child in node.traverse(include_text=True):
        tag = child.tag
        if tag in ("br", "hr"):
            block = None
        elif tag == "-text" and (holder := _block_of(child)) is not None:
            if holder.mem_id != block:
                if line := _line(parts):
                    yield line
                parts, block = [], holder.mem_id
            parts.append(child.text_content or "")
    if line := _line(parts):
        yield line


def _line(parts: list[str]) -> str:
    return " ".join(CONTROLS.sub("", "".join(parts)).split())


def _block_of(text: LexborNode) -> LexborNode | None:
    """The block a text stands in."""
    node = text.parent
    for _ in range(_DEEPEST_INLINE):
        if node is None or node.tag in BLOCKS:
            return node
        node = node.parent
    return node


def _outermost(nodes: list[LexborNode]) -> Iterator[LexborNode]:
    chosen = {node.mem_id for node in nodes}
    for node in nodes:
        parent = node.parent
        while parent is not None and parent.mem_id not in chosen:
            parent = parent.parent
        if parent is None:
            yield node


def _cell_of_text(tree: LexborHTMLParser, shortest: int = _CELL_OF_LAYOUT) -> tuple[str, ...]:
    """Of a page laid out by tables, the lines of the innermost cell that holds most of the running text; else nothing.

    A cell of less than `shortest` characters is none.
    trafilatura takes such a table for data and runs menu, text and share box together into one line.
    """
    cells = [cell for cell in tree.css("td")[:_MOST_CELLS] if len(cell.text()) >= shortest]
    if not cells or tree.body is None:
        return ()
    links = {_line([link.text()]) for link in tree.css("a")}
    wanted = _MOST_OF_TEXT * _running_text(lines_of(tree.body), links)
    read = (tuple(lines_of(cell)) for cell in reversed(cells))  # an inner cell comes after its outer one
    return next((lines for lines in read if _running_text(lines, links) >= max(wanted, RUNNING_LINE)), ())


def _with_lede(tree: LexborHTMLParser, lines: tuple[str, ...]) -> tuple[str, ...]:
    """`lines`, with the paragraph before them where the theme set it apart and the page calls it its description."""
    described = (node.attributes.get("content") or "" for node in tree.css(DESCRIPTIONS))
    starts = {start for content in described if len(start := _line([content])[:_LEDE]) == _LEDE}
    text = " ".join(lines)
    starts = {start for start in starts if start not in text}
    if not (starts and lines and tree.body):
        return lines
    lede = next((line for line in lines_of(tree.body) if line[:_LEDE] in starts), "")
    return (lede, *lines) if lede else lines


def _running_text(lines: Iterable[str], links: Container[str]) -> int:
    return sum(len(line) for line in lines if len(line) >= RUNNING_LINE and line not in links)


def by_trafilatura(html: str, url: str, *, fast: bool = True) -> tuple[str, ...]:
    """The lines trafilatura finds; not `fast`, its fall-backs are tried too."""
    options = copy(_FAST if fast else _THOROUGH)
    options.url = url
    found = trafilatura.bare_extraction(html, fast=fast, options=options)
    text = (getattr(found, "text", "") or "") if found else ""
    return tuple(line for part in text.split("\n") if (line := _line([part])))
