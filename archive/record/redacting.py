"""Takes articles, captures and single texts out of the record, and puts them back.

What is taken out leaves its number: no other ever gets it. An article's rows go; its captures stay as stubs, because
the place of a record in its WARC file says up to where the file is vouched for. Belongs in a transaction, but for
`cleanse`. Every step done twice is as if done once.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlite_utils import Database

from archive.record import changes, edits, fulltext
from archive.record._connection import OpenRecord
from archive.record.analysis_tables import forget_article, forget_version, queue_versions
from archive.record.redactions import RedactionRow
from archive.record.reindexing import merge
from archive.record.rows import ArticleRow, CaptureRow
from archive.sqlite import column, rows

Values = dict[str, str | int | float | None]
Rows = dict[str, list[Values]]

# The rows that hold an article, in the order in which they can be put back. `:id` is its number.
_ADDRESSES = "(SELECT url FROM articles WHERE id = :id UNION SELECT url FROM urls WHERE article_id = :id)"
_KEY = "(SELECT outlet, key FROM articles WHERE id = :id)"
HOLDING = {
    "articles": "id = :id",
    "versions": "article_id = :id",
    "verdicts": "version_id IN (SELECT id FROM versions WHERE article_id = :id)",
    "urls": f"article_id = :id OR (article_id IS NULL AND (outlet, key) IN {_KEY})",
    "messages": "article_id = :id",
    "message_articles": f"message_id = :id OR (outlet, key) IN {_KEY}",
}
CAPTURES = f"SELECT * FROM captures WHERE article_id = :id OR (article_id IS NULL AND url IN {_ADDRESSES}) ORDER BY id"  # noqa: S608
# Of a capture that is taken out only this stays: its number, its place, whose it was, when, and the bare status.
STAYS = frozenset(
    {
        *("id", "outlet", "fetched_at", "status", "via", "received_at", "clock"),
        *("warc_file", "warc_offset", "warc_length", "warc_before"),
    }
)
_OF_COPIES = (
    "DELETE FROM copies WHERE a_id = :id OR b_id = :id",
    "DELETE FROM cluster_members WHERE article_id = :id OR cluster_id = :id",
    "DELETE FROM clusters WHERE id = :id",
    "UPDATE clusters SET origin_id = NULL, basis = 'unknown' WHERE origin_id = :id",
)
# What stood at a number of a channel is gone; that something stood there stays.
_EMPTY_MESSAGE = (
    "UPDATE messages SET article_id = NULL, forwarded_from = '', forwarded_url = '', pictures = '[]', links = '[]'"
    " WHERE article_id = :id"
)
_NOTED = (
    "DELETE FROM changes WHERE tbl = 'urls' AND pk IN (SELECT json_array(value) FROM json_each(:urls))",
    "DELETE FROM changes WHERE tbl = 'message_articles' AND pk ->> 1 = :outlet AND pk ->> 2 = :key",
)
_PUT = "INSERT OR REPLACE INTO redactions(kind, ref, level, reason, day) VALUES(:kind, :ref, :level, :reason, :day)"
_SPELLINGS = "DELETE FROM search_spelling WHERE form = :word OR other = :word"
_SPANS = (
    "SELECT id, warc_offset - warc_before, warc_before + warc_length FROM captures"
    " WHERE warc_file = ? AND warc_offset - warc_before <= ? AND warc_offset + warc_length > ?"
)
_STILL_THERE = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1"


class Span(NamedTuple):
    """Where the bytes of a capture lie in its file, what stands before them included."""

    capture: int
    offset: int
    length: int


def rows_holding(db: Database, article_id: int) -> Rows:
    """Everything the record says of an article, by table, so that it can be put back; its captures among them."""
    held: Rows = {
        table: list(rows(db.conn, dict, f"SELECT * FROM {table} WHERE {where}", {"id": article_id}))  # noqa: S608
        for table, where in HOLDING.items()
    }
    return {**held, "captures": list(rows(db.conn, dict, CAPTURES, {"id": article_id}))}


def captures_of(db: Database, article_id: int) -> list[CaptureRow]:
    """The captures of an article, and those of its addresses that were taken for no article's."""
    return list(rows(db.conn, CaptureRow, CAPTURES, {"id": article_id}))


def captures_at(db: Database, warc_file: str, offset: int) -> list[int]:
    """The captures that one record holds: several where a page shows many messages."""
    sql = "SELECT id FROM captures WHERE warc_file = ? AND warc_offset = ?"
    return list(column(db.conn, int, sql, (warc_file, offset)))


def mark(db: Database, redactions: Iterable[RedactionRow]) -> None:
    """Say in the record what was taken out."""
    db.conn.executemany(_PUT, list(redactions))


def unmark(db: Database, redactions: Iterable[RedactionRow]) -> None:
    """What was taken out is back."""
    gone = [(one["kind"], one["ref"]) for one in redactions]
    db.conn.executemany("DELETE FROM redactions WHERE kind = ? AND ref = ?", gone)


