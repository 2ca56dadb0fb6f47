"""What changed between two readings of one article, and whether the outlet or our rules changed it.

A change of the hash of normalised words makes an edit, however small; a similarity never decides (real edits are tiny:
the median likeness of two versions of one address is 0.985). A change that our own better reading made is never shown
as the outlet's.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from archive.model import Reading
from archive.text.folding import words_for_comparison
from archive.text.memoized import Memoized
from archive.versions.change_kinds import ChangeKind
from archive.versions.change_labels import name_changes
from archive.versions.furniture.verdict import EDIT, Verdict

# A page that keeps less than a fifth of so long a text may be a captcha, a paywall's stub or half loaded. The same
# words, and nothing but them, on so many checks over so long are the outlet's doing.
SHRUNK_FROM_WORDS, SHRUNK_TO_ONE_OF = 60, 5
CHECKS_UNTIL_SHRUNK = 3
TIME_UNTIL_SHRUNK = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`sha256` of title and text to the letter, `words_sha256` of their comparison words, `words` in the text."""

    sha256: str
    words_sha256: str
    words: int

    @classmethod
    def of(cls, title: str, text: str) -> "Fingerprint":
        """Equal `words_sha256` for texts that differ in marks, spelling and punctuation alone."""
        return fingerprint(title, text)


@Memoized
def fingerprint(title: str, text: str) -> Fingerprint:
    """See Fingerprint.of. Asked before the record is locked, it costs nothing inside the lock."""
    words = words_for_comparison(text)
    folded = "\n".join((" ".join(words_for_comparison(title)), " ".join(words)))
    return Fingerprint(
        sha256=hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        words_sha256=hashlib.sha256(folded.encode(errors="replace")).hexdigest(),
        words=len(words),
    )


class WordChanges(NamedTuple):
    """What parts two texts, as a Change tells it."""

    added: int
    removed: int
    changed: str
    numbers: str


NO_CHANGES = WordChanges(0, 0, "", "")


@dataclass(frozen=True, slots=True)
class Change:
    """`added` and `removed` count words as multisets: a word that only moved is neither.

    `changed` and `numbers` name what an edit or a revert changed (see change_labels); empty for every other kind.
    """

    kind: ChangeKind
    added: int = 0
    removed: int = 0
    changed: str = ""
    numbers: str = ""


def compare(
    old: tuple[str, str],
    old_fingerprint: Fingerprint,
    reading: Reading,
    fingerprint: Fingerprint,
    earlier: Sequence[str],
    *,
    same_extractor: bool = True,
    verdict: Verdict = EDIT,
    claims: Sequence[str] = (),
) -> Change | None:
    """What a new reading changed, None when nothing.

    `old` is (title, text), `earlier` holds the words hashes of superseded versions. Two texts read by different rules,
    not `same_extractor`, say nothing of the outlet: such a change is never attributed to it. A change of words is what
    the `verdict` on it says (see furniture.verdict). `claims` names those that changed
    (claimed_metadata.changed_claims): an edit, whatever became of the words. Of an edit, what changed in lines beside
    it is neither named nor counted.
    """
    is_same = fingerprint.sha256 == old_fingerprint.sha256
    if is_same and not (same_extractor and claims):
        return None
    changes = NO_CHANGES if is_same else word_changes(old, (reading.title, reading.text))
    if not same_extractor:
        equal = fingerprint.words_sha256 == old_fingerprint.words_sha256
        return Change("extractor") if equal else Change("extractor", changes.added, changes.removed)
    if fingerprint.words_sha256 == old_fingerprint.words_sha256:
        named = " ".join(filter(None, (changes.changed, *claims)))
        if named and verdict.kind == "furniture" and not claims:
            return Change("furniture")
        return Change("edit", 0, 0, named, changes.numbers) if named else Change("cosmetic")
    if verdict.kind != "edit":
        return Change("edit", changed=" ".join(claims)) if claims else Change(verdict.kind, *changes[:2])
    if beside := verdict.beside:
        changes = word_changes(without_lines(old, beside), without_lines((reading.title, reading.text), beside))
    changes = changes._replace(changed=" ".join(filter(None, (changes.changed, *claims))))
    return Change("revert" if fingerprint.words_sha256 in earlier else "edit", *changes)


def without_lines(text: tuple[str, str], beside: frozenset[str]) -> tuple[str, str]:
    """A (title, text) without these lines of the text."""
    title, body = text
    return title, "\n".join(line for line in body.split("\n") if line not in beside)


@Memoized
def word_changes(old: tuple[str, str], new: tuple[str, str]) -> WordChanges:
    """What parts two texts, each (title, text). Asked before the record is locked, it costs nothing inside the lock."""
    before, after = (Counter(words_for_comparison("\n".join(text))) for text in (old, new))
    return WordChanges((after - before).total(), (before - after).total(), *name_changes(old, new))


def is_shrunken(words_before: int, words_now: int) -> bool:
    """Did a page lose so many of an article's words that it may not be the article at all?"""
    return words_before >= SHRUNK_FROM_WORDS and words_now * SHRUNK_TO_ONE_OF < words_before


def stays_shrunken(checks: int, first: datetime, now: datetime) -> bool:
    """Do these checks, all with the same short words, prove that the outlet cut its article?"""
    return checks >= CHECKS_UNTIL_SHRUNK and now - first >= TIME_UNTIL_SHRUNK
