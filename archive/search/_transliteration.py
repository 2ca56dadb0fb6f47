"""Names typed in Latin letters, as the archive may write them: letter by letter, along beginnings of its own words.

Only a beginning that some word of the archive has is followed, the likeliest first, so that the work grows neither
with the vocabulary nor with the ways in which Arabic could write the letters. English, French, German, Turkish and
Kurdish habits of spelling are read side by side. Letters tell no name for certain: what comes out is to be offered.
"""

import re
import unicodedata
from collections.abc import Iterator
from heapq import heappop, heappush, nlargest
from itertools import islice
from math import inf, log
from time import thread_time

from archive.search._prefixes import Beginnings
from archive.search.vocabulary import Vocabulary

MOST_LOOKED_UP = 300  # beginnings of words; a name of eight letters needs about a hundred
DEAREST = 2.0
SHORTEST, LONGEST = 2, 24
COMMONNESS, DOUBT = 0.12, 1.3  # what an article more and what a doubtful letter counts
APART = 0.4  # letters that usually are one sound (sh, ou), read one by one
WITHOUT_ARTICLE, ARTICLE_IGNORED = 0.15, 0.7  # ال where none was typed, none where it was

ARTICLE = re.compile(r"(?:al|el|ul|a(sh|dh|th|[dnrstz])|e(sh|dh|th|[dnrstz]))[- ]+(?=[\w'])")
_TWICE = re.compile(r"(kh|sh|gh|th|dh)\1")
_JOINED_ARTICLE = re.compile(r"[ae](sh|dh|th|[dnrstz])(?=\1)")
# Letters that are no others with a mark on them.
_LETTERS = str.maketrans({
    "ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ı": "i", "ğ": "gh", "ġ": "gh", "ḫ": "kh", "ẖ": "kh", "ḏ": "dh",
    "ṯ": "th", "î": "ii", "ī": "ii", "û": "uu", "ū": "uu", "â": "aa", "ā": "aa", "ê": "ey", "é": "e", "ß": "ss",
    "ʿ": "'", "ʾ": "'", "`": "'", "’": "'", "‘": "'", "ʼ": "'", "´": "'",
})  # fmt: skip

# What letters may stand for, each with its doubt; the longest that fit are read, and their first letter alone.
_CONSONANTS: dict[str, dict[str, float]] = {
    "b": {"ب": 0},
    "c": {"ك": 0.2, "ج": 0.4, "س": 0.4},
    "ck": {"ك": 0},
    "ch": {"ش": 0.1, "ج": 0.3, "تش": 0.3, "خ": 0.5},
    "d": {"د": 0, "ض": 0},
    "dh": {"ذ": 0, "ض": 0.1, "ظ": 0.1},
    "dj": {"ج": 0},
    "f": {"ف": 0},
    "g": {"غ": 0.2, "ج": 0.2, "ق": 0.4, "ك": 0.5},
    "gh": {"غ": 0},
    "h": {"ه": 0, "ح": 0},
    "j": {"ج": 0},
    "k": {"ك": 0, "ق": 0.2},
    "kh": {"خ": 0},
    "l": {"ل": 0},
    "ll": {"ل": 0, "لل": 0.2},
    "m": {"م": 0},
    "n": {"ن": 0},
    "p": {"ب": 0},
    "ph": {"ف": 0},
    "q": {"ق": 0, "ك": 0.5},
    "qu": {"ق": 0.3, "ك": 0.3},
    "r": {"ر": 0},
    "s": {"س": 0, "ص": 0.05, "ز": 0.5},
    "sh": {"ش": 0},
    "t": {"ت": 0, "ط": 0},
    "tch": {"تش": 0.1, "ش": 0.2},
    "th": {"ث": 0, "ت": 0.3, "ذ": 0.4, "ط": 0.4},
    "v": {"ف": 0.2, "و": 0.2},
    "w": {"و": 0},
    "x": {"خ": 0.2, "كس": 0.1},
    "y": {"ي": 0},
    "z": {"ز": 0, "ظ": 0.2, "ذ": 0.3, "ض": 0.4},
    "zh": {"ج": 0.1},
    "'": {"ع": 0, "ا": 0.1, "ء": 0.1, "": 0.3, "ئ": 0.2, "ؤ": 0.2},
}
_INSIDE: dict[str, dict[str, float]] = {
    "a": {"ا": 0, "": 0, "ع": 0.2, "عا": 0.3, "اع": 0.3},
    "aa": {"ع": 0, "عا": 0, "ا": 0.1, "اع": 0.2},
    "ae": {"ائي": 0, "اي": 0.1, "": 0.3},
    "e": {"": 0, "ا": 0.3, "ي": 0.3, "ع": 0.3},
    "ee": {"ي": 0, "": 0.4},
    "ey": {"ي": 0, "ا": 0.3, "": 0.3},
    "i": {"ي": 0, "": 0.05, "ع": 0.3, "عي": 0.3, "ئ": 0.2},
    "ii": {"ي": 0},
    "o": {"و": 0, "": 0.1, "ا": 0.4, "ع": 0.4},
    "oo": {"و": 0},
    "ou": {"و": 0, "": 0.1},
    "u": {"و": 0, "": 0, "ع": 0.3, "عو": 0.3},
    "uu": {"و": 0},
}
_FIRST: dict[str, dict[str, float]] = {
    "a": {"ا": 0, "ع": 0.1, "عا": 0.2},
    "aa": {"ا": 0, "ع": 0.1, "عا": 0.1},
    "e": {"ا": 0, "ع": 0.1, "اي": 0.2},
    "ee": {"اي": 0, "عي": 0.1},
    "i": {"ا": 0, "ع": 0.1, "اي": 0.1, "عي": 0.1, "ي": 0.4},
    "o": {"ا": 0.1, "او": 0, "ع": 0.1},
    "ou": {"او": 0, "ا": 0.1, "و": 0.3, "ع": 0.2},
    "u": {"ا": 0, "او": 0.1, "ع": 0.1},
    "uu": {"او": 0, "عو": 0.1},
}
_LAST: dict[str, dict[str, float]] = {
    "a": {"ه": 0, "ا": 0, "اء": 0.1, "ي": 0.2, "ع": 0.3, "عه": 0.4, "عا": 0.4, "اه": 0.4, "": 0.5},
    "aa": {"عا": 0, "اء": 0, "ا": 0.1, "عه": 0.1, "عاء": 0.1},
    "ah": {"ه": 0, "ا": 0.3, "عه": 0.2, "اه": 0.3, "اح": 0.2, "اء": 0.4},
    "at": {"ات": 0, "ه": 0.1, "اه": 0.3, "اط": 0.3},
    "ai": {"اي": 0, "ي": 0.2},
    "e": {"ه": 0.1, "ي": 0.2, "": 0.2, "ا": 0.3, "ع": 0.4},
    "ee": {"ي": 0, "ه": 0.1},
    "eh": {"ه": 0},
    "ey": {"ي": 0, "ه": 0.1, "": 0.3},
    "et": {"ه": 0.1, "ت": 0.2},
    "i": {"ي": 0, "ع": 0.4},
    "o": {"و": 0, "": 0.3, "ه": 0.4},
    "oua": {"وه": 0, "وا": 0, "وعه": 0.1},
    "u": {"و": 0, "": 0.3},
}
_VOWELS = set("aeiou")


