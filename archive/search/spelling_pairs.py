"""Which words of an archive are one foreign name in two spellings: same sound, same company, other houses.

Alone each says little: most words one step of sound apart are two words, company joins singular and plural, and houses
differ in what they write about. Together they are right: of the pairs that this finds in some 20,000 articles hardly
one in twenty was wrong. What was measured says docs/search.md.
"""

import json
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import ceil
from typing import Literal

from sqlite_utils.utils import sqlite3

from archive.search._carried_spellings import carried
from archive.search._cooccurrence import Company
from archive.search._one_step import Step, one_step_apart
from archive.search._other_words import are_long_enough, are_two_words
from archive.search.vocabulary import Vocabulary
from archive.text.folding import NORM_VERSION

# A change of any rule of these modules changes it, and every archive derives its pairs anew.
RULES = f"1 of words folded by {NORM_VERSION}"
Basis = Literal["measured", "rare", "carried"]

# So many texts are read, of a larger archive evenly spread ones: some 50 seconds and 200 MB.
MOST_TEXTS = 80_000
STEP_TEXTS = 100
# With one or two outlets to go by, houses say nothing. A house has at least a hundredth of the texts.
FEWEST_HOUSES, SMALLEST_HOUSE = 3, 100

FEWEST_TEXTS = 12
APART, FAR_APART = 0.45, 0.30
LIKE, MUCH_LIKE = 0.20, 0.30
# A rare word's company is known too little for that, and its letters are more: it is a name.
FEWEST_OF_RARE, RARE = 3, 30
# Less company is enough for a vowel or a hamza than for another letter, and least for ج and غ.
LIKE_OF_RARE, LIKE_WITH_G = 0.15, 0.10
G = "ج/غ"

OUTLETS = "SELECT count(*) FROM articles GROUP BY outlet"
IDS = "SELECT id FROM articles ORDER BY id"
TEXTS = "SELECT outlet, title, body FROM articles WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class SpellingPair:
    """Two folded words. `change` is what the first has where the second has something else: و/, ج/غ. `basis`:
    measured, by the measures alone; rare, by them and by its letters; carried over from such a pair. `house` is how
    alike their outlets are, `company` how alike their neighbours, both 0 to 1; of a carried pair, those of its source.
    """

    first: str
    second: str
    change: str
    basis: Basis
    house: float
    company: float


def spelling_pairs(
    connection: sqlite3.Connection, on_step: Callable[[int, int], object] = lambda *_: None
) -> list[SpellingPair]:
    """The pairs of an archive; none where fewer than three outlets have a hundredth of it. Writes nothing.

    `on_step(texts read, of how many)` is called now and then. No statement is left open in between, so that what
    others write meanwhile is not held up.
    """
    outlets = [int(row[0]) for row in connection.execute(OUTLETS)]
    if sum(SMALLEST_HOUSE * articles >= sum(outlets) for articles in outlets) < FEWEST_HOUSES:
        return []
    vocabulary, apart = Vocabulary(connection), ceil(sum(outlets) / MOST_TEXTS)
    held = frozenset(vocabulary.of_letters(FEWEST_OF_RARE * apart))
    company = Company(held)
    # All at once: a statement left open would keep the log of changes from being emptied.
    ids = array("q", (row[0] for row in islice(connection.execute(IDS), 0, None, apart)))
    for start in range(0, len(ids), STEP_TEXTS):
        some = json.dumps(ids[start : start + STEP_TEXTS].tolist())
        for text in connection.execute(TEXTS, (some,)).fetchall():
            company.add(*text)
        on_step(min(start + STEP_TEXTS, len(ids)), len(ids))
    found = list(_accepted(company, held))
    pairs = [pair for pair, _ in found]
    return [*pairs, *_carried([pair for pair, is_clear in found if is_clear], pairs, vocabulary)]


def _accepted(company: Company, held: frozenset[str]) -> Iterator[tuple[SpellingPair, bool]]:
    """Each pair, and whether nothing but the measures could tell the two apart: grammar has no such step.

    Houses are asked first: that is cheap, and leaves few to compare the company of.
    """
    company.count()
    found = one_step_apart(sorted(held), held)
    steps = [(step, overlap) for step in found if (overlap := _overlap(step, company)) < APART]
    company.look_up({word for step, _ in steps for word in (step.first, step.second)})
    for step, house in steps:
        if not are_two_words(step, held, rare=False):
            like = company.likeness(step.first, step.second)
            if basis := _basis(step, house, like, company, held):
                pair = SpellingPair(step.first, step.second, step.change, basis, house, like)
                yield pair, not are_two_words(step, held, rare=True)


def _overlap(step: Step, company: Company) -> float:
    return company.overlap(step.first, step.second)


def _basis(step: Step, house: float, like: float, company: Company, held: frozenset[str]) -> Basis | None:
    """Why the two are taken for one word; None where they are not."""
    articles = min(company.articles(step.first), company.articles(step.second))
    if articles >= FEWEST_TEXTS and like >= (LIKE if house < FAR_APART else MUCH_LIKE):
        return "measured"
    is_rare = FEWEST_OF_RARE <= articles < RARE and are_long_enough(step, held)
    if is_rare and like >= _enough(step) and not are_two_words(step, held, rare=True):
        return "rare"
    return None


def _enough(step: Step) -> float:
    """The company that a rare pair must have."""
    if step.change == G:
        return LIKE_WITH_G
    return LIKE if step.is_of_sounds else LIKE_OF_RARE


def _carried(clear: list[SpellingPair], found: list[SpellingPair], vocabulary: Vocabulary) -> list[SpellingPair]:
    """What clear pairs say of other forms of their stems, beside what was found; those of the best pair first."""
    known = {frozenset((pair.first, pair.second)) for pair in found}
    added: dict[frozenset[str], SpellingPair] = {}
    for pair in sorted(clear, key=lambda pair: (pair.basis, -pair.company)):
        for first, second in carried(pair.first, pair.second, vocabulary):
            added.setdefault(frozenset((first, second)), replace(pair, first=first, second=second, basis="carried"))
    return [pair for both, pair in added.items() if both not in known]
