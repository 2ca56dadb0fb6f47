"""A walk over a page as it came: every line a reader sees, in the boxes it stands in, with its links.

The page is taken apart afterwards; what only the found text tells of the lines is worked out from what is kept here.
Time and memory grow with the page, and no faster.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate, compress, islice
from operator import mul, sub

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._boxes import Box, Line
from archive.reading._elements import look_of
from archive.reading._lead_image import is_of_a_slide
from archive.reading._page_links import PageLinks
from archive.text.folding import fold_line
from archive.text.lines import letters_of

MOST_LINES, MOST_LETTERS = 3_000, 1_000_000
# A box with more of the text's letters, links aside, is what holds the text, whatever its name.
_MOST_OF_TEXT, _NEARLY_ALL = 0.35, 0.85
_ENDS_A_LINE = frozenset(("br", "hr"))


class SeenLines:
    """The lines of one page as it came, in its order; `url` is the page's address, `hosts` are the outlet's.

    `texts` are the lines without captions, `places` is for archive.reading._alignment.
    """

    def __init__(self, tree: LexborHTMLParser, url: str, hosts: Iterable[str]) -> None:
        self.url = url
        self.links = PageLinks(url, hosts)
        self.boxes: list[Box] = []
        self._numbers: dict[int, int] = {}
        lines = self._walk(tree.body) if tree.body is not None else ()
        self.lines = list(islice(filter(Line.is_said, lines), MOST_LINES))
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
    def letters(self) -> list[int]:
        """The letters of each line."""
        return [line.letters for line in self.lines]

    @cached_property
    def held(self) -> list[int]:
        """How many letters each box holds."""
        return self.sums(self.letters)

    @cached_property
    def unlinked(self) -> list[int]:
        """The letters of each line that stand in no link."""
        return [line.letters - line.linked for line in self.lines]

    @cached_property
    def boxes_of_lines(self) -> list[Box]:
        """The box of each line."""
        return list(map(self.boxes.__getitem__, self._numbers_of_lines))

    @cached_property
    def outers(self) -> list[int]:
        """The number of the box round each box: all are in the first, which is in none."""
        return [box.outer for box in self.boxes]

    @cached_property
    def ends(self) -> list[int]:
        """The number behind the last box in each box: an outer box stands before those in it, and all are in a row."""
        outers, ends = self.outers, list(range(1, len(self.boxes) + 1))
        for number in range(len(ends) - 1, 0, -1):
            outer = outers[number]
            ends[outer] = max(ends[outer], ends[number])
        return ends

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The first and the last line that stands in each box; the last before the first where none does."""
        firsts, lasts = [len(self.lines)] * len(self.boxes), [-1] * len(self.boxes)
        for at, line in enumerate(self.lines):
            number = line.box
            while number >= 0 and firsts[number] > at:  # what is round a box that has one has one, too
                firsts[number], number = at, self.outers[number]
        for at in range(len(self.lines) - 1, -1, -1):
            number = self.lines[at].box
            while number >= 0 and lasts[number] < 0:
                lasts[number], number = at, self.outers[number]
        return list(zip(firsts, lasts, strict=True))

    def beside(self) -> frozenset[int]:
        """The numbers of the boxes that are, so far, no part of the article."""
        return frozenset([number for number, box in enumerate(self.boxes) if box.is_beside])

    def box_of(self, node: LexborNode | None) -> int:
        """The number of the innermost box that `node`, which still stands in the tree, is or stands in; -1: of none."""
        while node is not None and node.mem_id not in self._numbers:
            node = node.parent
        return self._numbers[node.mem_id] if node is not None else -1

    def drop(self, nodes: Iterable[LexborNode]) -> None:
        """Note that `nodes`, which still stand in the tree, are no part of the article by its outlet's file."""
        numbers = (self._numbers.get(node.mem_id) for node in nodes)
        for box in compress(self.boxes, self.are_in(number for number in numbers if number is not None)):
            box.is_beside = True

    def set_apart(self, numbers: Iterable[int]) -> None:
        """Note that the boxes of these numbers, and those in them, are of other articles."""
        for box in compress(self.boxes, self.are_in(numbers)):
            box.is_apart = box.is_beside = True

    def are_in(self, numbers: Iterable[int]) -> list[bool]:
        """Whether each box is one of these numbers, or in one of them."""
        inside = [False] * len(self.boxes)
        behind = 0
        for number in sorted(numbers):
            if number >= behind:  # else it is in the one before
                behind = self.ends[number]
                inside[number:behind] = [True] * (behind - number)
        return inside

    def apart_in(self, tree: LexborHTMLParser) -> list[LexborNode]:
        """What still stands in the walked `tree` of boxes that are of other articles."""
        if tree.body is None or not any(box.is_apart for box in self.boxes):
            return []
        numbers = ((node, self._numbers.get(node.mem_id)) for node in tree.body.traverse())
        return [node for node, number in numbers if number is not None and self.boxes[number].is_apart]

    def _walk(self, body: LexborNode) -> Iterator[Line]:
        """Every line as it ends, also such as nothing stands in."""
        line, total, boxes, numbers = Line(), 0, self.boxes, self._numbers
        for node in body.traverse(include_text=True):
            tag = node.tag
            if tag == "-text":
                text = node.text_content or ""
                if text.isspace():
                    line.parts.append(" ")
                    continue
                around = node.parent
                known = numbers.get(around.mem_id) if around is not None else None
                box = boxes[self._number(around) if known is None else known]
                if box.is_unseen:
                    continue
                if box.block != line.box:
                    yield line
                    line = Line(box.block)
                line.add(text, box)
                total += len(text)
                if total > MOST_LETTERS:
                    break
            elif tag in _ENDS_A_LINE:
                yield line
                line = Line()
        yield line

    def _number(self, node: LexborNode | None) -> int:
        """The number of the box that `node` is; boxes that nobody met yet get theirs, from the outermost in."""
        new: list[tuple[LexborNode, int]] = []
        number, numbers, boxes = -1, self._numbers, self.boxes
        while node is not None and (number := numbers.get(own := node.mem_id, -1)) < 0:
            new.append((node, own))
            node = node.parent
        for element, own in reversed(new):
            boxes.append(self._box(element, number))
            number = numbers[own] = len(boxes) - 1
        return number

    def _box(self, element: LexborNode, outer: int) -> Box:
        tag = element.tag or ""
        number = len(self.boxes)
        if outer < 0:
            return Box(outer, number, tag)
        around = self.boxes[outer]
        given = element.attributes.get
        is_block, is_unseen, is_beside, is_headline, is_author, mark, kind = look_of(
            tag, given("class") or "", given("id") or "", given("itemprop") or ""
        )
        is_caption = tag == "figcaption" and not is_of_a_slide(element)
        href, link, is_own = around.href, around.link, around.is_own
        if tag == "a" and (leads := (given("href") or "").strip()):
            href, link, is_own = leads, number, self.links.leads_home(leads)
        return Box(
            outer,
            number if is_block else around.block,
            tag,
            around.is_unseen or is_unseen,
            around.is_caption or is_caption,
            around.is_beside or is_beside or (tag == "footer" and around.tag == "body"),
            href,
            link,
            is_own,
            "caption" if is_caption else mark,
            around.is_headline or is_headline,
            around.is_author or is_author,
            False,
            kind,
        )

    def container(self, is_text: list[bool]) -> range:
        """The innermost box that holds nearly all letters of the lines of `is_text`, and those in it: their numbers."""
        # Each line once: what stands over the text, or beside it, once more is no reason to look farther out.
        once = {line.text: line.letters for line in compress(self.lines, is_text)}
        least = _NEARLY_ALL * sum(once.values())
        sums = self.sums(map(mul, self.letters, is_text))
        innermost = max((number for number, held in enumerate(sums) if held >= least), default=0)
        return range(innermost, self.ends[innermost]) if sums else range(0)

    def marks(self, is_text: list[bool]) -> list[str]:
        """The mark of each box: its own or the nearest one round it that holds no large part of the text."""
        marks = [""] * len(self.boxes)
        passed = self._passed(map(mul, self.unlinked, is_text) if True in is_text else self.unlinked)
        ends, most = self.ends, _MOST_OF_TEXT * passed[-1]
        for number in self.marked:  # an inner one takes the place of what is round it
            end = ends[number]
            if passed[end] - passed[number] <= most:
                marks[number:end] = [self.boxes[number].mark] * (end - number)
        return marks

    @cached_property
    def marked(self) -> list[int]:
        """The numbers of the boxes with a mark, the outer ones first."""
        return [number for number, box in enumerate(self.boxes) if box.mark]

    def sums(self, of_lines: Iterable[int]) -> list[int]:
        """How much of what its lines have each box holds, the boxes in it among them."""
        if not any(amounts := list(of_lines)):
            return [0] * len(self.boxes)
        passed = self._passed(amounts)
        return list(map(sub, map(passed.__getitem__, self.ends), passed))

    def _passed(self, of_lines: Iterable[int]) -> list[int]:
        """How much of what the lines have stands in the boxes before each; last, in all."""
        own = [0] * len(self.boxes)
        for number, amount in zip(self._numbers_of_lines, of_lines, strict=True):
            own[number] += amount
        return list(accumulate(own, initial=0))

    @cached_property
    def _numbers_of_lines(self) -> list[int]:
        return [line.box for line in self.lines]
