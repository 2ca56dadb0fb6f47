"""Leaves about what no page says: who the archive takes an outlet to be, and what it published.

An outlet's leaf is written with its row, whenever that changes. What was published enters the log with the next publish
that has anything new to tell: a snapshot cannot hold a leaf about itself, and where nothing changed nothing is written.
"""

import json
import os
from collections.abc import Iterator, Mapping

from sqlite_utils.utils import sqlite3

from archive.evidence._outlets import holds, ref_of
from archive.evidence.log import append, append_published
from archive.evidence.records import SALT_BYTES
from archive.model import Outlet
from archive.record.store import Store
from archive.sqlite import column, has_table, transaction

OUTLETS = "SELECT name FROM outlets"
LOGGED = "SELECT DISTINCT detail ->> 'outlet' FROM log WHERE kind = 'outlet' AND json_valid(detail)"
PUBLISHED = "SELECT detail FROM log WHERE kind = 'published' AND ref = 0 AND json_valid(detail) ORDER BY n"


def put_outlet(store: Store, outlet: Outlet) -> None:
    """Write what the record says of an outlet, and its leaf; what is unchanged costs no write."""
    if store.has_outlet(outlet) and holds(store.db.conn, outlet.name):
        store.put_outlet(outlet)
        return
    with transaction(store.db):
        store.put_outlet(outlet)
        append(store.db, [("outlet", ref_of(outlet.name))])


def others(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """The outlets whose rows are not as the log says, each with why; of one that it does not know it says nothing."""
    logged, there = (set(column(connection, str, sql)) for sql in (LOGGED, OUTLETS))
    yield from ((name, "The log knows it, and it is not there any more.") for name in sorted(logged - there))
    for name in sorted(logged & there):
        if not holds(connection, name):
            yield name, "Its title, address, language or what else is said of it is not what the log says."


def published(connection: sqlite3.Connection) -> dict[str, str]:
    """What the log says of what was published: the hash of what is told of each file, by its name."""
    if not has_table(connection, "log"):
        return {}
    logged = (json.loads(detail) for detail in column(connection, str, PUBLISHED))
    return {str(one["file"]): str(one["sha256"]) for one in logged}


def enter_published(store: Store, digests: Mapping[str, str]) -> None:
    """Append a leaf for every file that has none yet, with the hash of what is told of it. Belongs in a transaction."""
    known = published(store.db.conn)
    for file, sha256 in digests.items():
        if file not in known:
            append_published(store.db, {"file": file, "sha256": sha256}, os.urandom(SALT_BYTES))