def take_article_out(db: Database, article_id: int) -> None:
    """Remove an article with its versions, addresses, copies and words of the index; its captures become stubs."""
    store = OpenRecord(db)
    article = store.row(ArticleRow, "SELECT * FROM articles WHERE id = ?", article_id)
    if article is None:
        return
    urls = list(store.column(str, f"SELECT url FROM urls WHERE {HOLDING['urls'].replace(':id', '?1')}", article_id))  # noqa: S608
    _forget_edits(db, article_id)
    _stub(db, [capture["id"] for capture in captures_of(db, article_id)])
    remove_rows(db, article)
    changes.note_redaction(db, "articles", (article_id,))
    # Keys of rows may be addresses: what is noted of such rows as changed goes with them.
    noted = {"urls": json.dumps(urls), "outlet": article["outlet"], "key": article["key"]}
    for sql in _NOTED:
        db.execute(sql, noted)


def remove_rows(db: Database, article: ArticleRow) -> None:
    """Remove an article with its versions, addresses, copies and words of the index: all but its captures and what its
    edits took out and put in. Belongs in a transaction."""
    values = {"id": article["id"]}
    fulltext.unindex_row(db, article["id"], article["title"], article["body"], article["search_extra"])
    for sql in (*_OF_COPIES, _EMPTY_MESSAGE):
        db.execute(sql, values)
    forget_article(db, article["id"])
    for table in reversed([table for table in HOLDING if table != "messages"]):
        db.execute(f"DELETE FROM {table} WHERE {HOLDING[table]}", values)  # noqa: S608 - ours


def _forget_edits(db: Database, article_id: int) -> None:
    """What the edits of an article took out and put in goes, and from copies that take a delta in, too."""
    versions = list(column(db.conn, int, "SELECT version_id FROM edits WHERE article_id = ?", (article_id,)))
    for span in edits.forget(db, versions):
        changes.note_redaction(db, "edit_spans", (span,))


def _stub(db: Database, captures: Sequence[int]) -> None:
    """Empty the columns of captures that could say what was captured."""
    columns = [one for one in db.table("captures").columns if one.name not in STAYS]
    nothing = {one.name: "NULL" if not one.notnull else "0" if one.type == "INTEGER" else "''" for one in columns}
    emptied = ", ".join(f'"{name}" = {value}' for name, value in nothing.items())
    db.execute(
        f"UPDATE captures SET {emptied} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608 - names of columns
        (json.dumps(list(captures)),),
    )


def spans(db: Database, warc_file: str, offset: int) -> list[Span]:
    """The captures whose bytes, what stands before them included, lie over a byte of a file."""
    return [Span(*row) for row in db.execute(_SPANS, (warc_file, offset, offset))]


def set_stored(db: Database, capture: int, sha256: str) -> None:
    """Others lie at the place of a capture now: the hash of its stored bytes."""
    db.execute("UPDATE captures SET member_sha256 = ? WHERE id = ?", (sha256, capture))


def put_back(db: Database, held: Rows) -> None:
    """The rows that `rows_holding` gave, as they were, and their words into the index."""
    for table, found in held.items():
        for row in found:
            columns = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" * len(row))
            db.execute(f"INSERT OR REPLACE INTO {table}({columns}) VALUES({marks})", tuple(row.values()))
    for indexed in held.get("articles", []):
        fulltext.index_row(db, int(indexed["id"] or 0), str(indexed["title"]), str(indexed["body"]))
    versions = held.get("versions", [])
    for article in {int(version["article_id"] or 0) for version in versions}:
        # Told of texts that were blackened: `edits.fill` tells them anew.
        edits.forget(db, list(column(db.conn, int, "SELECT version_id FROM edits WHERE article_id = ?", (article,))))
    queue_versions(db, [int(version["id"] or 0) for version in versions])


def forget_spellings(db: Database, words: Iterable[str]) -> None:
    """Of these folded words those that no article has any more leave the table of spellings."""
    for word in words:
        if db.execute("SELECT 1 FROM search_spelling WHERE form = ?1 OR other = ?1", (word,)).fetchone() is None:
            continue
        if db.execute(_STILL_THERE, ('"' + word.replace('"', '""') + '"',)).fetchone() is None:
            db.execute(_SPELLINGS, {"word": word})


def set_texts(db: Database, version_id: int, texts: Mapping[str, str]) -> None:
    """Give a version the text, and its hashes, that may be shown of it; belongs to no present text."""
    changes.note_redaction(db, "versions", (version_id,))
    # The name may have left with the next edit, or come with this one: `edits.fill` tells of them anew.
    article = next(column(db.conn, int, "SELECT article_id FROM versions WHERE id = ?", (version_id,)), None)
    if article is not None:
        _forget_edits(db, article)
    names = ", ".join(f"{name} = :{name}" for name in texts)
    db.execute(f"UPDATE versions SET {names} WHERE id = :id", {**texts, "id": version_id})  # noqa: S608 - ours
    forget_version(db, version_id)


def cleanse(db: Database) -> Iterator[str]:
    """Take out of the file what deleted rows left: yields each step before it is done; each locks the file by itself.

    Words of a deleted article stand in the index until its segments are merged; texts replaced long ago, in pages that
    nobody uses, until the file is written anew.
    """
    yield "index"
    merge(db)
    merge(db, edits.INDEX)
    yield "file"
    db.execute("VACUUM")
