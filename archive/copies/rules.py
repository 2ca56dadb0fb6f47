"""Are two articles copies, and of which kind: measured on all their shingles, never on the sketches that found them.

The thresholds were chosen on labelled pairs of Arabic news (docs/copies.md). What daily bulletins, weather reports and
lists of rates have in common with each other is boilerplate, not a copy: such shingles do not count as evidence, and
leads that differ in their numbers alone are two reports.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from archive.copies._filled_forms import are_two_reports
from archive.copies._openings import are_equal, common_end
from archive.copies.shingles import BOUND, SHINGLE_WORDS, SHORT_SHINGLES, Likeness, Text
from archive.times import IDS_PER_DAY

Kind = Literal["exact", "near", "contains", "contained", "partial", "republished"]

MIN_CONTAINMENT = 0.30
WHOLE = 0.80  # from here on a text is carried whole
MAX_DAYS = 3  # later than this only a whole text is a copy: republished
MIN_WORDS = 12  # shorter texts are alike by chance; their copies must be equal
FEW_SHINGLES = 64  # under so many, one shared sampled shingle is evidence enough, else two
LONGEST_END, LESS_THAN_HALF = 30, 0.55  # words under both texts, and their share of the shorter
SURE = 16  # sampled shingles of a text from which on half the expected number of shared ones cannot be chance


class Measured(NamedTuple):
    """What a row of `copies` says of how much two texts share."""

    kind: Kind
    containment: float
    jaccard: float


def day_of(article_id: int) -> int:
    """Days since 1970 of the publication day an article's number is made of."""
    return article_id // IDS_PER_DAY


def closest(a: Iterable[Text], b: Iterable[Text]) -> Likeness:
    """The most alike of two articles' versions; of equally alike ones the first seen. Neither may be empty."""
    of_b = list(b)
    pairs = (Likeness.of(one, other) for one in a for other in of_b)
    return max(pairs, key=lambda pair: (pair.containment, pair.jaccard, -pair.a.n, -pair.b.n))


def is_likely(evidence: int, a_size: int, b_size: int, days_apart: int, *, same_outlet: bool) -> bool:
    """Is a pair with so many shared sampled shingles worth reading? `a_size` and `b_size` count all shingles of each.

    Where only a whole text would do, a pair with half of what that would show by then is given up unread.
    """
    shorter = min(a_size, b_size)
    if evidence < (1 if shorter < FEW_SHINGLES else 2):
        return False
    sampled = shorter * BOUND / 2**64
    needs_whole = same_outlet or days_apart > MAX_DAYS
    return not needs_whole or sampled < SURE or evidence >= WHOLE / 2 * sampled


def could_be_copy(likeness: Likeness, days_apart: int, *, same_outlet: bool) -> bool:
    """The rule but for its evidence: far enough alike for their distance in days, long enough, not two reports.

    An outlet repeats its own backgrounds and "read also" blocks: of itself, only a whole text is a copy.
    """
    if min(len(likeness.a.words), len(likeness.b.words)) < MIN_WORDS:
        return False
    needed = WHOLE if same_outlet or days_apart > MAX_DAYS else MIN_CONTAINMENT
    if likeness.containment < needed or _share_an_end_only(likeness):
        return False
    return not are_two_reports(likeness.a.words, likeness.b.words)


def _share_an_end_only(likeness: Likeness) -> bool:
    """What two texts share is a few lines under both: a background, a notice, a call to follow the outlet."""
    end = common_end(likeness.a.words, likeness.b.words)
    if not SHINGLE_WORDS <= end <= LONGEST_END:
        return False
    shorter = min(len(likeness.a.shingles), len(likeness.b.shingles))
    return likeness.containment < LESS_THAN_HALF and likeness.containment * shorter < end - SHINGLE_WORDS + 2


def is_enough(evidence: int, likeness: Likeness) -> bool:
    """Do so many shared sampled shingles that are no boilerplate make a copy?

    Of two short texts all shingles are known, so that what is left of a frame must itself be a part of the text.
    """
    shorter, longer = sorted((len(likeness.a.shingles), len(likeness.b.shingles)))
    if longer < SHORT_SHINGLES:
        return evidence >= max(1, MIN_CONTAINMENT * shorter)
    return evidence >= (1 if shorter < FEW_SHINGLES else 2)


def measured(likeness: Likeness, days_apart: int) -> Measured:
    """Texts that are equal but for an opening share the whole."""
    shared = 1.0 if are_equal(likeness.a.words, likeness.b.words) else round(likeness.containment, 4)
    return Measured(kind_of(likeness, days_apart), shared, round(likeness.jaccard, 4))


def kind_of(likeness: Likeness, days_apart: int) -> Kind:
    """What the copy is, read from `a` to `b`: `contains` says that a carries the whole of b."""
    a, b, shared = likeness.a, likeness.b, likeness.containment
    if list(a.words) == list(b.words):
        return "exact"
    if days_apart > MAX_DAYS:
        return "republished"
    if are_equal(a.words, b.words):
        return "near"
    if shared < WHOLE:
        return "partial"
    shorter, longer = sorted((len(a.shingles), len(b.shingles)))
    if shared * shorter >= WHOLE * longer:
        return "near"
    return "contains" if len(a.shingles) > len(b.shingles) else "contained"
