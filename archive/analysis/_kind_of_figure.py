"""What befell the people whom a figure counts, by the folded words on both sides of it."""

from collections.abc import Sequence

from archive.analysis._figure_words import (
    ANY_BEFORE,
    BEFORE,
    BEHIND,
    BETWEEN,
    CAUGHT,
    COUNTED,
    COUNTS,
    DOERS,
    DONE_TO,
    FELL,
    FIGURE_OF_ONE,
    NOT_PEOPLE,
    NOUNS,
    PARTS,
    PEOPLE,
    REACHED,
    SHARES,
    TRIGGERS,
)
from archive.analysis.figure_kinds import Kind

# So many words before «إلى 42» stands which count it is of.
NEAR_BY, ANYWHERE = 9, 18
MOST_DOERS = 3
# What goes on behind a number whose people are told before it: «قتل 12 من المقاتلين».
_GOES_ON = frozenset(("بجروح", "في", "من", "منهم", "جراء"))


def befallen(words: Sequence[str], place: tuple[int, int, int], *, is_dual: bool, ends_here: bool) -> Kind | None:
    """What befell them; None where nothing is told, or of several kinds together.

    `place`: where the figure begins with its bound, where its number begins, and the word behind it. `ends_here`:
    whether the sentence or a comma ends there.
    """
    start, at, end = place
    behind = words[end : end + 2]
    noun = _noun(words, at, behind)
    if noun is not None:
        return noun
    of_one = words[at] in FIGURE_OF_ONE and words[at - 1 : at] != [] and words[at - 1] in PEOPLE
    is_people = is_dual or of_one or bool(behind and _is_people(behind[0]))
    if ends_here or is_people or behind[0] in _GOES_ON:
        told, kind = _told_before(words, start - of_one, end, is_people=is_people)
        if told:
            return kind
    counted = _counted(words, start, ANYWHERE if ends_here or is_people or behind[0] in PARTS else NEAR_BY)
    if counted is not None or not is_people:
        return counted
    return _befell(words[end:] if is_dual else words[end + 1 :]) or _done(words, start)


def _told_before(words: Sequence[str], before: int, end: int, *, is_people: bool) -> tuple[bool, Kind | None]:
    """Whether a word right before them says what befell them, and which one kind it is."""
    while before and words[before - 1] in BETWEEN:
        before -= 1
    word, other = (words[before - 1] if before else ""), (words[before - 2] if before > 1 else "")
    for kind, triggers in BEFORE.items():
        if word in triggers:
            # «مقتل وجرح 3»: of both together.
            return True, None if word.startswith("و") and other in ANY_BEFORE else kind
    # «سقط 14 مدنيا», but «سقط 14 مدنيا بين قتيل وجريح» of both together.
    if word in FELL and is_people and TRIGGERS.isdisjoint(words[end + 1 : end + 6]):
        return True, "killed"
    return (True, "detained") if word == "علي" and other in CAUGHT else (False, None)


def _noun(words: Sequence[str], at: int, behind: Sequence[str]) -> Kind | None:
    """The noun that a figure counts: «سبعة قتلى», «46 تونسيا موقوفين», «1500 من المعتقلين», «شهيد واحد»."""
    for kind, nouns in NOUNS.items():
        if behind and (behind[0] in nouns or (_is_people(behind[0]) and behind[1:] and behind[1] in nouns)):
            return kind
        if kind in ("detained", "displaced") and behind[:1] == ["من"] and behind[1:] and behind[1] in COUNTED[kind]:
            return kind
        if at and words[at] in FIGURE_OF_ONE and words[at - 1] in nouns:
            return kind
    return None


def _is_people(word: str) -> bool:
    """Are they people who are counted: by what they are, or by where they are from («46 تونسيا»)?"""
    return word in PEOPLE or (word.endswith(("يا", "يين", "يون")) and word not in NOT_PEOPLE)


def _befell(behind: Sequence[str]) -> Kind | None:
    """What the verb behind them says: «49 شخصا لقوا حتفهم», «289 مدنيا على الأقل، بينهم 43 طفلا، قتلوا»."""
    if behind[:2] == ["علي", "الاقل"]:
        behind = behind[2:]
    if behind and behind[0] in PARTS:
        behind = behind[3:]
    kinds: list[Kind] = []
    for word in behind[:4]:
        if word in SHARES:  # «نصفهم نزحوا»: of some of them
            break
        kinds += [kind for kind, triggers in BEHIND.items() if word in triggers]
    # «قتلوا أو أصيبوا»: of both together.
    return kinds[0] if len(kinds) == 1 else None


def _done(words: Sequence[str], start: int) -> Kind | None:
    """What somebody did to them: «أوقفت الشرطة 2300 شخصا»."""
    for place in range(max(start - MOST_DOERS, 1), start):
        if words[place] in DOERS and words[place - 1] in DONE_TO:
            return next((kind for kind, triggers in BEFORE.items() if words[place - 1] in triggers), None)
    return None


def _counted(words: Sequence[str], start: int, within: int) -> Kind | None:
    """Of which count it is said, `within` so many words, that it reached the figure, or that it is («القتلى 194»)."""
    if not start:
        return None
    for kind, nouns in COUNTED.items():
        if words[start - 1] in nouns and not COUNTS.isdisjoint(words[max(start - 3, 0) : start]):
            return kind
    before = words[max(start - within, 0) : start]
    if words[start - 1] not in REACHED or COUNTS.isdisjoint(before):
        return None
    for word in reversed(before):
        for kind, nouns in COUNTED.items():
            if word in nouns:
                return kind
    return None
