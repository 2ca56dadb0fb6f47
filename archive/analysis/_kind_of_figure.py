"""What befell the people whom a figure counts, by the folded words on both sides of it."""

from collections.abc import Sequence

from archive.analysis._figure_words import (
    ACTIVE,
    ANY_BEFORE,
    BEFORE,
    BEHIND,
    BETWEEN,
    CAUGHT,
    COUNTED,
    COUNTS,
    DONE_AWAY,
    FELL,
    FIGURE_OF_ONE,
    KIN,
    MADE_OF,
    NO_PEOPLE,
    NOT_PEOPLE,
    NOUNS,
    OF_PEOPLE,
    OTHERS,
    PARTS,
    PEOPLE,
    REACHED,
    SENTENCED,
    SHARES,
    THEIRS,
    TRIGGERS,
    WHO_MET,
)
from archive.analysis._told_apart import VERB_BEHIND, VERB_FAR_BEHIND, done, lost, told_far_before
from archive.analysis.figure_kinds import Kind

# So many words before «إلى 42» stands which count it is of.
NEAR_BY, ANYWHERE = 9, 18
SHORTEST = 4
FAR_BEFORE = 6
AT_LEAST = ["علي", "الاقل"]
# What goes on behind a number whose people are told before it: «قتل 12 من المقاتلين».
_GOES_ON = frozenset(("بجروح", "في", "من", "منهم", "جراء", "خلال", "اثر", "قرب", "بينهم"))
# «مقتل 305 وإصابة 128», where the و is missing: what befell others.
_ALSO_DONE = frozenset(("اصابه", "وفاه"))
# What begins another clause behind the figure that a count reached: «ارتفع عدد القتلى إلى 109 فيما …».
_CLAUSE = frozenset(("فيما", "بينما", "حيث", "بعد", "منذ", "خلال", "وفق", "وفقا", "حسب", "بحسب"))


def befallen(words: Sequence[str], place: tuple[int, int, int], *, is_dual: bool, ends_here: bool) -> Kind | None:
    """What befell them; None where nothing is told, or of several kinds together.

    `place`: where the figure begins with its bound, where its number begins, and the word behind it. `ends_here`:
    whether the sentence or a comma ends there.
    """
    start, at, end = place
    behind = words[end : end + 2]
    noun = _noun(words, at, words[end : end + 3])
    if noun is not None:
        return _of_those_told(noun, words, start, end)
    of_one = at > 0 and words[at] in FIGURE_OF_ONE and is_people(words[at - 1])
    are_people = is_dual or of_one or bool(behind and is_people(behind[0]))
    ends_here = ends_here or are_people
    if ends_here or _may_be_told_before(words, start, end):
        before_noun, kind = _told_before(words, start - of_one, end, are_people=are_people)
        if before_noun:
            return kind
    goes_far = ends_here or behind[0] in PARTS or behind[0] in _CLAUSE
    counted = lost(words, start, end, are_people=are_people) or _counted(
        words, start, ANYWHERE if goes_far else NEAR_BY
    )
    if counted is None and ((behind and behind[0] in WHO_MET) or _are_some_of(words, end)):
        return _befell(words[end:])
    if counted is not None or not are_people:
        return counted
    return _befell(words[end:] if is_dual else words[end + 1 :]) or done(words, start)


def _may_be_told_before(words: Sequence[str], start: int, end: int) -> bool:
    """Of a number whose people do not stand right behind it: «مقتل 25 على الأقل», «مقتل ثلاثة روس»."""
    behind = words[end : end + 2]
    of_people = start > 0 and words[start - 1] in OF_PEOPLE and behind[0] not in NO_PEOPLE
    # «قتل 5 وأصيب 7»
    next_told = behind[0].startswith("و") and behind[0] in ANY_BEFORE
    return of_people or next_told or behind[0] in _GOES_ON or behind == AT_LEAST


def _told_before(words: Sequence[str], before: int, end: int, *, are_people: bool) -> tuple[bool, Kind | None]:
    """Whether a word right before them says what befell them, and which one kind it is."""
    before = _behind_what_tells(words, before)
    word, other = (words[before - 1] if before else ""), (words[before - 2] if before > 1 else "")
    if word in SENTENCED:
        return True, None
    for kind, triggers in BEFORE.items():
        if word in triggers:
            return True, None if _is_of_both(words, before, end) else kind
    # «سقط 14 مدنيا», but «سقط 14 مدنيا بين قتيل وجريح» of both together.
    fell = word in FELL and TRIGGERS.isdisjoint(words[end + 1 : end + 6])
    if (fell or (word == "علي" and other in DONE_AWAY)) and (are_people or _are_some_of(words, end)):
        return True, "killed"
    if word == "علي" and other in CAUGHT:
        return True, "detained"
    if word == "من" and other in MADE_OF and are_people:  # «القبض على شبكة مؤلفة من 9 أشخاص», «مصرع عائلة مؤلفة من 6»
        return True, _made_of(words[max(before - FAR_BEFORE, 0) : before])
    far = told_far_before(words, before) if are_people else None
    return far is not None, far


def _made_of(before: Sequence[str]) -> Kind | None:
    if not CAUGHT.isdisjoint(before):
        return "detained"
    return next((kind for kind, triggers in BEFORE.items() if not triggers.isdisjoint(before)), None)


