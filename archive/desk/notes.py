"""Notes on an article or on a quotation of one of its versions, found again by their words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.desk.schema import NoteRow
from archive.desk.store import Desk
from archive.errors import BadConfiguration
from archive.sqlite import transaction
from archive.text.folding import fold_for_index, tokens

LONGEST_NOTE, LONGEST_QUOTATION = 4_000, 1_000
NOTES = """
SELECT a.n, a.article_id, a.outlet, a.key, o.id, o.version, o.quote_start, o.quote_end, o.note, o.at
FROM notes o JOIN articles a ON a.n = o.article WHERE o.account = ? {} ORDER BY o.at DESC, o.id DESC
"""
SAME_NOTE = """
SELECT id FROM notes WHERE account = ? AND article = ? AND version = ? AND quote_start = ? AND quote_end = ?
  AND note = ? AND at = ?
"""
WITH_TAG = "AND o.id IN (SELECT note_id FROM note_tags WHERE tag = ?)"
WITH_WORD = "AND o.id IN (SELECT rowid FROM notes_fts WHERE notes_fts MATCH ?)"
WITH_PIECE = "AND o.id IN (SELECT rowid FROM notes_fts WHERE folded LIKE '%' || ? || '%')"
# What FTS5 cuts words into; a shorter word is looked for in all of the text.
PIECE_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` of the body of a version; both 0 for the article as a whole."""

    version: str
    start: int = 0
    end: int = 0


def place_of(quotation: str, body: str) -> tuple[int, int] | None:
    """Where a text has the words of a quotation, whatever white space parts them and signs stand round them; None where
    it does not have them."""
    words = quotation.strip("«»“”\"' \t\r\n").split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), body)
    return found.span() if found else None


def clean_note(text: str) -> str:
    """Line ends as LF, no white space round it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST_NOTE]


def add_note(desk: Desk, n: int, quotation: Quotation, note: str, tags: Iterable[str], at: str) -> None:
    """Raises BadConfiguration for a note without a quotation, words or tags."""
    text, wanted = clean_note(note), list(tags)
    if not text and not quotation.end and not wanted:
        raise BadConfiguration("A note needs a quotation, some words or a tag.")
    with transaction(desk.db):
        values = (desk.account, n, quotation.version, quotation.start, quotation.end, text, at)
        cursor = desk.db.execute(
            "INSERT OR IGNORE INTO notes(account, article, version, quote_start, quote_end, note, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        if cursor.rowcount:
            desk.db.execute(
                "INSERT INTO notes_fts(rowid, folded) VALUES (?, ?)", (cursor.lastrowid, fold_for_index(text))
            )
            number = cursor.lastrowid
        else:
            number = desk.db.execute(SAME_NOTE, values).fetchone()[0]
        desk.db.conn.executemany(
            "INSERT OR IGNORE INTO note_tags(note_id, tag) VALUES (?, ?)", [(number, tag) for tag in wanted]
        )


def drop_note(desk: Desk, note_id: int) -> None:
    with transaction(desk.db):
        gone = desk.db.execute("DELETE FROM notes WHERE id = ? AND account = ?", (note_id, desk.account))
        if gone.rowcount:
            desk.db.execute("DELETE FROM notes_fts WHERE rowid = ?", (note_id,))


def notes_of(desk: Desk, *, words: str = "", tag: str = "", n: int = 0) -> list[NoteRow]:
    """The newest first: those with all of these words, with a tag, on an article."""
    where, values = "", list[object]()
    for word in tokens(words):
        where += WITH_WORD if len(word) >= PIECE_LETTERS else WITH_PIECE
        values.append(f'"{word}"' if len(word) >= PIECE_LETTERS else word)
    if tag:
        where, values = where + WITH_TAG, [*values, tag]
    if n:
        where, values = where + " AND o.article = ?", [*values, n]
    return list(desk.rows(NoteRow, NOTES.format(where), desk.account, *values))


def tags_by_note(desk: Desk, notes: Sequence[NoteRow]) -> dict[int, list[str]]:
    """By the note's number."""
    shown, found = {one["id"] for one in notes}, dict[int, list[str]]()
    for note_id, tag in desk.db.execute("SELECT note_id, tag FROM note_tags ORDER BY note_id, tag"):
        if note_id in shown:
            found.setdefault(note_id, []).append(tag)
    return found
