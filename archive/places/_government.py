"""Whether the capital's name stands for the government: beside what governments do, or among other capitals."""

from collections.abc import Sequence

from archive.places._cues import BEFORE_A_GOVERNMENT, BETWEEN, OF_A_GOVERNMENT, OTHER_CAPITALS
from archive.places.candidates import Candidate
from archive.places.gazetteer import Place

CAPITAL = "SY01"
BETWEEN_REACHES = 8  # words from بين to the second of two parties


def is_government(words: Sequence[str], one: Candidate, place: Place) -> bool:
    """So that it is kept, and off the map."""
    if place.id != CAPITAL or one.end - one.at > 1:
        return False
    before, after = words[max(one.at - 2, 0) : one.at], words[one.end : one.end + 2]
    if before and (before[-1] in OF_A_GOVERNMENT or (not one.front and before[-1] in BEFORE_A_GOVERNMENT)):
        return True
    if after and after[0] in OF_A_GOVERNMENT:
        return True
    if not OTHER_CAPITALS.isdisjoint((*before, *after)):
        return True
    return one.front == "و" and not BETWEEN.isdisjoint(words[max(one.at - BETWEEN_REACHES, 0) : one.at])
