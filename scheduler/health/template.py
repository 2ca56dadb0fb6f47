"""Has an outlet's template changed: other blocks on its pages, other ways to find texts, lines that all texts share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import takewhile

from scheduler.health.facts import Run

# Better ways of finding a text first. Only a fall is told: a rise is a rule that somebody mended.
STRATEGIES = ("selector", "generic", "raw", "fallback")
BY_CHANCE = 0.05
# Pages of one template share most names of their blocks, those of another hardly any.
ALIKE, UNLIKE = 0.5, 0.2
# So many pages must be of the new make, and so many of the old to know it by; so many names a page must have.
PAGES_OF_THE_NEW, PAGES_OF_THE_OLD, LEAST_NAMES = 2, 5, 6
OLDER_PAGES, MOST_PAGES = 20, 50
# A line that stands in so many of the newest articles is of no text.
ARTICLES_TOGETHER, SHARED_BY, LINES_TOLD = 6, 0.6, 2


def other_template(runs: Sequence[Run]) -> datetime | None:
    """Since when new articles' pages are made of other blocks than before; None where they are not."""
    pages = [(run.at, one.names) for run in runs for one in run.traits if len(one.names) >= LEAST_NAMES][:MOST_PAGES]
    if len(pages) < PAGES_OF_THE_NEW + PAGES_OF_THE_OLD:
        return None
    newest = pages[0][1]
    fresh = list(takewhile(lambda page: _likeness(page[1], newest) > UNLIKE, pages))
    before = [names for _, names in pages[len(fresh) :]]
    older = before[:OLDER_PAGES]
    if len(fresh) < PAGES_OF_THE_NEW or len(older) < PAGES_OF_THE_OLD:
        return None
    same_make = sum(_likeness(names, older[0]) >= ALIKE for names in older)
    back_then = any(_likeness(names, newest) > UNLIKE for names in before)
    return fresh[-1][0] if same_make > len(older) / 2 and not back_then else None


def _likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """How alike two sets are of which these are the smallest hashes."""
    both = sorted({*one, *other})[: max(len(one), len(other))]
    return sum(value in one and value in other for value in both) / len(both) if both else 0.0


def leftovers(runs: Sequence[Run]) -> int:
    """How many lines stand in most of the newest articles and in hardly any of those before; 0 below LINES_TOLD."""
    articles = [one.lines for run in runs for one in run.traits if one.lines][:MOST_PAGES]
    newest, older = articles[:ARTICLES_TOGETHER], articles[ARTICLES_TOGETHER:]
    if len(newest) < ARTICLES_TOGETHER or len(older) < ARTICLES_TOGETHER:
        return 0
    before = _counted(older)
    new = [
        line
        for line, times in _counted(newest).items()
        if times >= SHARED_BY * len(newest) and before[line] < SHARED_BY * len(older) / 2
    ]
    return len(new) if len(new) >= LINES_TOLD and not set(new).isdisjoint(articles[0]) else 0


def _counted(articles: Iterable[Sequence[int]]) -> Counter[int]:
    return Counter(line for lines in articles for line in set(lines))


def template_changed(runs: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    """Since when most articles of an outlet were found by a poorer strategy than was usual; empty when they were not.

    `runs` are (started_at, articles by strategy), the newest first. A page or two of another make occur on every site:
    what the rate of such pages in the runs before would bring about by chance is not told.
    """
    if not runs:
        return ""
    now = _commonest(runs[0][1])
    # As long as the texts come from there, or from further down.
    streak = list(takewhile(lambda run: _commonest(run[1]) >= now, runs))
    before, since = _sum(runs[len(streak) :]), _sum(streak)
    usual = _commonest(before)
    if not before or now <= usual:
        return ""
    rate = (_below(usual, before) + 0.5) / (before.total() + 1)
    return streak[-1][0] if rate ** _below(usual, since) < BY_CHANCE else ""


def _sum(runs: Iterable[tuple[str, Mapping[str, int]]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for _, strategies in runs:
        total.update(strategies)
    return total


def _commonest(strategies: Mapping[str, int]) -> int:
    """The index in STRATEGIES of the strategy most texts were found by; of two, the better."""
    return max(range(len(STRATEGIES)), key=lambda index: (strategies.get(STRATEGIES[index], 0), -index))


def _below(strategy: int, strategies: Mapping[str, int]) -> int:
    return sum(strategies.get(name, 0) for name in STRATEGIES[strategy + 1 :])
