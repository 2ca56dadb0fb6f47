"""What is to be kept of an edit, worked out of the two texts; nothing here writes."""

from typing import NamedTuple

from sqlite_utils import Database

from archive.text.folding import fold_for_index
from archive.text.memoized import Memoized
from archive.versions.compare import without_lines, word_changes
from archive.versions.edit_grades import Grade, grade_of
from archive.versions.edit_spans import EditSpan, Text, edit_spans, parted

# Kinds of versions whose words may be others than those before. Which of them are the outlet's doing is asked when they
# are searched: later pages may change the kind.
KINDS = ("edit", "revert", "alternates", "repeat", "unsettled", "furniture", "extractor")
# A change of text whose words are the same, as often as before, has no span; of our own readings that is not counted.
PAIR = """
SELECT v.id, v.article_id, v.kind, v.added + v.removed, b.title, b.body, t.title, t.body, b.id, b.sha256, v.sha256
FROM versions v JOIN version_texts t ON t.id = v.id JOIN version_texts b ON b.id = (
  SELECT p.id FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back', 'given')
    AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)
WHERE v.id = ?
"""


class EditEntry(NamedTuple):
    """What is kept of an edit: its grade, its spans, and what is removed and added in each as the index has it."""

    grade: Grade | None
    spans: tuple[EditSpan, ...]
    folded: tuple[tuple[str, str], ...]


NOTHING = EditEntry(None, (), ())


class Pair(NamedTuple):
    """A version and the text that it replaced: a row of PAIR, which is None of a version that replaced none."""

    version: int
    article: int
    kind: str
    words: int
    old: Text
    new: Text
    state: tuple[int, str, str]


@Memoized
def edit_entry(old: Text, new: Text, beside: frozenset[str]) -> EditEntry:
    """What an edit between two texts keeps, without lines `beside` the text; asked before the record is locked."""
    spans = edit_spans(old, new, beside)
    changed = word_changes(without_lines(old, beside), without_lines(new, beside)).changed if spans else ""
    kept = tuple(parted(spans))
    folded = tuple((fold_for_index(span.removed), fold_for_index(span.added)) for span in kept)
    return EditEntry(grade_of(spans, old, new, changed), kept, folded)


def pair_of(db: Database, version_id: int) -> Pair | None:
    row = db.execute(PAIR, (version_id,)).fetchone()
    if row is None:
        return None
    version, article, kind, words, old_title, old_body, title, body, *state = row
    return Pair(version, article, kind, words, (old_title, old_body), (title, body), (state[0], state[1], state[2]))


def has_no_words(pair: Pair) -> bool:
    """Was it told already that no word of the text came or went?"""
    return pair.words == 0 and pair.kind != "extractor"


def worked_out(pair: Pair | None, beside: frozenset[str]) -> EditEntry | None:
    """What is to be kept of a version; None where nothing is, as it is no change of a text."""
    if pair is None or pair.kind not in KINDS:
        return None
    return NOTHING if has_no_words(pair) else edit_entry(pair.old, pair.new, beside)
