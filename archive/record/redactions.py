"""The table of what was taken out of the record, and what a reader who asks for it is told."""

from typing import Literal, TypedDict

from sqlite_utils.utils import sqlite3

from archive.sqlite import has_table

Level = Literal["hide", "seal", "erase"]
# Whose safety, whose privacy, whose order, whose own removal, whose rights; or it was never to be here. `same_text` is
# no person's: what answered was no article (archive.record.taking_back).
Reason = Literal["safety", "privacy", "court", "outlet", "rights", "mistake", "same_text"]
Kind = Literal["article", "version", "capture"]
LEVELS: tuple[Level, ...] = ("hide", "seal", "erase")
# Those that a person gives.
REASONS: tuple[Reason, ...] = ("safety", "privacy", "court", "outlet", "rights", "mistake")

# One row for whatever was: an article, the text of a version, the bytes of a capture.
REDACTIONS = """
CREATE TABLE redactions(
  kind TEXT NOT NULL CHECK(kind IN ('article', 'version', 'capture')), ref INTEGER NOT NULL,
  level TEXT NOT NULL CHECK(level IN ('hide', 'seal', 'erase')), reason TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY(kind, ref)) WITHOUT ROWID
"""
# The highest number that a version has or had.
NEWEST_VERSION = (
    "SELECT coalesce(max(n), 0) FROM (SELECT max(id) AS n FROM versions"
    " UNION ALL SELECT max(ref) FROM redactions WHERE kind = 'version')"
)
OF = "SELECT kind, ref, level, reason, day FROM redactions WHERE kind = ? AND ref = ?"


class RedactionRow(TypedDict):
    """What was taken out: `ref` is its number in `articles`, `versions` or `captures`; `day` when, in Damascus."""

    kind: Kind
    ref: int
    level: Level
    reason: Reason
    day: str


def redaction_of(connection: sqlite3.Connection, kind: Kind, ref: int) -> RedactionRow | None:
    """What is said of a number that was taken out; None where it was not."""
    if not has_table(connection, "redactions"):
        return None
    found = connection.execute(OF, (kind, ref)).fetchone()
    return RedactionRow(kind=found[0], ref=found[1], level=found[2], reason=found[3], day=found[4]) if found else None
