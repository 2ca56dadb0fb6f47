"""Which places of Syria a text names, by rules alone: docs/places.md tells them, with how often they are right.

1. A text is read for places only where its outlet is of Syria or it names Syria. 2. Names are of three tiers
(archive.places.gazetteer): the commonest words among them need 3. a cue beside them, or 4. a place within 40 km that
the same text names. 5. A name after a person's, an outlet's or a unit's word is not the place's, nor one behind which
another country stands or the rest of a longer name; and a village that a cue alone tells needs a place about it where
an outlet of elsewhere writes, or the cue says city.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from archive.places._bearers import Bearers
from archive.places._cues import (
    AFTER_CUES,
    LARGER_CUES,
    NOT_IN_A_NAME,
    ON,
    PREPOSITION_CUES,
    STRONG_CUES,
    TOWN_CUES,
    WEAK_CUES,
)
from archive.places._elsewhere import lies_elsewhere, lies_in_syria
from archive.places._government import is_government
from archive.places._resolving import resolve
from archive.places.candidates import Candidate, candidates
from archive.places.distance import kilometres
from archive.places.gazetteer import ALWAYS, CUE, PREPOSITION, Name, Place, heads
from archive.text.folded_text import FoldedText

NEIGHBOUR, ABOUT, FAR = 40.0, 60.0, 150.0  # kilometres
FRONTS = ("", "و", "ب", "وب")
SYRIAN = "سوري"
LARGE = ("governorate", "district")
IN = ("ب", "وب")
ALI = "علي"
NUNATION = "\N{ARABIC FATHATAN}"
How = Literal["named", "government", "ambiguous"]


class Mention(NamedTuple):
    """A name of a place as it stands in a text, characters `start` up to `end`; no `place` where several bear the name.

    `is_area` where the name is that of a whole governorate or district and nothing says that its town is meant.
    """

    start: int
    end: int
    spelling: str
    place: Place | None
    how: How
    is_area: bool


def mentions(text: FoldedText, *, of_syria: bool) -> list[Mention]:
    """Every mention, in order. `of_syria`: whether the outlet is, so that its texts need not name Syria."""
    if not (of_syria or SYRIAN in text.folded):
        return []
    found = _definite(text, list(candidates(text.words)))
    words = _words(text, found)
    accepted = _accepted(words, Bearers(text, words, found), found, of_syria=of_syria)
    return list(_mentions(text, accepted)) if accepted else []


def _definite(text: FoldedText, found: list[Candidate]) -> list[Candidate]:
    """Without دوماً (always), دوما being a town: no place is written so."""
    ends = {one.end - 1 for one in found if one.spelling.endswith("ا")}
    spans = text.spans(ends) if ends else {}
    indefinite = {number for number, (start, end) in spans.items() if NUNATION in text.text[start:end]}
    return [one for one in found if one.end - 1 not in indefinite]


def _words(text: FoldedText, found: Sequence[Candidate]) -> Sequence[str]:
    """Its words; before a name على (on) is told from علي (Ali), which folding makes one word."""
    doubtful = {one.at - 1 for one in found if one.at and text.words[one.at - 1] == ALI}
    if not doubtful:
        return text.words
    on = {number for number, (_, end) in text.spans(doubtful).items() if text.text[end - 1] == "ى"}
    return [ON if number in on else word for number, word in enumerate(text.words)]


def _accepted(words: Sequence[str], bearers: Bearers, found: list[Candidate], *, of_syria: bool) -> list[Candidate]:
    cued = [one for one in found if _stands_alone(words, bearers, one)]
    cued = [one for one in cued if _is_sure(one) or not _is_of_more(words, one)]
    sure = {place for one in cued if _is_sure(one) for place in one.name.places}
    taken = [one for one in cued if _is_sure(one) or _is_borne_out(words, one, sure, of_syria=of_syria)]
    doubtful = [one for one in found if _is_doubtful(words, bearers, one) and one not in taken] if taken else []
    points = {place for one in taken for place in one.name.places if len(one.name.places) == 1}
    while doubtful:
        beside = [one for one in doubtful if _is_near(one, points) or _goes_on(one, taken)]
        if not beside:
            break
        taken += beside
        doubtful = [one for one in doubtful if one not in beside]
        points |= {place for one in beside for place in one.name.places if len(one.name.places) == 1}
    return sorted(taken)


def _is_sure(one: Candidate) -> bool:
    """Known by its name alone, or that of a whole unit; of the smallest units many share theirs with foreign cities."""
    return one.name.tier == ALWAYS or any(place.level in LARGE for place in one.name.places)


def _is_of_more(words: Sequence[str], one: Candidate) -> bool:
    """Whether what stands behind makes it another place's name: البصرة العراقية; مزرعة عدنانية, a name of two words."""
    after = words[one.end] if one.end < len(words) else "و"
    return lies_elsewhere(words, one.end) or (
        one.end - one.at == 1
        and one.spelling in heads()
        and after[0] not in "وب"
        and after not in NOT_IN_A_NAME
        and after not in WEAK_CUES
    )


