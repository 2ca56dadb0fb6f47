"""A pair of spellings carried over to other fronts and endings of the same stem: الديموقراطية gives ديموقراطيون."""

from collections.abc import Iterator

from archive.search._proclitics import ARTICLE, BEFORE_A_WORD
from archive.search.vocabulary import Vocabulary

WITH_ARTICLE = (*(front + ARTICLE for front in ("", "و", "ف", "ب", "ك", "وب", "فب")), "لل", "ولل", "فلل")
FRONTS = ("", *BEFORE_A_WORD, *WITH_ARTICLE)
# Of names and of what is said of them; after folding ة is ه. What many a stem ends in is not taken off.
TAKEN_OFF = ("", "ه", "ي", "يه", "ات", "يات", "يين")
PUT_ON = (*TAKEN_OFF, "ا", "يا", "ان", "ين", "ون", "يان", "يون", "يتين", "يتان", "ته", "تها")
SHORTEST_STEM = 4
LONGER_STEM = 5
MOST_SCANNED = 400


def carried(first: str, second: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Pairs of the same two stems with the same front and ending; at least one of each is in the archive."""
    for one, other in sorted(_stems(first, second, vocabulary)):
        for front in FRONTS:
            held = [
                word.removeprefix(front + stem)
                for stem in (one, other)
                for word, _ in vocabulary.starting_with(front + stem, MOST_SCANNED)
            ]
            yield from ((front + one + end, front + other + end) for end in dict.fromkeys(held) if end in PUT_ON)


def _stems(first: str, second: str, vocabulary: Vocabulary) -> set[tuple[str, str]]:
    """What is left without front and ending, in every way that leaves enough."""
    return {
        (one, other)
        for front in FRONTS
        if _is_front_of(first, front, vocabulary) and _is_front_of(second, front, vocabulary)
        for end in _endings(first)
        if second.endswith(end)
        for one, other in [(_between(first, front, end), _between(second, front, end))]
        if _is_enough(one, other)
    }


def _is_front_of(word: str, front: str, vocabulary: Vocabulary) -> bool:
    """A proclitic is one where the rest is a word, too: ف is the first letter of فلاديمير."""
    certain = [known for known in WITH_ARTICLE if word.startswith(known)]
    if certain:
        return front in certain
    return not front or (word.startswith(front) and vocabulary.has(word.removeprefix(front)))


def _endings(word: str) -> list[str]:
    """Those that the word may have; the ا of ميليشيا is one, that of انجيلا is none."""
    return [end for end in TAKEN_OFF if word.endswith(end)] + ["ا"] * word.endswith("يا")


def _between(word: str, front: str, end: str) -> str:
    return word[len(front) : len(word) - len(end)]


def _is_enough(one: str, other: str) -> bool:
    """Long enough, and what tells them apart lies inside: سبعيني and سبعين are two words."""
    if min(len(one), len(other)) < SHORTEST_STEM or max(len(one), len(other)) < LONGER_STEM:
        return False
    return len(one) == len(other) or one[-1] == other[-1]
