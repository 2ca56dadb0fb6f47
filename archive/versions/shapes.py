"""The shape of a change: what was done to a text, whatever its words are, so that changes of many articles compare.

A person changes each article in another way, or the same words in many. A fault of a site or of a reading does one
thing to all: it takes their last lines, turns their order, loses letters throughout.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from archive.text.diff import Stretch, stretches
from archive.text.folding import words_for_comparison

Words = tuple[str, ...]

# Counters, labels and calls come and go beside whatever else happens.
LINE_WORDS = 6
# So many lines, and so large a part of them, changed: it goes through the whole text.
THROUGHOUT_LINES, THROUGHOUT = 3, 0.6
# So many lines in a row that others took the place of; two may be one paragraph that was rewritten.
REPLACED_LINES, SURELY_REPLACED = 2, 3
# A headline that lost one word may be a better one.
LOST_OF_HEADLINE = 2
# Of the words that went, and of those that came: the same correction, if it has a form more in one article. No
# correction is of more words.
SAME_WORDS, MOST_CORRECTED = 0.8, 5


class Sign(NamedTuple):
    """What was done and where; on how many articles, and on what part of those looked at, nobody does it by hand."""

    name: str
    fewest: int = 3
    part: float = 0.6


# Whole lines or words, wherever they stood.
LOST = Sign("lost", part=0.8)
PUT_IN = "put in "


@dataclass(frozen=True, slots=True)
class Shape:
    """`signs` are none where it is nothing that befalls a whole outlet: some words in the place of others. `gone` and
    `come` are the words that went and those that came."""

    signs: frozenset[Sign]
    gone: frozenset[str]
    come: frozenset[str]

    def is_same_correction(self, other: "Shape") -> bool:
        """Did the same words go and come? Somebody corrected one thing in both articles. A line that is the same in
        both is none: it is put into all."""
        if any(sign.name.startswith(PUT_IN) for sign in self.signs & other.signs):
            return False
        return _are_same(self.gone, other.gone) and _are_same(self.come, other.come)


def shape_of(old: tuple[str, str], new: tuple[str, str]) -> Shape:
    """Of a change between two texts, each (title, text). Takes any text."""
    before, after = (_lines(text) for _, text in (old, new))
    is_headline = before == after
    was, now = (
        tuple(words_for_comparison(title) if is_headline else chain.from_iterable(lines))
        for (title, _), lines in ((old, before), (new, after))
    )
    changed = stretches(was, now)
    gone, come = _of(was, changed, 0), _of(now, changed, 2)
    found = _of_headline(was, now, gone, come) if is_headline else _of_text(before, after, gone, come)
    return Shape(frozenset(found), frozenset(gone), frozenset(come))


def _are_same(some: frozenset[str], others: frozenset[str]) -> bool:
    if not some or not others:
        return some == others
    least = min(len(some), len(others))
    return least <= MOST_CORRECTED and len(some & others) >= SAME_WORDS * least


def _lines(text: str) -> list[Words]:
    lines = [tuple(words_for_comparison(line)) for line in text.split("\n")]
    return [line for line in lines if len(line) >= LINE_WORDS] or [line for line in lines if line]


def _of(words: Words, changed: Sequence[Stretch], side: int) -> Words:
    return tuple(chain.from_iterable(words[stretch[side] : stretch[side + 1]] for stretch in changed))


def _of_headline(old: Words, new: Words, gone: Words, come: Words) -> Iterator[Sign]:
    """Only where words are lost: outlets try out two headlines on all their articles, and put words before them."""
    if len(gone) >= LOST_OF_HEADLINE:
        # The last word of one that is cut may be cut, too.
        if old[: len(new) - len(come)] == new[: len(new) - len(come)] and len(come) <= 1:
            yield Sign("headline lost its end")
        elif not come:
            yield Sign("headline lost its beginning" if old[-len(new) :] == new else "headline lost words")


def _of_text(old: Sequence[Words], new: Sequence[Words], gone: Words, come: Words) -> Iterator[Sign]:
    if Counter(chain.from_iterable(old)) == Counter(chain.from_iterable(new)):
        yield Sign("another order")
        return
    yield from _throughout(old, new)
    lines = stretches([" ".join(line) for line in old], [" ".join(line) for line in new])
    if not come:
        yield LOST
        yield from _lost(old, lines)
    elif not gone:
        yield from _put_in(old, new, lines)
    for start, end, its_start, its_end in lines:
        if min(end - start, its_end - its_start) >= REPLACED_LINES and not _share_words(old[start:end], new):
            often = (3, 0.6) if end - start >= SURELY_REPLACED else (4, 0.8)
            yield Sign(f"other lines after {start}, {end - start}", *often)


def _throughout(old: Sequence[Words], new: Sequence[Words]) -> Iterator[Sign]:
    """Most of the lines changed, and none of them went or came whole."""
    touched = len(old) - (Counter(old) & Counter(new)).total()
    if touched >= max(THROUGHOUT_LINES, THROUGHOUT * len(old)) and len(new) == len(old):
        yield Sign("throughout")


def _lost(old: Sequence[Words], lines: Sequence[Stretch]) -> Iterator[Sign]:
    """Where whole lines went, of a text that only lost words."""
    for start, end, its_start, its_end in lines:
        if its_start != its_end:
            continue
        if start == 0:
            yield Sign(f"lost from the top, {end}")
        elif end == len(old):
            yield Sign(f"lost from the end, {end - start}")
        else:
            yield Sign(f"lost after {start}, {end - start}")
            yield Sign(f"lost before the last {len(old) - end}, {end - start}")


def _put_in(old: Sequence[Words], new: Sequence[Words], lines: Sequence[Stretch]) -> Iterator[Sign]:
    """Where whole lines came, of a text that only got words. On top and at the end outlets tell what is new."""
    if {*chain.from_iterable(old)}.issuperset(chain.from_iterable(new)) and len(new) > len(old):
        yield Sign("the same again")
    for its_start, its_end, start, end in lines:
        if its_start != its_end:
            continue
        if start == 0 or end == len(new):
            yield Sign(f"{PUT_IN}{'on top' if start == 0 else 'at the end'}, {end - start}", 5, 0.8)
        else:
            yield Sign(f"{PUT_IN}after {start}, {end - start}", 4, 0.8)
            yield Sign(f"{PUT_IN}before the last {len(new) - end}, {end - start}", 4, 0.8)


def _share_words(lines: Sequence[Words], others: Sequence[Words]) -> bool:
    """Does any of the lines have half of its words in one of the others?"""
    return any(2 * len({*line} & {*other}) >= min(len({*line}), len({*other})) for line in lines for other in others)
