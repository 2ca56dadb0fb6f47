"""One table of Arabic spelling rules and two foldings of it; a third, poorer one, for the lines of a page.

For search: a folded text has exactly as many tokens as the original (under the tokenizer of archive.record), so that
SQLite, which counts tokens to place its marks, puts them on the original spelling. For comparison of two texts:
coarser, and free to join and split. What each rule joins and costs was measured on 41,600 articles; the letters
ئ, ؤ and ء stay apart in search, where فئة and فيه are different words.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from archive.text.split_words import (
    EVASION,
    EVASION_SIGNS,
    HIDDEN,
    INITIAL_SIGNS,
    INNER_CONTROLS,
    MARKS,
    TATWEEL,
    words_in_pieces,
)
from archive.text.sqlite_tokens import token_ranges, token_run

NORM_VERSION = "1"  # a change of any rule here or in evasion.py changes it, and every index must be written anew

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
NOBODY_SEARCHES = "ء"

_DECOMPOSED = re.compile(f"([{''.join(SEATS)}])([\u064b-\u0652\u0670]*){HAMZA_ABOVE}")
_VARIATION_SELECTORS = dict.fromkeys(range(0xFE00, 0xFE10))


def _in_class(code: int) -> bool:
    return any(first <= code <= last for first, last in token_ranges())


def _characters(pattern_set: str) -> Iterator[str]:
    """Each character of a regular expression's set, so that the set is written down once."""
    member = re.compile(f"[{pattern_set}]")
    return (chr(code) for code in range(0x10000) if member.match(chr(code)))


def _compose(text: str) -> str:
    return _DECOMPOSED.sub(lambda found: SEATS[found[1]] + found[2], text)


def _build_fold() -> dict[int, str]:
    fold = dict.fromkeys(map(ord, _characters(f"{TATWEEL}{MARKS}{INNER_CONTROLS}")), "")
    fold |= {ord(letter): plain for letters, plain in LETTERS for letter in letters}
    fold |= {ord(digit): str(value) for digits in DIGITS for value, digit in enumerate(digits)}
    for code in (code for forms in PRESENTATION_FORMS for code in forms if _in_class(code)):
        # NFKC of a whole text would part words (½ becomes two tokens); of one letter it cannot, without its spaces.
        plain = unicodedata.normalize("NFKC", chr(code)).replace(" ", "")
        if plain != chr(code):
            fold[code] = _compose(plain).translate(fold)
    return fold


FOLD = _build_fold()
_FOLDED = {chr(code): plain for code, plain in FOLD.items()}
_COMPARE = FOLD | {ord("ئ"): "ي", ord("ؤ"): "و"}

# A text made of plain characters alone, with no word in pieces and no token that vanishes, folds by one translate():
# 98 of 100 articles do.
_VANISHING = f"{TATWEEL}\u064b-\u0652\u0670"
_PLAIN = (
    "\\x00-\\x7f\u00a0-\u00ac\u00ae-\u00ff\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652\u0660-\u066d\u0670-\u06d3"
    "\u06f0-\u06f9\u2010-\u2027\u2030-\u203a"
)
_TOKEN = "".join(f"{chr(first)}-{chr(last)}" for first, last in token_ranges() if last < 0x0700)
_PLAIN_WORD = re.compile(f"[{_TOKEN}]+")
_NOT_PLAIN = (
    re.compile(f"[^{_PLAIN}]"),
    re.compile(f"[{_VANISHING}](?<![{_TOKEN}][{_VANISHING}])[{_VANISHING}]*+(?![{_TOKEN}])"),
    re.compile(f"{TATWEEL}[{_VANISHING}]*{EVASION}{TATWEEL}"),
    re.compile(f"[{INITIAL_SIGNS}][{_VANISHING}]*[{_TOKEN}][{_VANISHING}]*[{INITIAL_SIGNS}]"),
)


def is_plain(text: str) -> bool:
    """Whether no word of the text is in pieces and none folds to nothing."""
    return not any(pattern.search(text) for pattern in _NOT_PLAIN)


