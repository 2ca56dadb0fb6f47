"""The table of spelling rules: which letters, marks and digits are written as one in a folded text.

What each rule joins and costs was measured on 41,600 articles. The letters ئ, ؤ and ء stay apart in search, where فئة
and فيه are different words.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from operator import itemgetter

from archive.text.split_words import EVASION_SIGNS, HIDDEN, INNER_CONTROLS, MARKS, TATWEEL
from archive.text.sqlite_tokens import token_ranges

LETTERS = (
    ("أإآٱٲٳٵ", "ا"),
    ("ىیېۍێے", "ي"),
    ("ةۃەہھۀۂ", "ه"),
    ("کڪگڭ", "ك"),  # Persian keyboards, Kurdish
    ("پ", "ب"),
    ("چ", "ج"),
    ("ژ", "ز"),
    ("ڤ", "ف"),
    ("ڨ", "ق"),
    ("ڕ", "ر"),
    ("ڵ", "ل"),
    ("ۆۇۈۋٶ", "و"),
)
DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
PRESENTATION_FORMS = (range(0xFB50, 0xFE00), range(0xFE70, 0xFEFD))
HAMZA_ABOVE = "\u0654"
SEATS = {"و": "ؤ", "ي": "ئ", "ى": "ئ"}

_ALL_CHARACTERS = "".join(map(chr, range(0x10000)))
_DECOMPOSED = re.compile(f"([{''.join(SEATS)}])([\u064b-\u0652\u0670]*){HAMZA_ABOVE}")


def _in_class(code: int) -> bool:
    ranges = token_ranges()
    before = bisect_right(ranges, code, key=itemgetter(0)) - 1
    return before >= 0 and code <= ranges[before][1]


def _characters(pattern_set: str) -> list[str]:
    """Each character of a regular expression's set, so that the set is written down once."""
    return re.findall(f"[{pattern_set}]", _ALL_CHARACTERS)


def compose(text: str) -> str:
    """A seat and the hamza above it, which some systems write one after the other, as one letter."""
    return _DECOMPOSED.sub(lambda found: SEATS[found[1]] + found[2], text)


def _build_fold() -> dict[int, str]:
    fold = dict.fromkeys(map(ord, _characters(f"{TATWEEL}{MARKS}{INNER_CONTROLS}")), "")
    fold |= {ord(letter): plain for letters, plain in LETTERS for letter in letters}
    fold |= {ord(digit): str(value) for digits in DIGITS for value, digit in enumerate(digits)}
    for code in (code for forms in PRESENTATION_FORMS for code in forms if _in_class(code)):
        # NFKC of a whole text would part words (½ becomes two tokens); of one letter it cannot, without its spaces.
        plain = unicodedata.normalize("NFKC", chr(code)).replace(" ", "")
        if plain != chr(code):
            fold[code] = compose(plain).translate(fold)
    return fold


FOLD = _build_fold()


@cache
def fold_rules() -> tuple[tuple[str, str], ...]:
    """The table as (from, to) replacements, in order, for the view through which a plain SQLite shell searches.

    Characters only: of the words in pieces, those cut by one sign between tatweels or by hidden characters. Every new
    record asks for them.
    """
    cuts = [f"{TATWEEL}{sign}{TATWEEL}" for sign in EVASION_SIGNS] + _characters(HIDDEN)
    seats = [(seat + HAMZA_ABOVE, letter) for seat, letter in SEATS.items()]
    return (*((cut, "") for cut in cuts), *seats, *((chr(code), plain) for code, plain in FOLD.items()))
