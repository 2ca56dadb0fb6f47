"""What befell people that a figure counts, where other words stand between it and what tells that."""

from collections.abc import Sequence
from itertools import pairwise

from archive.analysis._figure_words import (
    ANY_BEFORE,
    BEFORE,
    DOERS,
    DONE_TO,
    HOMES,
    LEFT,
    MET,
    PEOPLE,
    PLACES,
    THEIR_DEATH,
    TRIGGERS,
    WHERE,
)
from archive.analysis.figure_kinds import Kind

# So many words behind its people the verb of a figure stands, and behind where they are from: «118 عنصرا من … قتلوا».
VERB_BEHIND, VERB_FAR_BEHIND = 4, 8
MOST_DOERS = 6
# So many words stand between a verb and whom it tells of, where they say where and when.
FURTHEST = 14
# Behind who did it: there another clause may stand, with its own people.
_ELSEWHERE = frozenset(("خلال", "اثر", "بعد"))
_LOSSES: tuple[tuple[frozenset[str], frozenset[str], Kind], ...] = (
    (MET, THEIR_DEATH, "killed"),
    (LEFT, HOMES, "displaced"),
)


def told_far_before(words: Sequence[str], before: int) -> Kind | None:
    """«وقتل في الهجوم، الذي وقع قرب تدمر، ثلاثة جنود»: between verb and people stands only where, when and how."""
    if before < 3 or not (words[before - 1].startswith("ال") or words[before - 2] in PLACES):
        return None
    for place in range(before - 2, max(before - FURTHEST, 0) - 1, -1):
        word = words[place]
        if word in ANY_BEFORE:
            is_told = words[place + 1] in WHERE
            return next(kind for kind, triggers in BEFORE.items() if word in triggers) if is_told else None
        if word in PEOPLE or word in TRIGGERS or word[0].isdigit():
            return None
    return None


def lost(words: Sequence[str], start: int, end: int, *, are_people: bool) -> Kind | None:
    """«لقي 12 سائحا مصرعهم», «ثلاثة من قادتها لقوا مصرعهم», «غادر 500 شخص منازلهم»."""
    behind = words[end : end + VERB_FAR_BEHIND]
    if behind[:1] == ["من"] and not THEIR_DEATH.isdisjoint(behind[: 1 + VERB_BEHIND]):
        return "killed"
    for verbs, what, kind in _LOSSES:
        if start and words[start - 1] in verbs and not what.isdisjoint(behind):
            return kind
        if are_people and any(one in verbs and other in what for one, other in pairwise(behind)):
            return kind
    return None


def done(words: Sequence[str], start: int) -> Kind | None:
    """What somebody did to them: «أوقفت الشرطة 2300 شخصا»."""
    for place in range(start - 1, max(start - MOST_DOERS, 1) - 1, -1):
        word = words[place]
        if words[place - 1] in DONE_TO and (word in DOERS or word.startswith("ال")):
            return next((kind for kind, triggers in BEFORE.items() if words[place - 1] in triggers), None)
        # «اعتقلت الشرطة شابا طعن 3 أشخاص»
        if word in PEOPLE or word[0].isdigit() or word.endswith("ا") or word in _ELSEWHERE:
            return None
    return None
