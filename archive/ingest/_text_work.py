"""What the record will ask of texts, worked out before it is locked: of long ones in the process that can be killed."""

from typing import NamedTuple

from archive.reading.killable import CallFailed
from archive.reading.worker import Reader
from archive.record.fulltext import IndexEntry, index_entry
from archive.versions.compare import Fingerprint, WordChanges, fingerprint, word_changes

Text = tuple[str, str]  # title, body

# Folding is linear: texts that are no longer than this together cost less than asking another process.
WORKED_OUT_HERE = 40_000  # characters


class TextWork(NamedTuple):
    """Texts that will be indexed or taken out of the index, and pairs of which one may replace the other."""

    texts: tuple[Text, ...]
    pairs: tuple[tuple[Text, Text], ...] = ()

    def length(self) -> int:
        """In characters."""
        return sum(len(body) for _, body in (*self.texts, *(text for pair in self.pairs for text in pair)))


class Answers(NamedTuple):
    """In the order of the work."""

    entries: list[IndexEntry]
    fingerprints: list[Fingerprint]
    changes: list[WordChanges]


def work_out(reader: Reader, work: TextWork) -> str:
    """Let `index_entry`, `fingerprint` and `word_changes` know their answers.

    Returns why that failed (read_timeout, read_crashed), empty where it did not. Raises ReaderUnavailable.
    """
    if work.length() <= WORKED_OUT_HERE:
        answer(work)
        return ""
    try:
        found = reader.call(answer, work)
    except CallFailed as problem:
        return problem.reason
    except MemoryError:
        return "read_crashed"
    for text, entry, print_ in zip(work.texts, found.entries, found.fingerprints, strict=True):
        index_entry.tell(entry, *text)
        fingerprint.tell(print_, *text)
    for pair, changes in zip(work.pairs, found.changes, strict=True):
        word_changes.tell(changes, *pair)
    return ""


def answer(work: TextWork) -> Answers:
    """The work itself, in whichever process."""
    return Answers(
        [index_entry(*text) for text in work.texts],
        [fingerprint(*text) for text in work.texts],
        [word_changes(*pair) for pair in work.pairs],
    )
