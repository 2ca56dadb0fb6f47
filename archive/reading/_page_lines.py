"""Every line a reader sees on a page, with what its markup says of it: links, marks, over the text or in it.

Two steps, as the page is taken apart between them: `SeenLines` walks the page as it came, `marked` adds what only the
found text tells. Time and memory grow with the page, and no faster.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.identity.urls import LONGEST_ADDRESS, TWIN_HOSTS, UNWRITABLE
from archive.model import PageLine
from archive.reading._marks import mark_of
from archive.reading._unseen import UNSEEN
from archive.text.folding import fold_line

BLOCKS = frozenset(
    (
        *("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "tr", "td", "th"),
        *("table", "section", "article", "header", "footer", "figure", "figcaption", "dd", "dt", "main", "aside"),
        *("nav", "form", "body"),
    )
)
MOST_LINES, MOST_LETTERS = 3_000, 1_000_000
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
# A box with more of the text's letters, links aside, is what holds the text, whatever its name.
_MOST_OF_TEXT = 0.35
_MOST_OF_CONTAINER = 0.85
_MOST_CELLS = 100
_OTHER_HOST = re.compile(r"(?i)(?:https?:)?//([^/?#]*)")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")


@dataclass(slots=True)
class _Box:
    """An element that holds words: the box round it, the block it is of, what it says of the words in it."""

    outer: int
    block: int
    tag: str
    is_unseen: bool = False
    is_caption: bool = False
    href: str = ""
    is_own: bool = False
    mark: str = ""


@dataclass(slots=True)
class _Line:
    """A line in the block `box`: its letters, those in links, those in links to the outlet, the first such link."""

    box: int = -1
    parts: list[str] = field(default_factory=list)
    text: str = ""
    letters: int = 0
    linked: int = 0
    own: int = 0
    href: str = ""

    def add(self, text: str, box: _Box) -> None:
        letters = len(text) - text.count(" ")
        self.parts.append(text)
        self.letters += letters
        if box.href:
            self.linked += letters
        if box.is_own:
            self.own += letters
            self.href = self.href or box.href


class SeenLines:
    """The lines of one page as it came, in its order; `url` is the page's address, `hosts` are the outlet's.

    `texts` are the lines without captions.
    """

    def __init__(self, tree: LexborHTMLParser, url: str, hosts: Iterable[str]) -> None:
        self._url = url
        self._hosts = frozenset(_bare(host) for host in (*hosts, urlsplit(url).netloc))
        self._boxes: list[_Box] = []
        self._numbers: dict[int, int] = {}
        self._lines = list(islice(self._walk(tree.body), MOST_LINES)) if tree.body is not None else []
        self.texts = [line.text for line in self._lines if not self._boxes[line.box].is_caption]

    def marked(self, found: Iterable[str]) -> tuple[PageLine, ...]:
        """The lines as Reading.lines has them; `found` are the lines of the article's text."""
        wanted = {fold_line(part) for line in found for part in (line, *_cells(line))} - {""}
        folded = [fold_line(line.text) for line in self._lines]
        inside = self._in_container([text in wanted for text in folded])
        elsewhere = wanted.difference(text for text, is_in in zip(folded, inside, strict=True) if is_in)
        in_text = [is_in or text in elsewhere for text, is_in in zip(folded, inside, strict=True)]
        first = in_text.index(True) if True in in_text else 0
        marks = self._marks(in_text)
        return tuple(
            PageLine(
                text=line.text,
                tag=self._boxes[line.box].tag,
                links=round(line.own / line.letters, 2),
                leads_to=self._absolute(line.href) if line.href else "",
                mark=marks[line.box],
                is_over=number < first,
                in_text=in_text[number],
            )
            for number, line in enumerate(self._lines)
        )

    def _walk(self, body: LexborNode) -> Iterator[_Line]:
        line, total = _Line(), 0
        for node in body.traverse(include_text=True):
            tag = node.tag
            if tag == "-text":
                text = node.text_content or ""
                if text.isspace():
                    line.parts.append(" ")
                    continue
                box = self._boxes[self._number(node.parent)]
                if box.is_unseen:
                    continue
                if box.block != line.box:
                    yield from _ended(line)
                    line = _Line(box.block)
                line.add(text, box)
                total += len(text)
                if total > MOST_LETTERS:
                    break
            elif tag in ("br", "hr"):
                yield from _ended(line)
                line = _Line()
        yield from _ended(line)

    def _number(self, node: LexborNode | None) -> int:
        """The number of the box that `node` is; boxes that nobody met yet get theirs, from the outermost in."""
        new: list[LexborNode] = []
        while node is not None and node.mem_id not in self._numbers:
            new.append(node)
            node = node.parent
        number = self._numbers[node.mem_id] if node is not None else -1
        for element in reversed(new):
            self._boxes.append(self._box(element, number))
            number = self._numbers[element.mem_id] = len(self._boxes) - 1
        return number

    def _box(self, element: LexborNode, outer: int) -> _Box:
        tag = element.tag or ""
        number = len(self._boxes)
        if outer < 0:
            return _Box(outer, number, tag)
        around = self._boxes[outer]
        said = element.attributes
        is_caption = tag == "figcaption"
        named = "caption" if is_caption else "nav" if tag == "nav" else ""
        href, is_own = around.href, around.is_own
        if tag == "a" and (leads := (said.get("href") or "").strip()):
            href, is_own = leads, self._leads_home(leads)
        return _Box(
            outer,
            number if tag in BLOCKS else around.block,
            tag,
            around.is_unseen or tag in UNSEEN,
            around.is_caption or is_caption,
            href,
            is_own,
            named or mark_of(said.get("class") or "") or mark_of(said.get("id") or ""),
        )

    def _leads_home(self, href: str) -> bool:
        if other := _OTHER_HOST.match(href):
            host = _bare(other[1])
            return host in self._hosts or host.endswith(tuple(f".{own}" for own in self._hosts if own))
        # A program of the page is the page's own.
        return href[:11].lower() == "javascript:" or not _SCHEME.match(href)

    def _absolute(self, href: str) -> str:
        try:
            address = urljoin(self._url, href)
        except ValueError:
            return ""
        sound = address.startswith(("http://", "https://")) and len(address) <= LONGEST_ADDRESS
        return address if sound and not UNWRITABLE.search(address) else ""

    def _sums(self, of_lines: Iterable[int]) -> list[int]:
        """How much of what its lines have each box holds, the boxes in it among them."""
        sums = [0] * len(self._boxes)
        for line, amount in zip(self._lines, of_lines, strict=True):
            sums[line.box] += amount
        for number in range(len(sums) - 1, 0, -1):
            if (outer := self._boxes[number].outer) >= 0:
                sums[outer] += sums[number]
        return sums

    def _in_container(self, is_text: list[bool]) -> list[bool]:
        """Of the lines that are text by their words, those in the innermost box that holds nearly all of them."""
        sums = self._sums(line.letters * is_in for line, is_in in zip(self._lines, is_text, strict=True))
        # Each line once: what stands over the text, or beside it, once more is no reason to look farther out.
        once = {line.text: line.letters for line, is_in in zip(self._lines, is_text, strict=True) if is_in}
        least = _MOST_OF_CONTAINER * sum(once.values())
        container = max((number for number, held in enumerate(sums) if held >= least), default=0)
        holds = [False] * len(sums)
        for number, box in enumerate(self._boxes):
            holds[number] = number == container or (box.outer >= 0 and holds[box.outer])
        return [is_in and holds[line.box] for line, is_in in zip(self._lines, is_text, strict=True)]

    def _marks(self, in_text: list[bool]) -> list[str]:
        """The mark of each box: its own or the nearest one round it that holds no large part of the text."""
        is_found = True in in_text
        sums = self._sums(
            (line.letters - line.linked) * (is_in or not is_found)
            for line, is_in in zip(self._lines, in_text, strict=True)
        )
        most = _MOST_OF_TEXT * max(sums, default=0)
        marks = [""] * len(sums)
        for number, box in enumerate(self._boxes):
            is_one = box.mark != "" and sums[number] <= most
            marks[number] = box.mark if is_one else marks[box.outer] if box.outer >= 0 else ""
        return marks


def _ended(line: _Line) -> Iterator[_Line]:
    line.text = " ".join(CONTROLS.sub("", "".join(line.parts)).split())
    if line.text and line.letters:
        yield line


def _cells(line: str) -> list[str]:
    """The cells of a row of a table, as trafilatura writes them in one line."""
    return line.split("|")[:_MOST_CELLS] if "|" in line else []


def _bare(host: str) -> str:
    return TWIN_HOSTS.sub("", host.rpartition("@")[2].lower()).rstrip(".").removesuffix(":443").removesuffix(":80")
