"""The append-only log: a leaf for every capture and version, written in the very commit of its row.

What is completed later, an article's description or which capture and rules a text was read by, becomes a further leaf
whenever it changes. archive.evidence.records says what a leaf covers.
"""

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.evidence._outlets import holds, ref_of, row_sha256
from archive.evidence.records import (
    CAPTURE,
    CLAIMED,
    DESCRIPTION,
    SALT_BYTES,
    VERSION,
    Fields,
    Kind,
    Value,
    canonical,
    capture_fields,
    claimed_sha256,
    description_sha256,
    entry_of,
    record_of,
    version_fields,
)
from archive.record.log_rows import Unlogged
from archive.record.rows import OutletRow
from archive.sqlite import column, transaction
from archive.sqlite import rows as rows_of

# So many rows of before the log take the record's lock for some 15 ms.
BACKLOG_STEP = 500

_IDS = "IN (SELECT value FROM json_each(?))"
_CAPTURES = f"SELECT id, held, {', '.join(CAPTURE)} FROM captures WHERE id {_IDS} ORDER BY id"  # noqa: S608 - words of ours
_VERSIONS = f"""
SELECT v.id, {", ".join(f"v.{name}" for name in VERSION)}, a.outlet,
  (SELECT max(n) FROM log WHERE kind = 'capture' AND ref = v.capture_id) AS capture, v.extractor,
  {", ".join(f"v.{name}" for name in CLAIMED)}
FROM versions v JOIN articles a ON a.id = v.article_id WHERE v.id {_IDS} ORDER BY v.id
"""  # noqa: S608 - words of ours
_ARTICLES = f"SELECT id, {', '.join(DESCRIPTION)} FROM articles WHERE id {_IDS} ORDER BY id"  # noqa: S608 - words of ours
_LAST = "SELECT n, salt, detail FROM log WHERE kind = ? AND ref = ? ORDER BY n DESC LIMIT 1"
_LEAF_OF = "SELECT n FROM log WHERE kind = ? AND ref = ? ORDER BY n LIMIT 1"
_LEAVES_OF = "SELECT n FROM log WHERE kind = ? AND ref = ? ORDER BY n"
_HELD = f"SELECT id, held FROM captures WHERE id {_IDS} ORDER BY id"  # noqa: S608 - words of ours
FORGET_SALT = "UPDATE log SET salt = NULL WHERE n = ?"
About = Literal["article", "version", "capture"]
# Which leaves are about an article, a version, a capture.
KINDS_ABOUT: Mapping[About, tuple[Kind, ...]] = {
    "article": ("described",),
    "version": ("version", "reread"),
    "capture": ("capture", "held"),
}
_TABLES = {"capture": "captures", "version": "versions", "described": "articles"}


class _New(NamedTuple):
    """A leaf to come: the row it is about, what it covers, and of that what the row does not hold for good."""

    ref: int
    fields: Fields
    detail: Fields = {}  # noqa: RUF012 - a Mapping, written to by nobody
    salt: bytes = b""


def append(db: Database, written: Collection[Unlogged]) -> None:
    """Append leaves for the rows that this transaction wrote. What was rolled back with a part of it has no row, and
    what says no more than its last leaf gets no further one."""
    if not written:
        return
    for kind, append_kind in _APPENDING.items():
        if ids := [ref for of, ref in written if of == kind]:
            append_kind(db, json.dumps(ids))


def append_redacted(db: Database, leaf: int, level: str, reason: str, day: str, hashes: Mapping[str, str]) -> int:
    """Append that what leaf number `leaf` covers was hidden, sealed or erased, for a kind of reason, on a day; `hashes`
    of what it was and of what stands in its place. Belongs in the transaction that does so. Returns its number."""
    fields: Fields = {"leaf": leaf, "level": level, "reason": reason, "day": day, **hashes}
    return _insert(db, "redacted", [_New(leaf, fields, fields)])


def append_published(db: Database, fields: Fields, salt: bytes) -> None:
    """Append what no row of ours stands for. Belongs in a transaction."""
    _insert(db, "published", [_New(0, fields, fields, salt)])


def withdraw(db: Database, about: About, ref: int, level: str, reason: str, day: str) -> None:
    """Append to every leaf about a row that goes that it does, and forget their salts, so that nobody can guess what
    they stood for. Belongs in the transaction that takes the row out, before it."""
    for leaf in leaves_about(db.conn, about, ref):
        append_redacted(db, leaf, level, reason, day, {})
        db.execute(FORGET_SALT, (leaf,))


def leaves_about(connection: sqlite3.Connection, about: About, ref: int) -> list[int]:
    """The numbers of all leaves about an article, a version or a capture."""
    return [leaf for kind in KINDS_ABOUT[about] for leaf in column(connection, int, _LEAVES_OF, (kind, ref))]


def leaf_of(connection: sqlite3.Connection, kind: Kind, ref: int) -> int | None:
    """The number of the first leaf of this kind about a row; None where there is none."""
    return next(column(connection, int, _LEAF_OF, (kind, ref)), None)


def size(connection: sqlite3.Connection) -> int:
    """How many leaves the log has."""
    return next(column(connection, int, "SELECT coalesce(max(n) + 1, 0) FROM log"))


def entries(connection: sqlite3.Connection, first: int, end: int) -> Iterator[bytes]:
    """The entries of the leaves first … end - 1, read as they are iterated."""
    return column(connection, bytes, "SELECT entry FROM log WHERE n >= ? AND n < ? ORDER BY n", (first, end))


