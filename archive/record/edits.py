"""What every change of a text took out and put in: rows of `edits` and `edit_spans`, and the index over their words.

Worked out before the record is locked (`edit_entry` remembers), written in the transaction of the version. What could
not be known by then, and what an older release wrote, is filled in behind it, in short commits of its own (`fill`).
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from sqlite_utils import Database

from archive.record import index_upkeep
from archive.sqlite import column, transaction
from archive.text.folding import NORM_VERSION, fold_for_index
from archive.text.remembered import Remembered
from archive.versions.compare import without_lines, word_changes
from archive.versions.edit_grades import Grade, grade_of
from archive.versions.edit_spans import EditSpan, Text, edit_spans

INDEX = "search_edits"
# By which rules rows were told: those of spans and grades, and those by which the index folds.
SPAN_RULES = "1"
RULES = f"{SPAN_RULES}.{NORM_VERSION}"
# Kinds of versions whose words may be others than those before. Which of them are the outlet's doing is asked when they
# are searched: later pages may change the kind.
KINDS = ("edit", "revert", "alternates", "repeat", "unsettled", "furniture", "extractor")
_NAMED = ", ".join(f"'{kind}'" for kind in KINDS)
# A change of text whose words are the same, as often as before, has no span; of our own readings that is not counted.
PAIR = """
SELECT v.id, v.article_id, v.kind, v.added + v.removed, b.title, b.body, t.title, t.body, b.id, b.sha256, v.sha256
FROM versions v JOIN version_texts t ON t.id = v.id JOIN version_texts b ON b.id = (
  SELECT p.id FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back', 'given')
    AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)
WHERE v.id = ?
"""
LEFT = f"""
SELECT id FROM versions INDEXED BY versions_kind_seen WHERE kind IN ({_NAMED})
  AND id NOT IN (SELECT version_id FROM edits WHERE rules = ?) ORDER BY id
"""  # noqa: S608 - kinds of ours
OTHERWISE_FOLDED = "SELECT 1 FROM edits WHERE rules <> '' AND rules NOT LIKE '%.' || ? LIMIT 1"
SPANS = "SELECT id, removed, added FROM edit_spans WHERE version_id = ?"
PUT = "INSERT INTO edit_spans(version_id, field, old_at, new_at, removed, added) VALUES(?, ?, ?, ?, ?, ?)"
INDEXED = f"INSERT INTO {INDEX}(rowid, removed, added) VALUES(?, ?, ?)"
UNINDEXED = f"INSERT INTO {INDEX}({INDEX}, rowid, removed, added) VALUES('delete', ?, ?, ?)"
EMPTIED = f"INSERT INTO {INDEX}({INDEX}) VALUES('delete-all')"
AT_ONCE = 50


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


@Remembered
def edit_entry(old: Text, new: Text, beside: frozenset[str]) -> EditEntry:
    """What an edit between two texts keeps, without lines `beside` the text; asked before the record is locked."""
    spans = edit_spans(old, new, beside)
    changed = word_changes(without_lines(old, beside), without_lines(new, beside)).changed if spans else ""
    folded = tuple((fold_for_index(span.removed), fold_for_index(span.added)) for span in spans)
    return EditEntry(grade_of(spans, old, new, changed), spans, folded)


def pair_of(db: Database, version_id: int) -> Pair | None:
    row = db.execute(PAIR, (version_id,)).fetchone()
    if row is None:
        return None
    version, article, kind, words, old_title, old_body, title, body, *state = row
    return Pair(version, article, kind, words, (old_title, old_body), (title, body), (state[0], state[1], state[2]))


def has_no_words(pair: Pair) -> bool:
    """Was it told already that no word of the text came or went?"""
    return pair.words == 0 and pair.kind != "extractor"


def put(db: Database, pair: Pair, entry: EditEntry) -> None:
    """Keep what an edit took out and put in, in the place of what was kept of it; belongs in a transaction."""
    forget(db, [pair.version])
    row = (pair.version, pair.article, entry.grade or "", RULES)
    db.execute("INSERT INTO edits(version_id, article_id, grade, rules) VALUES(?, ?, ?, ?)", row)
    for span, folded in zip(entry.spans, entry.folded, strict=True):
        values = (span.field, span.old_at, span.new_at, span.removed, span.added)
        number = db.execute(PUT, (pair.version, *values)).lastrowid
        db.execute(INDEXED, (number, *folded))


def forget(db: Database, versions: Iterable[int]) -> list[int]:
    """Take out what was kept of these versions, and its words out of the index; returns the numbers of its spans.

    Belongs in a transaction. What was taken out, `fill` finds missing.
    """
    gone: list[int] = []
    for version in versions:
        spans = db.execute(SPANS, (version,)).fetchall()
        for number, removed, added in spans:
            if is_indexed(db, number):
                db.execute(UNINDEXED, (number, fold_for_index(removed), fold_for_index(added)))
        gone += [number for number, *_ in spans]
        if spans:
            db.execute("DELETE FROM edit_spans WHERE version_id = ?", (version,))
        db.execute("DELETE FROM edits WHERE version_id = ?", (version,))
    return gone


def is_indexed(db: Database, span: int) -> bool:
    return db.execute(f"SELECT 1 FROM {INDEX}_docsize WHERE id = ?", (span,)).fetchone() is not None  # noqa: S608


def index_span(db: Database, span: int, removed: str, added: str) -> None:
    """Make a span that stands in its table findable; belongs in a transaction."""
    if not is_indexed(db, span):
        db.execute(INDEXED, (span, fold_for_index(removed), fold_for_index(added)))


def unindex_span(db: Database, span: int, removed: str, added: str) -> None:
    """Take a span out of the index, with the very texts it was indexed under; belongs in a transaction."""
    if is_indexed(db, span):
        db.execute(UNINDEXED, (span, fold_for_index(removed), fold_for_index(added)))


def fill(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Tell of every change of a text what nobody told yet, or other rules did; returns of how many.

    In steps, each worked out before its short transaction; interrupted, it goes on. `on_step(done, of how many)` is
    called after each.
    """
    if db.execute(OTHERWISE_FOLDED, (NORM_VERSION,)).fetchone():
        # Nobody knows any more under which words those spans are in the index.
        with transaction(db):
            db.execute(EMPTIED)
            db.execute("UPDATE edits SET rules = '' WHERE rules <> ''")
    left = list(column(db.conn, int, LEFT, (RULES,)))
    for start in range(0, len(left), AT_ONCE):
        told = [(pair, _worked_out(pair)) for one in left[start : start + AT_ONCE] if (pair := pair_of(db, one))]
        with transaction(db):
            for pair, entry in told:
                # Another process may have put another text before it.
                if (now := pair_of(db, pair.version)) and now.state == pair.state:
                    put(db, pair, entry)
        index_upkeep.merge_some(db, index=INDEX)
        on_step(min(start + AT_ONCE, len(left)), len(left))
    return len(left)


def _worked_out(pair: Pair) -> EditEntry:
    return NOTHING if has_no_words(pair) else edit_entry(pair.old, pair.new, frozenset())
