"""Two foldings of the table of spelling rules (letters.py); a third, poorer one, for the lines of a page.

For search: a folded text has exactly as many tokens as the original (under the tokenizer of archive.record), so that
SQLite, which counts tokens to place its marks, puts them on the original spelling. For comparison of two texts:
coarser, and free to join and split. Texts come from anybody: the time and memory of every folding grow with the text.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from archive.text.letters import FOLD, compose
from archive.text.split_words import EVASION, INITIAL_SIGNS, TATWEEL, words_in_pieces
from archive.text.sqlite_tokens import token_ranges, token_run

# A change of any rule, here or in letters.py or split_words.py, changes it, and every index must be written anew. The
# rules 2 are the rules 1 but for words of so many pieces or letters that nobody writes them.
NORM_VERSION = "2"

# Letters of a word in pieces: twice those of any Arabic word, and not two signs such as ﷺ, of fifteen letters each.
LONGEST_MERGED = 28
# What is kept for the next time must not hold on to words as long as a page, nor to sixteen books.
LONGEST_WORD_KEPT, LONGEST_TEXT_KEPT = 64, 100_000
NOBODY_SEARCHES = "ء"

_MANY_MARKS = re.compile(r"([^\w\s]{30})[^\w\s]+")
_COMPARE = FOLD | {ord("ئ"): "ي", ord("ؤ"): "و"}
_COMPARE_ANY = _COMPARE | dict.fromkeys(range(0xFE00, 0xFE10), "")  # variation selectors, as behind ❤

# A text made of plain characters alone, with no word in pieces and no token that vanishes, folds by one translate():
# 98 of 100 articles do.
_VANISHING = f"{TATWEEL}\u064b-\u0652\u0670"
_PLAIN = (
    "\\x00-\\x7f\u00a0-\u00ac\u00ae-\u00ff\u060c\u061b\u061f\u0621-\u063a\u0640-\u0652\u0660-\u066d\u0670-\u06d3"
    "\u06f0-\u06f9\u2010-\u2027\u2030-\u203a"
)
_TOKEN = "".join(f"{chr(first)}-{chr(last)}" for first, last in token_ranges() if last < 0x0700)
_PLAIN_WORD = re.compile(f"[{_TOKEN}]+")
_PLAIN_LETTER = re.compile(f"[{_PLAIN}]")
_PLAIN_FOLDS = [(chr(code), plain) for code, plain in FOLD.items() if _PLAIN_LETTER.match(chr(code))]
_PLAIN_SEATS = (("ئ", "ي"), ("ؤ", "و"))
_NOT_PLAIN = (
    re.compile(f"[^{_PLAIN}]"),
    re.compile(f"[{_VANISHING}](?<![{_TOKEN}][{_VANISHING}])[{_VANISHING}]*+(?![{_TOKEN}])"),
    re.compile(f"{TATWEEL}[{_VANISHING}]*{EVASION}{TATWEEL}"),
    re.compile(f"[{INITIAL_SIGNS}][{_VANISHING}]*+[{_TOKEN}][{_VANISHING}]*+[{INITIAL_SIGNS}]"),
)


def is_plain(text: str) -> bool:
    """Whether no word of the text is in pieces and none folds to nothing."""
    return _is_plain_kept(text) if len(text) <= LONGEST_TEXT_KEPT else _is_plain(text)


def _is_plain(text: str) -> bool:
    return not any(pattern.search(text) for pattern in _NOT_PLAIN)


# A text is indexed, compared and analysed within a moment.
_is_plain_kept = lru_cache(maxsize=16)(_is_plain)


def fold_plain(text: str) -> str:
    """What translate(FOLD) gives of a plain text or a part of it, in a tenth of the time: few letters are folded.

    In any order, as nothing folds to what is folded itself.
    """
    for letter, plain in _PLAIN_FOLDS:
        if letter in text:
            text = text.replace(letter, plain)
    return text


@lru_cache(maxsize=1 << 16)
def _fold_kept(word: str) -> str:
    return word.translate(FOLD)


def _fold_word(word: str) -> str:
    return _fold_kept(word) if len(word) <= LONGEST_WORD_KEPT else word.translate(FOLD)


def folded_words(text: str) -> Iterator[tuple[str, str, int]]:
    """The gap before each word, the word folded and merged, its number of pieces (0: the end of the text).

    Pieces that would make a word longer than LONGEST_MERGED are words of their own, as are more pieces than
    MOST_PIECES: each piece stands for the whole word in the index, and a text must not grow with the square of them.
    """
    for pieces in words_in_pieces(compose(text)):
        gap, piece = pieces[0]
        if len(pieces) == 1:
            yield gap, _fold_word(piece), 1 if piece else 0
            continue
        word = _fold_word("".join(piece for _, piece in pieces))
        if len(word) <= LONGEST_MERGED:
            yield gap, word, len(pieces)
        else:
            yield from ((gap, _fold_word(piece), 1) for gap, piece in pieces)


def fold_for_index(text: str) -> str:
    """The text as it is indexed: token for token the original; a merged word stands once for each of its pieces.

    Time and memory grow with the text: some fifteen characters at most are written for one.

    >>> fold_for_index("القـ.ـوات الأمريكيّة")
    'القوات القوات الامريكيه'
    """
    return fold_and_find_merged(text)[0]


def fold_and_find_merged(text: str) -> tuple[str, bool]:
    """`fold_for_index`, and whether it merged a word: to look for one once more takes as long as to fold."""
    if is_plain(text):
        return fold_plain(text), False
    most_pieces = 0

    def indexed() -> Iterator[str]:
        nonlocal most_pieces
        for gap, word, pieces in folded_words(text):
            most_pieces = max(most_pieces, pieces)
            yield gap
            if pieces:
                yield word or NOBODY_SEARCHES
            for _ in range(pieces - 1):
                yield " "
                yield word

    return _joined(indexed()), most_pieces > 1


def fold_query(text: str) -> str:
    """The same rules for what a reader typed: a merged word once, and no token that folds to nothing."""
    return fold_plain(text) if is_plain(text) else _joined(chain.from_iterable(_asked(text)))


def _asked(text: str) -> Iterator[tuple[str, str]]:
    return ((gap, word) for gap, word, _ in folded_words(text))


def _joined(parts: Iterator[str]) -> str:
    # One word alone is not copied: where each letter stands for fifteen (ﷺ), a copy is thirty times the text.
    return "".join(filter(None, parts))


def tokens(text: str) -> list[str]:
    """The folded words of a text, merged words once."""
    return _words(word_in(text), fold_query(text))


def word_in(text: str) -> re.Pattern[str]:
    """Matches each token of the text, folded or as it is; those of a plain text are found in a quarter of the time."""
    return _PLAIN_WORD if is_plain(text) else token_run()


def _same_names() -> dict[str, tuple[str, ...]]:
    named = {"سوريه": "سوريا", "روسيه": "روسيا", "تركيه": "تركيا", "اميركا": "امريكا", "ديرالزور": "دير الزور"}
    before = ("", *"وبلفك", "وب", "ول", "فب", "فل")
    return {front + name: tuple((front + plain).split()) for name, plain in named.items() for front in before}


_SAME_NAME = _same_names()


def words_for_comparison(text: str) -> list[str]:
    """Lower-case words for hashes and shingles: pieces merged, ئ and ؤ folded too, some names in one spelling."""
    return list(_kept_for_comparison(text) if len(text) <= LONGEST_TEXT_KEPT else _for_comparison(text))


def _for_comparison(text: str) -> list[str]:
    if is_plain(text):
        folded = fold_plain(text)
        for letter, plain in _PLAIN_SEATS:
            folded = folded.replace(letter, plain)
        words = _words(_PLAIN_WORD, folded.lower())
    else:
        words = _words(token_run(), _composed(fold_query(text).translate(_COMPARE_ANY)).lower())
    if _SAME_NAME.keys().isdisjoint(words):
        return words
    return [part for word in words for part in _SAME_NAME.get(word, (word,))]


# What came in is compared with its own past, signed and searched for copies within a moment.
_kept_for_comparison = lru_cache(maxsize=16)(_for_comparison)


def _composed(text: str) -> str:
    """The text in NFC, without the marks that follow thirty others: to order them takes the square of their number.

    Unicode's Stream-Safe Text Format (UAX 15) knows no letter with more.
    """
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(r"\1", text))


def _words(word: re.Pattern[str], text: str) -> list[str]:
    if len(text) <= LONGEST_TEXT_KEPT:
        return word.findall(text)
    # A million short words, each an object of its own, take more than twenty times their text.
    found = (each[0] for each in word.finditer(text))
    return [_shared(one) if len(one) <= LONGEST_WORD_KEPT else one for one in found]


_shared = lru_cache(maxsize=1 << 12)(str)


LINE_MARKS = re.compile("[\u00ad\u061c\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
LONGEST_LINE, LONGEST_LINE_KEPT = 20_000, 1_000
_STRETCH = re.compile(rf"\S[\s\S]{{0,{LONGEST_LINE}}}\S*")  # whole words, so many that
EDGES = " \t.:!…|•·*-–—_«»\"'“”›‹»<>→←()[]"
_LINE_LETTERS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ٱ", "ا"), ("ى", "ي"), ("ة", "ه"))


def fold_line(line: str) -> str:
    """A third folding, for comparing lines of a page: one alef, no marks, lower case, no punctuation at the edges.

    What a theme changes of a line (marks, case, edges) does not count."""
    if len(line) > LONGEST_LINE:
        return _fold_long_line(line)
    return _fold_line_kept(line) if len(line) <= LONGEST_LINE_KEPT else _fold_line(line)


def _fold_line(line: str) -> str:
    return _fold_words(LINE_MARKS.sub("", line)).strip(EDGES)


# The lines of one page are compared again and again.
_fold_line_kept = lru_cache(maxsize=1_024)(_fold_line)


@lru_cache(maxsize=2)
def _fold_long_line(line: str) -> str:
    """Kept, too: the title of a million letters is compared with all that a page says of itself."""
    for mark in filter(LINE_MARKS.match, set(line)):
        line = line.replace(mark, "")
    return " ".join(_fold_words(found[0]) for found in _STRETCH.finditer(line)).strip(EDGES)


def _fold_words(line: str) -> str:
    folded = line.lower()
    for letter, plain in _LINE_LETTERS:  # four times as fast as a translation table
        folded = folded.replace(letter, plain)
    return " ".join(folded.split())
