"""Which rows of the record changed since a download: noted by triggers, whatever changes them, hand-made SQL too.

A row of `changes` names a table and the key of a row, and nothing of what it holds: what a delta says is read from two
snapshots. A publish leaves its mark before it makes the snapshot, so that everything behind the mark, and perhaps
something that the snapshot has already, is what changed since. A record restored from an older backup lacks the mark.
"""

import json
import secrets
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.sqlite import column, has_table, transaction

TABLE = (
    "CREATE TABLE IF NOT EXISTS changes(seq INTEGER PRIMARY KEY, what TEXT NOT NULL, tbl TEXT NOT NULL,"
    " pk TEXT NOT NULL)"
)
# Derived from the rest, or made by SQLite: compared as a whole when a delta is made, where readers have them at all, or
# kept right by triggers wherever the rest changes.
KEPT = ("outlet_days", "article_facts", "edit_facts", "governorate_counts")
NOT_FOLLOWED = ("changes", "sqlite_", "_sqlite_", "articles_fts", "search_", "about", *KEPT)
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'changes\\_%' ESCAPE '\\'"
KEYS = "SELECT t.value, c.name FROM json_each(?) t, pragma_table_info(t.value) c WHERE c.pk > 0 ORDER BY t.value, c.pk"
NOTE = "INSERT INTO changes(what, tbl, pk) VALUES(?, ?, ?)"
MARK = "SELECT max(seq) FROM changes WHERE what = 'published' AND pk = ?"
SINCE = (
    "SELECT max(seq) AS seq, min(what) AS what, tbl, pk FROM changes WHERE seq > ? AND what <> 'published'"
    " GROUP BY tbl, pk ORDER BY tbl, pk"
)
LAST_TOLD = "SELECT pk, tbl FROM changes WHERE what = 'published' AND tbl <> '' ORDER BY seq DESC LIMIT 1"
LEAVES_CHANGED = "SELECT 1 FROM changes WHERE seq > ? AND tbl = 'log' AND pk ->> '$[0]' < ? LIMIT 1"
PRUNED_AT_ONCE = 5_000
Key = tuple[str | int, ...]


class Change(NamedTuple):
    """A row that was written, removed or redacted, once or several times; `pk` is its key as a JSON list."""

    table: str
    pk: str
    is_redacted: bool

    @property
    def key(self) -> Key:
        return tuple(json.loads(self.pk))


def set_up(db: Database) -> None:
    """Follow every public table of the record; writes nothing where all are followed already.

    Asked at every opening: migrations that make a table anew, and downloads that are made records, lose the triggers.
    """
    db.execute(TABLE)
    known = dict(db.execute(TRIGGERS).fetchall())
    wanted = {
        name: sql
        for table, columns in key_columns(db.conn, followed(db.conn)).items()
        for name, sql in _triggers(table, columns).items()
    }
    for name in known.keys() - wanted.keys():
        db.execute(f'DROP TRIGGER "{name}"')
    for name, sql in wanted.items():
        if known.get(name) != sql:
            if name in known:
                db.execute(f'DROP TRIGGER "{name}"')
            db.execute(sql)


def take_out(db: Database) -> None:
    """Take the table and its triggers out of a snapshot: they are of no use to whoever downloads it."""
    with transaction(db):
        for name, _ in db.execute(TRIGGERS).fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("DROP TABLE IF EXISTS changes")


def followed(connection: sqlite3.Connection) -> list[str]:
    """The public tables whose rows are followed."""
    return [table for table in column(connection, str, TABLES) if not table.startswith(NOT_FOLLOWED)]


def key_columns(connection: sqlite3.Connection, tables: list[str]) -> dict[str, list[str]]:
    """The columns of the primary keys of tables, each in its order."""
    found: dict[str, list[str]] = {table: [] for table in tables}
    for table, name in connection.execute(KEYS, (json.dumps(tables),)):
        found[table].append(name)
    return found


def _triggers(table: str, columns: list[str]) -> dict[str, str]:
    def note(row: str) -> str:
        key = ", ".join(f'{row}."{name}"' for name in columns)
        return f"INSERT INTO changes(what, tbl, pk) VALUES('row', '{table}', json_array({key}));"

    moved = ", ".join(f'"{name}"' for name in columns)
    when = {
        "insert": ("AFTER INSERT", note("new")),
        "update": ("AFTER UPDATE", note("new")),
        "delete": ("AFTER DELETE", note("old")),
        # Its key as it was: the trigger above notes what it is now.
        "move": (f"AFTER UPDATE OF {moved}", note("old")),
    }
    return {
        f"changes_{table}_{name}": f'CREATE TRIGGER "changes_{table}_{name}" {event} ON "{table}" BEGIN {body} END'
        for name, (event, body) in when.items()
    }


