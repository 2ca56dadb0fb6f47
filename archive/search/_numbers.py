"""Numbers as the archive may write them: grouped, with letters written onto them, beside a letter or its name.

A reading is a tuple of folded words, as in `_names`, where it is asked whether the archive holds it.
"""

import re
from itertools import pairwise

from archive.search._letter_names import before_a_number
from archive.search.vocabulary import Reading, Vocabulary

BEFORE_A_NUMBER = ("و", "ب", "ل", "ف", "ك", "ال", "وال", "بال", "لل")
SHORTEST, LONGEST = 3, 15  # digits: what is written onto a smaller number is mostly another thing
GROUPED_FROM = 4
FIRST_LETTER, LAST_LETTER = "ء", "ي"
MOST_ENDINGS = 20

_IN_PARTS = re.compile(r"([^\W\d_]+)(\d+)|(\d+)([^\W\d_]+)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_YEAR_OF_OUR_ERA = re.compile("(\\d{4})م")
# A hundred in words, alone or behind what it is counted by; of ثمان ي may stay.
_HUNDRED = re.compile("([وفبلك]?(?:ال)?)(ثلاث|اربع|خمس|ست|سبع|ثمان|ثماني|تسع)?(مئ|مائ)(ه|تان|تين|تي|تا|ات)")
_YEAR = re.compile(r"(?:19|20|13|14)\d\d")  # ours and of the Hijra


def with_front(number: str, vocabulary: Vocabulary, *, alone: bool) -> list[str]:
    """The number with a proclitic or the article, as far as the archive holds it."""
    if len(number) > LONGEST or (alone and len(number) < SHORTEST):
        return []
    return vocabulary.held(front + number for front in BEFORE_A_NUMBER)


def other_spellings(word: str, before: str, after: str, vocabulary: Vocabulary) -> list[Reading]:
    """What else a word with digits in it may be, between the words `before` and `after` (empty: none)."""
    if not word.isdecimal():
        return _parted(word)
    if not 0 < len(word) <= LONGEST:
        return []
    found: list[Reading] = (
        [(form,) for form in vocabulary.held(["ال" + word])] if before and not before.isdecimal() else []
    )
    if len(word) < SHORTEST:
        return found
    # Of the parts of a grouped number only the first takes a front, only the last an ending: 1 000, not 1 الف.
    if not after.isdecimal():
        found += [(form,) for form in _with_ending(word, vocabulary)]
    return [*found, *([] if before.isdecimal() or after.isdecimal() else _grouped(word))]


def hundreds(word: str) -> list[Reading]:
    """A hundred in words with and without its silent alef, joined to its number and parted (ثلاثمئة, ثلاث مائة)."""
    found = _HUNDRED.fullmatch(word)
    if not found:
        return []
    front, by, _, end = found.groups()
    seats = [seat + end for seat in ("مئ", "مائ")]
    if not by:
        return [(front + other,) for other in seats if front + other != word]
    return [form for other in seats for form in ((front + by + other,), (front + by, other)) if form != (word,)]


def _grouped(number: str) -> list[Reading]:
    if len(number) < GROUPED_FROM or number.startswith("0") or _YEAR.fullmatch(number):
        return []
    return [tuple(f"{int(number):,}".split(","))]


def _with_ending(number: str, vocabulary: Vocabulary) -> list[str]:
    """The archive's commonest words that begin with the number and go on in Arabic letters (1999م)."""
    found = vocabulary.between(number + FIRST_LETTER, number + LAST_LETTER)
    written_on = [term for term in found if term[len(number) :].isalpha()]
    return sorted(written_on, key=lambda term: (-found[term], term))[:MOST_ENDINGS]


def _parted(word: str) -> list[Reading]:
    """عربي21 as عربي 21, 1440هـ as 1440 هـ, T72 as T 72 or تي 72, and 1999م as 1999."""
    parts = _IN_PARTS.fullmatch(word)
    if not parts or len(word) > 2 * LONGEST:
        return []
    pair = (parts[1] or parts[3], parts[2] or parts[4])
    era = _YEAR_OF_OUR_ERA.fullmatch(word)
    return [pair, *lettered(pair), *([(era[1],)] if era else [])]


def lettered(words: Reading) -> list[Reading]:
    """A letter and a number in the other script, in one word and in two."""
    if len(words) != 2 or not words[1].isdecimal():
        return []
    return [form for name in before_a_number(words[0]) for form in ((name, words[1]), (name + words[1],))]


def may_be_joined(words: Reading) -> bool:
    """Whether the words can be one: two numbers only as the groups of one (7,000, not 3.5)."""
    touching = any(left[-1:].isdecimal() and right[:1].isdecimal() for left, right in pairwise(words))
    return not touching or bool(_GROUPED.fullmatch(" ".join(words)))


def is_numbered(words: Reading) -> bool:
    """Whether a number is the last of the words (تي 72, آر بي جي 7), but no year."""
    return not words[0].isdecimal() and _counts(words[-1])


def is_counted(words: Reading) -> bool:
    """Whether a number stands before what it counts or dates (8 آذار)."""
    return len(words) == 2 and _counts(words[0])


def _counts(word: str) -> bool:
    return word.isdecimal() and not _YEAR.fullmatch(word)
