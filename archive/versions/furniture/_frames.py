"""What stays of a line or table that says something else on each page: how it opens and ends, its label, its cells.

A frame proves little alone: honest lines are made alike, too. Its lines must share no words with the story they stand
in, and one of DENSE must stand on most pages of the outlet, or on one of a few.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice

from archive.model import PageLine
from archive.versions.furniture._line_marks import SHORT_WORDS, is_sentence
from archive.versions.furniture._templates import NUMBER, TIME, has_letters, template_of

# A number that stands alone in one of these is data of a table or list, and what it says counts.
TABLE_CELLS = frozenset(("td", "th", "dd"))
CELLS = TABLE_CELLS | {"li", "dt"}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption", "figcaption"))
_UNFRAMED = CELLS | HEADINGS
NUMBERS = (NUMBER, TIME)
# The tags of frames: of one that counts, and of one that only proves something where it stands on many pages.
FRAME, DENSE = "frame", "dense"
# The tag of a line that is asked as what stands over others, on many pages.
LABEL = "label"
# What stands in the place of the words that may be others.
GAP = "…"
FRAMED_LINE_WORDS, COUNTED_LINE_WORDS = range(4, 17), range(5, 17)
LABEL_WORDS = range(1, 6)
# A line of so few words is known by the first of them, or by the first and the last.
OPENED_WORDS, ENCLOSED_WORDS = range(2, 5), range(3, 7)
# A longer line is known by its first and last words, so many of each: where its name stands early or late.
LONG_LINE_WORDS, LONG_LINE_ENDS = range(7, 21), ((1, 4), (3, 2))
# So many cells say how a table is made; longer ones are not walked.
CELLS_OF_BLOCK, MOST_CELLS = 6, 200


def frame_of(line: PageLine) -> PageLine | None:
    """What stays of a counting line that names something else on each page (Next bus to PLACE in 5 min): its first two
    words and its last one. None of a sentence, a cell or a heading: what is counted there counts."""
    words = _words_of(line)
    is_counting = any(number in word for word in words for number in NUMBERS)
    if len(line.text.split()) not in COUNTED_LINE_WORDS or len(words) < 3 or not is_counting:
        return None
    return _frame((*words[:2], words[-1]), FRAME) if all(map(has_letters, words[:2])) else None


def ends_of(line: PageLine) -> tuple[PageLine, ...]:
    """How a line opens or ends, in three words: the first ones, the last ones, or some of both; none of what has no
    frame."""
    words = _words_of(line)
    if len(words) < 4:
        return ()
    ends = ((*words[:at], GAP, *words[len(words) - 3 + at :]) for at in range(4))
    return tuple(_frame(end, DENSE) for end in ends if _says_something(end))


def _says_something(end: Sequence[str]) -> bool:
    """Has it two words, or a counted one (NAME - 12 articles)?"""
    return sum(map(has_letters, end)) + any(NUMBER in word for word in end) > 1


def slots_of(line: PageLine) -> tuple[PageLine, ...]:
    """What stays of a line of few words that names somebody else on each page (Hello NAME; Road to PLACE closed)."""
    words = _words_of(line)
    opened = [(words[0], GAP)] if len(words) in OPENED_WORDS else []
    enclosed = [(words[0], GAP, words[-1])] if len(words) in ENCLOSED_WORDS else []
    return tuple(
        _frame(one, DENSE) for one in (*opened, *enclosed) if all(word == GAP or has_letters(word) for word in one)
    )


def long_ends_of(line: PageLine) -> tuple[PageLine, ...]:
    """How a longer line opens and ends: a sentence that names somebody else on each page is of no story."""
    if line.tag in _UNFRAMED or len(line.text.split()) not in LONG_LINE_WORDS:
        return ()
    words = template_of(line.text).split()
    ends = ((*words[:first], GAP, *words[-last:]) for first, last in LONG_LINE_ENDS)
    return tuple(_frame(end, DENSE) for end in ends) if len(words) in LONG_LINE_WORDS else ()


def label_of(line: PageLine) -> PageLine | None:
    """The words before the colon of a line (News of your town: PLACE)."""
    label, colon, rest = line.text.partition(":")
    words = label.split()
    if not _words_of(line) or not colon or not rest.startswith(" ") or len(words) not in LABEL_WORDS:
        return None
    return _frame((template_of(label).strip(), ":"), DENSE) if has_letters(label) else None


def block_of(cells: Sequence[PageLine]) -> PageLine | None:
    """How a table or a list is made: of which of its first cells are words, numbers or both. None without numbers."""
    return _block(tuple(map(_shape_of, cells[:CELLS_OF_BLOCK])))


def frames_of_page(lines: Sequence[PageLine]) -> Iterator[PageLine]:
    """All that a page teaches of them; of menus and boxes round the text what counts alone."""
    for line in lines:
        if line.tag not in _UNFRAMED and (frames := _kept_frames(line.text)):
            yield from (frame for frame in frames if frame.tag == FRAME or line.in_text)
    for kind, block in groupby(lines, kind_of_cell):
        if kind:
            yield from _blocks_in([*islice(block, MOST_CELLS)])


def _blocks_in(cells: Sequence[PageLine]) -> Iterator[PageLine]:
    """Each stretch of the cells that has one of the text: another table may stand before it, and of some pages a cell
    is not read."""
    texts = [at for at, cell in enumerate(cells) if cell.in_text]
    shapes = [*map(_shape_of, cells)] if texts else []
    ways = {
        tuple(shapes[start:stop])
        for at in texts
        for start in range(max(at - CELLS_OF_BLOCK + 1, 0), at + 1)
        for stop in range(max(at, start + 1) + 1, min(start + CELLS_OF_BLOCK, len(shapes)) + 1)
    }
    yield from filter(None, map(_block, ways))


def _block(shapes: tuple[str, ...]) -> PageLine | None:
    return _frame(shapes, DENSE) if len(shapes) > 1 and any("#" in shape for shape in shapes) else None


def kind_of_cell(line: PageLine) -> int:
    """2 of a table's, 1 of a list's, 0 of a line that is no cell."""
    return (line.tag in CELLS) + (line.tag in TABLE_CELLS)


@lru_cache(maxsize=1 << 12)
def _kept_frames(text: str) -> tuple[PageLine, ...]:
    line = PageLine(text=text, tag="")
    some = (frame for frame in (frame_of(line), label_of(line)) if frame)
    return (*some, *ends_of(line), *slots_of(line), *long_ends_of(line))


def _words_of(line: PageLine) -> list[str]:
    """The words of its template; none of a sentence, a cell, a heading, or a line too long or too short."""
    is_short = len(line.text) <= 300 and len(line.text.split()) in range(2, FRAMED_LINE_WORDS.stop)
    if line.tag in _UNFRAMED or not is_short or is_sentence(line.text):
        return []
    return template_of(line.text).split()


def _shape_of(cell: PageLine) -> str:
    template = template_of(cell.text)
    has_number = any(map(template.__contains__, NUMBERS))
    return f"{cell.tag} {'w' if has_letters(template) else ''}{'#' if has_number else ''}"


def _frame(words: Sequence[str], tag: str) -> PageLine:
    return PageLine(text=" ".join(words), tag=tag)


def is_short_line(line: PageLine) -> bool:
    """No sentence and not more words than a label's value has."""
    return len(line.text.split()) <= SHORT_WORDS and not is_sentence(line.text)
