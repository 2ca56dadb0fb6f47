"""The fourth way to a text, where three found little: trafilatura with its fall-backs, or what a program would show.

Measured on public pages: it brings back lost texts, and harms where more was found and it yields little more. What it
yields counts without links and without what stands beside a story: menus and columns of other news are longer than a
flash.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser

from archive.reading._embedded_json import loaded
from archive.reading._lines_aside import stands_in_furniture, story_letters, story_letters_of_page
from archive.reading._main_text import Body, as_it_came, by_trafilatura, lines_of
from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line

# Where less than so many letters were found: what must be so many times as much.
MUCH_MORE = ((700, 1.5), (2_000, 5.0))
_NOTHING, _LINKS, _A_LOT = 80, 0.6, 0.5
_FLASH, _LONGEST_ROW = 60, 200
# The fields of a page's state that hold an article's text, in the frameworks that set pages in the browser.
_TEXT_FIELDS = re.compile(
    r"(?i)(?:article_?|post_?|story_?)?(?:body|content|text|html|description)(?:_?html)?|rendered"
)
_STATES = "script#__NEXT_DATA__, script#__NUXT_DATA__, script[type='application/json']"
_MOST_OF_STATE, _DEEPEST = 4_000_000, 40
_TAG = re.compile(r"<\w")


def fuller(found: Body, html: str, page: SeenLines, titles: Iterable[str]) -> Body:
    """`found` on `page`, made from `html`, or what is much more of a text than it; `titles` are those it claims."""
    if found.strategy == "selector":
        return found
    if stands_in_furniture(page, found.lines):
        under = _under_heading(page, titles)
        if sum(map(len, under)) > sum(len(line) for line in found.lines if len(line) >= _FLASH):
            return Body(under, "fallback")
    have = story_letters(page, found.lines)
    much_more = next((times for most, times in MUCH_MORE if have < most), 0.0)
    if not much_more:
        return found
    # Of a flash there is no more on its page than was found, and nothing slow to be tried.
    if story_letters_of_page(page) > much_more * have:
        for lines in (by_trafilatura(as_it_came(html), page.url, fast=False), _under_heading(page, titles)):
            if story_letters(page, lines) > much_more * have and not (have >= _FLASH and _is_a_layout(lines)):
                return Body(lines, "fallback")
    state = _of_state(html) if have < _NOTHING else ()
    return Body(state, "fallback") if sum(map(len, state)) > max(_NOTHING, have) else found


def _is_a_layout(lines: Iterable[str]) -> bool:
    """Were whole columns of a page laid out by tables run together, as rows of data are?"""
    return any(line.startswith("|") and len(line) > _LONGEST_ROW for line in lines)


def _under_heading(page: SeenLines, titles: Iterable[str]) -> tuple[str, ...]:
    """What stands together under the page's heading, whatever its box is called."""
    claimed = [fold_line(title) for title in titles]
    headings = (at for at, line in enumerate(page.lines) if page.boxes[line.box].is_headline)
    heading = next((at for at in headings if _is_claimed(page.folded[at], claimed)), len(page.lines))
    boxes = [page.boxes[line.box] for line in page.lines]
    amounts: dict[int, int] = defaultdict(int)
    for line, box in list(zip(page.lines, boxes, strict=True))[heading + 1 :]:
        if not box.is_beside and line.linked < _LINKS * line.letters:
            amounts[box.outer] += line.letters
    most = max(amounts.values(), default=0)
    holder = next((number for number, amount in amounts.items() if amount >= max(_NOTHING, _A_LOT * most)), -1)
    lines = zip(page.lines, boxes, strict=True)
    return tuple(line.text for line, box in lines if box.outer == holder >= 0 and not box.is_beside)


def _is_claimed(heading: str, titles: Iterable[str]) -> bool:
    """Is a heading of three words or more one of the titles, or a part of one beside the site's name?"""
    return heading.count(" ") >= 2 and any(heading in title for title in titles)


def _of_state(html: str) -> tuple[str, ...]:
    """The longest text in the data that a page hands its programs."""
    tree = LexborHTMLParser(html)
    texts = (text for node in tree.css(_STATES) for text in _texts(loaded(node.text(), _MOST_OF_STATE), 0))
    longest = max(texts, key=len, default="")
    inside = LexborHTMLParser(longest).body if _TAG.search(longest) else None
    return tuple(lines_of(inside)) if inside is not None else tuple(filter(None, map(str.strip, longest.split("\n"))))


def _texts(value: object, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str) and _TEXT_FIELDS.fullmatch(str(name)):
                yield inner
            else:
                yield from _texts(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, depth + 1)