def catch_up(db: Database, on_step: Callable[[int, int], None] = lambda *_: None) -> None:
    """Enter the rows that a record had before it had a log, in small commits of their own beside which others read.

    Whoever opens such a record for writing does so first; several processes share the work. `on_step` hears how many
    ids of how many are done."""
    while backlog := db.execute("SELECT kind, next_id, last_id FROM log_backlog ORDER BY kind").fetchone():
        kind, first, last = backlog
        with transaction(db):
            _catch_up_step(db, kind)
        on_step(first, last)


def _catch_up_step(db: Database, kind: Literal["capture", "version", "described"]) -> None:
    # Another process may have done this step meanwhile.
    backlog = db.execute("SELECT next_id, last_id FROM log_backlog WHERE kind = ?", (kind,)).fetchone()
    if backlog is None:
        return
    sql = f"SELECT id FROM {_TABLES[kind]} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?"  # noqa: S608 - words of ours
    ids = list(column(db.conn, int, sql, (*backlog, BACKLOG_STEP)))
    append(db, [(kind, ref) for ref in ids])
    if len(ids) < BACKLOG_STEP:
        db.execute("DELETE FROM log_backlog WHERE kind = ?", (kind,))
    else:
        db.execute("UPDATE log_backlog SET next_id = ? WHERE kind = ?", (ids[-1] + 1, kind))


def _append_captures(db: Database, ids: str) -> None:
    found = db.execute(_CAPTURES, (ids,)).fetchall()
    _insert(
        db,
        "capture",
        [_New(ref, {**capture_fields(row), "held": held}, {"held": held}) for ref, held, *row in found],
    )


def _append_held(db: Database, ids: str) -> None:
    new = []
    for ref, held in db.execute(_HELD, (ids,)).fetchall():
        first, again = (db.execute(_LAST, (kind, ref)).fetchone() for kind in ("capture", "held"))
        last = json.loads((again or first or ("", b"", ""))[2] or "{}")
        if "held" not in last or last["held"] != held:
            fields: Fields = {"capture": first[0] if first else None, "held": held}
            new.append(_New(ref, fields, fields))
    _insert(db, "held", new)


def _append_versions(db: Database, ids: str) -> None:
    new = []
    for ref, *row in db.execute(_VERSIONS, (ids,)).fetchall():
        fixed, (outlet, capture, rules, *claims) = row[: len(VERSION)], row[len(VERSION) :]
        salt = os.urandom(SALT_BYTES)
        read: Fields = {"capture": capture, "rules": rules, "claims": claimed_sha256(salt, claims)}
        new.append(_New(ref, version_fields(fixed, outlet, read), read, salt))
    _insert(db, "version", new)


def _append_read_again(db: Database, ids: str) -> None:
    new = []
    for ref, *row in db.execute(_VERSIONS, (ids,)).fetchall():
        capture, rules, *claims = row[len(VERSION) + 1 :]
        first, again = (db.execute(_LAST, (kind, ref)).fetchone() for kind in ("version", "reread"))
        _, known_salt, known = again or first or (None, None, "{}")
        now: dict[str, Value] = {"capture": capture, "rules": rules}
        # What was taken out claims nothing that could be compared.
        if known_salt:
            now["claims"] = claimed_sha256(known_salt, claims)
        if not now.items() <= json.loads(known).items():
            salt = os.urandom(SALT_BYTES)
            read: Fields = {"version": first[0] if first else None, **now, "claims": claimed_sha256(salt, claims)}
            new.append(_New(ref, read, read, salt))
    _insert(db, "reread", new)


def _append_described(db: Database, ids: str) -> None:
    new = []
    for ref, *article in db.execute(_ARTICLES, (ids,)).fetchall():
        last = db.execute(_LAST, ("described", ref)).fetchone()
        if last and last[1] and json.loads(last[2])["sha256"] == description_sha256(last[1], article):
            continue
        salt = os.urandom(SALT_BYTES)
        fields: Fields = {"sha256": description_sha256(salt, article)}
        new.append(_New(ref, {"article_id": ref, **fields}, fields, salt))
    _insert(db, "described", new)


def _append_outlets(db: Database, refs: str) -> None:
    wanted, new = set(json.loads(refs)), []
    for row in rows_of(db.conn, OutletRow, "SELECT * FROM outlets ORDER BY name"):
        if ref_of(row["name"]) in wanted and not holds(db.conn, row["name"]):
            salt = os.urandom(SALT_BYTES)
            fields: Fields = {"outlet": row["name"], "sha256": row_sha256(salt, row)}
            new.append(_New(ref_of(row["name"]), fields, fields, salt))
    _insert(db, "outlet", new)


# In the order of their leaves.
_APPENDING = {
    "outlet": _append_outlets,
    "capture": _append_captures,
    "version": _append_versions,
    "reread": _append_read_again,
    "described": _append_described,
    "held": _append_held,
}


def _insert(db: Database, kind: Kind, new: Collection[_New]) -> int:
    """Append leaves; returns the number of the last."""
    first = size(db.conn)
    rows = []
    for n, leaf in enumerate(new, first):
        salt = leaf.salt or os.urandom(SALT_BYTES)
        entry = entry_of(record_of(kind, salt, leaf.fields))
        rows.append((n, kind, leaf.ref, salt, entry, canonical(leaf.detail) if leaf.detail else ""))
    db.conn.executemany("INSERT INTO log(n, kind, ref, salt, entry, detail) VALUES(?, ?, ?, ?, ?, ?)", rows)
    return first + len(rows) - 1
