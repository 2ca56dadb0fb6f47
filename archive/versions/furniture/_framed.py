"""Changed lines that are furniture by their frame: other articles have it, and their own story has not their words."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from archive.model import PageLine
from archive.text.folding import fold_line, words_for_comparison
from archive.versions.furniture._changed_lines import Region, TextLine
from archive.versions.furniture._frames import (
    CELLS,
    CELLS_OF_BLOCK,
    GAP,
    LABEL,
    LABEL_WORDS,
    block_of,
    ends_of,
    frame_of,
    is_short_line,
    kind_of_cell,
    label_of,
    long_ends_of,
    slots_of,
)
from archive.versions.furniture._line_marks import is_credit, is_narrative, is_sentence, opens_like_correction
from archive.versions.furniture._proofs import are_others, pairs
from archive.versions.furniture._templates import has_letters, template_of

Texts = tuple[Sequence[TextLine], Sequence[TextLine]]
Pages = tuple[Sequence[PageLine], Sequence[PageLine]]


@dataclass(frozen=True, slots=True)
class Framed:
    """`lines` that are furniture where all that is `asked` is known, and of each, but one of four, the story it stands
    in has not the words: all, or those that its frame has not."""

    lines: tuple[TextLine, ...]
    asked: tuple[PageLine, ...]
    fixed: frozenset[str] = frozenset()
    # Nothing of the story is asked: something else of the outlet's stands there now.
    is_another: bool = False

    def said(self, line: TextLine) -> list[str]:
        """The words of a line that are not its frame's."""
        return [word for word in words_for_comparison(line.itself.text) if word not in self.fixed]


def framed_lines(differ: Sequence[Region], texts: Texts, pages: Pages) -> Iterator[Framed]:
    """All of a change that may be proven so."""
    standing = [_standing(text) for text in texts] if differ else []
    for region in differ:
        yield from _in_one_place(region, standing)
        if not (region.old and region.new):
            yield from _alone([*region.old, *region.new])
        yield from _under_a_label(region, texts)
    yield from _turned_tables(differ, texts, pages)


def _in_one_place(region: Region, standing: Sequence[Counter[PageLine]]) -> Iterator[Framed]:
    """Lines in the place of one another that open and end alike, or have one label."""
    for pair in pairs(region):
        old, new = (line.page for line in pair)
        counting = frame_of(old)
        if counting and counting == frame_of(new) and not is_credit(old.text):
            yield _framed(pair, (counting,))
        labels = [label_of(line) for line in (old, new)]
        is_turned = template_of(old.text) != template_of(new.text)
        is_credited = is_turned and any(is_credit(line.text) for line in pair)
        # A number behind a label may be a toll.
        if not is_credited and (is_turned or not labels[0]):
            ways = product(*map(_ends, pair))
            yield from (_framed(pair, way, is_another=way[0] != way[1] and are_others(pair)) for way in ways)
        if is_turned and not is_credited:
            slots = product(*(_slots(line, standing) for line in pair))
            yield from (_framed(pair, way) for way in (*slots, *product(*map(_sentence_ends, pair))))
        if is_turned and all(labels) and not is_credited:
            yield Framed(pair, tuple(dict.fromkeys(filter(None, labels))))


def _framed(lines: tuple[TextLine, ...], frames: tuple[PageLine, ...], *, is_another: bool = False) -> Framed:
    asked = tuple(dict.fromkeys(frames))
    fixed = frozenset(words_for_comparison(" ".join(frame.text for frame in asked)))
    return Framed(lines, asked, fixed, is_another)


def _ends(line: TextLine) -> tuple[PageLine, ...]:
    """Of the first line of a text none without its beginning, where its place may stand."""
    if opens_like_correction(line.text):
        return ()
    return tuple(end for end in ends_of(line.page) if line.number or not end.text.startswith(GAP))


def _slots(line: TextLine, standing: Sequence[Counter[PageLine]]) -> tuple[PageLine, ...]:
    """None of what stands on several lines, as names of a list do; `standing`: on how many of either text."""
    if opens_like_correction(line.text):
        return ()
    its_own = is_short_line(line.page)
    return tuple(slot for slot in dict.fromkeys(slots_of(line.page)) if standing[line.is_new][slot] == its_own)


