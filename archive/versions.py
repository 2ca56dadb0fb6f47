"""What changed between two readings of one article, and by whose hand.

A change of the hash of normalised words makes an edit, however small; a similarity never decides (real edits are tiny:
the median likeness of two versions of one address is 0.985). A change that our own better reading made is never shown
as the outlet's.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from archive.arabic import words_for_comparison
from archive.model import Reading

ChangeKind = Literal["first", "edit", "cosmetic", "revert", "extractor", "gone", "back"]

# Gone is not there on at least so many checks over at least so long, while other pages of the outlet answered.
CHECKS_UNTIL_GONE = 3
TIME_UNTIL_GONE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`sha256` of title and text to the letter, `words_sha256` of their comparison words, `words` in the text."""

    sha256: str
    words_sha256: str
    words: int


@dataclass(frozen=True, slots=True)
class Change:
    """`added` and `removed` count words as multisets: a word that only moved is neither."""

    kind: ChangeKind
    added: int = 0
    removed: int = 0


def fingerprint(title: str, text: str) -> Fingerprint:
    """Equal `words_sha256` for texts that differ in marks, spelling and punctuation alone."""
    words = words_for_comparison(text)
    folded = "\n".join((" ".join(words_for_comparison(title)), " ".join(words)))
    return Fingerprint(
        sha256=hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        words_sha256=hashlib.sha256(folded.encode(errors="replace")).hexdigest(),
        words=len(words),
    )


def compare(
    old: tuple[str, str],
    old_mark: Fingerprint,
    reading: Reading,
    mark: Fingerprint,
    earlier: Sequence[str],
    *,
    same_hand: bool = True,
) -> Change | None:
    """What a new reading changed, None when nothing.

    `old` is (title, text), `earlier` holds the words hashes of superseded versions. Two texts read by different rules,
    not `same_hand`, say nothing of the outlet: such a change is never laid at its door.
    """
    if mark.sha256 == old_mark.sha256:
        return None
    if mark.words_sha256 == old_mark.words_sha256:
        return Change("cosmetic" if same_hand else "extractor")
    before = Counter(words_for_comparison("\n".join(old)))
    after = Counter(words_for_comparison(f"{reading.title}\n{reading.text}"))
    kind: ChangeKind = "revert" if mark.words_sha256 in earlier else "edit"
    return Change(kind if same_hand else "extractor", added=(after - before).total(), removed=(before - after).total())


def is_gone(absences: Sequence[datetime], others_answered: bool) -> bool:
    """Do these checks, all since the article was last there, prove that the outlet took it down?"""
    if len(absences) < CHECKS_UNTIL_GONE or not others_answered:
        return False
    return max(absences) - min(absences) >= TIME_UNTIL_GONE