def _is_borne_out(words: Sequence[str], one: Candidate, sure: set[Place], *, of_syria: bool) -> bool:
    """Whether a village that a word before it tells is Syria's: an outlet of elsewhere that writes of one names what
    lies about it, too; and no village is a city of its own."""
    is_a_city = one.at > 0 and words[one.at - 1] in LARGER_CUES
    if (of_syria and not is_a_city) or lies_in_syria(words, one.end):
        return True
    return any(
        place.governorate == other.governorate or kilometres(place.point, other.point) <= ABOUT
        for place in one.name.places
        for other in sure
    )


def _is_doubtful(words: Sequence[str], bearers: Bearers, one: Candidate) -> bool:
    """Whether it is a place's name beside another; ف and ك are too often a letter of the word."""
    if one.name.tier not in (PREPOSITION, CUE) or one.front not in FRONTS or _is_of_another(bearers, one):
        return False
    if _is_an_adjective(words, bearers, one):
        return False
    return not (_is_one_word(one) and bearers.is_within(one)) and (_is_sure(one) or not _is_of_more(words, one))


def _is_an_adjective(words: Sequence[str], bearers: Bearers, one: Candidate) -> bool:
    """المفاوضات السلمية: what agrees with the noun before it. السلمية is a town as well."""
    is_one = _is_one_word(one) and one.spelling.startswith("ال") and one.spelling.endswith(("ي", "يه"))
    return is_one and bearers.follows_on(one) and words[one.at - 1].startswith(("ال", "وال", "بال", "لل"))


def _stands_alone(words: Sequence[str], bearers: Bearers, one: Candidate) -> bool:
    before = words[one.at - 1] if one.at else ""
    after = words[one.end] if one.end < len(words) else ""
    if not one.front and before in STRONG_CUES:
        return True
    if after in AFTER_CUES:
        return True
    if one.name.tier == ALWAYS:
        return not _is_of_another(bearers, one)
    if one.name.tier == PREPOSITION and (one.front in IN or (not one.front and before in PREPOSITION_CUES)):
        return not _is_of_another(bearers, one)
    return one.name.tier in (PREPOSITION, CUE) and not one.front and before in WEAK_CUES


def _is_of_another(bearers: Bearers, one: Candidate) -> bool:
    """A person's name, an outlet's, a unit's: محمد الحلبي, قناة الميادين."""
    return (
        _is_one_word(one)
        and bearers.is_next(one)
        and not any(place.level == "governorate" for place in one.name.places)
    )


def _is_one_word(one: Candidate) -> bool:
    return not one.front and one.end - one.at == 1


def _is_near(one: Candidate, points: set[Place]) -> bool:
    return any(
        kilometres(place.point, point.point) <= NEIGHBOUR or _is_of_its_city(place, point)
        for place in one.name.places
        for point in points
        if point.level != "region" or one.name.tier == PREPOSITION
    )


def _is_of_its_city(place: Place, unit: Place) -> bool:
    """الوعر, where حمص is named: a governorate's point is not that of its city."""
    return place.level == "neighbourhood" and unit.level == "governorate" and place.governorate == unit.governorate


def _is_far(name: Name, settled: set[Place]) -> bool:
    """A village of which no other bears the name, and the text is about places far from it: then it names one that the
    table lacks."""
    place, others = name.places[0], [one for one in settled if one not in name.places]
    if len(name.places) > 1 or name.tier == ALWAYS or place.level != "locality" or not others:
        return False
    return all(kilometres(place.point, one.point) > FAR for one in others)


def _goes_on(one: Candidate, taken: list[Candidate]) -> bool:
    """A list goes on: the name stands right after a place's, and one of its places is near one of that."""
    return any(0 <= one.at - other.end <= 1 and _is_near(one, set(other.name.places)) for other in taken)


def _mentions(text: FoldedText, accepted: list[Candidate]) -> Iterator[Mention]:
    words = text.words
    spans = text.spans({at for one in accepted for at in (one.at, one.end - 1)})
    settled = {place for one in accepted for place in one.name.places if len(one.name.places) == 1}
    governorates = {place.governorate for place in settled if place.level == "governorate"}
    for one in accepted:
        place = None if _is_far(one.name, settled) else resolve(one.name, settled, governorates)
        start, end = spans[one.at][0] + len(one.front), spans[one.end - 1][1]
        before = words[one.at - 1] if one.at else ""
        how: How = "ambiguous" if place is None else "named"
        if place is not None and is_government(words, one, place):
            how = "government"
        is_area = place is not None and (place.level == "region" or (place.is_unit and before not in TOWN_CUES))
        yield Mention(start, end, one.spelling, place, how, is_area)
