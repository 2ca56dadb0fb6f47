"""What stands before or behind a report and is no part of it: «عاجل |», an agency's name, a dateline.

Two texts that say the same but for these are equal: by `are_equal`, and by the keys under which the index holds a
text, one of which is the same for both. Words are comparison words (archive.text.folding); signs are gone by then.
Which words an opening is made of stands in `openings.tsv`: a kind, its words. A change of it changes ALGORITHM.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from archive.copies.credited_outlets import outlet_words
from archive.text.folding import words_for_comparison
from archive.text.numerals import is_numeral, without_proclitics

FEWEST_WORDS = 5  # a line that only sends to a video is no report
# Before a whole text so many words may stand whatever they are: who reports it, where, how new it is.
MOST_BEFORE = 4
MOST_OPENING, MOST_CLOSING = 12, 6
OPENING_KINDS = ("agency", "house", "source", "label", "place", "time")
Words = Sequence[str]


@cache
def _listed() -> dict[str, frozenset[str]]:
    lines = (files(__package__) / "openings.tsv").read_text(encoding="utf-8").splitlines()
    return {kind: frozenset(words_for_comparison(words)) for kind, words in (line.split("\t") for line in lines)}


def _is(word: str, *kinds: str) -> bool:
    bare = without_proclitics(word)
    return any(word in _listed()[kind] or bare in _listed()[kind] for kind in kinds)


def _opening_words(words: Words) -> int:
    """How many words at the beginning could be of an opening; behind «وكالة» any word is the agency's name."""
    at = 0
    while at < min(len(words), MOST_OPENING) and (_is_opening_word(words[at]) or (at and _is(words[at - 1], "house"))):
        at += 1
    return at


def _is_opening_word(word: str) -> bool:
    return is_numeral(word) or _is(word, *OPENING_KINDS)


def _without_closing(words: Words) -> Words:
    """The words without the agencies named behind them, and labels (#عاجل)."""
    end = len(words)
    while end > FEWEST_WORDS and len(words) - end < MOST_CLOSING and _is(words[end - 1], "agency", "label"):
        end -= 1
    return words if end == len(words) else words[:end]


def wholes(words: Words) -> Iterator[Words]:
    """The text, and what is left of it without what may be an opening, word by word."""
    words = _without_closing(words)
    for at in range(max(MOST_BEFORE, _opening_words(words)) + 1):
        if len(words) - at >= FEWEST_WORDS:
            yield words[at:]


def are_equal(a: Words, b: Words) -> bool:
    """Do two texts say the same, but for an opening of one or both and an agency named at the end?

    Under FEWEST_WORDS none do. One that says where it was against one that says it was elsewhere is another report, and
    so is a denial.
    """
    a, b = _without_closing(a), _without_closing(b)
    shared = common_end(a, b)
    if shared < FEWEST_WORDS:
        return False
    before_a, before_b = a[: len(a) - shared], b[: len(b) - shared]
    if not (before_a and before_b):
        return _may_stand_before([*before_a, *before_b])
    if not (_is_opening(before_a) and _is_opening(before_b)):
        return False
    where_a, where_b = _where_and_when(before_a), _where_and_when(before_b)
    return not (where_a and where_b) or where_a == where_b


def is_source(words: Words) -> bool:
    """Do these words, one at least, name an agency or another outlet, and nothing else?"""
    return bool(words) and all(
        _is(word, "agency", "house") or {word, without_proclitics(word)} & outlet_words() for word in words
    )


def common_end(a: Words, b: Words) -> int:
    """How many words at the end of two texts are the same."""
    shared = 0
    while shared < min(len(a), len(b)) and a[-1 - shared] == b[-1 - shared]:
        shared += 1
    return shared


def _may_stand_before(words: Words) -> bool:
    return _is_opening(words) or (len(words) <= MOST_BEFORE and not any(_is(word, "denial") for word in words))


def _is_opening(words: Words) -> bool:
    return _opening_words(words) == len(words)


def _where_and_when(words: Words) -> set[str]:
    return {word for word in words if is_numeral(word) or _is(word, "place", "time")}
