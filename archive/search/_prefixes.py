"""Which beginnings words of the archive have: asked along the order of its words, each gap between two only once."""

from bisect import bisect_right

from archive.search._terms import LAST
from archive.search.vocabulary import Vocabulary


class Beginnings:
    """Answers are kept: the word behind a beginning is that behind every other up to it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._asked: list[str] = []
        self._behind: list[str] = []

    def first_with(self, start: str) -> str:
        """The first of the archive's words with this start, in alphabetic order; empty where there is none."""
        at = bisect_right(self._asked, start)
        word = self._behind[at - 1] if at else ""
        if not at or word < start:
            word = self._vocabulary.first_from(start) or LAST
            self._asked.insert(at, start)
            self._behind.insert(at, word)
        return word if word.startswith(start) else ""
