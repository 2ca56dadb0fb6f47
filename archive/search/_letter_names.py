"""Latin letters as Arabic news spells them out: CNN is سي إن إن, F-16 إف-16.

A reading is a tuple of folded words, as in `_names`. Each is asked for as a phrase, never part by part: nearly every
name of a letter is also another word.
"""

import re
from itertools import islice, product

from archive.search.vocabulary import Reading, Vocabulary

LETTER_NAMES = {
    "a": ("اي", "ايه"), "b": ("بي",), "c": ("سي",), "d": ("دي",), "e": ("اي", "ايه"), "f": ("اف",), "g": ("جي",),
    "h": ("اتش", "ايتش"), "i": ("اي",), "j": ("جيه", "جاي"), "k": ("كيه", "كي", "كا"), "l": ("ال", "ايل"),
    "m": ("ام",), "n": ("ان",), "o": ("او",), "p": ("بي",), "q": ("كيو",), "r": ("ار",), "s": ("اس",), "t": ("تي",),
    "u": ("يو",), "v": ("في",), "w": ("دبليو",), "x": ("اكس",), "y": ("واي",), "z": ("زد",),
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
    found: list[Reading] = [()]
    for letter in word.lower():
        names = [name for name in LETTER_NAMES[letter] if vocabulary.has(name)]
        found = [(*head, name) for head, name in product(found, names)][:MOST_READINGS]
    found += [(ARTICLE + head, *rest) for head, *rest in found if vocabulary.has(ARTICLE + head)]
    return [form for form in found if vocabulary.count(f'"{" ".join(form)}"')]


def initials(words: Reading, vocabulary: Vocabulary) -> list[Reading]:
    """The acronym in Latin letters that these names of letters spell, as far as the archive or the list has it."""
    if not FEWEST <= len(words) <= MOST:
        return []
    first = words[0].removeprefix(ARTICLE)
    spelt = product(*(_LETTERS_OF.get(word, ()) for word in (first, *words[1:])))
    acronyms = dict.fromkeys("".join(letters) for letters in islice(spelt, MOST_SPELT))
    return [(word,) for word in acronyms if vocabulary.has(word) or vocabulary.is_a_name(word)]


def are_letter_names(words: Reading) -> bool:
    """Whether an acronym is spelt here: two names of letters or more."""
    return len(words) > 1 and all(word in _LETTERS_OF for word in (words[0].removeprefix(ARTICLE), *words[1:]))


def before_a_number(letters: str) -> list[str]:
    """What else may stand for Latin letters, or for their Arabic names, where a number follows."""
    if letters in ALSO_WORDS:
        return []
    latin = [one for one, names in _BEFORE_NUMBERS.items() if letters == one or letters in names]
    names = [name for one in latin for name in (one, *_BEFORE_NUMBERS[one]) if name not in ALSO_WORDS]
    return [name for name in dict.fromkeys(names) if name != letters]
