"""Whether the capital's name stands for the government: beside what governments do, or among other capitals."""

import re
from collections.abc import Sequence

from archive.places._cues import BEFORE_A_GOVERNMENT, BETWEEN, OF_A_CITY, OF_A_GOVERNMENT, OTHER_CAPITALS
from archive.places.candidates import Candidate
from archive.places.gazetteer import Place

CAPITAL = "SY01"
# A verb whose subject follows it, with what it is done to or without (وسارعت دمشق, شنتها دمشق, تعتبرهم دمشق).
_HER_VERB = re.compile("(?!ال)[وفس]?(?:..+[^اويح]ت|..+ت(?:ه|ها|هم)|ت..+(?:ه|ها|هم))")
BETWEEN_REACHES = 8  # words from بين to the second of two parties


def is_government(words: Sequence[str], one: Candidate, place: Place) -> bool:
    """So that it is kept, and off the map."""
    if place.id != CAPITAL or one.end - one.at > 1:
        return False
    before, after = words[max(one.at - 2, 0) : one.at], words[one.end : one.end + 2]
    if before and (before[-1] in OF_A_GOVERNMENT or (not one.front and _stands_for_it(before[-1]))):
        return True
    if after and after[0] in OF_A_GOVERNMENT:
        return True
    if not OTHER_CAPITALS.isdisjoint((*before, *after)):
        return True
    return one.front == "و" and not BETWEEN.isdisjoint(words[max(one.at - BETWEEN_REACHES, 0) : one.at])


def _stands_for_it(before: str) -> bool:
    """By the word right before the bare name: what is done to a city, or befalls it, is done by no government."""
    return before in BEFORE_A_GOVERNMENT or (before not in OF_A_CITY and _HER_VERB.fullmatch(before) is not None)
