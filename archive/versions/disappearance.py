"""How often, and for how long, an article must not be there until it is gone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

# On at least so many checks over at least so long, while other pages of the outlet answered.
CHECKS_UNTIL_GONE = 3
TIME_UNTIL_GONE = timedelta(hours=48)
# Where so many of an outlet's articles vanish together, and half of those looked at, it moved or broke.
ABSENT_IN_A_MASS = 5


def is_gone(absences: Sequence[datetime]) -> bool:
    """Are these checks, all since the article was last there, enough to say that the outlet took it down?"""
    return len(absences) >= CHECKS_UNTIL_GONE and max(absences) - min(absences) >= TIME_UNTIL_GONE


def is_mass_disappearance(absent: int, present: int, shortly_before: int = 0) -> bool:
    """Of an outlet's articles looked at over the same time: are so many absent that none of them was taken down?

    What one crawl finds last has few after it: where a third as many as are absent answered since, those that answered
    `shortly_before` count as well, if they are thrice as many.
    """
    is_of_few = 3 * present >= absent and shortly_before >= 3 * absent
    return absent >= ABSENT_IN_A_MASS and absent >= present and not is_of_few
