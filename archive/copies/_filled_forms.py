"""Are two texts one form filled in twice: the same frame, and in its slots other numbers, names, places, days?

A copy that was edited differs in words of every kind; in a form filled in again what differs are names and numbers.
Which words are no names is told by a list of what news is full of, `frequent_words.txt`: the same for every archive, so
that what is a copy does not change with what else came in. A change of it changes ALGORITHM.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from archive.copies._openings import is_source
from archive.text.edit_distance import steps_between
from archive.text.numerals import is_numeral

LEAD_WORDS = 40
ALIGNED_LEAD = 0.5  # leads that share less than this of their words are not one template
# A longer text with so few slots is no form but an edited copy.
LONGEST_FORM = 120
ALIGNED_FORM = 0.6
LONGEST_SLOT = 5
NAMED_SLOTS = 0.75
MOST_OTHERS = 0.5  # for each slot
FEWEST_SLOTS, FEWEST_OF_ONE = 2, 3
# Common words that are also a part of names, علي is على and Ali, and of times: alone they name nothing.
PARTICLES = frozenset(
    (
        *("علي", "عبد", "بن", "ابن", "ابو", "ابي", "ام", "ال", "الله", "الدين", "بني"),
        *("اليوم", "امس", "يوم", "صباح", "ظهر", "عصر", "مساء", "ليله", "فجر", "الساعه"),
    )
)

Words = Sequence[str]


def are_two_reports(a: Words, b: Words) -> bool:
    """Neither is the other's copy: the leads align and their numbers differ, or the whole is one form."""
    return _numbers_differ(a[:LEAD_WORDS], b[:LEAD_WORDS]) or _is_one_form(a, b)


def _numbers_differ(a: Words, b: Words) -> bool:
    """More of the numbers differ than agree, two at least."""
    stretches = list(_differences(a, b))
    if _aligned(a, b, stretches) < ALIGNED_LEAD:
        return False
    differ = 0
    for old, new in stretches:
        removed, added = set(filter(is_numeral, old)), set(filter(is_numeral, new))
        differ += bool(removed and added and removed != added)
    agree = sum(map(is_numeral, a)) - sum(is_numeral(word) for old, _ in stretches for word in old)
    return differ >= 2 and differ > agree


def _is_one_form(a: Words, b: Words) -> bool:
    """What differs are slots that hold names or numbers on both sides, and little else does.

    One word put in the place of another throughout, as an outlet does that calls a party otherwise, is one slot.
    """
    if max(len(a), len(b)) > LONGEST_FORM:
        return False
    stretches = list(_differences(a, b))
    if _aligned(a, b, stretches) < ALIGNED_FORM:
        return False
    # Who carries a text puts the own name in the place of the other's.
    stretches = [(old, new) for old, new in stretches if not (is_source(old) and is_source(new))]
    slots = {(tuple(old), tuple(new)) for old, new in stretches if _is_slot(old, new)}
    others = sum(not _is_slot(old, new) for old, new in stretches)
    named = [(old, new) for old, new in slots if _are_names(old) and _are_names(new)]
    if others > MOST_OTHERS * len(slots) or len(named) < NAMED_SLOTS * len(slots):
        return False
    # A name and a place side by side are one slot.
    return len(named) >= FEWEST_SLOTS or any(min(len(old), len(new)) >= FEWEST_OF_ONE for old, new in named)


def _differences(a: Words, b: Words) -> Iterator[tuple[Words, Words]]:
    """What stands in either between the words that both have in the same order; one side may be empty."""
    at_a = at_b = 0
    for step in steps_between(a, b):
        if step.tag == "equal":
            if step.src_start > at_a or step.dest_start > at_b:
                yield a[at_a : step.src_start], b[at_b : step.dest_start]
            at_a, at_b = step.src_end, step.dest_end
    if len(a) > at_a or len(b) > at_b:
        yield a[at_a:], b[at_b:]


def _aligned(a: Words, b: Words, stretches: Sequence[tuple[Words, Words]]) -> float:
    """Which share of the words of the shorter both have in the same order."""
    return (len(a) - sum(len(old) for old, _ in stretches)) / max(1, min(len(a), len(b)))


def _is_slot(old: Words, new: Words) -> bool:
    return 0 < len(old) <= LONGEST_SLOT and 0 < len(new) <= LONGEST_SLOT and set(old).isdisjoint(new)


def _are_names(words: Words) -> bool:
    bare = [word for word in words if word not in PARTICLES]
    return bool(bare) and all(is_numeral(word) or word not in _frequent() for word in bare)


@cache
def _frequent() -> frozenset[str]:
    return frozenset((files(__package__) / "frequent_words.txt").read_text(encoding="utf-8").split())
