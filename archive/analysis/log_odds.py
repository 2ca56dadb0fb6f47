"""Which words one body of text uses more than another: weighted log-odds with an informative Dirichlet prior.

Source: Monroe, Colaresi and Quinn, "Fightin' Words", Political Analysis 16 (2008). The prior of a word is how often
both texts together have it, which draws what is rare towards no difference.
"""

from collections.abc import Mapping
from math import log, sqrt
from typing import NamedTuple

FEWEST_WORDS = 20_000  # of a side: below, chance would speak
FEWEST_TIMES = 5  # of a word, in both together
LEAST_Z = 2.0


class Difference(NamedTuple):
    """A word, how often either side has it, and their difference in standard errors: above 0 the first has more."""

    word: str
    first: int
    second: int
    z: float


def differences(first: Mapping[str, int], second: Mapping[str, int]) -> list[Difference]:
    """Every word that is not too rare, what the first side has more of in front."""
    n_first, n_second = sum(first.values()), sum(second.values())
    prior = n_first + n_second
    found = []
    for word in first.keys() | second.keys():
        a, b = first.get(word, 0), second.get(word, 0)
        both = a + b
        if both < FEWEST_TIMES:
            continue
        odds_first = (a + both) / (n_first + prior - a - both)
        odds_second = (b + both) / (n_second + prior - b - both)
        z = (log(odds_first) - log(odds_second)) / sqrt(1 / (a + both) + 1 / (b + both))
        found.append(Difference(word, a, b, z))
    return sorted(found, key=lambda one: (-one.z, one.word))
