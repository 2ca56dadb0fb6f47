"""Where the words of a text spell a name of the gazetteer, a proclitic in front or not; longest name first."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from archive.places.gazetteer import Name, first_words, names

PROCLITICS = "وفبلك"


class Candidate(NamedTuple):
    """Words `at` up to `end` of a text spell `spelling`; `front` is what is written onto the first of them."""

    at: int
    end: int
    spelling: str
    front: str
    name: Name


def candidates(words: Sequence[str]) -> Iterator[Candidate]:
    """In their order, none over another."""
    known, firsts = names(), first_words()
    free = 0
    begun = ((at, word) for at, word in enumerate(words) if word in firsts or word[0] in PROCLITICS)
    for at, stems in [(at, stems) for at, word in begun if (stems := _stems(word))]:
        if at < free:
            continue
        for front, stem in stems:
            found = _longest(words, at, stem, firsts, known)
            if found:
                spelling, free = found
                yield Candidate(at, free, spelling, front, known[spelling])
                break


# The words of a language come again and again, and most begin no name.
@lru_cache(maxsize=1 << 15)
def _stems(word: str) -> tuple[tuple[str, str], ...]:
    """The word, and the word without و ف and ب ل ك, where a name begins so: وبالرقة, للحسكة."""
    firsts = first_words()
    found = [("", word)] if word in firsts else []
    for size in (1, 2):
        front, rest = word[:size], word[size:]
        if len(rest) < 3 or front[-1] not in PROCLITICS:
            break
        if rest in firsts:
            found.append((front, rest))
        if front[-1] == "ل" and rest[0] == "ل" and f"ا{rest}" in firsts:
            found.append((front, f"ا{rest}"))
    return tuple(found)


def _longest(
    words: Sequence[str], at: int, stem: str, firsts: dict[str, tuple[int, ...]], known: dict[str, Name]
) -> tuple[str, int] | None:
    for size in firsts[stem]:
        if at + size > len(words):
            continue
        spelling = stem if size == 1 else " ".join((stem, *words[at + 1 : at + size]))
        if spelling in known:
            return spelling, at + size
    return None
