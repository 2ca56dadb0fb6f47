"""A text's shingles, and the eighth of them by which texts are found again: FracMinHash. Of a short text all.

A shingle is four successive comparison words. The sketch keeps those whose hash falls under a fixed bound, so two
sketches share a hash exactly where the texts share a sampled shingle, whatever their lengths: that answers both "same
text" and "contained in" (Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash", 2022). Of
a short text an eighth may be nothing: it keeps all its hashes, and those under the bound meet the sketches of long
ones.

Everything here is pinned. A sketch of another ALGORITHM must never be compared with one of this: it would be silently
wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xxhash import xxh64_intdigest

from archive.copies._openings import wholes

# A change of anything in this file, of the openings or of the comparison words (archive.text.folding), changes it;
# tests hold known answers.
ALGORITHM = 3
SHINGLE_WORDS = 4
BOUND = 2**64 // 8  # one hash of eight is kept
SHORT_SHINGLES, MIDDLE_SHINGLES = 48, 112
SIGNED = 2**63 - 1


def shingles(words: Sequence[str]) -> frozenset[bytes]:
    """Every four successive words, UTF-8, parted by a space. Fewer than four words have none."""
    encoded = " ".join(words).encode(errors="replace").split(b" ")
    return frozenset(map(b" ".join, zip(*(encoded[at:] for at in range(SHINGLE_WORDS)), strict=False)))


def sketch(of: frozenset[bytes]) -> frozenset[int]:
    """The XXH64 hashes (seed 0) of shingles that fall under BOUND: about one of eight, each below 2^61.

    Of fewer than MIDDLE_SHINGLES those under twice BOUND, of fewer than SHORT_SHINGLES all, each below 2^63: what
    SQLite's signed integers hold. So a dozen are kept of every text that has as many.
    """
    if len(of) < SHORT_SHINGLES:
        return frozenset(xxh64_intdigest(one) & SIGNED for one in of)
    bound = 2 * BOUND if len(of) < MIDDLE_SHINGLES else BOUND
    return frozenset(number for number in map(xxh64_intdigest, of) if number < bound)


def whole_keys(words: Sequence[str]) -> frozenset[int]:
    """Hashes of the whole text and of what is left of it without each of its first words: whoever has one of them too
    may be equal but for an opening. None under five words."""
    return frozenset(
        xxh64_intdigest(f"= {' '.join(whole)}".encode(errors="replace")) & SIGNED for whole in wholes(words)
    )


@dataclass(frozen=True, slots=True)
class Text:
    """One version's text: comparison words, all shingles, their sketch, and of a short one keys of the whole."""

    n: int
    words: Sequence[str]
    shingles: frozenset[bytes] = field(repr=False)
    sketch: frozenset[int] = field(repr=False)
    whole_keys: frozenset[int] = field(repr=False)

    @classmethod
    def of(cls, n: int, words: Sequence[str]) -> "Text":
        found = shingles(words)
        return cls(n, words, found, sketch(found), whole_keys(words) if len(found) < SHORT_SHINGLES else frozenset())

    @property
    def hashes(self) -> frozenset[int]:
        """All by which the text is found."""
        return self.sketch | self.whole_keys


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
