"""What changed since the snapshot before, as JSON lines: whatever changed it, and in changed columns alone.

docs/data.md describes the file. What changed is known by the table `changes` of the record; what it changed to, by the
two snapshots, so that a row that was written and is as before gives no line.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Literal, NamedTuple

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.publish._changed_rows import ChangedRows, Line
from archive.publish._months import Month
from archive.publish.entries import DeltaEntry, FileEntry, SnapshotEntry, TableState
from archive.publish.files import described
from archive.publish.table_states import FORM, States, shapes_of, states_of, tables_of
from archive.record.changes import changed_since, has_redacted, is_known
from archive.sqlite import column
from archive.warc.zstd import zstd

# What packs a tenth better takes as long as reading the rows does.
FORMAT, LEVEL = 3, 3
LINES_AT_ONCE = 100
# pruned: there was one, and it is older than deltas are kept (archive.publish.retention).
Why = Literal["", "first", "no_snapshot_before", "restored", "redacted", "unexplained", "pruned"]
SCHEMA = "SELECT migration_set || ' ' || name FROM {file}._sqlite_migrations ORDER BY 1"
RULES = "SELECT norm_version || ' ' || token_class_sha256 FROM {file}.search_meta"
COUNT = 'SELECT count(*) FROM "{table}"'
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
ABOUT = "SELECT name, value FROM about ORDER BY name"


class Begun(NamedTuple):
    """A snapshot that is whole and has no name yet: open, and what will be told of it."""

    connection: sqlite3.Connection
    file: FileEntry
    made_at: str


class Made(NamedTuple):
    """A delta and the states of the snapshot's tables; `delta` is None where there is none, and `why_none` says why.
    `texts` are the articles of which something that is indexed changed, `months` those in which anything did, where
    there is a delta."""

    delta: DeltaEntry | None
    why_none: Why
    tables: dict[str, TableState]
    texts: frozenset[int] = frozenset()
    months: frozenset[Month] = frozenset()


def why_not(data: DataFolder, record: sqlite3.Connection, before: SnapshotEntry | None) -> Why:
    """Why no delta can lead from a snapshot to one made now; empty where one can, as far as is known beforehand.

    `first`: there is none. `restored`: the record is another one, or that of an older backup. `no_snapshot_before`: the
    file is gone, or of another form. `redacted`: articles were taken out, and a line that names what went would tell
    their addresses.
    """
    if before is None:
        return "first"
    mark = before.get("change_mark", "")
    path = data.published / before["file"]
    is_alike = mark and before.get("tables_form") == FORM
    if not is_alike or not path.is_file() or path.stat().st_size != before["bytes"]:
        return "no_snapshot_before"
    if not is_known(record, mark):
        return "restored"
    if has_redacted(record, mark, "articles"):
        return "redacted"
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("ATTACH ? AS before", (str(path),))
        try:
            alike = all(
                list(column(connection, str, sql.format(file="before")))
                == list(column(record, str, sql.format(file="main")))
                for sql in (SCHEMA, RULES)
            )
        except sqlite3.DatabaseError:
            alike = False
    return "" if alike else "no_snapshot_before"


def write_delta(
    data: DataFolder, record: sqlite3.Connection, made: Begun, before: SnapshotEntry | None, files: tuple[Path, str]
) -> Made:
    """Write the lines to `files[0]`, a delta that is to be called `files[1]`; or say why there is none.

    `unexplained`: the changes noted do not lead to the tables as they are, as where somebody took the triggers out.
    """
    connection, why = made.connection, why_not(data, record, before)
    if why or before is None:
        return Made(None, why or "first", states_of(connection))
    connection.execute("ATTACH ? AS before", (str(data.published / before["file"]),))
    try:
        shapes = shapes_of(connection)
        states = States(before["tables"], shapes)
        changed = ChangedRows(connection, states, shapes)
        lines = changed.lines(changed_since(record, before["change_mark"]))
        rows = _write(files[0], _first(connection, made, before), lines, states)
    finally:
        connection.execute("DETACH before")
    tables = states.states()
    if any(_count(connection, table) != state["rows"] for table, state in tables.items()):
        files[0].unlink()
        return Made(None, "unexplained", states_of(connection))
    delta: DeltaEntry = {
        **described(*files),
        "format": FORMAT,
        "rows": rows,
        "since": before["file"],
        "since_sha256": before["sha256"],
        "to": made.file["file"],
        "to_sha256": made.file["sha256"],
        "made_at": made.made_at,
    }
    return Made(delta, "", tables, frozenset(changed.texts), frozenset(changed.months))


def _first(connection: sqlite3.Connection, made: Begun, before: SnapshotEntry) -> Line:
    """The first line: from which snapshot to which, and the table `about` as it is then."""
    schema = len(list(column(connection, str, SCHEMA.format(file="main"))))
    head = {"schema": schema, "tree_size": tree_size(connection)}
    return {
        "warraq_delta": FORMAT,
        "from": {"file": before["file"], "sha256": before["sha256"]} | head | {"tree_size": _tree_size_of(before)},
        "to": {"file": made.file["file"], "sha256": made.file["sha256"]} | head,
        "made_at": made.made_at,
        "about": dict(connection.execute(ABOUT).fetchall()),
    }


def tree_size(connection: sqlite3.Connection) -> int | None:
    """How many leaves the log of a snapshot has; None where there is no log."""
    return _count(connection, "log") if "log" in tables_of(connection) else None


def _tree_size_of(entry: SnapshotEntry) -> int | None:
    return entry["tables"]["log"]["rows"] if "log" in entry["tables"] else None


def _count(connection: sqlite3.Connection, table: str) -> int:
    return next(column(connection, int, COUNT.format(table=table)))


def _write(path: Path, first: Line, lines: Iterator[Line], states: States) -> int:
    """Row by row: after a great import these are more texts than memory holds. Returns how many rows."""
    rows, encoded = 0, map(_encode, chain((first,), lines))
    with zstd.open(path, "wb", level=LEVEL) as packed:
        while some := list(islice(encoded, LINES_AT_ONCE)):
            rows += len(some)
            packed.write(("\n".join(some) + "\n").encode())
        packed.write(f"{_encode({'end': rows - 1, 'tables': states.states()})}\n".encode())
    return rows - 1
