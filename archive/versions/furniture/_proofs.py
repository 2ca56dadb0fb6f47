"""What proves of a line that it is no part of the text: its markup, the outlet's other articles, the other reading."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, pairwise, product

from archive.model import PageLine
from archive.text.folding import fold_line
from archive.versions.furniture._changed_lines import Region, TextLine
from archive.versions.furniture._frames import CELLS, HEADINGS, NUMBERS, is_short_line
from archive.versions.furniture._line_hashes import (
    CELL_BREAK,
    LONGEST_NAMED,
    LONGEST_ROW,
    TITLE_WORDS,
    as_title,
    row_of,
)
from archive.versions.furniture._line_marks import (
    SHORT_WORDS,
    heads_a_list,
    is_sentence,
    opens_like_correction,
    points_elsewhere,
)
from archive.versions.furniture._templates import TIME, has_letters, template_of

LINK_SHARE = 0.6
# A block that holds more of the text's letters outside links is the text, whatever its class says.
MARKED_SHARE = 0.35
# A title within a sentence has so many words; so many of two titles may be the same at either end.
FRAMED_WORDS, WIDER = 5, 3
# A name in a box has so many words.
NAME_WORDS = 4
_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


def is_link_line(line: PageLine) -> bool:
    """Nothing but a link to another page of the outlet, and no sentence."""
    return line.links >= LINK_SHARE and not is_sentence(line.text)


def by_markup(lines: Sequence[TextLine], text: Sequence[TextLine]) -> set[TextLine]:
    """Those `lines` of a `text` that their own markup, or a label before them, proves to be furniture."""
    marks = _believed_marks(text)
    return {
        line
        for line in lines
        if line.page.mark in marks
        or points_elsewhere(line.text)
        or is_link_line(line.page)
        or _heads_links(line, text[line.number + 1 : line.number + 2])
    }


def _believed_marks(lines: Sequence[TextLine]) -> frozenset[str]:
    """The marks of a text's lines that do not mark most of it."""
    letters: Counter[str] = Counter()
    for line in lines:
        letters[line.page.mark] += round(len(line.text) * (1 - line.page.links))
    return frozenset(mark for mark, count in letters.items() if mark and count <= MARKED_SHARE * letters.total())


def _heads_links(line: TextLine, after: Sequence[TextLine]) -> bool:
    return any(is_link_line(next_line.page) for next_line in after) and heads_a_list(line.text)


def only_numbers(region: Region) -> set[TextLine]:
    """Lines of digits, clocks and signs alone that have their like on the other side.

    Not in cells and headings, where a number is what is told; nor where no page says what the lines stood in.
    """
    old, new = ([line for line in side if _is_bare(line)] for side in (region.old, region.new))
    if not any(line.page.tag for line in (*old, *new)):
        return set()
    both = {template_of(line.text) for line in old} & {template_of(line.text) for line in new}
    return {line for line in (*old, *new) if template_of(line.text) in both}


def in_slots(region: Region, furniture: Collection[TextLine], elsewhere: Collection[TextLine]) -> set[TextLine]:
    """Lines that took the place of furniture, or gave theirs to it: rotating adverts.

    Where both stand in other articles, too, neither need be `furniture`, nor short.
    """
    found = set()
    for pair in pairs(region):
        rest = [line for line in pair if line not in furniture]
        is_slot = len(rest) == 1 or all(line in elsewhere for line in rest)
        if is_slot and all(_may_rotate(line, pair) for line in rest):
            found.update(rest)
        elif all(line in elsewhere for line in pair) and are_others(pair):
            found.update(pair)
    return found


def in_turns(region: Region, elsewhere: Collection[TextLine]) -> set[TextLine]:
    """Lines in the place of one that another article carries, or replaced by one: what comes next may carry them."""
    turning = (pair for pair in pairs(region) if any(line in elsewhere for line in pair) and are_others(pair))
    return {*chain.from_iterable(turning)}


def beside(region: Region, furniture: Collection[TextLine], elsewhere: Collection[TextLine]) -> set[TextLine]:
    """Lines beside furniture that came or went with it, and stand in another article: the teaser under its headline."""
    found = set()
    for side in (region.old, region.new):
        for line, other in chain(pairwise(side), pairwise(side[::-1])):
            if line in elsewhere and other in furniture:
                found.add(line)
    return found


def name_of_box(region: Region, furniture: Collection[TextLine]) -> Iterator[TextLine]:
    """The one line of a region that is no furniture, where all that came or went with it is: a few words that may name
    somebody else on each page."""
    lines = [*region.old, *region.new]
    rest = [line for line in lines if line not in furniture]
    is_box = not (region.old and region.new) and len(lines) > 1 and not any(is_link_line(line.page) for line in lines)
    if is_box and len(rest) == 1 and _may_be_name(rest[0]):
        yield rest[0]


