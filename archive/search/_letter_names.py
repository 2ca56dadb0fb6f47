"""Latin letters as Arabic news spells them out: CNN is سي إن إن, F-16 إف-16.

A reading is a tuple of folded words, as in `_names`. Each is asked for as a phrase, never part by part: nearly every
name of a letter is also another word.
"""

import re
from collections.abc import Iterable
from itertools import islice, product

from archive.search.vocabulary import Reading, Vocabulary

LETTER_NAMES = {
    "a": ("اي", "ايه"), "b": ("بي",), "c": ("سي",), "d": ("دي",), "e": ("اي", "ايه"), "f": ("اف",), "g": ("جي",),
    "h": ("اتش", "ايتش"), "i": ("اي",), "j": ("جيه", "جاي"), "k": ("كيه", "كي", "كا"), "l": ("ال", "ايل"),
    "m": ("ام",), "n": ("ان",), "o": ("او",), "p": ("بي",), "q": ("كيو",), "r": ("ار",), "s": ("اس",), "t": ("تي",),
    "u": ("يو",), "v": ("في",), "w": ("دبليو",), "x": ("اكس",), "y": ("واي",), "z": ("زد",),
}  # fmt: skip
# Arabic initials, letter by letter, of names that Latin initials stand for, too (ب ي د, PYD).
INITIALS = {
    "ا": "aeiou", "ب": "bp", "ت": "t", "ج": "gj", "د": "d", "ر": "r", "ز": "z", "س": "sc", "ش": "s", "ط": "t", "غ": "g",
    "ف": "fv", "ق": "qk", "ك": "kcq", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "wou", "ي": "yi", "ح": "h",
}  # fmt: skip
# The letters of aircraft and missiles, which are read as syllables.
SYLLABLES = {
    "su": ("سو", "سوخوي"), "mi": ("مي",), "tu": ("تو", "توبوليف"), "il": ("ايل",), "mig": ("ميغ", "ميج"),
}  # fmt: skip
# The article, in, or, that: before a number nearly always these words.
ALSO_WORDS = ("ال", "في", "او", "ان")
ARTICLE = "ال"
FEWEST, MOST = 3, 5  # letters of an acronym
MOST_READINGS, MOST_SPELT = 12, 100

_LETTERS_OF: dict[str, tuple[str, ...]] = {
    name: tuple(letter for letter, names in LETTER_NAMES.items() if name in names)
    for name in dict.fromkeys(name for names in LETTER_NAMES.values() for name in names)
}
_BEFORE_NUMBERS = LETTER_NAMES | SYLLABLES
_LATIN = re.compile(f"[A-Za-z]{{{FEWEST},{MOST}}}")


def spelt_out(word: str, vocabulary: Vocabulary) -> list[Reading]:
    """What an acronym in Latin letters may be in Arabic ones: only names of letters that the archive holds."""
    if not _LATIN.fullmatch(word):
        return []
    vocabulary.look_up(name for letter in word.lower() for name in LETTER_NAMES[letter])
    spelt = [[name for name in LETTER_NAMES[letter] if vocabulary.has(name)] for letter in word.lower()]
    # Of most words the archive has not even the first two letters side by side.
    begun = _held(product(*spelt[:2]), vocabulary)
    found = [(*head, *rest) for head, rest in islice(product(begun, product(*spelt[2:])), MOST_READINGS)]
    return _held([form for one in found for form in (one, *with_article(one))], vocabulary)


def _held(phrases: Iterable[Reading], vocabulary: Vocabulary) -> list[Reading]:
    words = [" ".join(phrase) for phrase in phrases]
    return [tuple(phrase.split()) for phrase in vocabulary.held(words)] if words else []


def latin_initials(letters: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """The Latin initials that Arabic ones stand for, where the archive prints them in capitals."""
    if not FEWEST <= len(letters) <= MOST or not all(letter in INITIALS for letter in letters):
        return []
    spelt = islice(product(*(INITIALS[letter] for letter in letters)), MOST_SPELT)
    held = vocabulary.held("".join(one) for one in spelt)
    return [(form,) for form in held if vocabulary.spelling_of(form).isupper()]


def initials(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """The acronym in Latin letters that these names of letters spell, as far as the archive or the list has it."""
    if not are_letter_names(words) or len(words) > MOST:
        return []
    spelt = product(*(_LETTERS_OF[word] for word in (_first(words), *words[1:])))
    acronyms = dict.fromkeys("".join(letters) for letters in islice(spelt, MOST_SPELT))
    held = [word for word in acronyms if vocabulary.has(word) or vocabulary.is_a_name(word)]
    if len(words) < FEWEST:  # two letters may be a short word, too
        held = [word for word in held if vocabulary.spelling_of(word).isupper()]
    return [(word,) for word in held]


def with_article(words: Reading) -> list[Reading]:
    """Names of letters with the article: البي بي سي."""
    article = are_letter_names(words) and len(words) >= FEWEST and not words[0].startswith(ARTICLE)
    return [(ARTICLE + words[0], *words[1:])] if article else []


def _first(words: Reading) -> str:
    return words[0] if words[0] in _LETTERS_OF else words[0].removeprefix(ARTICLE)


def are_letter_names(words: Reading) -> bool:
    """Whether an acronym is spelt here: two names of letters or more."""
    return len(words) > 1 and all(word in _LETTERS_OF for word in (_first(words), *words[1:]))


def before_a_number(letters: str) -> list[str]:
    """What else may stand for Latin letters, or for their Arabic names, where a number follows."""
    if letters in ALSO_WORDS:
        return []
    latin = [one for one, names in _BEFORE_NUMBERS.items() if letters == one or letters in names]
    names = [name for one in latin for name in (one, *_BEFORE_NUMBERS[one]) if name not in ALSO_WORDS]
    return [name for name in dict.fromkeys(names) if name != letters]
