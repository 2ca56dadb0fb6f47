"""Is a share far above what is usual: one rule for held pages, missing dates, short texts and all of the kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

# What an outlet without a past is believed to have: one in twenty.
PRIOR_HITS, PRIOR_PAGES = 1.0, 20.0
# Of more pages no more certainty is drawn.
MOST_RECKONED = 200


@dataclass(frozen=True, slots=True)
class Usual:
    """So many of so many pages in an outlet's past, and the highest share of a day, outliers aside."""

    hits: int = 0
    pages: int = 0
    highest: float = 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of the pages of one run."""

    hits: int
    pages: int


@dataclass(frozen=True, slots=True)
class Limits:
    """What is told: a share of at least so much, where chance brings it about so rarely.

    An outlet has some hundred runs a week, and they are looked at in several ways.
    """

    least: float
    by_chance: float


# A site that is not as it was. Pages that cannot be read come on every site, and so do poorer articles: a few in a row
# are chance, and what befalls an outlet's articles befalls most of them.
OF_A_SITE, OF_READING, OF_ARTICLES = Limits(0.5, 2e-5), Limits(0.5, 2e-6), Limits(0.75, 2e-6)


def surge(newest_first: Sequence[Share], usual: Usual, limits: Limits = OF_A_SITE) -> int:
    """How many of the newest runs together are far above the usual; 0 where none are.

    The newest itself must be: what is over is no surge.
    """
    if not newest_first or not _is_high(newest_first[0], limits.least):
        return 0
    rate = (usual.hits + PRIOR_HITS) / (usual.pages + PRIOR_PAGES)
    hits = pages = 0
    for runs, share in enumerate(newest_first, 1):
        hits, pages = hits + share.hits, pages + share.pages
        if hits > pages * max(limits.least - 0.001, usual.highest) and chance(hits, pages, rate) < limits.by_chance:
            return runs
    return 0


def _is_high(share: Share, least: float) -> bool:
    return share.hits > 0 and share.hits >= least * share.pages


def chance(hits: int, pages: int, rate: float) -> float:
    """How probable so many hits or more are where each page is one at this rate."""
    if pages > MOST_RECKONED:
        hits, pages = hits * MOST_RECKONED // pages, MOST_RECKONED
    return sum(comb(pages, k) * rate**k * (1 - rate) ** (pages - k) for k in range(hits, pages + 1))
