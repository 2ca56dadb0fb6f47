"""Words one step of sound apart: a vowel written or not, ج for غ, a letter doubled, another seat of the hamza.

So houses part when they write a foreign name or a hamza. Most words that are one step apart are two words; who takes
these for spellings of one must have more to go by (spelling_pairs).
"""

from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from archive.search._proclitics import ARTICLE

VOWELS = "اوي"
# The sound that one house writes with the first letter and another with the second; seats of the hamza.
SOUNDS = ("جغ", "غق", "غك", "قك", "سص", "سش", "تط", "ذد")
HAMZAS = ("ؤئ", "ئء", "ئي")
CH = "تش"
# The last letter may only change between these: any other change there is an ending.
MAY_END = frozenset("جغقكسصشتط")
SHORTEST = 4


class Step(NamedTuple):
    """Two words of an archive. `change` is what the first has where the second has something else: و/ (it has a vowel
    more), ج/غ, لل/ل, تش/ش. `at` is where."""

    first: str
    second: str
    change: str
    at: int

    @property
    def is_of_sounds(self) -> bool:
        """Whether one consonant stands for another."""
        return self.change.replace("/", "") in SOUNDS


def without_article(word: str) -> str:
    return word.removeprefix(ARTICLE)


def one_step_apart(words: Iterable[str], held: Container[str]) -> Iterator[Step]:
    """Each pair of words that are both held, with four letters or more beside the article, once."""
    for word in words:
        if len(without_article(word)) >= SHORTEST:
            found = {step.second: step for step in _steps(word) if step.second in held}
            yield from (step for step in found.values() if len(without_article(step.second)) >= SHORTEST)


def _steps(word: str) -> Iterator[Step]:
    first, last = len(word) - len(without_article(word)), len(word) - 1
    for at in range(first, last):
        letter, following = word[at], word[at + 1]
        shorter = word[:at] + word[at + 1 :]
        if first < at and letter in VOWELS:
            yield Step(word, shorter, f"{letter}/", at)
        elif at + 1 < last and (letter == following or letter + following == CH):
            yield Step(word, shorter, f"{letter}{following}/{following}", at)
        yield from (_replaced(word, at, pair) for pair in (*SOUNDS, *HAMZAS) if letter == pair[0])
    yield from (_replaced(word, last, pair) for pair in SOUNDS if word[last] == pair[0] and set(pair) <= MAY_END)


def _replaced(word: str, at: int, pair: str) -> Step:
    return Step(word, word[:at] + pair[1] + word[at + 1 :], f"{pair[0]}/{pair[1]}", at)
