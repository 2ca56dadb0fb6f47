"""Quotations of ten words and more: by which shingles of theirs other articles that print the same words are found.

Who said it is not read out of the text: whoever shows a quotation shows the characters before it. What stands between
quotation marks may also be a title or a name; of ten words and more it hardly is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xxhash import xxh64_intdigest

from archive.analysis.analyser import Analyser, Found, Text, rules_of
from archive.text.folding import words_for_comparison

FEWEST_WORDS, SHINGLE_WORDS, CONTAINMENT = 10, 4, 0.8
BEFORE = 70  # characters
LONGEST = 4_000  # characters of one quotation
MOST_OF_A_TEXT = 40
SIGNED = 2**63 - 1
# Marks that differ at both ends may stand apart; of the straight one every second closes, in one paragraph.
_QUOTED = re.compile(
    f'«([^«»]{{20,{LONGEST}}})»|“([^“”]{{20,{LONGEST}}})”|„([^„“”]{{20,{LONGEST}}})[“”]|"([^"\\n]{{1,{LONGEST}}})"'
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """`words` are those compared, `before` the BEFORE characters in front of it; all of its `shingles`."""

    text: str
    before: str
    shingles: frozenset[int]

    def containment(self, other: "Quotation") -> float:
        """Shared ÷ shingles of the shorter."""
        return len(self.shingles & other.shingles) / min(len(self.shingles), len(other.shingles))


def quotations(body: str) -> Iterator[Quotation]:
    """The first MOST_OF_A_TEXT quotations of FEWEST_WORDS and more of a text."""
    found = 0
    for match in _QUOTED.finditer(body):
        text = next(filter(None, match.groups()))
        words = words_for_comparison(text)
        if len(words) < FEWEST_WORDS:
            continue
        found += 1
        if found > MOST_OF_A_TEXT:
            return
        before = body[max(0, match.start() - BEFORE) : match.start()].rsplit("\n", maxsplit=1)[-1].strip()
        yield Quotation(text.strip(), before, _shingles(words))


def sampled(quotation: Quotation) -> set[int]:
    """Every other shingle, the same of the same words wherever they stand."""
    return {one for one in quotation.shingles if one % 2 == 0}


def find(text: Text) -> Iterable[Found]:
    return [{"shingle": one} for one in {one for found in quotations(text.body) for one in sampled(found)}]


def _shingles(words: list[str]) -> frozenset[int]:
    runs = zip(*(words[at:] for at in range(SHINGLE_WORDS)), strict=False)
    return frozenset(xxh64_intdigest(" ".join(run).encode(errors="replace")) & SIGNED for run in runs)


RULES = rules_of("analysis/quotations.py", "text/folding.py", "text/letters.py")
QUOTATIONS = Analyser("quotations", "quotations", "article", RULES, find)
