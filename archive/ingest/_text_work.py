"""What the record will ask of texts, worked out before it is locked: of long ones in the process that can be killed."""

from typing import NamedTuple

from archive.reading.killable import CallFailed
from archive.reading.worker import Reader
from archive.record.edit_entries import EditEntry, edit_entry
from archive.record.fulltext import IndexEntry, index_entry
from archive.text.memoized import MOST
from archive.versions.compare import Fingerprint, WordChanges, fingerprint, word_changes

Text = tuple[str, str]  # title, body
Edit = tuple[Text, Text, frozenset[str]]

# Folding is linear: texts that are no longer than this together cost less than asking another process.
WORKED_OUT_HERE = 40_000  # characters


class TextWork(NamedTuple):
    """Texts that will be indexed or taken out of the index, pairs of which one may replace the other, and edits: such
    pairs, and the lines beside them."""

    texts: tuple[Text, ...]
    pairs: tuple[tuple[Text, Text], ...] = ()
    edits: tuple[Edit, ...] = ()

    def left(self) -> "TextWork":
        """What nobody knows the answers to yet."""
        return TextWork(
            tuple(text for text in self.texts if not (index_entry.knows(*text) and fingerprint.knows(*text))),
            tuple(pair for pair in self.pairs if not word_changes.knows(*pair)),
            tuple(edit for edit in self.edits if not edit_entry.knows(*edit)),
        )

    def length(self) -> int:
        """In characters."""
        both = (text for pair in (*self.pairs, *(edit[:2] for edit in self.edits)) for text in pair)
        return sum(len(body) for _, body in (*self.texts, *both))


def work_out(reader: Reader, work: TextWork) -> str:
    """Let `index_entry`, `fingerprint`, `word_changes` and `edit_entry` know their answers.

    Returns why that failed (read_timeout, read_crashed), empty where it did not. Raises ReaderUnavailable.
    """
    work = work.left()
    try:
        if work.length() <= WORKED_OUT_HERE:
            _work_out_here(work)
        else:
            _let_work_out(reader, work)
    except CallFailed as problem:
        return problem.reason
    except MemoryError:
        return "read_crashed"
    return ""


def remember(articles: int) -> None:
    """So many articles wait for one commit: what was worked out of their texts must be known until then."""
    for function in (index_entry, fingerprint, word_changes, edit_entry):
        function.most = max(function.most, MOST * articles)


def _work_out_here(work: TextWork) -> None:
    for text in work.texts:
        about_text(text)
    for pair in work.pairs:
        about_pair(pair)
    for edit in work.edits:
        about_edit(edit)


def _let_work_out(reader: Reader, work: TextWork) -> None:
    # One by one: the reader's limit of time is for each.
    for text in work.texts:
        entry, print_ = reader.call(about_text, text)
        index_entry.preset(entry, *text)
        fingerprint.preset(print_, *text)
    for pair in work.pairs:
        word_changes.preset(reader.call(about_pair, pair), *pair)
    for edit in work.edits:
        edit_entry.preset(reader.call(about_edit, edit), *edit)


def about_text(text: Text) -> tuple[IndexEntry, Fingerprint]:
    """In whichever process."""
    return index_entry(*text), fingerprint(*text)


def about_pair(pair: tuple[Text, Text]) -> WordChanges:
    """In whichever process."""
    return word_changes(*pair)


def about_edit(edit: Edit) -> EditEntry:
    """In whichever process."""
    return edit_entry(*edit)
