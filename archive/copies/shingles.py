"""A text's shingles, and the eighth of them by which texts are found again: FracMinHash.

A shingle is four successive comparison words. The sketch keeps those whose hash falls under a fixed bound, so two
sketches share a hash exactly where the texts share a sampled shingle, whatever their lengths: that answers both "same
text" and "contained in" (Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash", 2022).

Everything here is pinned. A sketch of another ALGORITHM must never be compared with one of this: it would be silently
wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xxhash import xxh64_intdigest

# A change of anything in this file, or of the comparison words (archive.text.folding), changes it; tests hold known
# answers.
ALGORITHM = 1
SHINGLE_WORDS = 4
BOUND = 2**64 // 8  # one hash of eight is kept, and fits SQLite's signed integers with room to spare


def shingles(words: Sequence[str]) -> frozenset[bytes]:
    """Every four successive words, UTF-8, parted by a space. Fewer than four words have none."""
    encoded = " ".join(words).encode(errors="replace").split(b" ")
    return frozenset(map(b" ".join, zip(*(encoded[at:] for at in range(SHINGLE_WORDS)), strict=False)))


def sketch(of: frozenset[bytes]) -> frozenset[int]:
    """The XXH64 hashes (seed 0) of shingles that fall under BOUND: about one of eight, each below 2^61."""
    return frozenset(number for number in map(xxh64_intdigest, of) if number < BOUND)


SHORT_SHINGLES = 64  # under so many, one shared sampled shingle is evidence enough, else two


@dataclass(frozen=True, slots=True)
class Text:
    """One version's text: comparison words, all shingles, their sketch."""

    n: int
    words: Sequence[str]
    shingles: frozenset[bytes] = field(repr=False)
    sketch: frozenset[int] = field(repr=False)

    @classmethod
    def of(cls, n: int, words: Sequence[str]) -> "Text":
        found = shingles(words)
        return cls(n, words, found, sketch(found))


@dataclass(frozen=True, slots=True)
class Likeness:
    """Of two texts: which versions they are, shared ÷ shingles of the shorter, and shared ÷ shingles of both."""

    a: Text
    b: Text
    containment: float
    jaccard: float

    @classmethod
    def of(cls, a: Text, b: Text) -> "Likeness":
        shared = len(a.shingles & b.shingles)
        shorter = min(len(a.shingles), len(b.shingles))
        both = len(a.shingles) + len(b.shingles) - shared
        return cls(a, b, shared / shorter if shorter else 0.0, shared / both if both else 0.0)

    @property
    def min_evidence(self) -> int:
        """How many shared sampled shingles that are no boilerplate it takes to call this a copy."""
        return 1 if min(len(self.a.shingles), len(self.b.shingles)) < SHORT_SHINGLES else 2
