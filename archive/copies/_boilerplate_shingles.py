"""Which shingles are boilerplate, for an article of which day: told by who used them when."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from archive.copies.rules import day_of

# What one outlet used on so many days of a window, or all of them together on so many, is boilerplate: a bulletin's
# frame, a phrase of the trade. A story that goes round for days is none: each outlet carries it once.
BOILERPLATE_DAYS_OF_ONE, BOILERPLATE_DAYS_OF_ALL = 4, 8
WINDOW_DAYS = 45


class Use:
    """On which days one shingle is used, by outlet (its number) and in all; days count from 1970."""

    def __init__(self, used: Iterable[tuple[int, int]]) -> None:
        self.articles = Counter(used)
        by_outlet: dict[int, set[int]] = defaultdict(set)
        for outlet, day in self.articles:
            by_outlet[outlet].add(day)
        self.by_outlet = {outlet: sorted(days) for outlet, days in by_outlet.items()}
        self.all = sorted(set().union(*by_outlet.values()))

    def is_boilerplate(self, day: int) -> bool:
        """Is the shingle boilerplate, for an article of this day?"""
        if _near(self.all, day) >= BOILERPLATE_DAYS_OF_ALL:
            return True
        return any(_near(days, day) >= BOILERPLATE_DAYS_OF_ONE for days in self.by_outlet.values())


def _near(days: list[int], day: int) -> int:
    """How many of the sorted days lie in the window around `day`."""
    return bisect_right(days, day + WINDOW_DAYS) - bisect_left(days, day - WINDOW_DAYS)


class Postings:
    """The articles that have each of some sampled shingles, as the index knew them at one moment."""

    def __init__(self, articles: dict[int, list[int]], common: frozenset[int], outlets: dict[int, int]) -> None:
        self.articles = articles
        self.common = common
        self._places = {article: (outlet, day_of(article)) for article, outlet in outlets.items()}
        self._uses: dict[int, Use] = {}
        # Asked of the same few days for every pair of articles.
        self._known: dict[tuple[int, int], bool] = {}

    def is_boilerplate(self, h: int, day: int) -> bool:
        if h in self.common:
            return True
        if len(self.articles.get(h, ())) < BOILERPLATE_DAYS_OF_ONE:
            return False
        if (h, day) not in self._known:
            self._known[h, day] = self.use(h).is_boilerplate(day)
        return self._known[h, day]

    def use(self, h: int) -> Use:
        if h not in self._uses:
            self._uses[h] = Use(map(self._places.__getitem__, self.articles[h]))
        return self._uses[h]

    def flipped_by(self, article: int, hashes: Iterable[int]) -> set[int]:
        """The other articles for whose day one of `hashes` is boilerplate only because `article` has it too."""
        return {
            other
            for h in hashes
            if len(self.articles.get(h, ())) >= BOILERPLATE_DAYS_OF_ONE
            for other in self._flipped_by(article, h)
        }

    def _flipped_by(self, article: int, h: int) -> Iterator[int]:
        # Another article of its outlet and day has it as well: then nothing is new.
        if self.use(h).articles[self._places[article]] > 1 and h not in self.common:
            return
        now = [other for other in self.articles[h] if other != article and self.is_boilerplate(h, day_of(other))]
        if now:
            before = self._use_without(h, article)
            yield from (other for other in now if not before.is_boilerplate(day_of(other)))

    def _use_without(self, h: int, article: int) -> Use:
        return Use(self._places[one] for one in self.articles[h] if one != article)
