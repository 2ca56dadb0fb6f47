"""Other forms of words side by side: غاره جويه, الغارات الجويه. Only those that stand side by side in an article."""

from itertools import product

from archive.search._forms import forms_of
from archive.search.vocabulary import Vocabulary

Words = tuple[str, ...]
MOST_TRIED = 160
MOST_LOOKED_THROUGH = 200_000  # articles, some 30 ms
LONGEST = 8


def phrases_of(words: Words, vocabulary: Vocabulary) -> list[Words]:
    """The words in every form in which the archive has them side by side; as typed among them only where it has that.

    At most 160 are tried, those of the commonest words, and fewer where the words are very common.
    """
    if len(words) > LONGEST:
        return []
    budget = _Budget(vocabulary)
    first, *others = words
    found: list[Words] = [(form,) for form in [first, *forms_of(first, vocabulary)]]
    for word in others:
        forms = [word, *forms_of(word, vocabulary, behind=True)]
        longer = [(*head, form) for head, form in product(found, forms)]
        found = [one for one in sorted(longer, key=budget.cost, reverse=True) if budget.occurs(one)]
    return found


class _Budget:
    """Looks phrases up as long as it may."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tried, self._looked_through = 0, 0

    def cost(self, words: Words) -> int:
        """Articles that must be looked through: those of the rarest word."""
        return min(map(self._vocabulary.articles_with, words))

    def occurs(self, words: Words) -> bool:
        self._tried += 1
        self._looked_through += self.cost(words)
        if self._tried > MOST_TRIED or self._looked_through > MOST_LOOKED_THROUGH:
            return False
        return self._vocabulary.occurs(f'"{" ".join(words)}"')
