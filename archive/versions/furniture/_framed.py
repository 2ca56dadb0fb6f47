"""Changed lines that are furniture by their frame: other articles have it, and their own story has not their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from archive.model import PageLine
from archive.versions.furniture._changed_lines import Region, TextLine
from archive.versions.furniture._frames import (
    CELLS,
    GAP,
    LABEL,
    LABEL_WORDS,
    block_of,
    ends_of,
    frame_of,
    is_short_line,
    kind_of_cell,
    label_of,
)
from archive.versions.furniture._line_marks import is_credit, opens_like_correction
from archive.versions.furniture._proofs import are_others, pairs
from archive.versions.furniture._templates import has_letters, template_of

Texts = tuple[Sequence[TextLine], Sequence[TextLine]]


@dataclass(frozen=True, slots=True)
class Framed:
    """`lines` that are furniture where all that is `asked` is known, and each, but one of four, has at most so many
    words of the story it stands in."""

    lines: tuple[TextLine, ...]
    asked: tuple[PageLine, ...]
    most_shared: int = 0


def framed_lines(differ: Sequence[Region], texts: Texts) -> Iterator[Framed]:
    """All of a change that may be proven so."""
    for region in differ:
        yield from _in_one_place(region)
        if not (region.old and region.new):
            alone = [line for line in (*region.old, *region.new) if not is_credit(line.text)]
            yield from (Framed((line,), ends, 1) for line in alone if (ends := _both_ends(line)))
        yield from _under_a_label(region, texts)
    yield from _turned_tables(differ, texts)


def _in_one_place(region: Region) -> Iterator[Framed]:
    """Lines in the place of one another that open and end alike, or have one label."""
    for pair in pairs(region):
        old, new = (line.page for line in pair)
        counting = frame_of(old)
        if counting and counting == frame_of(new) and not is_credit(old.text):
            yield Framed(pair, (counting,), 1)
        labels = [label_of(line) for line in (old, new)]
        is_turned = template_of(old.text) != template_of(new.text)
        is_credited = is_turned and any(is_credit(line.text) for line in pair)
        # A number behind a label may be a toll.
        if not is_credited and (is_turned or not labels[0]):
            ways = product(*(_ends(line) for line in pair))
            yield from (Framed(pair, tuple(dict.fromkeys(way)), 1) for way in ways)
        if is_turned and all(labels) and not is_credited:
            yield Framed(pair, tuple(dict.fromkeys(filter(None, labels))))


def _ends(line: TextLine) -> tuple[PageLine, ...]:
    """Of the first line of a text none without its beginning, where its place may stand."""
    if opens_like_correction(line.text):
        return ()
    return tuple(end for end in ends_of(line.page) if line.number or not end.text.startswith(GAP))


def _both_ends(line: TextLine) -> tuple[PageLine, ...]:
    return tuple(end for end in _ends(line) if not (end.text.startswith(GAP) or end.text.endswith(GAP)))


def _under_a_label(region: Region, texts: Texts) -> Iterator[Framed]:
    """One line that took the place of quite another, under a label (Deaths)."""
    if len(region.old) != 1 or len(region.new) != 1:
        return
    pair = (region.old[0], region.new[0])
    labels = {_label_over(line, texts) for line in pair}
    (label, *others) = labels
    if label and not others and are_others(pair) and all(_may_turn(line) for line in pair):
        yield Framed(pair, (label,), 1)


def _label_over(line: TextLine, texts: Texts) -> PageLine | None:
    over = texts[line.is_new][line.number - 1].page if line.number else None
    if over is None or over.tag in CELLS or len(over.text.split()) not in LABEL_WORDS or not is_short_line(over):
        return None
    return PageLine(text=over.text, tag=LABEL) if has_letters(over.text) and not is_credit(over.text) else None


def _may_turn(line: TextLine) -> bool:
    return line.page.tag not in CELLS and is_short_line(line.page) and not opens_like_correction(line.text)


def _turned_tables(differ: Sequence[Region], texts: Texts) -> Iterator[Framed]:
    """Cells of a table that says something else now, in its words, too: another flight, another currency."""
    blocks = [_blocks(text) for text in texts]
    found: dict[PageLine, tuple[list[TextLine], list[TextLine]]] = {}
    for region in differ:
        for line in (*region.old, *region.new):
            if block := blocks[line.is_new].get(line.number):
                found.setdefault(block, ([], []))[line.is_new].append(line)
    for block, sides in found.items():
        old, new = ({words for line in side if (words := _without_numbers(line))} for side in sides)
        # A number that became another one is what a report says.
        if old - new and new - old:
            yield Framed((*sides[0], *sides[1]), (block,), 1)


def _without_numbers(line: TextLine) -> tuple[str, ...]:
    return tuple(filter(has_letters, line.words))


def _blocks(text: Sequence[TextLine]) -> dict[int, PageLine]:
    """Of each cell, by its number, how the table or list that it stands in is made; none of what has no numbers."""
    found: dict[int, PageLine] = {}
    for kind, cells in groupby(text, lambda line: kind_of_cell(line.page)):
        block = [*cells]
        if kind and (made := block_of([line.page for line in block])):
            found |= dict.fromkeys((line.number for line in block), made)
    return found
