"""The lines of a page as a Reading has them: which are of the text that was found, which stand over it, their marks."""

from collections import Counter
from collections.abc import Iterable

from archive.model import PageLine
from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line

_MOST_CELLS = 100
_CELLS = frozenset(("td", "th", "dd", "dt", "li"))
# Two lines of more words than these no cell of a table of data has.
_PARAGRAPH_WORDS = 10


def marked(page: SeenLines, found: Iterable[str]) -> tuple[PageLine, ...]:
    """The lines of `page`; `found` are those of the article's text."""
    wanted = {fold_line(part) for line in found for part in (line, *cells(line))} - {""}
    holds = page.container([text in wanted for text in page.folded])
    inside = [text in wanted and line.box in holds for text, line in zip(page.folded, page.lines, strict=True)]
    elsewhere = wanted.difference(text for text, is_in in zip(page.folded, inside, strict=True) if is_in)
    in_text = [is_in or text in elsewhere for text, is_in in zip(page.folded, inside, strict=True)]
    first = in_text.index(True) if True in in_text else 0
    marks = page.marks(in_text)
    laid_out = _laid_out(page)
    return tuple(
        PageLine(
            line.text,
            "div" if line.box in laid_out else box.tag,
            round(line.own / line.letters, 2) if line.own else 0.0,
            page.links.absolute(line.own_href) if line.own_href else "",
            marks[line.box],
            number < first,  # it stands over the text
            is_in,
        )
        for number, (line, box, is_in) in enumerate(zip(page.lines, page.boxes_of_lines, in_text, strict=True))
    )


def cells(line: str) -> list[str]:
    """The cells of a row of a table, as trafilatura writes them in one line; none where it is no row."""
    return line.split("|")[:_MOST_CELLS] if "|" in line else []


def _laid_out(page: SeenLines) -> frozenset[int]:
    """The cells that hold paragraphs: of a page that is laid out in a table, not of a table of data."""
    paragraphs = Counter(line.box for line in page.lines if line.words > _PARAGRAPH_WORDS)
    return frozenset(box for box, count in paragraphs.items() if count > 1 and page.boxes[box].tag in _CELLS)
