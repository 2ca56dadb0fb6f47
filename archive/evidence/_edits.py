"""What edits took out and put in, held against the texts on both sides: each piece stands where its row says.

Derived from the versions, and made anew by a command. Which lines stood beside a text when it was edited is not kept,
so a piece that was left out for them cannot be told from one that was taken out of the table.
"""

from collections.abc import Iterator, Mapping
from typing import TypedDict

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.record.edit_entries import KINDS, Pair, edit_entry, has_no_words, pair_of
from archive.record.edits import RULES
from archive.sqlite import column, has_table, rows

PAGE = 100
TOTAL = "SELECT count(*) FROM edits WHERE version_id % ? = ?"
EDITS = "SELECT version_id, article_id, grade, rules FROM edits WHERE version_id > ? AND version_id % ? = ?"
SPANS = "SELECT id, field, old_at, new_at, removed, added FROM edit_spans WHERE version_id = ? ORDER BY id"
NOBODYS = (
    "SELECT 'edit span ' || id FROM edit_spans WHERE version_id NOT IN (SELECT version_id FROM edits)"
    " UNION SELECT 'edit span ' || id FROM search_edits_docsize WHERE id NOT IN (SELECT id FROM edit_spans)"
    " UNION SELECT 'edit span ' || id FROM edit_spans WHERE id NOT IN (SELECT id FROM search_edits_docsize)"
)
ANEW = "Tell them anew: warraq reindex edits"
# While a long edit is told its row bears a mark of its own.
TOLD = frozenset({RULES})


class _Edit(TypedDict):
    """A row of `edits`."""

    version_id: int
    article_id: int
    grade: str
    rules: str


class _Span(TypedDict):
    """The columns of `edit_spans` that are checked here."""

    id: int
    field: str
    old_at: int
    new_at: int
    removed: str
    added: str


class Edits:
    """Every version that is told to be another text than the one before."""

    def total(self, archive: Archive) -> int:
        if not _is_there(archive.record):
            return 0
        return next(column(archive.record, int, TOTAL, (archive.share.of, archive.share.number)))

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        record, upto, share = archive.record, int(after or 0), (archive.share.of, archive.share.number)
        if not _is_there(record):
            return
        if after is None:
            why = f"The table of pieces, that of edits and the index of edits do not all have it. {ANEW}"
            yield Step(0, 0, [{"what": "edit", "where": one, "why": why} for one in column(record, str, NOBODYS)])
        sql = f"{EDITS} ORDER BY version_id LIMIT {PAGE}"
        while found := list(rows(record, _Edit, sql, (upto, *share))):
            upto = found[-1]["version_id"]
            yield Step(upto, len(found), [bad for one in found for bad in _wrong(record, one)])


def _is_there(record: sqlite3.Connection) -> bool:
    return has_table(record, "edit_spans")


def _wrong(record: sqlite3.Connection, edit: _Edit) -> Iterator[Bad]:
    where = f"version with the number {edit['version_id']} of article {edit['article_id']}"
    pair = pair_of(Database(record), edit["version_id"])
    if pair is None or pair.kind not in KINDS or pair.article != edit["article_id"]:
        yield {"what": "edit", "where": where, "why": f"It is told to be an edit of that article, and is none. {ANEW}"}
    elif edit["rules"] in TOLD:
        for why in _differences(pair, edit, list(rows(record, _Span, SPANS, (edit["version_id"],)))):
            yield {"what": "edit", "where": where, "why": f"{why} {ANEW}"}


def _differences(pair: Pair, edit: _Edit, spans: list[_Span]) -> Iterator[str]:
    texts: Mapping[str, tuple[str, str]] = {
        name: (old, new) for name, old, new in zip(("title", "body"), pair.old, pair.new, strict=True)
    }
    for span in spans:
        old, new = texts[span["field"]]
        if not (_stands(old, span["old_at"], span["removed"]) and _stands(new, span["new_at"], span["added"])):
            yield f"Its piece {span['id']} does not stand where it is said to."
    if has_no_words(pair):
        return
    entry = edit_entry(pair.old, pair.new, frozenset())
    kept = [(one["field"], one["old_at"], one["new_at"], one["removed"], one["added"]) for one in spans]
    all_of_them = [(one.field, one.old_at, one.new_at, one.removed, one.added) for one in entry.spans]
    if kept == all_of_them and edit["grade"] != (entry.grade or ""):
        yield f"It is told to be of the grade “{edit['grade']}”, and its texts say “{entry.grade or ''}”."


def _stands(text: str, at: int, piece: str) -> bool:
    return 0 <= at <= len(text) and text.startswith(piece, at)
