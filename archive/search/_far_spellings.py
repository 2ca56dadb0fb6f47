"""Words of the archive that are two steps of sound from a name as typed: نيتفلكس, where the archive has نتفليكس.

Only beginnings that some word of the archive has are followed, so that the work does not grow with the vocabulary.
"""

from collections.abc import Iterable, Iterator, Mapping

from archive.search._one_step import VOWELS
from archive.search._prefixes import Beginnings
from archive.search.vocabulary import Vocabulary

STEPS = 2
MOST_LOOKED_UP = 250  # beginnings of words; a name of eight letters needs about a hundred
ENDING_VOWELS = "اهي"


def far_spellings(word: str, sounds: Mapping[str, Iterable[str]], vocabulary: Vocabulary) -> Iterator[str]:
    """The archive's words that differ from a folded word by at most two vowels or `sounds`, in no order.

    `sounds`: what each letter may be written for. A first letter is no vowel that may be left out or changed.
    """
    held = Beginnings(vocabulary)
    ahead, followed = [("", 0, 0)], set[tuple[str, int]]()
    while ahead and len(followed) < MOST_LOOKED_UP:
        start, at, steps = ahead.pop()
        if (start, at) in followed:
            continue
        followed.add((start, at))
        first = held.first_with(start) if start else "-"
        if not first:
            continue
        if at == len(word) and first == start:
            yield start
        more = [(start + written, at + read, steps + step) for written, read, step in _next(word, at, sounds)]
        # The fewest steps first: where the look-ups come to an end, the nearest words were found.
        ahead += sorted((one for one in more if one[2] <= STEPS), key=lambda one: -one[2])


def _next(word: str, at: int, sounds: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, int, int]]:
    """What may be written next, how many letters of the word it stands for, and how many steps that is."""
    if at == len(word):
        return
    letter, last = word[at], at == len(word) - 1
    yield letter, 1, 0
    yield from ((other, 1, 1) for other in sounds.get(letter, ()))
    if at == 0:
        return
    yield from ((vowel, 0, 1) for vowel in VOWELS)
    if last and letter in ENDING_VOWELS:
        yield from ((vowel, 1, 1) for vowel in ENDING_VOWELS if vowel != letter)
    elif letter in VOWELS:
        yield from ((vowel, 1, 1) for vowel in VOWELS if vowel != letter)
        if not last:
            yield "", 1, 1
