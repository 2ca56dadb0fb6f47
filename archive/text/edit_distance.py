"""How far words are from each other, by rapidfuzz, which is loaded with the first question.

The service itself compares nothing, and need not hold its five megabytes for years.
"""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcodes


def edits_between(one: str, other: str) -> int:
    """The optimal string alignment distance: letters put in, left out, changed, and neighbours that changed places."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (see above)

    return OSA.distance(one, other)


def steps_between(old: Sequence[Hashable], new: Sequence[Hashable]) -> "Opcodes":
    """What leads from one sequence to the other, around what they have in common."""
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 (see above)

    return LCSseq.opcodes(old, new)