def note_redaction(db: Database, table: str, key: Sequence[str | int]) -> None:
    """Say that a row of a followed table was redacted: the next delta tells it as REDACT, and copies that take it in
    leave nothing behind of what stood there. Belongs in the transaction that redacts."""
    db.execute(NOTE, ("redact", table, json.dumps(list(key), ensure_ascii=False, separators=(",", ":"))))


def mark(db: Database) -> str:
    """Leave the mark of a publish that begins now, in a commit of its own; returns what to ask `changed_since` by."""
    token = secrets.token_hex(8)
    with transaction(db):
        db.execute(NOTE, ("published", "", token))
    return token


def noted(connection: sqlite3.Connection) -> int:
    """How far changes are noted by now: what to leave a mark `mark_log` by."""
    return next(column(connection, int, "SELECT coalesce(max(seq), 0) FROM changes"))


def mark_log(db: Database, token: str, size: int, since: int) -> None:
    """Leave a mark of the first `size` leaves of the log, which were read when changes were noted up to `since`;
    nothing where one of them changed meanwhile."""
    with transaction(db):
        if db.execute(LEAVES_CHANGED, (since, size)).fetchone() is None:
            db.execute(NOTE, ("published", "", token))


def is_log_as_marked(connection: sqlite3.Connection, token: str, size: int) -> bool:
    """Does the record have this mark of its log, and has none of those leaves changed since?"""
    (since,) = connection.execute(MARK, (token,)).fetchone()
    return since is not None and connection.execute(LEAVES_CHANGED, (since, size)).fetchone() is None


def is_known(connection: sqlite3.Connection, token: str) -> bool:
    """Does the record have this mark? Not where it was restored from a backup of before."""
    return connection.execute(MARK, (token,)).fetchone()[0] is not None


def has_changed(connection: sqlite3.Connection, token: str) -> bool:
    """Was anything noted since a mark? Not where the mark is not known."""
    (since,) = connection.execute(MARK, (token,)).fetchone()
    sql = "SELECT 1 FROM changes WHERE seq > ? AND what <> 'published' LIMIT 1"
    return since is not None and connection.execute(sql, (since,)).fetchone() is not None


def changed_since(connection: sqlite3.Connection, token: str) -> Iterator[Change]:
    """Every row that may have changed since a mark that is known, by table and key, each once."""
    (since,) = connection.execute(MARK, (token,)).fetchone()
    for _, what, table, key in connection.execute(SINCE, (since,)):
        yield Change(table, key, what == "redact")


def has_redacted(connection: sqlite3.Connection, token: str, table: str | None = None) -> bool:
    """Was any row redacted since a mark that is known, of one table or of all?"""
    (since,) = connection.execute(MARK, (token,)).fetchone()
    sql = "SELECT 1 FROM changes WHERE seq > ? AND what = 'redact' AND tbl = coalesce(?, tbl) LIMIT 1"
    return connection.execute(sql, (since, table)).fetchone() is not None


def note_told(db: Database, token: str, sha256: str) -> None:
    """Keep with the mark of a publish the hash of what is told of its snapshot, which enters the log with the next."""
    with transaction(db):
        db.execute("UPDATE changes SET tbl = ? WHERE what = 'published' AND pk = ?", (sha256, token))


def last_told(connection: sqlite3.Connection) -> tuple[str, str] | None:
    """The mark of the last publish that came to its end, and that hash; None where none is known."""
    return connection.execute(LAST_TOLD).fetchone() if has_table(connection, "changes") else None


def prune(db: Database, token: str) -> None:
    """Forget what changed before a mark, in small commits."""
    (upto,) = db.execute(MARK, (token,)).fetchone()
    gone = PRUNED_AT_ONCE
    while gone == PRUNED_AT_ONCE and upto is not None:
        with transaction(db):
            sql = "DELETE FROM changes WHERE seq IN (SELECT seq FROM changes WHERE seq < ? ORDER BY seq LIMIT ?)"
            gone = db.execute(sql, (upto, PRUNED_AT_ONCE)).rowcount
