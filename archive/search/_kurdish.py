"""Kurdish in Arabic letters: what the index keeps apart, and names in Arabic spelling.

The index folds ێ ۆ ڕ ڵ ڤ چ پ ژ گ ە into the letters of an Arabic keyboard. Left are the long û (وو), the hamza that a
Sorani word begins with (ئاسایش), letters of older fonts, and the vowels that Sorani writes and Arabic does not (هەولێر,
هولير).
"""

import re
from collections.abc import Iterator

from archive.search._proclitics import ARTICLE
from archive.search.vocabulary import Vocabulary
from archive.text.folding import fold_query

LONGEST = 24
FEW = 3
MOST_TRIED = 256
DEAREST = 2
# Letters of older fonts and rarer sounds, and what an Arabic keyboard has for them.
RARE = {"ڒ": "ر", "ڔ": "ر", "ڶ": "ل", "ڷ": "ل", "ۊ": "و", "ۉ": "و", "ۅ": "و"}
# Letters that Arabic and Persian have not, and how Arabic may write them; each step after the first / costs one.
KURDISH = {
    "ە": "/ا",
    "ێ": "ي/",
    "ۆ": "و/",
    "ڤ": "ف و",
    "ڕ": "ر",
    "ڵ": "ل",
    "گ": "ك غ ج",
    "چ": "ج تش ش",
    "ژ": "ز ج",
    "پ": "ب",
}
OTHERS = {"ی": "ي/", "و": "و/", "س": "س/ص", "ت": "ت/ط", "ز": "ز/ذ ض ظ", "ه": "ه/ح", "د": "د/ض"}
LAST = {"ە": "ه/ا", "ی": "ي", "و": "و"}

_WRITES = {
    letter: [(cost, way) for cost, ways in enumerate(text.split("/")) for way in ways.split(" ")]
    for letter, text in (KURDISH | OTHERS).items()
}
_WRITES_LAST = _WRITES | {
    letter: [(cost, way) for cost, ways in enumerate(text.split("/")) for way in ways.split(" ")]
    for letter, text in LAST.items()
}
_OLD_E = re.compile("ه\u200c")
_HAMZA = re.compile("ئ(?=[اەێۆوی])ە?")
_DOUBLED = re.compile(r"(.)\1")
_U = re.compile("(?<=.)(?<!و)و(?!و)")


def kurdish_spellings(word: str, typed: str, vocabulary: Vocabulary) -> list[str]:
    """Other spellings of a folded word that the archive has; `typed` is the word in its own letters."""
    if len(word) > LONGEST:
        return []
    found = vocabulary.held(form for form in dict.fromkeys(in_other_letters(word)) if form != word)
    return found + _names_in_arabic(word, _OLD_E.sub("ە", typed), vocabulary)


def in_other_letters(word: str) -> Iterator[str]:
    """The word with and without the letters that only Kurdish tells apart."""
    for rare, plain in RARE.items():
        if rare in word:
            yield word.replace(rare, plain)
        yield from (word[:at] + rare + word[at + 1 :] for at, letter in enumerate(word) if letter == plain)
    if "وو" in word[1:]:
        yield word[0] + word[1:].replace("وو", "و")
    yield from (f"{word[: at.start()]}و{word[at.start() :]}" for at in _U.finditer(word))
    if word.startswith("ئا"):
        yield word[1:]
    elif word.startswith(("ئه", "ئي", "ئو")):
        yield from (f"ا{word[2:]}", f"ا{word[1:]}")
    elif word.startswith("ا") and not word.startswith(ARTICLE):
        yield from (f"ئ{word}", f"ئه{word[1:]}", f"ئ{word[1:]}")


def _names_in_arabic(word: str, typed: str, vocabulary: Vocabulary) -> list[str]:
    """What Arabic may write for a word in Kurdish letters that the archive hardly has so: with the fewest changes."""
    if not (typed.startswith("ئ") or KURDISH.keys() & set(typed)) or vocabulary.commonness(word) >= FEW:
        return []
    costs = {front + form: cost for cost, form in _in_arabic(typed) for front in ("", ARTICLE) if form != word}
    held = vocabulary.held(costs)
    least = min((costs[form] for form in held), default=0)
    return [form for form in held if costs[form] == least]


def _in_arabic(typed: str) -> list[tuple[int, str]]:
    """How Arabic may write it, and what each costs: the cheapest."""
    letters = _DOUBLED.sub(r"\1", _HAMZA.sub("ا", typed))
    found = [(0, "")]
    for at, letter in enumerate(letters, start=1):
        ways = (_WRITES_LAST if at == len(letters) else _WRITES).get(letter, [(0, letter)])
        longer = sorted((cost + more, form + way) for cost, form in found for more, way in ways)
        found = [one for one in longer if one[0] <= DEAREST][:MOST_TRIED]
    return [(cost, fold_query(form)) for cost, form in found if len(form) > 2]
