"""The lines of a page as a Reading has them: which are of the text that was found, which stand over it, their marks."""

from collections.abc import Iterable

from archive.model import PageLine
from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line

_MOST_CELLS = 100


def marked(page: SeenLines, found: Iterable[str]) -> tuple[PageLine, ...]:
    """The lines of `page`; `found` are those of the article's text."""
    wanted = {fold_line(part) for line in found for part in (line, *cells(line))} - {""}
    holds = page.container([text in wanted for text in page.folded])
    inside = [text in wanted and holds[line.box] for text, line in zip(page.folded, page.lines, strict=True)]
    elsewhere = wanted.difference(text for text, is_in in zip(page.folded, inside, strict=True) if is_in)
    in_text = [is_in or text in elsewhere for text, is_in in zip(page.folded, inside, strict=True)]
    first = in_text.index(True) if True in in_text else 0
    marks = page.marks(in_text)
    return tuple(
        PageLine(
            text=line.text,
            tag=page.boxes[line.box].tag,
            links=round(line.own / line.letters, 2),
            leads_to=page.absolute(line.own_href) if line.own_href else "",
            mark=marks[line.box],
            is_over=number < first,
            in_text=in_text[number],
        )
        for number, line in enumerate(page.lines)
    )


def cells(line: str) -> list[str]:
    """The cells of a row of a table, as trafilatura writes them in one line; none where it is no row."""
    return line.split("|")[:_MOST_CELLS] if "|" in line else []