def _behind_what_tells(words: Sequence[str], before: int) -> int:
    """Without what stands between: «قتل فيها حتى الآن», «قتل في الحادث»."""
    while before and words[before - 1] in BETWEEN:
        before -= 1
    is_where = before > 2 and words[before - 2] == "في" and words[before - 1].startswith("ال")
    return before - 2 if is_where and words[before - 3] in ANY_BEFORE else before


def _of_those_told(noun: Kind, words: Sequence[str], start: int, end: int) -> Kind | None:
    """«12 نازحا»; but «مقتل 12 نازحا» is of killed, and who fled from a prison («فرار 132 سجينا») is of no kind."""
    before_noun, kind = _told_before(words, start, end, are_people=True)
    is_of_its_own = noun in ("killed", "wounded") and words[end] not in _ALSO_DONE
    if not before_noun or is_of_its_own:
        return noun
    return None if noun == "detained" and kind == "displaced" else kind


def _is_of_both(words: Sequence[str], before: int, end: int) -> bool:
    """«مقتل وجرح 3», but not «38 شخصا قتلوا وأصيب 118», «شخصا قتل وأصيب 20», «قتل وأصيب 5 آخرون»."""
    if before < 2 or not words[before - 1].startswith("و") or words[before - 2] not in ANY_BEFORE:
        return False
    has_own = words[before - 2] in WHO_MET or (before > 2 and words[before - 3] in PEOPLE)
    return not has_own and OTHERS.isdisjoint(words[end : end + 1])


def _are_some_of(words: Sequence[str], end: int) -> bool:
    """«4 من عناصر التنظيم», «22 من المسلحين»."""
    of, who = (*words[end : end + 2], "", "")[:2]
    if of != "من":
        return False
    is_some = who.removeprefix("ال") in PEOPLE or (who.startswith("ال") and who.endswith(("ين", "ون")))
    return is_some or who in KIN or (len(who) > SHORTEST and who.endswith(THEIRS))


def _noun(words: Sequence[str], at: int, behind: Sequence[str]) -> Kind | None:
    """The noun that a figure counts: «سبعة قتلى», «46 تونسيا موقوفين», «1500 من المعتقلين», «شهيد واحد»."""
    behind = behind[1:] if behind[:1] in (["حالات"], ["حاله"]) and NOUNS["killed"].intersection(behind[1:2]) else behind
    for kind, nouns in NOUNS.items():
        if behind and (behind[0] in nouns or (is_people(behind[0]) and behind[1:] and behind[1] in nouns)):
            return kind
        if kind == "detained" and len(behind) > 2 and all(map(is_people, behind[:2])) and behind[2] in nouns:
            return kind
        if kind in ("detained", "displaced") and behind[:1] == ["من"] and behind[1:] and behind[1] in COUNTED[kind]:
            return kind
        if at and words[at] in FIGURE_OF_ONE and words[at - 1] in nouns:
            return kind
    return None


def is_people(word: str) -> bool:
    """Are they people who are counted: by what they are, by where they are from («46 تونسيا»), or by the plural that
    hardly anything else has («ثلاثة مهربين»)?"""
    if word in PEOPLE or (word.endswith(("يا", "يين", "يون")) and word not in NOT_PEOPLE):
        return True
    return len(word) > SHORTEST and word.endswith(("ين", "ون")) and word not in NOT_PEOPLE


def _befell(behind: Sequence[str]) -> Kind | None:
    """What the verb behind them says: «49 شخصا لقوا حتفهم», «289 مدنيا على الأقل، بينهم 43 طفلا، قتلوا»."""
    if behind[:2] == AT_LEAST:
        behind = behind[2:]
    within = VERB_FAR_BEHIND if behind[:1] == ["من"] else VERB_BEHIND
    if behind and behind[0] in PARTS:
        behind = behind[3:]
    kinds: list[Kind] = []
    for place, word in enumerate(behind[:within]):
        if word in SHARES:  # «نصفهم نزحوا»: of some of them
            break
        if word in ACTIVE and _has_object(behind[place + 1 :]):
            return None
        kinds += [kind for kind, triggers in BEHIND.items() if word in triggers]
    # «قتلوا أو أصيبوا»: of both together.
    return kinds[0] if len(kinds) == 1 else None


def _has_object(behind: Sequence[str]) -> bool:
    return bool(behind) and (behind[0] in PEOPLE or behind[0][0].isdigit())


def _is_counted_so(words: Sequence[str], start: int, nouns: frozenset[str]) -> bool:
    """«عدد القتلى 194», «عدد ضحايا الحادث 7»"""
    of_what = start > 2 and words[start - 2] in nouns and words[start - 1].startswith("ال")
    if of_what and words[start - 3] in COUNTS:
        return True
    return words[start - 1] in nouns and not COUNTS.isdisjoint(words[max(start - 3, 0) : start])


def _counted(words: Sequence[str], start: int, within: int) -> Kind | None:
    """Of which count it is said, `within` so many words, that it reached the figure, or that it is («القتلى 194»)."""
    if not start:
        return None
    for kind, nouns in COUNTED.items():
        if _is_counted_so(words, start, nouns):
            return kind
    before = words[max(start - within, 0) : start]
    if words[start - 1] not in REACHED or COUNTS.isdisjoint(before):
        return None
    for word in reversed(before):
        for kind, nouns in COUNTED.items():
            if word in nouns:
                return kind
    return None
