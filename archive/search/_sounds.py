"""Each word that is one step of sound from a foreign name: a vowel written or not, another letter for one sound."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from archive.search._far_spellings import ENDING_VOWELS
from archive.search._one_step import VOWELS, Step

Kind = Literal["vowel", "other vowel", "g", "sound"]
G = (("ج", "غ"), ("تش", "ش"), ("نهو", "نيو"))
SOUNDS = (("غ", "ك"), ("ق", "ك"), ("س", "ز"), ("س", "ش"), ("س", "ص"), ("ت", "ط"), ("خ", "ك"), ("خ", "ش"), ("تس", "ز"))
FEMININE = "ه"
_GLIDE = re.compile(f"[{VOWELS}]{{2,}}")
# Both letters are one to whoever hears the name. س and ش are not: so one slips on a keyboard.
HEARD_ALIKE = (("ج", "غ"), ("ت", "ط"), ("س", "ص"), ("س", "ز"), ("ق", "ك"), ("غ", "ك"))
# What each letter may be written for.
LETTERS = {
    letter: [pair[1 - pair.index(letter)] for pair in HEARD_ALIKE if letter in pair]
    for letter in {letter for pair in HEARD_ALIKE for letter in pair}
}


class Other(NamedTuple):
    """Another spelling, and how it is reached."""

    kind: Kind
    step: Step


def consonants(word: str) -> int:
    """How many consonants are written; و and ي are one where a word begins with them, or beside another vowel."""
    written = sum(letter not in VOWELS or (at == 0 and letter != "ا") for at, letter in enumerate(word))
    written -= word.endswith(FEMININE)
    return written + len(_GLIDE.findall(word, 1))


def steps_from(word: str) -> Iterator[tuple[str, Other]]:
    """Each word one step of sound from this one."""
    last = len(word) - 1
    for at in range(1, last + 1):
        for vowel in VOWELS:
            longer = word[:at] + vowel + word[at:]
            yield longer, Other("vowel", Step(longer, word, f"{vowel}/", at))
        if at < last and word[at] in VOWELS:
            shorter = word[:at] + word[at + 1 :]
            yield shorter, Other("vowel", Step(word, shorter, f"{word[at]}/", at))
            for vowel in VOWELS.replace(word[at], ""):
                swapped = word[:at] + vowel + word[at + 1 :]
                yield swapped, Other("other vowel", Step(word, swapped, f"{word[at]}/{vowel}", at))
    yield from _sounds(word)
    yield from _doubled(word)


def ends_of(word: str) -> Iterator[tuple[str, Other]]:
    """إنريكي and إنريكه. Alone that is another form of an Arabic word as often."""
    if word[-1] in ENDING_VOWELS:
        for vowel in ENDING_VOWELS.replace(word[-1], ""):
            form = word[:-1] + vowel
            yield form, Other("other vowel", Step(word, form, f"{word[-1]}/{vowel}", len(word) - 1))


def _sounds(word: str) -> Iterator[tuple[str, Other]]:
    kinds: Iterable[tuple[Kind, tuple[str, str]]] = (*(("g", pair) for pair in G), *(("sound", one) for one in SOUNDS))
    for kind, (one, other) in kinds:
        for here, there in ((one, other), (other, one)):
            for found in re.finditer(here, word):
                form = word[: found.start()] + there + word[found.end() :]
                longer, shorter = sorted((word, form), key=len, reverse=True)
                yield form, Other(kind, Step(longer, shorter, f"{one}/{other}", found.start()))


def _doubled(word: str) -> Iterator[tuple[str, Other]]:
    for at in range(1, len(word) - 1):
        letter = word[at]
        if letter in VOWELS:
            continue
        if letter == word[at - 1]:
            shorter = word[:at] + word[at + 1 :]
            yield shorter, Other("sound", Step(word, shorter, f"{letter}{letter}/{letter}", at - 1))
        else:
            longer = word[:at] + letter + word[at:]
            yield longer, Other("sound", Step(longer, word, f"{letter}{letter}/{letter}", at))