def _replaced(text: str) -> str:
    """What translate(FOLD) gives, half as fast again. In any order, as nothing folds to what is folded itself."""
    for character in _FOLDED.keys() & set(text):
        text = text.replace(character, _FOLDED[character])
    return text


@lru_cache(maxsize=1 << 16)
def _fold_word(word: str) -> str:
    return word.translate(FOLD)


def folded_words(text: str) -> Iterator[tuple[str, str, int]]:
    """The gap before each word, the word folded and merged, its number of pieces (0: the end of the text)."""
    for gap, pieces in words_in_pieces(_compose(text)):
        yield gap, _fold_word("".join(pieces)), len(pieces)


def fold_for_index(text: str) -> str:
    """The text as it is indexed: token for token the original; a merged word stands once for each of its pieces.

    >>> fold_for_index("القـ.ـوات الأمريكيّة")
    'القوات القوات الامريكيه'
    """
    if is_plain(text):
        return _replaced(text)
    return "".join(gap + " ".join([word or NOBODY_SEARCHES] * pieces) for gap, word, pieces in folded_words(text))


def fold_query(text: str) -> str:
    """The same rules for what a reader typed: a merged word once, and no token that folds to nothing."""
    if is_plain(text):
        return _replaced(text)
    return "".join(gap + word for gap, word, _ in folded_words(text))


def tokens(text: str) -> list[str]:
    """The folded words of a text, merged words once."""
    return token_run().findall(fold_query(text))


def fold_rules() -> list[tuple[str, str]]:
    """The table as (from, to) replacements, in order, for the view through which a plain SQLite shell searches.

    Characters only: of the words in pieces, those cut by one sign between tatweels or by hidden characters.
    """
    cuts = [f"{TATWEEL}{sign}{TATWEEL}" for sign in EVASION_SIGNS] + list(_characters(HIDDEN))
    seats = [(seat + HAMZA_ABOVE, letter) for seat, letter in SEATS.items()]
    return [(cut, "") for cut in cuts] + seats + [(chr(code), plain) for code, plain in FOLD.items()]


def _same_names() -> dict[str, tuple[str, ...]]:
    named = {"سوريه": "سوريا", "روسيه": "روسيا", "تركيه": "تركيا", "اميركا": "امريكا", "ديرالزور": "دير الزور"}
    before = ("", *"وبلفك", "وب", "ول", "فب", "فل")
    return {front + name: tuple((front + plain).split()) for name, plain in named.items() for front in before}


_SAME_NAME = _same_names()


def words_for_comparison(text: str) -> list[str]:
    """Lower-case words for hashes and shingles: pieces merged, ئ and ؤ folded too, some names in one spelling."""
    return list(_words_for_comparison(text))


# What came in is compared with its own past, signed and searched for copies within a moment.
@lru_cache(maxsize=16)
def _words_for_comparison(text: str) -> list[str]:
    if is_plain(text):
        words = _PLAIN_WORD.findall(text.translate(_COMPARE).lower())
    else:
        folded = fold_query(text).translate(_COMPARE).translate(_VARIATION_SELECTORS)
        words = token_run().findall(unicodedata.normalize("NFC", folded).lower())
    if _SAME_NAME.keys().isdisjoint(words):
        return words
    return [part for word in words for part in _SAME_NAME.get(word, (word,))]


LINE_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
EDGES = " \t.:!…|•·*-–—_«»\"'“”›‹»<>→←()[]"
_LINE_LETTERS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ة", "ه"))


def fold_line(line: str) -> str:
    """A third folding, for comparing lines of a page: one alef, no marks, lower case, no punctuation at the edges.

    What a theme changes of a line (marks, case, edges) does not count."""
    folded = LINE_MARKS.sub("", line).lower()
    for letter, plain in _LINE_LETTERS:  # four times as fast as a translation table
        folded = folded.replace(letter, plain)
    return " ".join(folded.split()).strip(EDGES)
