"""The numbers in a text as they are said: `3`, `خمسة عشر`, `25 ألفا`, `مئة وعشرين`, each as one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.text.diff import key_of_word
from archive.text.numerals import is_numeral, without_proclitics

# Digits of any script, with the signs inside a number, a date, a time, and particles written onto them; no name (F16).
_DIGITS = re.compile(r"[^\W\da-zA-Z_]{0,3}(\d+(?:[.,:/\u066b\u066c-]\d+)*)[^\W\da-zA-Z_]{0,2}")
_SIGNS = str.maketrans("\u066b\u066c", ".,")
# Gender and case of a number word say nothing of the number: ثلاث is ثلاثة, عشرون is عشرين; but ثلاثون is another.
_GENDER, _CASE = re.compile("ه$|(?<=ان)يه?$"), re.compile("[اوي]ن$")
MOST_WORDS = 8
_TWELVE = frozenset(("اثنا", "اثني", "اثنتا", "اثنتي"))
_TEN = ("عشر", "عشره")
# No number by itself: الأحد is Sunday.
_ELEVEN = ("احد", "احدي")
_SCALES = frozenset(
    word
    for words in ("مايه ميه الف الفا الاف مليون مليونا ملايين مليار مليارا مليارات", "hundred thousand million billion")
    for word in words.split()
)
_TENS = re.compile("^(?:عشر|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)[وي]ن$")
_HUNDREDS = re.compile("(?:مايه|ميه|ميت[ان]ن|ميتين|مايتين|مايتان)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number of words `start` to `end` of a text; `shown` has its words joined by `_` and Latin digits.

    `value` is equal for one number written in two ways: 12,500 and 12500, ثلاث and ثلاثة.
    """

    start: int
    end: int
    shown: str
    value: str


def numbers_in(words: Sequence[str], start: int, end: int) -> list[Number]:
    """The numbers among these words, each whole, also where it begins before `start` or ends behind `end`."""
    found: list[Number] = []
    while start < end:
        if not is_number(words[start]):
            start += 1
            continue
        first, last = start, start + 1
        while first and not found and start - first < MOST_WORDS and _goes_on(words[first - 1], words[first]):
            first -= 1
        if first and _bare(words[first]) in _TEN and _bare(words[first - 1]) in _ELEVEN:
            first -= 1
        while last < len(words) and last - start < MOST_WORDS and _goes_on(words[last - 1], words[last]):
            last += 1
        run = words[first:last]
        found.append(Number(first, last, "_".join(map(_shown, run)), " ".join(map(_value, run))))
        start = last
    return found


def is_number(word: str) -> bool:
    """Does the word, without punctuation, say a number or a part of one?"""
    if _DIGITS.fullmatch(word):
        return True
    return is_numeral(key_of_word(word)) or _bare(word) in _TWELVE | _SCALES


def _bare(word: str) -> str:
    """The comparison word without what is written onto it; the first letters of الفا and الاف are no article."""
    key = key_of_word(word)
    without_and = key.removeprefix("و")
    return next((one for one in (key, without_and) if one in _SCALES), without_proclitics(key))


def _goes_on(before: str, word: str) -> bool:
    """Do two words that follow each other say one number?"""
    if not (is_number(before) and is_number(word)):
        return False
    left, right = _rank(before), _rank(word)
    if _is_joined_by_and(word):
        # ثلاثة وعشرون, مئة وثلاثة, ألف و300: parts of other size; ثلاثة وخمسة are two numbers.
        return (left, right) == (1, 2) or left > right > 0 or (left >= 3 and right == 0)
    return _bare(word) in _SCALES or (left == 1 and _bare(word) in _TEN)


def _is_joined_by_and(word: str) -> bool:
    return word.startswith("و") and key_of_word(word) != "واحد" and key_of_word(word) != "واحده"


def _rank(word: str) -> int:
    """0 for digits, 1 for up to ten, 2 for tens, 3 for hundreds, 4 for more."""
    if _DIGITS.fullmatch(word):
        return 0
    key = _bare(word)
    if _HUNDREDS.search(key):
        return 3
    if _TENS.match(key):
        return 2
    return 4 if key in _SCALES or key[:3] in ("الف", "ملي") else 1


def _shown(word: str) -> str:
    digits = _DIGITS.fullmatch(word)
    return _latin(digits[1]) if digits else word


def _latin(digits: str) -> str:
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in digits).translate(_SIGNS)


def _value(word: str) -> str:
    shown = _shown(word)
    if shown[0].isdecimal():
        return shown.replace(",", "")
    key = _bare(shown).replace("مايه", "ميه")
    return _CASE.sub("ن", _GENDER.sub("", key))
