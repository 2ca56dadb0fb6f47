"""Takes out of the record what turned out to be no text of an article: a wall that answered in its place.

Its captures and their bytes stay, held with the reason; the number of the row stays named in `redactions` and is never
given again. Belongs in a transaction, after the log was told.
"""

from typing import NamedTuple

from sqlite_utils import Database

from archive.record import edits, fulltext
from archive.record.analysis_tables import queue_versions
from archive.record.redacting import mark, remove_rows
from archive.record.redactions import Kind, Level, Reason, RedactionRow
from archive.record.rows import ArticleRow, VersionRow
from archive.record.store import Store

# As a level of redaction: readers do not see it, and what was fetched is kept.
LEVEL: Level = "hide"
REASON: Reason = "same_text"
_VERSIONS = "SELECT id FROM versions WHERE article_id = ? ORDER BY n"
_HELD = "SELECT id FROM captures WHERE {} AND status = 200 AND coalesce(held, '') = ''"
_HOLD = "UPDATE captures SET held = ? WHERE id = ?"
_LET_GO = "UPDATE captures SET article_id = NULL WHERE article_id = ?"
_BEFORE = (
    "SELECT * FROM versions WHERE article_id = ? AND n < ? AND body IS NOT NULL"
    " AND kind NOT IN ('gone', 'back', 'given') ORDER BY n DESC LIMIT 1"
)
_AFTER = "SELECT 1 FROM versions WHERE article_id = ? AND n > ?"
_STANDS_AGAIN = "UPDATE versions SET title = NULL, body = NULL WHERE article_id = ? AND n >= ? AND n < ?"
_RENEW = (
    "UPDATE articles SET title = ?, body = ?, words_sha256 = ?, search_extra = ?, author = ?, credit = ?, lang = ?,"
    " image_url = ?, image_caption = ?, versions = versions - 1, last_seen_at = ? WHERE id = ?"
)


class Beside(NamedTuple):
    """What the page of a text says beside it (see ArticleRow)."""

    lang: str
    image_url: str
    image_caption: str


def versions_of(store: Store, article_id: int) -> list[int]:
    """The numbers of an article's versions."""
    return list(store.column(int, _VERSIONS, article_id))


def take_article_back(store: Store, article: ArticleRow, day: str) -> None:
    """Remove an article with all its rows; its captures are no article's."""
    gone: list[tuple[Kind, int]] = [("article", article["id"])]
    gone += [("version", version) for version in versions_of(store, article["id"])]
    _log_removals(store.db, gone, day)
    _hold(store, "article_id = ?", article["id"])
    store.db.execute(_LET_GO, (article["id"],))
    edits.forget(store.db, [version for kind, version in gone if kind == "version"])
    remove_rows(store.db, article)


def text_before(store: Store, version: VersionRow) -> VersionRow | None:
    """The version whose text stood before that of `version`; None where there is none, or something came after it."""
    if store.exists(_AFTER, version["article_id"], version["n"]):
        return None
    return store.row(VersionRow, _BEFORE, version["article_id"], version["n"])


def take_version_back(
    store: Store, article: ArticleRow, version: VersionRow, before: VersionRow, beside: Beside, day: str
) -> None:
    """Remove the newest version of an article, which has the text of `before` again."""
    db, number = store.db, article["id"]
    title, body = str(before["title"]), str(before["body"])
    _log_removals(db, [("version", version["id"])], day)
    _hold(store, "article_id = ? AND fetched_at >= ?", number, version["seen_at"])
    edits.forget(db, [version["id"]])
    db.execute("DELETE FROM figures WHERE version_id = ?", (version["id"],))
    db.execute("DELETE FROM analysis_queue WHERE version_id = ?", (version["id"],))
    db.execute("DELETE FROM verdicts WHERE version_id = ?", (version["id"],))
    db.execute("DELETE FROM versions WHERE id = ?", (version["id"],))
    fulltext.unindex_row(db, number, article["title"], article["body"], article["search_extra"])
    db.execute(_STANDS_AGAIN, (number, before["n"], version["n"]))
    extra = fulltext.index_entry(title, body).extra
    signed = (before["author"] or article["author"], before["credit"] or article["credit"])
    text = (title, body, before["words_sha256"], extra, *signed, *beside)
    db.execute(_RENEW, (*text, before["last_seen_at"], number))
    store.index(number, title, body)
    store.unlogged.add(("described", number))
    queue_versions(db, [before["id"]])


def _hold(store: Store, which: str, *values: int | str) -> None:
    for capture in list(store.column(int, _HELD.format(which), *values)):
        store.db.execute(_HOLD, (REASON, capture))
        store.unlogged.add(("held", capture))


def _log_removals(db: Database, gone: list[tuple[Kind, int]], day: str) -> None:
    mark(db, [RedactionRow(kind=kind, ref=ref, level=LEVEL, reason=REASON, day=day) for kind, ref in gone])
