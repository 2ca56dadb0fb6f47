"""A walk over a page as it came: every line a reader sees, in the boxes it stands in, with its links.

The page is taken apart afterwards; what only the found text tells of the lines is worked out from what is kept here.
Time and memory grow with the page, and no faster.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._boxes import Box, Line
from archive.reading._class_names import mark_of, names_a_headline
from archive.reading._hidden_elements import UNSEEN
from archive.reading._lead_image import is_of_a_slide
from archive.reading._page_links import PageLinks
from archive.text.folding import fold_line
from archive.text.lines import letters_of

BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "td", "th"),
        *("table", "section", "article", "header", "footer", "figure", "figcaption", "dd", "dt", "main", "aside"),
        *("nav", "form", "body", "details", "summary", "address", "center", "fieldset", "legend", "hgroup", "dl"),
        "caption",
    )
)
MOST_LINES, MOST_LETTERS = 3_000, 1_000_000
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# A box with more of the text's letters, links aside, is what holds the text, whatever its name.
_MOST_OF_TEXT = 0.35
_NEARLY_ALL = 0.85
_BESIDE = frozenset(("aside", "nav", "ins", "marquee"))
# The id of a heading is an anchor made of its words.
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class SeenLines:
    """The lines of one page as it came, in its order; `url` is the page's address, `hosts` are the outlet's.

    `texts` are the lines without captions, `places` is for archive.reading._alignment.
    """

    def __init__(self, tree: LexborHTMLParser, url: str, hosts: Iterable[str]) -> None:
        self.url = url
        self.links = PageLinks(url, hosts)
        self.boxes: list[Box] = []
        self._numbers: dict[int, int] = {}
        self.lines = list(islice(self._walk(tree.body), MOST_LINES)) if tree.body is not None else []
        self.places: dict[tuple[str, ...], list[int]] = {}
        self.texts = [line.text for line in self.lines if not self.boxes[line.box].is_caption]

    @cached_property
    def folded(self) -> list[str]:
        """The lines, folded for comparing."""
        return [fold_line(line.text) for line in self.lines]

    @cached_property
    def said(self) -> list[str]:
        """The letters and digits of the folded lines."""
        return list(map(letters_of, self.folded))

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The first and the last line that stands in each box; the last before the first where none does."""
        spans = [(len(self.lines), -1)] * len(self.boxes)
        for at, line in enumerate(self.lines):
            spans[line.box] = (min(spans[line.box][0], at), max(spans[line.box][1], at))
        for number in range(len(spans) - 1, 0, -1):
            if (outer := self.boxes[number].outer) >= 0:
                spans[outer] = (min(spans[outer][0], spans[number][0]), max(spans[outer][1], spans[number][1]))
        return spans

    def beside(self) -> frozenset[int]:
        """The numbers of the boxes that are, so far, no part of the article."""
        return frozenset(number for number, box in enumerate(self.boxes) if box.is_beside)

    def box_of(self, node: LexborNode | None) -> int:
        """The number of the innermost box that `node`, which still stands in the tree, is or stands in; -1: of none."""
        while node is not None and node.mem_id not in self._numbers:
            node = node.parent
        return self._numbers[node.mem_id] if node is not None else -1

    def drop(self, nodes: Iterable[LexborNode]) -> None:
        """Note that `nodes`, which still stand in the tree, are no part of the article by its outlet's file."""
        for node in nodes:
            if (number := self._numbers.get(node.mem_id)) is not None:
                self.boxes[number].is_beside = True
        for box in self.boxes[1:]:  # an outer box stands before those in it
            box.is_beside = box.is_beside or self.boxes[box.outer].is_beside

    def set_apart(self, numbers: Iterable[int]) -> None:
        """Note that the boxes of these numbers, and those in them, are of other articles."""
        for number in numbers:
            self.boxes[number].is_apart = True
        for box in self.boxes[1:]:
            box.is_apart = box.is_apart or self.boxes[box.outer].is_apart
            box.is_beside = box.is_beside or box.is_apart

    def apart_in(self, tree: LexborHTMLParser) -> list[LexborNode]:
        """What still stands in the walked `tree` of boxes that are of other articles."""
        if tree.body is None or not any(box.is_apart for box in self.boxes):
            return []
        numbers = ((node, self._numbers.get(node.mem_id)) for node in tree.body.traverse())
        return [node for node, number in numbers if number is not None and self.boxes[number].is_apart]

    def _walk(self, body: LexborNode) -> Iterator[Line]:
        line, total = Line(), 0
        for node in body.traverse(include_text=True):
            tag = node.tag
            if tag == "-text":
                text = node.text_content or ""
                if text.isspace():
                    line.parts.append(" ")
                    continue
                box = self.boxes[self._number(node.parent)]
                if box.is_unseen:
                    continue
                if box.block != line.box:
                    yield from _ended(line)
                    line = Line(box.block)
                line.add(text, box)
                total += len(text)
                if total > MOST_LETTERS:
                    break
            elif tag in ("br", "hr"):
                yield from _ended(line)
                line = Line()
        yield from _ended(line)

    def _number(self, node: LexborNode | None) -> int:
        """The number of the box that `node` is; boxes that nobody met yet get theirs, from the outermost in."""
        new: list[LexborNode] = []
        while node is not None and node.mem_id not in self._numbers:
            new.append(node)
            node = node.parent
        number = self._numbers[node.mem_id] if node is not None else -1
        for element in reversed(new):
            self.boxes.append(self._box(element, number))
            number = self._numbers[element.mem_id] = len(self.boxes) - 1
        return number

    def _box(self, element: LexborNode, outer: int) -> Box:
        tag = element.tag or ""
        number = len(self.boxes)
        if outer < 0:
            return Box(outer, number, tag)
        around = self.boxes[outer]
        said = element.attributes
        classes = said.get("class") or ""
        is_caption = tag == "figcaption" and not is_of_a_slide(element)
        named = "caption" if is_caption else "nav" if tag == "nav" else ""
        href, is_own = around.href, around.is_own
        if tag == "a" and (leads := (said.get("href") or "").strip()):
            href, is_own = leads, self.links.leads_home(leads)
        return Box(
            outer,
            number if tag in BLOCKS else around.block,
            tag,
            around.is_unseen or tag in UNSEEN,
            around.is_caption or is_caption,
            around.is_beside or tag in _BESIDE or (tag == "footer" and around.tag == "body"),
            href,
            is_own,
            named or mark_of(classes) or ("" if tag in _HEADINGS else mark_of(said.get("id") or "")),
            around.is_headline or tag == "h1" or names_a_headline(said.get("itemprop") or classes),
            kind=f"{tag} {classes.split(None, 1)[0] if classes.strip() else ''}",
        )

    def container(self, is_text: list[bool]) -> list[bool]:
        """Whether each box is, or is in, the innermost one that holds nearly all letters of the lines of `is_text`."""
        sums = self.sums(line.letters * is_in for line, is_in in zip(self.lines, is_text, strict=True))
        # Each line once: what stands over the text, or beside it, once more is no reason to look farther out.
        once = {line.text: line.letters for line, is_in in zip(self.lines, is_text, strict=True) if is_in}
        least = _NEARLY_ALL * sum(once.values())
        innermost = max((number for number, held in enumerate(sums) if held >= least), default=0)
        holds = [False] * len(sums)
        for number, box in enumerate(self.boxes):
            holds[number] = number == innermost or (box.outer >= 0 and holds[box.outer])
        return holds

    def marks(self, is_text: list[bool]) -> list[str]:
        """The mark of each box: its own or the nearest one round it that holds no large part of the text."""
        is_found = True in is_text
        sums = self.sums(
            (line.letters - line.linked) * (is_in or not is_found)
            for line, is_in in zip(self.lines, is_text, strict=True)
        )
        most = _MOST_OF_TEXT * max(sums, default=0)
        marks = [""] * len(sums)
        for number, box in enumerate(self.boxes):
            is_one = box.mark != "" and sums[number] <= most
            marks[number] = box.mark if is_one else marks[box.outer] if box.outer >= 0 else ""
        return marks

    def sums(self, of_lines: Iterable[int]) -> list[int]:
        """How much of what its lines have each box holds, the boxes in it among them."""
        sums = [0] * len(self.boxes)
        for line, amount in zip(self.lines, of_lines, strict=True):
            sums[line.box] += amount
        for number in range(len(sums) - 1, 0, -1):
            if (outer := self.boxes[number].outer) >= 0:
                sums[outer] += sums[number]
        return sums


def _ended(line: Line) -> Iterator[Line]:
    line.text = " ".join(CONTROLS.sub("", "".join(line.parts)).split())
    if line.text and line.letters:
        yield line
