"""Who writes a word, and beside which others: texts of an archive as numbers, four bytes of memory for a word.

Outlets are houses: what shares of a word's articles each of them has. Company are the commonest words to the left, to
the right and two apart, weighed by positive pointwise mutual information (Church and Hanks 1990; Bullinaria and Levy
2007 for the cosine between such vectors).
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt

from archive.text.folding import tokens

COMMONEST = 3_000
# Left, right and, not told apart, two to either side: where, and how many such places a word has.
PLACES = ((-1, 0), (1, 1), (-2, 2), (2, 2))
PLACES_OF = (1, 1, 2)
# Words of a common pair stand in many thousands of places: as many as tell enough, evenly taken.
MOST_PLACES = 4_000
LONGEST_READ = 20_000
GAP = (0, 0)
# Outlets with the fewest texts are counted as one, so that hundreds of them fill no memory.
MOST_HOUSES = 100


class Company:
    """The texts, each word of which is the number it has in `words`, 0 for all others."""

    def __init__(self, words: Iterable[str]) -> None:
        self._number = {word: number for number, word in enumerate(words, start=1)}
        self._stream = array("I", GAP)
        self._ends = array("Q")
        self._outlets: list[str] = []
        self._features: dict[int, int] = {}
        self._articles: list[array[int]] = []
        self._places: dict[int, array[int]] = {}
        self._times: Counter[int] = Counter()

    def __len__(self) -> int:
        return len(self._ends)

    def add(self, outlet: str, title: str, body: str) -> None:
        """Read a text, of one as long as a book the beginning."""
        numbers = self._number
        for text in (title, body[:LONGEST_READ]):
            self._stream.extend([numbers.get(word, 0) for word in tokens(text)])
            self._stream.extend(GAP)
        self._ends.append(len(self._stream))
        self._outlets.append(outlet)

    def outlets(self) -> Counter[str]:
        """How many texts each outlet has."""
        return Counter(self._outlets)

    def count(self) -> None:
        """How many texts of each house hold each word. After all texts were added."""
        largest = [outlet for outlet, _ in self.outlets().most_common(MOST_HOUSES)]
        house = {outlet: number for number, outlet in enumerate(largest)}
        self._articles = [array("I", [0]) * (len(self._number) + 1) for _ in range(len(house) + 1)]
        begin = 0
        for end, outlet in zip(self._ends, self._outlets, strict=True):
            counted = self._articles[house.get(outlet, len(house))]
            for number in set(self._stream[begin:end]):
                counted[number] += 1
            begin = end

    def articles(self, word: str) -> int:
        """How many of the texts hold the word."""
        return sum(counted[self._number[word]] for counted in self._articles)

    def overlap(self, first: str, second: str) -> float:
        """How alike the houses of two words are: the sum, over outlets, of the smaller share; 0 to 1."""
        return sum(map(min, self._shares(first), self._shares(second)))

    def _shares(self, word: str) -> list[float]:
        found = [counted[self._number[word]] for counted in self._articles]
        total = sum(found) or 1
        return [articles / total for articles in found]

    def look_up(self, words: Iterable[str]) -> None:
        """Note where these words stand, and how often each of the commonest does."""
        times = Counter(self._stream)
        del times[0]
        self._times = times
        self._features = {number: place for place, (number, _) in enumerate(times.most_common(COMMONEST))}
        self._places = {self._number[word]: array("I") for word in words}
        for place, number in enumerate(self._stream):
            if number in self._places:
                self._places[number].append(place)

    def likeness(self, first: str, second: str) -> float:
        """The cosine of what two words of `look_up` stand beside, 0 to 1."""
        one, other = self._beside(first), self._beside(second)
        product = sum(weight * other[key] for key, weight in one.items() if key in other)
        return product / (_length(one) * _length(other)) if product else 0.0

    def _beside(self, word: str) -> dict[tuple[int, int], float]:
        places = self._places[self._number[word]]
        places = places[:: len(places) // MOST_PLACES + 1]
        stream, features = self._stream, self._features
        met = Counter(
            (kind, number) for place in places for step, kind in PLACES if (number := stream[place + step]) in features
        )
        share = len(places) / max(1, self._times.total())
        expected = {key: share * self._times[key[1]] * PLACES_OF[key[0]] for key in met}
        return {key: log(times / expected[key]) for key, times in met.items() if times > expected[key]}


def _length(weights: Mapping[tuple[int, int], float]) -> float:
    return sqrt(sum(weight * weight for weight in weights.values()))
