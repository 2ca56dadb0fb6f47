"""Which number became which: only where both stand in the same place of a sentence that is otherwise kept.

Two numbers of a changed stretch may have nothing to do with each other: a sentence was written anew, and an arrow
between them would be untrue. So a pair needs the same words on both sides of it, up to the first that is more than a
particle, or the same noun in the form that the new number asks for (3 قتلى, 11 قتيلا).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.text.diff import Stretch, key_of_word, stretches
from archive.text.numerals import without_proclitics
from archive.versions._numbers import Number, is_number, numbers_in

# A longer replaced stretch is another sentence: its numbers are other things, not the same thing counted anew.
LONGEST_RECOUNT = 10
# What holds a number in its place stands near it; to look further for every number would take the square of a text.
FURTHEST_ANCHOR = 8
NUMBER = "#"
# Words that stand between any two others: alike, they say nothing of the sentence.
_PARTICLES = frozenset(
    word
    for words in (
        "في من الي علي عن مع بين حتي عند منذ خلال بعد قبل نحو حوالي بنحو اكثر اقل ان انه انها التي الذي او ثم قد هو هي",
        "ما لا كل اي غير و مقابل اليوم امس of in on at to the a an and or by for from with",
    )
    for word in words.split()
)
# What may come before a number, or go, without its being another: نحو 20, أكثر من 20.
_ABOUT = tuple(
    tuple(words.split())
    for words in (
        "اكثر من", "اقل من", "ازيد من", "ما يزيد علي", "ما يزيد عن", "ما لا يقل عن", "ما يقارب", "علي الاقل", "نحو",
        "بنحو", "حوالي", "قرابه", "زهاء", "more than", "less than", "at least", "about", "some", "nearly",
    )
)  # fmt: skip
# Plurals of another root.
_OTHER_ROOT = {"نس": "مر"}
_ENDING, _WEAK = re.compile("(?<=..)(?:ين|ون|ان|ات|ه|ا|s)$"), re.compile("[اويهءىئؤ]")


@dataclass(frozen=True, slots=True)
class Recounts:
    """Are the numbers others than before, and which became which (`3→5`), where that is sure."""

    changed: bool
    pairs: tuple[str, ...]


class _Side(NamedTuple):
    """One of two texts: its words without punctuation, and which of them were replaced."""

    words: Sequence[str]
    start: int
    end: int

    def runs(self) -> list[list[Number]]:
        """The numbers of the replaced words; those that follow each other at once stand together."""
        found: list[list[Number]] = []
        for number in numbers_in(self.words, self.start, self.end):
            if found and found[-1][-1].end == number.start:
                found[-1].append(number)
            else:
                found.append([number])
        return found


def recounts(old: Sequence[str], new: Sequence[str], changed: Sequence[Stretch]) -> Recounts:
    """Of the words of two texts, without punctuation, that differ in the stretches `changed`."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    pairs: dict[str, None] = {}
    for i, i_end, j, j_end in _aligned(old, new, changed):
        sides = _whole(_Side(old, i, i_end), _Side(new, j, j_end))
        runs = [side.runs() for side in sides]
        if all(runs):
            before.update(number.value for run in runs[0] for number in run)
            after.update(number.value for run in runs[1] for number in run)
            pairs |= dict.fromkeys(_pairs(*sides, *runs))
    # What only changed places is the same number still, unless another now stands in its place.
    return Recounts(bool(pairs) or before != after, tuple(pairs))


def _aligned(old: Sequence[str], new: Sequence[str], changed: Sequence[Stretch]) -> Iterator[Stretch]:
    """The stretches as they are when a number that stands in both for different things aligns nothing."""
    for i, i_end, j, j_end in _joined(old, changed):
        if max(i_end - i, j_end - j) <= LONGEST_RECOUNT:
            for found in _differing(old[i:i_end], new[j:j_end]):
                yield found[0] + i, found[1] + i, found[2] + j, found[3] + j


def _joined(old: Sequence[str], changed: Sequence[Stretch]) -> list[Stretch]:
    """Stretches with no more than numbers and particles between them become one."""
    found: list[Stretch] = []
    for i, i_end, j, j_end in changed:
        between = old[found[-1][1] : i] if found else ()
        if between and len(between) <= LONGEST_RECOUNT and all(map(_says_little, between)):
            i_first, _, j_first, _ = found.pop()
            found.append((i_first, i_end, j_first, j_end))
        else:
            found.append((i, i_end, j, j_end))
    return found