def _may_be_name(line: TextLine) -> bool:
    is_name = len(line.text.split()) <= NAME_WORDS and line.page.tag not in CELLS and not is_sentence(line.text)
    return is_name and not any(map(template_of(line.text).__contains__, NUMBERS))


def dated_beside(region: Region, furniture: Collection[TextLine]) -> set[TextLine]:
    """Short lines in which a day alone changed, beside the headline of another article that changed with them: whose it
    is, and when it was."""
    found: set[TextLine] = set()
    for at, pair in enumerate(pairs(region)):
        beside = [line for side in (region.old, region.new) for line in side[max(at - 1, 0) : at + 2]]
        old, new = (template_of(line.text) for line in pair)
        has_day = TIME in new or _DAY.search(pair[1].text)
        if has_day and old == new and is_short_line(pair[1].page) and any(line in furniture for line in beside):
            found.update(pair)
    return found


def numbers_with_labels(
    lines: Iterable[TextLine], texts: Sequence[Sequence[TextLine]], pages: Sequence[Sequence[PageLine]]
) -> dict[TextLine, tuple[PageLine, ...]]:
    """Of numbers in cells the rows that they make with the lines before them: in the text, and on the page where a cell
    between them was not read."""
    before = ((line, texts[line.is_new][max(line.number - LONGEST_ROW, 0) : line.number]) for line in lines)
    rows = {line: row for line, cells in before if (row := row_of([cell.page for cell in cells], line.page))}
    wanted = [{fold_line(line.text) for line in rows if line.is_new == is_new} for is_new in (False, True)]
    on_page = [_rows_on_page(*side) for side in zip(pages, wanted, strict=True)]
    return {line: (row, *_of_one_label(row, on_page[line.is_new][fold_line(line.text)])) for line, row in rows.items()}


def _rows_on_page(page: Sequence[PageLine], wanted: Collection[str]) -> defaultdict[str, list[PageLine]]:
    """The rows of a page by the folded words of their last cells, of those that are wanted."""
    found: defaultdict[str, list[PageLine]] = defaultdict(list)
    for at, cell in enumerate(page if wanted else ()):
        if cell.in_text and cell.tag in CELLS and (folded := fold_line(cell.text)) in wanted:
            row = row_of(page[max(at - LONGEST_ROW, 0) : at], cell)
            found[folded] += [row] if row else []
    return found


def _of_one_label(row: PageLine, others: Sequence[PageLine]) -> list[PageLine]:
    label = f"{row.text.partition(CELL_BREAK)[0]}{CELL_BREAK}"
    return [other for other in others if other.text.startswith(label) and other != row]


def in_one_frame(region: Region) -> dict[tuple[TextLine, TextLine], list[PageLine]]:
    """Lines that say the same but for some words in a row: as which titles of other articles these may be asked (Our
    readers also liked TITLE today)."""
    return {pair: found for pair in pairs(region) if (found := _stretches(*(line.text.split() for line in pair)))}


def pairs(region: Region) -> Iterator[tuple[TextLine, TextLine]]:
    """Each line with the one in its place; none where one side has more."""
    return zip(region.old, region.new, strict=True) if len(region.old) == len(region.new) else iter(())


def _stretches(old: list[str], new: list[str]) -> list[PageLine]:
    """Where two lines part and meet again; a few words wider, too, as titles may begin or end alike. None where they
    have no words in common there, or between them fewer than a title of its own or more than the longest has."""
    least = min(len(old), len(new))
    start = next((n for n in range(least) if old[n] != new[n]), least)
    end = next((n for n in range(least - start) if old[-1 - n] != new[-1 - n]), least - start)
    if not start + end or least - start - end < TITLE_WORDS or max(len(old), len(new)) - start - end > LONGEST_NAMED:
        return []
    ways = product(range(min(start, WIDER) + 1), range(min(end, WIDER) + 1), (old, new))
    found = (words[start - left : len(words) - end + right] for left, right, words in ways)
    return [as_title(" ".join(words)) for words in found if len(words) >= FRAMED_WORDS]


def _may_rotate(line: TextLine, pair: tuple[TextLine, TextLine]) -> bool:
    text = line.text
    if len(text.split()) > SHORT_WORDS or is_sentence(text) or opens_like_correction(text):
        return False
    return are_others(pair)


def are_others(pair: tuple[TextLine, TextLine]) -> bool:
    """Do two lines share less than half of the shorter one's words, and is neither a cell?"""
    words, others = ({*one.words} for one in pair)
    return 2 * len(words & others) < min(len(words), len(others)) and not any(one.page.tag in CELLS for one in pair)


def _is_bare(line: TextLine) -> bool:
    return line.page.tag not in CELLS | HEADINGS and not has_letters(template_of(line.text))
