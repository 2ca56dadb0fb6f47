"""Where the words of two texts differ: lines between others that stayed, and which of their words changed."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from archive.model import PageLine
from archive.text.diff import Stretch, stretches
from archive.text.folding import fold_line, words_for_comparison
from archive.versions.furniture._frames import CELLS
from archive.versions.furniture._line_hashes import without_title


@dataclass(frozen=True, slots=True, eq=False)
class TextLine:
    """A line of the old or the new text, its number there, the words of it that count, and the line of the page that it
    is: one without a tag where no page is known, or where it is a part of a line there. `asked` is that line as other
    pages are asked for it: without its page's title, and whole where the text has a part of it; `itself` is the part.
    """

    is_new: bool
    number: int
    words: tuple[str, ...]
    page: PageLine
    asked: PageLine
    itself: PageLine

    @property
    def text(self) -> str:
        return self.page.text


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that one text has between two that stayed, and those that the other has there."""

    old: tuple[TextLine, ...]
    new: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line with words that the other text has not there; `other` is the line there that it became or was."""

    line: TextLine
    other: TextLine | None


def text_lines(title: str, text: str, lines: Sequence[PageLine], *, is_new: bool) -> list[TextLine]:
    """The lines of a text that hold words, with the `lines` of its page that each of them is and is a part of."""
    find = _finder(lines)
    found = chain.from_iterable(_cells(line, find) for line in text.split("\n"))
    worded = [(page, words) for page in found if (words := tuple(words_for_comparison(page.text)))]
    wholes = _wholes([page for page, _ in worded], lines)
    return [
        TextLine(is_new, number, words, page, *(without_title(one, title) for one in (wholes.get(number, page), page)))
        for number, (page, words) in enumerate(worded)
    ]


def _finder(lines: Sequence[PageLine]) -> Callable[[str], PageLine]:
    """The line of a page that a line of its text is; of several alike that in the text, without a mark if there is."""
    best = sorted(lines, key=lambda line: (line.in_text, not line.mark))
    found = {fold_line(line.text): line for line in best}

    def find(text: str) -> PageLine:
        line = found.get(fold_line(text))
        if line is None:
            return PageLine(text=text, tag="")
        return line if line.text == text else line._replace(text=text)

    return find


def _wholes(text: Sequence[PageLine], page: Sequence[PageLine]) -> dict[int, PageLine]:
    """By their numbers, of lines of a text that its page has not as such, those there that they are parts of: where an
    hour and a headline in one line are two in the text. They stand between what the lines around them are."""
    if not page or all(line.tag for line in text):
        return {}
    found: dict[int, PageLine] = {}
    sides = ([fold_line(line.text) for line in side] for side in (text, page))
    for start, end, its_start, its_end in stretches(*sides):
        parts = [(number, _joined(text[number])) for number in range(start, end) if not text[number].tag]
        wholes = [(line, _joined(line)) for line in page[its_start:its_end]] if parts else []
        for number, part in parts:
            if whole := next((line for line, words in wholes if part in words), None):
                found[number] = whole
    return found


def _joined(line: PageLine) -> str:
    """Its words, each between spaces."""
    return f" {' '.join(words_for_comparison(line.text))} "


def _cells(line: str, find: Callable[[str], PageLine]) -> list[PageLine]:
    """The line as the page has it: the cells of a row, which the text has in one line."""
    cells = [find(cell.strip()) for cell in line.split("|") if cell.strip()] if "|" in line else []
    return cells if any(cell.tag in CELLS for cell in cells) else [find(line)]


def regions(old: Sequence[TextLine], new: Sequence[TextLine]) -> list[Region]:
    """Where the texts differ, in their order."""
    keys = ([" ".join(line.words) for line in lines] for lines in (old, new))
    return [Region(tuple(old[i:i_end]), tuple(new[j:j_end])) for i, i_end, j, j_end in stretches(*keys)]


def changed_lines(old: Sequence[TextLine], new: Sequence[TextLine]) -> list[ChangedLine]:
    """The lines of a region whose words changed: joined, so that where a paragraph ends does not count."""
    old_words = [(at, word) for at, line in enumerate(old) for word in line.words]
    new_words = [(at, word) for at, line in enumerate(new) for word in line.words]
    changed = stretches([word for _, word in old_words], [word for _, word in new_words])
    gone = {at for i, i_end, _, _ in changed for at, _ in old_words[i:i_end]}
    came = {at for _, _, j, j_end in changed for at, _ in new_words[j:j_end]}
    became, was = _counterparts(old, new, _shared(old_words, new_words, changed))
    return [
        *(ChangedLine(old[at], became.get(at)) for at in sorted(gone)),
        *(ChangedLine(new[at], was.get(at)) for at in sorted(came)),
    ]


def with_moved(changes: Sequence[ChangedLine]) -> list[ChangedLine]:
    """The same, where the other of a line that only moved is the line at its other place."""
    places = {(each.line.is_new, each.line.words): each.line for each in changes}
    return [
        each if each.other else ChangedLine(each.line, places.get((not each.line.is_new, each.line.words)))
        for each in changes
    ]


def _shared(
    old: Sequence[tuple[int, str]], new: Sequence[tuple[int, str]], changed: Sequence[Stretch]
) -> Counter[tuple[int, int]]:
    """How many words each pair of lines has in common, where they stand in the same order."""
    shared: Counter[tuple[int, int]] = Counter()
    i = j = 0
    for stretch in (*changed, (len(old), len(old), len(new), len(new))):
        shared.update((old[at][0], new[at - i + j][0]) for at in range(i, stretch[0]))
        i, j = stretch[1], stretch[3]
    return shared


def _counterparts(
    old: Sequence[TextLine], new: Sequence[TextLine], shared: Counter[tuple[int, int]]
) -> tuple[dict[int, TextLine], dict[int, TextLine]]:
    """Of each line the one it shares half of the shorter one's words with, and most of them."""
    became: dict[int, TextLine] = {}
    was: dict[int, TextLine] = {}
    for (one, other), count in shared.most_common():
        if 2 * count >= min(len(old[one].words), len(new[other].words)):
            became.setdefault(one, new[other])
            was.setdefault(other, old[one])
    return became, was
