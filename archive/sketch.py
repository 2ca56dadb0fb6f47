"""A text's shingles, and the eighth of them by which texts are found again: FracMinHash.

A shingle is four successive comparison words. The sketch keeps those whose hash falls under a fixed bound, so two
sketches share a hash exactly where the texts share a sampled shingle, whatever their lengths: that answers both "same
text" and "contained in" (Irber et al., "Lightweight compositional analysis of metagenomes with FracMinHash", 2022).

Everything here is pinned. A sketch of another ALGORITHM must never be compared with one of this: it would be silently
wrong.
"""

from collections.abc import Sequence

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