def _says_little(word: str) -> bool:
    return is_number(word) or key_of_word(word) in _PARTICLES


def _differing(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    """Where short texts differ once they are aligned by all words but numbers, which are taken for one."""
    masked = [[NUMBER if is_number(word) else key_of_word(word) for word in words] for words in (old, new)]
    kept = _kept(stretches(*masked), len(old), len(new))
    same = [(i, j) for i, j in kept if key_of_word(old[i]) == key_of_word(new[j])]
    i = j = 0
    for i_kept, j_kept in [*same, (len(old), len(new))]:
        if (i, j) != (i_kept, j_kept):
            yield i, i_kept, j, j_kept
        i, j = i_kept + 1, j_kept + 1


def _kept(changed: Sequence[Stretch], i_end: int, j_end: int) -> Iterator[tuple[int, int]]:
    """Which words stand for each other outside of the stretches."""
    i = j = 0
    for i_next, i_after, j_next, j_after in [*changed, (i_end, i_end, j_end, j_end)]:
        yield from zip(range(i, i_next), range(j, j_next), strict=True)
        i, j = i_after, j_after


def _whole(old: _Side, new: _Side) -> tuple[_Side, _Side]:
    """Both stretches, widened by the kept words that belong to a number inside them: of «25 ألفا» only 25 changed."""
    numbers = [(side, one) for side in (old, new) for one in numbers_in(side.words, side.start, side.end)]
    left = max((side.start - one.start for side, one in numbers if one.start < side.start), default=0)
    right = max((one.end - side.end for side, one in numbers if one.end > side.end), default=0)
    return _Side(old.words, old.start - left, old.end + right), _Side(new.words, new.start - left, new.end + right)


def _pairs(old: _Side, new: _Side, runs: list[list[Number]], others: list[list[Number]]) -> Iterator[str]:
    for run in runs:
        for other in others:
            if len(run) == len(other) and _in_one_place(old, new, run, other):
                pairs = zip(run, other, strict=True)
                yield from (f"{one.shown}→{then.shown}" for one, then in pairs if one.value != then.value)


def _in_one_place(old: _Side, new: _Side, run: list[Number], other: list[Number]) -> bool:
    before = _anchor(old, new, _before(old, run[0].start), _before(new, other[0].start), -1)
    after = _anchor(old, new, run[-1].end, other[-1].end, 1)
    return bool(before and after) and "word" in (before, after)


def _before(side: _Side, start: int) -> int:
    """The last word before a number and what says that it is about that many."""
    at = start - 1
    while about := next((words for words in _ABOUT if _stands(side.words, words, at)), None):
        at -= len(about)
    return at


def _stands(words: Sequence[str], about: Sequence[str], last: int) -> bool:
    first = last - len(about) + 1
    return first >= 0 and [key_of_word(word) for word in words[first : last + 1]] == list(about)


def _anchor(old: _Side, new: _Side, i: int, j: int, step: int) -> Literal["word", "end", ""]:
    """What holds two numbers on one side: the next word that says something, or the end of both texts.

    Particles and other numbers between must stand in both; nothing holds them where anything else does, or where there
    are more than a few of these.
    """
    for far in range(0, step * FURTHEST_ANCHOR, step):
        if not _alike(old, new, i + far, j + far):
            return ""
        if not _is_inside(old.words, i + far):
            return "end"
        if not _says_little(old.words[i + far]):
            return "word"
    return ""


def _alike(old: _Side, new: _Side, i: int, j: int) -> bool:
    """Is it the same word in both texts, both having one; or has neither one, as at a text's ends?"""
    inside = _is_inside(old.words, i), _is_inside(new.words, j)
    if not all(inside):
        return not any(inside)
    replaced = old.start <= i < old.end, new.start <= j < new.end
    if replaced[0] != replaced[1]:
        return False
    words = old.words[i], new.words[j]
    return all(map(is_number, words)) or _is_one_noun(*words)


def _is_inside(words: Sequence[str], at: int) -> bool:
    return 0 <= at < len(words)


def _is_one_noun(word: str, other: str) -> bool:
    return key_of_word(word) == key_of_word(other) or (_stem(word) == _stem(other) != "")


def _stem(word: str) -> str:
    """What a noun keeps in the singular, the dual and most plurals: قتلى and قتيلا, أيام and يوما."""
    stem = _WEAK.sub("", _ENDING.sub("", without_proclitics(key_of_word(word))))
    return _OTHER_ROOT.get(stem, stem)
