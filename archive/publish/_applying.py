"""A delta taken into a copy of the archive: in one transaction, held against what is to come out, the index kept up.

The copy is one of its own that nobody reads yet: where a delta does not fit, it is thrown away.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.errors import WarraqError
from archive.publish._changed_rows import GONE, INDEXED, OP, TABLE
from archive.publish._months import MOVED_BY_CHECKS
from archive.publish.delta import FORMAT
from archive.publish.entries import DeltaEntry, TableState
from archive.publish.table_states import COMPARED, States, Value, shapes_of
from archive.record import edits, fulltext
from archive.record.changes import Key
from archive.record.index_upkeep import merge_some
from archive.record.reindexing import merge
from archive.sqlite import transaction
from archive.warc.zstd import zstd

PAGES_MERGED = 2_000
UNIQUE = (
    "SELECT DISTINCT i.name FROM pragma_index_list(?) l, pragma_index_info(l.name) i WHERE l.origin = 'u' ORDER BY 1"
)
SPANS = "edit_spans"
Line = dict[str, object]
Row = dict[str, Value]


class DoesNotFit(WarraqError):
    """A delta is not what it says, or leads from other rows than the copy has: the whole file is needed."""


@dataclass(slots=True)
class Applied:
    """The numbers of the articles that came, changed (but for when they were last seen) and went; what the tables are
    now."""

    added: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)
    is_redacted: bool = False
    tables: dict[str, TableState] = field(default_factory=dict)

    def join(self, later: "Applied") -> None:
        """Go on with what a later delta did."""
        self.removed = (self.removed | later.removed) - self.added
        self.changed = (self.changed | later.changed) - self.added - self.removed
        self.added = (self.added | later.added) - later.removed
        self.tables = later.tables


def apply(copy: Path, delta: Path, entry: DeltaEntry, tables: Mapping[str, TableState]) -> Applied:
    """Take a delta into a copy whose tables are as `tables` says. Raises DoesNotFit; then the copy is of no use.

    After a redaction nothing of what stood there before is left in the file.
    """
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            db = Database(connection)
            with transaction(db):
                applied = _Copy(db, tables).take(delta, entry)
            if applied.is_redacted:
                merge(db)
                merge(db, edits.INDEX)
                connection.execute("VACUUM")
            else:
                merge_some(db, PAGES_MERGED)
                merge_some(db, PAGES_MERGED, edits.INDEX)
            return applied
    except (sqlite3.DatabaseError, fulltext.IndexOutOfDate, ValueError, KeyError, TypeError, EOFError) as problem:
        raise DoesNotFit(f"{delta.name} cannot be taken in ({problem}).") from problem
    except zstd.ZstdError as problem:
        raise DoesNotFit(f"{delta.name} cannot be unpacked ({problem}).") from problem


class _Copy:
    """The copy while a delta is taken in."""

    def __init__(self, db: Database, tables: Mapping[str, TableState]) -> None:
        self._db, self._shapes = db, shapes_of(db.conn)
        self._states = States(tables, self._shapes)
        self._unique = {
            table: [str(name) for (name,) in db.execute(UNIQUE, (table,))]
            for table in self._shapes
            if table not in COMPARED
        }
        self._set_aside: dict[tuple[str, Key], Row] = {}
        self._applied = Applied()

    def take(self, delta: Path, entry: DeltaEntry) -> Applied:
        first, last, count = self._ends(delta)
        if first["warraq_delta"] != FORMAT or first["from"]["sha256"] != entry["since_sha256"]:  # type: ignore[index]
            raise DoesNotFit(f"{delta.name} leads from another file, or is of another form.")
        # Rows that go, and unique columns that change, leave room before anything takes it.
        for line in _lines(delta):
            self._make_room(line)
        for line in _lines(delta):
            self._write(line)
        self._about(first["about"])  # type: ignore[arg-type]
        self._applied.tables = self._states.states()
        if last["end"] != count or last["tables"] != self._applied.tables:
            raise DoesNotFit(f"{delta.name} does not lead to what it says: this copy is another one.")
        return self._applied

    def _ends(self, delta: Path) -> tuple[Line, Line, int]:
        first, last, count = Line(), Line(), 0
        with zstd.open(delta, "rb") as packed:
            for number, content in enumerate(packed):
                last, count = (json.loads(content) if content.startswith(b'{"end"') else last), number - 1
                first = first or json.loads(content)
        return first, last, count

    def _make_room(self, line: Line) -> None:
        table, key = self._place(line)
        if line[OP] == "DEL" or GONE in line:
            self._remove(table, key, is_redacted=line[OP] == "REDACT")
            return
        unique = [name for name in self._unique.get(table, ()) if name in line and name not in self._shapes[table].keys]
        old = self._row(table, key) if unique else None
        if old is not None:
            self._set_aside[table, key] = old
            number = len(self._set_aside)
            # No real value begins with a NUL, or is so far below zero.
            room: Row = {name: f"\0{number}" if isinstance(old[name], str) else -(2**62) - number for name in unique}
            self._update(table, key, room)

    def _write(self, line: Line) -> None:
        if line[OP] == "DEL" or GONE in line:
            return
        table, key = self._place(line)
        before = self._set_aside.get((table, key)) or self._row(table, key)
        named = {name: _value(line[name]) for name in self._shapes[table].names if name in line}
        row = {name: named[name] if name in named else (before or {})[name] for name in self._shapes[table].names}
        is_indexed = table == "articles" and (before is None or bool(INDEXED & named.keys()))
        if is_indexed and before is not None:
            self._unindex(before)
        if table == SPANS and before is not None:
            edits.unindex_span(self._db, *_span(before))
        if before is None:
            self._insert(table, row)
        else:
            keys = self._shapes[table].keys
            self._update(table, key, {name: value for name, value in named.items() if name not in keys})
        self._states.change(table, _values(before), _values(row))
        if table == SPANS:
            edits.index_span(self._db, *_span(row))
        if is_indexed:
            fulltext.index_row(self._db, int(str(row["id"])), str(row["title"]), str(row["body"]))
        self._applied.is_redacted |= line[OP] == "REDACT"
        if table == "articles":
            self._count(int(str(row["id"])), is_new=before is None, names=named.keys() - {"id"})

    def _remove(self, table: str, key: Key, *, is_redacted: bool) -> None:
        before = self._row(table, key)
        if before is None:
            raise DoesNotFit(f"A row of {table} that is to go is not here.")
        if table == "articles":
            self._unindex(before)
            self._applied.removed.add(int(str(before["id"])))
        if table == SPANS:
            edits.unindex_span(self._db, *_span(before))
        where = " AND ".join(f'"{name}" = ?' for name in self._shapes[table].keys)
        self._db.execute(f'DELETE FROM "{table}" WHERE {where}', key)  # noqa: S608 - names of the file's own tables
        self._states.change(table, _values(before), None)
        self._applied.is_redacted |= is_redacted

    def _count(self, article_id: int, *, is_new: bool, names: set[str]) -> None:
        if is_new:
            self._applied.added.add(article_id)
        elif names - MOVED_BY_CHECKS:
            self._applied.changed.add(article_id)

    def _unindex(self, row: Row) -> None:
        extra = row["search_extra"]
        article_id, title, body = int(str(row["id"])), str(row["title"]), str(row["body"])
        fulltext.unindex_row(self._db, article_id, title, body, None if extra is None else str(extra))

    def _place(self, line: Line) -> tuple[str, Key]:
        table = str(line[TABLE])
        if table not in self._shapes:
            raise DoesNotFit(f"This copy has no table {table}.")
        return table, tuple(_value(line[name]) for name in self._shapes[table].keys)  # type: ignore[misc]

    def _row(self, table: str, key: Key) -> Row | None:
        where = " AND ".join(f'"{name}" = ?' for name in self._shapes[table].keys)
        found = self._db.execute(f'SELECT * FROM "{table}" WHERE {where}', key).fetchone()  # noqa: S608 - as above
        return dict(zip(self._shapes[table].names, found, strict=True)) if found is not None else None

    def _insert(self, table: str, row: Row) -> None:
        marks = ", ".join("?" * len(row))
        self._db.execute(f'INSERT INTO "{table}" VALUES({marks})', list(row.values()))

    def _update(self, table: str, key: Key, values: Row) -> None:
        if values:
            changed = ", ".join(f'"{name}" = ?' for name in values)
            where = " AND ".join(f'"{name}" = ?' for name in self._shapes[table].keys)
            self._db.execute(f'UPDATE "{table}" SET {changed} WHERE {where}', [*values.values(), *key])  # noqa: S608

    def _about(self, about: Mapping[str, str]) -> None:
        self._db.execute("DELETE FROM about")
        self._db.conn.executemany("INSERT INTO about VALUES(?, ?)", about.items())


def _lines(delta: Path) -> Iterator[Line]:
    """The lines between the first and the last."""
    with zstd.open(delta, "rb") as packed:
        for content in packed:
            if content.startswith(b'{"op"'):
                yield json.loads(content)


def _values(row: Row | None) -> tuple[Value, ...] | None:
    return tuple(row.values()) if row is not None else None


def _value(value: object) -> Value:
    if isinstance(value, dict):
        return bytes.fromhex(value["hex"])
    if value is None or isinstance(value, str | int | float):
        return value
    raise ValueError(f"{value!r} is no value of a column")


def _span(row: Row) -> tuple[int, str, str]:
    return int(str(row["id"])), str(row["removed"]), str(row["added"])
