"""The dates that the markup of a page says: <time datetime>, microdata, a class that names a date; each at its line."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._date_lines import date_in, names_a_day
from archive.reading._page_walk import SeenLines

_DATED = (
    "time, abbr[title], span[title], small[title], [itemprop=datePublished], [itemprop=dateModified]"
    ", [data-time], [data-date], [data-datetime], [data-timestamp], [data-utime], [data-published]"
    ", [class*=date], [class*=publish], [class*=time], [class*=modified]"
)
_SAID_BY = (
    *("datetime", "content", "data-datetime", "data-timestamp", "data-utime", "data-time", "data-date"),
    "data-published",
)
_CLASS = re.compile(r"(?i)(?:^|[\s_-])(?:date|datetime|timestamp|time|timeago|published|pubdate|publish)(?=$|[\s_-])")
_OF_A_PUBLICATION = re.compile(r"(?i)(?:^|[\s_-])(?:published|pubdate|publish|datepublished)(?=$|[\s_-])")
_CHANGED = re.compile(r"(?i)updat|modif|edited")
_MOST_MOMENTS, _LONGEST, _FEW = 500, 120, 30


@dataclass(frozen=True, slots=True)
class Moment:
    """A date that an element in the line `line` says, -1 where none is known: `said` to machines, else to a reader as
    `shown`.

    `is_publication`, `is_change`: it is named as that of a publication, of a change. `scope` is the box of the thing
    whose property it is, -1 where of none.
    """

    line: int
    said: str
    shown: str
    is_publication: bool
    is_change: bool
    scope: int


def moments_of(tree: LexborHTMLParser, page: SeenLines) -> list[Moment]:
    """The dates in the markup of the page that `tree` still is."""
    if tree.body is None:
        return []
    found = {node.mem_id: node for node in tree.body.css(_DATED)[:_MOST_MOMENTS]}
    return [moment for node in found.values() if (moment := _moment(node, page))]


def _moment(node: LexborNode, page: SeenLines) -> Moment | None:
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
    shown = " ".join(node.text().split())
    stated = next((value for name in _SAID_BY if (value := attributes.get(name))), "")
    if not stated and (titled := attributes.get("title")):
        is_dated = node.tag == "abbr" or _CLASS.search(names) or _is_tooltip(shown, titled)
        stated = titled if is_dated else ""
    is_change = _CHANGED.search(names) is not None
    is_named = is_change or node.tag in ("time", "abbr", "meta") or _CLASS.search(names) is not None or stated != ""
    stated = stated or shown
    if not is_named or not stated or len(stated) > _LONGEST:
        return None
    box = page.box_of(node)
    if box < 0:
        return None
    first, last = page.spans[page.boxes[box].block]
    line = next((at for at in range(first, last + 1) if shown and shown in page.lines[at].text), -1)
    if not shown and node.tag in ("time", "abbr", "span", "meta"):
        line = _line_before(node, page)
    is_publication = _OF_A_PUBLICATION.search(names.lower()) is not None or "pubdate" in attributes
    scope = page.box_of(_scope_of(node)) if "itemprop" in attributes else -1
    return Moment(line, stated, shown, is_publication, is_change, scope)


def _is_tooltip(shown: str, titled: str) -> bool:
    """Is what shows up over a few words a whole date?"""
    return 0 < len(shown) <= _FEW and len(titled) <= _LONGEST and names_a_day(titled) and date_in(titled) == titled


def _line_before(node: LexborNode, page: SeenLines) -> int:
    """The last line of the element right before `node`, which a program fills and is empty without it; -1: none."""
    before = node.prev
    while before is not None and before.tag in ("-text", "-comment"):
        if not (before.text() or "").isspace():
            return -1
        before = before.prev
    box = page.box_of(before) if before is not None else -1
    return page.spans[box][1] if box >= 0 and page.box_of(before) != page.box_of(node) else -1


def _scope_of(node: LexborNode) -> LexborNode | None:
    """The element of the thing that `node` is a property of; the one it stands in where no element says so."""
    above = node.parent
    while above is not None and "itemscope" not in above.attributes:
        above = above.parent
    return above or node.parent