def plain(text: str) -> str:
    """A Latin word in small letters of English, `ş` as sh, apostrophes of any shape as one."""
    spelt = unicodedata.normalize("NFC", text.lower().replace("i\u0307", "i")).translate(_LETTERS)
    letters = (letter for letter in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(letter))
    return _TWICE.sub(r"\1", "".join(letters))


def transliterated(name: str, vocabulary: Vocabulary, most: int, until: float = inf) -> list[tuple[float, str]]:
    """The archive's words a name in Latin letters may stand for, best first, each with a score; at most `most`.

    `name` is one word as `plain` gives it, its article perhaps before it (al-bab). Nothing is looked up any more when
    the time of this thread is `until`.
    """
    found: dict[str, float] = {}
    commonest, least = COMMONNESS * log(vocabulary.most_articles() + 1), -inf
    for doubt, word in islice(_walk(name, Beginnings(vocabulary)), MOST_LOOKED_UP):
        if word:
            score = COMMONNESS * log(vocabulary.articles_with(word) + 1) - DOUBT * doubt
            found[word] = max(score, found.get(word, score))
            least = nlargest(most, found.values())[-1] if len(found) >= most else -inf
        # All that is to come is more doubtful, and stands in no more articles than there are.
        if least > commonest - DOUBT * doubt or thread_time() > until:
            break
    return sorted(((score, word) for word, score in found.items()), key=lambda one: (-one[0], one[1]))[:most]


def _walk(name: str, held: Beginnings) -> Iterator[tuple[float, str]]:
    """Every beginning that is followed, likeliest first, with its doubt, and the word where the name ends with it."""
    ahead: list[tuple[float, int, str, str]] = []
    for doubt, start, letters in _beginnings(name):
        heappush(ahead, (doubt, 0, start, letters))
    followed: set[tuple[str, str]] = set()
    while ahead:
        doubt, read, start, letters = heappop(ahead)
        if (start, letters) in followed or doubt > DEAREST:
            continue
        followed.add((start, letters))
        first_word = held.first_with(start)
        yield doubt, start if first_word == start and not letters else ""
        if not first_word:
            continue
        for length, written, more in _next(letters, first=read == 0):
            heappush(ahead, (doubt + more, read - length, start + written, letters[length:]))


def _beginnings(name: str) -> Iterator[tuple[float, str, str]]:
    """With ال and without it, and the letters that are left to be read."""
    if typed := ARTICLE.match(name):
        yield 0, "ال", name[typed.end() :]
        yield ARTICLE_IGNORED, "", name[typed.end() :]
        return
    if joined := _JOINED_ARTICLE.match(name):
        yield 0.1, "ال", name[joined.end() :]
    yield 0, "", name
    yield WITHOUT_ARTICLE, "ال", name


def _next(letters: str, *, first: bool) -> Iterator[tuple[int, str, float]]:
    """How many of the letters, what they may stand for, and its doubt."""
    apart = 0.0
    for length in (3, 2, 1):
        unit, last = letters[:length], length == len(letters)
        if len(unit) < length:
            continue
        tables = [_CONSONANTS, _FIRST if first else _LAST if last else _INSIDE, _INSIDE]
        options = next((table[unit] for table in tables if unit in table), {})
        if not options and length == 2 and unit[0] == unit[1]:
            options = _CONSONANTS.get(unit[0], {})
        yield from ((length, written, doubt + apart) for written, doubt in options.items())
        if options and length > 1:
            if unit[0] == unit[1] and unit[0] not in _VOWELS:
                return
            apart = APART
