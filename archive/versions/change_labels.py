"""The names of what an edit changed: headline, signs, numbers, typo, text; and which number became which.

So that a reader may look at what matters: a death toll that went from 3 to 5 is one word of 500, a slip put right
another.
"""

import re
from collections.abc import Iterator, Sequence

from archive.text.diff import Stretch, alike_at_both_ends, key_of_word, stretches, words_of
from archive.text.edit_distance import edits_between
from archive.text.folding import words_for_comparison
from archive.versions._changed_numbers import FURTHEST_ANCHOR, recounts
from archive.versions._numbers import is_number
from archive.versions.signs import marks_of, resigned

MOST_SLIPS, FURTHEST_SLIP = 3, 2
LONGEST_SLIP = 64  # letters; longer ones are no words, and take the square of their letters

# From the first letter or digit to the last; to look for signs at the end, from each of them on, takes their square.
_BARE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)


def name_changes(old: tuple[str, str], new: tuple[str, str]) -> tuple[str, str]:
    """Of two (title, text): the names of what changed, and which number became which, as `3→5 25_ألف→30_ألف 5%→5`.

    Both are parted by spaces. `headline`: the words of the title changed. `signs`: its question or exclamation mark
    came or went. `numbers`: those of a changed place are others, in title or text, or have another currency, per cent
    or minus; which became which is told only where both stand in one place of a sentence that is kept
    (`_changed_numbers`). `typo`: the words of the text changed by at most three slips; `text`: in any other way. In
    this order; of equal words only signs are named.
    """
    both = [_unlike(words_of(before), words_of(after)) for before, after in zip(old, new, strict=True)]
    bare = [(_bare(before), _bare(after)) for before, after in both]
    changed = [stretches(*([key_of_word(word) for word in words] for words in one)) for one in bare]
    differ = [_differ(*words) for words in both]
    counted = [recounts(*one, found) for one, found in zip(bare, changed, strict=True)] if any(differ) else []
    signed = [pair for words, found in zip(both, changed, strict=True) for pair in _resigned(*words, found)]
    words = ("typo" if _are_slips(*bare[1], changed[1]) else "text") if differ[1] else ""
    numbers = "numbers" if signed or any(found.changed for found in counted) else ""
    signs = "signs" if marks_of(old[0]) != marks_of(new[0]) else ""
    names = filter(None, ("headline" if differ[0] else "", signs, numbers, words))
    pairs = dict.fromkeys([*(pair for found in counted for pair in found.pairs), *signed])
    return " ".join(names), " ".join(pairs)


def _resigned(old: Sequence[str], new: Sequence[str], changed: Sequence[Stretch]) -> Iterator[str]:
    """Numbers that have other signs, in what was kept: the words themselves are the same there."""
    at, then = _places(old), _places(new)
    i = j = 0
    for i_next, i_after, j_next, j_after in [*changed, (len(at) - 2, 0, len(then) - 2, 0)]:
        kept = "".join(old[at[i] + 1 : at[i_next + 1]]), "".join(new[then[j] + 1 : then[j_next + 1]])
        yield from resigned(*kept)
        i, j = i_after, j_after


def _places(words: Sequence[str]) -> list[int]:
    """Where the words stand that are more than signs, what stands before the first and behind the last."""
    return [-1, *(at for at, word in enumerate(words) if _BARE.search(word)), len(words)]


def _unlike(old: Sequence[str], new: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Both without the words they begin and end with alike, but for the nearest of these: they place a number.

    Most edits are a word or two of a long text.
    """
    start, end = (max(0, alike - FURTHEST_ANCHOR) for alike in alike_at_both_ends(old, new))
    return old[start : len(old) - end], new[start : len(new) - end]


def _differ(old: Sequence[str], new: Sequence[str]) -> bool:
    return words_for_comparison("".join(old)) != words_for_comparison("".join(new))


def _are_slips(old: Sequence[str], new: Sequence[str], changed: Sequence[Stretch]) -> bool:
    replaced = [(old[i:i_end], new[j:j_end]) for i, i_end, j, j_end in changed]
    return 0 < len(replaced) <= MOST_SLIPS and all(is_slip(*words) for words in replaced)


def bare_words(text: str) -> list[str]:
    """The words of a text without the signs around them."""
    return _bare(words_of(text))


def _bare(words: Sequence[str]) -> list[str]:
    return [found[0] for found in map(_BARE.search, words) if found]


def is_slip(old: Sequence[str], new: Sequence[str]) -> bool:
    """One word spelt a little otherwise, or a space too many or too few; a number is never a slip."""
    if any(map(is_number, (*old, *new))):
        return False
    before, after = ("".join(map(key_of_word, words)) for words in (old, new))
    if before == after:
        return True
    if len(old) != 1 or len(new) != 1 or max(len(before), len(after)) > LONGEST_SLIP:
        return False
    far = edits_between(before, after)
    return far <= FURTHEST_SLIP and 2 * far < min(len(before), len(after))