def _standing(text: Sequence[TextLine]) -> Counter[PageLine]:
    """Of what stays of short lines, on how many it stands."""
    return Counter(slot for line in text if is_short_line(line.page) for slot in {*slots_of(line.page)})


def _sentence_ends(line: TextLine) -> tuple[PageLine, ...]:
    is_of_story = is_credit(line.text) or is_narrative(line.text) or opens_like_correction(line.text)
    return long_ends_of(line.page) if is_sentence(line.text) and not is_of_story else ()


def _alone(lines: Sequence[TextLine]) -> Iterator[Framed]:
    """Lines that came or went, by how each opens and ends."""
    for line in lines:
        ends = [end for end in _ends(line) if not (end.text.startswith(GAP) or end.text.endswith(GAP))]
        if ends and not is_credit(line.text):
            yield _framed((line,), tuple(ends))
        yield from (_framed((line,), (end,)) for end in _sentence_ends(line))


def _under_a_label(region: Region, texts: Texts) -> Iterator[Framed]:
    """One line that took the place of quite another, under a label (Deaths)."""
    if len(region.old) != 1 or len(region.new) != 1:
        return
    pair = (region.old[0], region.new[0])
    labels = {_label_over(line, texts) for line in pair}
    (label, *others) = labels
    if label and not others and are_others(pair) and all(_may_turn(line) for line in pair):
        yield Framed(pair, (label,))


def _label_over(line: TextLine, texts: Texts) -> PageLine | None:
    over = texts[line.is_new][line.number - 1].page if line.number else None
    if over is None or over.tag in CELLS or len(over.text.split()) not in LABEL_WORDS or not is_short_line(over):
        return None
    return PageLine(text=over.text, tag=LABEL) if has_letters(over.text) and not is_credit(over.text) else None


def _may_turn(line: TextLine) -> bool:
    return line.page.tag not in CELLS and is_short_line(line.page) and not opens_like_correction(line.text)


def _turned_tables(differ: Sequence[Region], texts: Texts, pages: Pages) -> Iterator[Framed]:
    """Cells of a table that says something else now, in its words, too: another flight, another currency."""
    blocks = [_blocks(text, page) for text, page in zip(texts, pages, strict=True)]
    found: dict[PageLine, tuple[list[TextLine], list[TextLine]]] = {}
    for region in differ:
        for line in (*region.old, *region.new):
            if block := blocks[line.is_new].get(line.number):
                found.setdefault(block, ([], []))[line.is_new].append(line)
    for block, sides in found.items():
        old, new = ({words for line in side if (words := _without_numbers(line))} for side in sides)
        # A number that became another one is what a report says.
        if old - new and new - old:
            yield Framed((*sides[0], *sides[1]), (block,))


def _without_numbers(line: TextLine) -> tuple[str, ...]:
    return tuple(filter(has_letters, line.words))


def _blocks(text: Sequence[TextLine], page: Sequence[PageLine]) -> dict[int, PageLine]:
    """Of each cell, by its number, how the table or list that it stands in is made: with the cells there that are not
    read as text. None of what has no numbers."""
    blocks = [(kind, [*lines]) for kind, lines in groupby(text, lambda line: kind_of_cell(line.page)) if kind]
    on_page = _on_page({(kind, fold_line(block[0].text)) for kind, block in blocks}, page)
    found: dict[int, PageLine] = {}
    for kind, block in blocks:
        cells = on_page.get((kind, fold_line(block[0].text))) or [line.page for line in block]
        if made := block_of(cells):
            found |= dict.fromkeys((line.number for line in block), made)
    return found


def _on_page(wanted: Collection[tuple[int, str]], page: Sequence[PageLine]) -> dict[tuple[int, str], list[PageLine]]:
    """By the kind and the words of cells of the text, the cells of the page from there on."""
    found: dict[tuple[int, str], list[PageLine]] = {}
    for kind, lines in groupby(page if wanted else (), kind_of_cell):
        cells = [*lines] if kind else []
        for at, cell in enumerate(cells):
            if cell.in_text and (key := (kind, fold_line(cell.text))) in wanted:
                found.setdefault(key, cells[at : at + CELLS_OF_BLOCK])
    return found
