"""What was found and stands outside of the text: over the page's headline, or outside of the box named for the text.

Publishing systems and themes set an article's text into a box of a known name. Where a page has one, with text in it,
what was found outside of it stands beside: a column of other news is longer than a flash.
"""

from collections.abc import Iterable, Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archive.reading._alignment import found_numbers
from archive.reading._page_walk import SeenLines
from archive.text.folding import fold_line
from archive.text.lines import letters_of

_NAMES = ", ".join(
    (
        "[itemprop=articleBody]",
        *(
            ".entry-content",
            ".post-content",
            ".single-post-content",
            ".td-post-content",
            ".post-body",
            ".single-content",
        ),
        *(".article-content", ".article-body", ".article__body", ".story-body", ".news-content", ".content-article"),
        *(".field--name-body", ".field-name-body", ".itemFullText", ".elementor-widget-theme-post-content"),
    )
)
_MOST_BOXES, _FARTHEST = 40, 20
# Of a flash little more is found than of what stands beside it; an opening in a box of its own is less of a text.
_SHARE, _SHARE_UNDER_HEADLINE, _FEWEST = 0.1, 0.3, 60
_TITLE_WORDS = 5
_HEADINGS = frozenset(("h1", "h2", "h3"))


def text_box(tree: LexborHTMLParser, page: SeenLines) -> int:
    """The number of the box on the walked `page`, still in `tree`, that is named so; -1 where none is, or several are.

    Of boxes in one another it is the innermost.
    """
    nodes = [node for node in tree.css(_NAMES)[:_MOST_BOXES] if len(node.text()) >= _FEWEST]
    outer = {above.mem_id for node in nodes for above in _ancestors(node)}
    boxes = {page.box_of(node) for node in nodes if node.mem_id not in outer}
    return boxes.pop() if len(boxes) == 1 else -1


def _ancestors(node: LexborNode) -> Iterable[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def without_sides(page: SeenLines, box: int, titles: Iterable[str], found: Sequence[str]) -> tuple[str, ...]:
    """The lines `found` without those outside of `box`, the number of one or -1, and those over the headline, one of
    `titles`; all where little else is."""
    first, last = page.spans[box] if box >= 0 else (0, -1)
    opening = _heading_before(page, first)
    if box < 0 or not _holds(page, first, last, found):
        first, last = _headline(page, titles) + 1, len(page.lines) - 1
        opening = first
        if first == 0 or not _holds(page, first, last, found, _SHARE_UNDER_HEADLINE):
            return tuple(found)
    places = found_numbers(page, found)
    is_in = [first <= at <= last or (opening < at < first and _is_told(page, at)) for at in range(len(places))]
    inside = {place for place, is_one in zip(places, is_in, strict=True) if place >= 0 and is_one}
    outside = {place for place, is_one in zip(places, is_in, strict=True) if place >= 0 and not is_one} - inside
    beside = "".join(letters for letters, is_one in zip(page.said, is_in, strict=True) if not is_one)
    return tuple(
        line
        for number, line in enumerate(found)
        if number in inside or not (number in outside or letters_of(fold_line(line)) in beside)
    )


def _heading_before(page: SeenLines, first: int) -> int:
    """The line of the nearest headline over the line `first`, a few lines away at most; else `first`."""
    ats = range(first - 1, max(-1, first - _FARTHEST), -1)
    return next((at for at in ats if page.boxes[page.lines[at].box].is_headline), first)


def _is_told(page: SeenLines, at: int) -> bool:
    """Is it running text, as of an opening that a theme sets between headline and text?"""
    line = page.lines[at]
    return len(line.text) >= _FEWEST and 2 * line.linked < line.letters


def _holds(page: SeenLines, first: int, last: int, found: Sequence[str], share: float = _SHARE) -> bool:
    """Do the lines from `first` to `last` hold their share of the letters that were found, links aside?"""
    amounts = [
        (line.letters - line.linked) * (place >= 0)
        for line, place in zip(page.lines, found_numbers(page, found), strict=True)
    ]
    return sum(amounts[first : last + 1]) >= max(_FEWEST, share * sum(amounts))


def _headline(page: SeenLines, titles: Iterable[str]) -> int:
    """The only heading of five words that says one of `titles`, with or without the site's name, or where no heading
    does the only line that is no link; -1: none or several."""
    claimed = [fold_line(title) for title in titles]
    ats = [
        at
        for at, folded in enumerate(page.folded)
        if folded.count(" ") >= _TITLE_WORDS - 1
        and any(folded in title for title in claimed)
        and not (page.lines[at].own or page.boxes[page.lines[at].box].is_caption)
    ]
    headings = [at for at in ats if page.boxes[page.lines[at].box].tag in _HEADINGS]
    return (headings or ats)[0] if len(headings or ats) == 1 else -1
