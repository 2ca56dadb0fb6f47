"""The names of what an edit changed: headline, numbers, typo, text; and which number became which.

So that a reader may look at what matters: a death toll that went from 3 to 5 is one word of 500, a slip put right
another.
"""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from archive.text.diff import alike_at_both_ends, key_of_word, stretches, words_of
from archive.text.folding import words_for_comparison
from archive.text.numerals import is_numeral, without_proclitics

# A longer replaced stretch is another sentence: its numbers are other things, not the same thing counted anew.
LONGEST_RECOUNT = 10
MOST_SLIPS, FURTHEST_SLIP = 3, 2
LONGEST_SLIP = 64  # letters; longer ones are no words, and take the square of their letters

# Digits of any script, with the signs inside a number, a date, a time, and particles written onto them; no name (F16).
_NUMBER = re.compile(r"[^\W\da-zA-Z_]{0,3}(\d+(?:[.,:/\u066b\u066c-]\d+)*)[^\W\da-zA-Z_]{0,2}")
# From the first letter or digit to the last; to look for signs at the end, from each of them on, takes their square.
_BARE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_SIGNS = str.maketrans("\u066b\u066c", ".,")
# Gender and case of a number word say nothing of the number: ثلاث is ثلاثة, عشرون is عشرين; but ثلاثون is another.
_GENDER, _CASE = re.compile("ه$|(?<=ان)يه?$"), re.compile("[اوي]ن$")

Replaced = tuple[Sequence[str], Sequence[str]]


def name_changes(old: tuple[str, str], new: tuple[str, str]) -> tuple[str, str]:
    """Of two (title, text): the names of what changed, and the numbers as `3→5 12→15`, both parted by spaces.

    `headline`: the words of the title changed. `numbers`: a number became another, in title or text. `typo`: the words
    of the text changed by at most three slips; `text`: in any other way. In this order; empty for equal words.
    """
    title, text = (_unlike(words_of(before), words_of(after)) for before, after in zip(old, new, strict=True))
    slips = _replaced(*text)
    recounts = dict.fromkeys(recount for replaced in (*_replaced(*title), *slips) for recount in _recounts(*replaced))
    words = ""
    if _differ(*text):
        words = "typo" if 0 < len(slips) <= MOST_SLIPS and all(_is_slip(*replaced) for replaced in slips) else "text"
    names = ("headline" if _differ(*title) else "", "numbers" if recounts else "", words)
    return " ".join(filter(None, names)), " ".join(recounts)


def _unlike(old: Sequence[str], new: Sequence[str]) -> Replaced:
    """Both without the words they begin and end with alike: most edits are a word or two of a long text."""
    start, end = alike_at_both_ends(old, new)
    return old[start : len(old) - end], new[start : len(new) - end]


def _differ(old: Sequence[str], new: Sequence[str]) -> bool:
    return words_for_comparison("".join(old)) != words_for_comparison("".join(new))


def _replaced(old: Sequence[str], new: Sequence[str]) -> list[Replaced]:
    """What stood in each changed stretch of words, before and after, without the punctuation around the words."""
    olds, news = _bare(old), _bare(new)
    found = stretches([key_of_word(word) for word in olds], [key_of_word(word) for word in news])
    return [(olds[i:i_end], news[j:j_end]) for i, i_end, j, j_end in found]


def _bare(words: Sequence[str]) -> list[str]:
    return [found[0] for found in map(_BARE.search, words) if found]


def _recounts(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if max(len(old), len(new)) > LONGEST_RECOUNT:
        return
    for before, after in zip(_numbers(old), _numbers(new), strict=False):
        if _value(before) != _value(after):
            yield f"{before}→{after}"


def _numbers(words: Sequence[str]) -> list[str]:
    """The numerals among the words, digits as Latin ones."""
    found = ((word, _NUMBER.fullmatch(word)) for word in words)
    return [_latin(digits[1]) if digits else word for word, digits in found if digits or is_numeral(key_of_word(word))]


def _latin(digits: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in digits).translate(_SIGNS)


def _value(number: str) -> str:
    """Equal for one number written in two ways: 12,500 and 12500, ثلاث and ثلاثة."""
    if number[0].isdecimal():
        return number.replace(",", "")
    word = without_proclitics(key_of_word(number)).replace("مايه", "ميه")
    return _CASE.sub("ن", _GENDER.sub("", word))


def _is_slip(old: Sequence[str], new: Sequence[str]) -> bool:
    """One word spelt a little otherwise, or a space too many or too few; a number is never a slip."""
    if _numbers(old) or _numbers(new):
        return False
    before, after = ("".join(map(key_of_word, words)) for words in (old, new))
    if before == after:
        return True
    if len(old) != 1 or len(new) != 1 or max(len(before), len(after)) > LONGEST_SLIP:
        return False
    far = OSA.distance(before, after)
    return far <= FURTHEST_SLIP and 2 * far < min(len(before), len(after))
