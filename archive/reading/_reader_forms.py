"""Boxes of a page in which something is asked of the reader: polls, and forms for an address of mail."""

from collections.abc import Iterator
from itertools import islice, takewhile

from selectolax.lexbor import LexborHTMLParser, LexborNode

# A whole page may lie in one form, and a poll's question stands over its choices: what is taken goes by its size.
_LONGEST, _FEWEST_CHOICES, _MOST_FIELDS, _HIGHEST, _FEWEST_WORDS = 320, 2, 60, 6, 12
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
