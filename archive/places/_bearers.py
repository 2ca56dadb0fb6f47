"""Which names stand as a person's, an outlet's or a unit's, not as a place's: محمد شهاب العزام, قناة الميادين."""

import re
from collections.abc import Sequence
from functools import cached_property

from archive.places._cues import NOT_BEFORE_A_PLACE, NOT_IN_A_NAME, STRONG_CUES, WEAK_CUES
from archive.places.candidates import Candidate
from archive.text.folded_text import FoldedText

REACH = 3  # words from a person's first name to the last
# Quotation marks are none: an outlet's name stands in them.
BREAK = re.compile(r"[.،,؛;:/|–—\-؟?!…\n]")


class Bearers:
    """Of the candidates of one text; `words` are its words."""

    def __init__(self, text: FoldedText, words: Sequence[str], found: Sequence[Candidate]) -> None:
        self._text, self._words, self._found = text, words, found

    def is_next(self, one: Candidate) -> bool:
        """Whether such a word stands right before it."""
        return self.follows_on(one) and self._words[one.at - 1] in NOT_BEFORE_A_PLACE

    def is_within(self, one: Candidate) -> bool:
        """Whether such a word stands before it, and nothing between that no name has."""
        before = range(one.at - 1, max(one.at - REACH, 0) - 1, -1)
        first = next((number for number in before if self._words[number] in NOT_BEFORE_A_PLACE), None)
        if first is None:
            return False
        between = range(first, one.at)
        return self._broken.isdisjoint(between) and all(self._may_be_a_name(self._words[number]) for number in between)

    def follows_on(self, one: Candidate) -> bool:
        """Whether it stands in one piece with the word before it, with no mark between."""
        return one.at > 0 and one.at - 1 not in self._broken

    @staticmethod
    def _may_be_a_name(word: str) -> bool:
        return word not in NOT_IN_A_NAME and word not in WEAK_CUES and word not in STRONG_CUES

    @cached_property
    def _broken(self) -> frozenset[int]:
        """Words before the candidates behind which a sentence, a line or a part of it ends."""
        near = {number for one in self._found for number in range(max(one.at - REACH, 0), one.at + 1)}
        spans = self._text.spans(near)
        ended = (number for number in near if number + 1 in spans)
        return frozenset(
            number for number in ended if BREAK.search(self._text.text[spans[number][1] : spans[number + 1][0]])
        )
