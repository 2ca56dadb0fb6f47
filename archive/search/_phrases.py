"""Other forms of words side by side: غاره جويه, الغارات الجويه. Only those that stand side by side in an article."""

from itertools import product

from archive.search._forms import forms_of
from archive.search._proclitics import ARTICLE
from archive.search.vocabulary import NEWEST_COMPARED, Vocabulary

Words = tuple[str, ...]
MOST_TRIED = 160
MOST_LOOKED_THROUGH = 300_000  # articles, some 90 ms
LONGEST = 8
SHORTEST_ADJECTIVE = 3


def phrases_of(words: Words, vocabulary: Vocabulary) -> list[Words]:
    """The words in every form in which the archive has them side by side; as typed among them only where it has that.

    At most 160 are tried, those of the commonest words first, and fewer where the words are very common.
    """
    if len(words) > LONGEST:
        return []
    budget = _Budget(vocabulary)
    first, *others = words
    found: list[Words] = [(form,) for form in [first, *forms_of(first, vocabulary)]]
    for word in others:
        forms = dict.fromkeys([word, *forms_of(word, vocabulary, behind=True), *_in_another_gender(word, vocabulary)])
        longer = [(*head, form) for head, form in product(found, forms)]
        found = [one for one in sorted(longer, key=budget.cost, reverse=True) if budget.occurs(one)]
    return found


def _in_another_gender(word: str, vocabulary: Vocabulary) -> list[str]:
    """An adjective as it is behind the other number of its noun: هجوم انتحاري, هجمات انتحارية."""
    bare = word.removeprefix(ARTICLE)
    other = bare.removesuffix("ه") if bare.endswith("ه") else f"{bare}ه"
    if min(len(bare), len(other)) < SHORTEST_ADJECTIVE:
        return []
    accusative = [] if other.endswith("ه") else [f"{other}ا"]
    return vocabulary.held([other, ARTICLE + other, *accusative])


class _Budget:
    """Looks phrases up as long as it may."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._tried, self._looked_through = 0, 0

    def cost(self, words: Words) -> int:
        """In how many articles the rarest of the words stands."""
        return min(map(self._vocabulary.articles_with, words))

    def occurs(self, words: Words) -> bool:
        """Whether the newest 5,000 articles of the rarest word have the words side by side."""
        rarest = min(words, key=self._vocabulary.articles_with)
        self._tried += 1
        self._looked_through += min(self.cost(words), NEWEST_COMPARED)
        if self._tried > MOST_TRIED or self._looked_through > MOST_LOOKED_THROUGH:
            return False
        return self._vocabulary.occurs(f'"{" ".join(words)}"', self._vocabulary.newest_since(rarest))
