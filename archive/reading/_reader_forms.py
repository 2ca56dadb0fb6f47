"""Boxes of a page in which something is asked of the reader: polls, forms for an address of mail, calls for support."""

import re
from collections.abc import Iterator
from itertools import islice, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._page_walk import SeenLines

# A whole page may lie in one form, and a poll's question stands over its choices: what is taken goes by its size.
_LONGEST, _FEWEST_CHOICES, _MOST_FIELDS, _HIGHEST, _FEWEST_WORDS = 320, 2, 60, 6, 12
# In folded spelling: the button of a call, and what such a call is for.
_BUTTON = re.compile(
    r"(?:انضم|ادعم|تبرع|ساهم|اشترك|شارك|كن|donate|join|support|subscribe|become|contribute)\w*(?: \S+){0,3}"
)
_CALLS = re.compile(r"(?:تابع|اشترك|انضم|ادعم|ساهم|تبرع|حمل)(?:وا|ونا|نا)?\b|(?:follow|join|support) ")
_FOR_US = re.compile(
    r"\b(?:و|ل|ب)?(?:دعمكم|دعمك|ادعم\w*|تبرع\w*|ساهم\w*|مساهمتكم|صحافتنا|عملنا|مستقلين|اعلانات|شهريا|سنويا|اصدقاء"
    r"|support|donat\w+|members?|subscri\w+|independent)\b"
)
_HEADINGS, _SHORT_CALL, _LONGEST_CALL, _ALL_LINK, _NO_BOX = (
    ("h2", "h3", "h4", "h5", "h6"),
    4,
    420,
    0.9,
    ("body", "main", "article"),
)
_CHOICE, _MAIL = "input[type=radio], input[type=checkbox]", "input[type=email]"


def reader_forms(tree: LexborHTMLParser) -> list[LexborNode]:
    """The boxes of polls and of newsletters in `tree`, question and button included; no box of a story."""
    boxes = {box.mem_id: box for field in tree.css(_CHOICE)[:_MOST_FIELDS] if (box := _box(field, _FEWEST_CHOICES))}
    boxes |= {box.mem_id: box for field in tree.css(_MAIL)[:_MOST_FIELDS] if (box := _box(field, 1))}
    # One that stands in another goes with it: freed twice it is a crash.
    return [box for box in boxes.values() if boxes.keys().isdisjoint(above.mem_id for above in _ancestors(box))]


def _box(field: LexborNode, fewest: int) -> LexborNode | None:
    """The smallest box round a field that has so many like it, and words beside its choices; None where it is large."""
    for box in _around(field):
        if len(" ".join(box.text().split())) > _LONGEST or box.css_first("h1") is not None:
            return None
        if fewest == 1 or len(box.css(_CHOICE)) >= fewest:
            labels = sum(len(label.text()) for label in box.css("label, button"))
            if len(" ".join(box.text().split())) - labels >= _FEWEST_WORDS:
                return box
    return None


def _around(field: LexborNode) -> Iterator[LexborNode]:
    """The elements round a field that may be its box, the innermost first."""
    return takewhile(lambda node: node.tag != "body", islice(_ancestors(field), _HIGHEST))


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def calls_for_support(page: SeenLines) -> Iterator[int]:
    """The boxes of `page` that open with a heading, ask for money or readers, and end with the button to press."""
    for at, line in enumerate(page.lines):
        if not line.linked or line.words > _SHORT_CALL or line.linked < _ALL_LINK * line.letters:
            continue
        number = line.box
        while number > 0 and page.boxes[number].tag not in _NO_BOX and page.held[number] <= _LONGEST_CALL:
            first, last = page.spans[number]
            if first < at == last:
                if _asks(page, first, at):
                    yield number
                break
            number = page.boxes[number].outer


def _asks(page: SeenLines, first: int, button: int) -> bool:
    """Do the lines from `first` to the one before the `button` ask for something under a heading?"""
    if _CALLS.match(page.folded[first]) and page.lines[first].words <= _SHORT_CALL:
        return True
    is_headed = page.boxes_of_lines[first].tag in _HEADINGS and _BUTTON.fullmatch(page.folded[button])
    return bool(is_headed and _FOR_US.search(" ".join(page.folded[first:button])))
