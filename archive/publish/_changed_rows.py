"""The rows in which two snapshots differ, as lines of a delta: ADD, MOD, DEL, REDACT and KEY, with changed columns."""

from collections.abc import Iterator, Mapping

from sqlite_utils.utils import sqlite3

from archive.publish.table_states import COMPARED, LONG, Row, Same, Shape, States, plain
from archive.record.changes import Change

Line = dict[str, object]
# What a line says of its row, beside the row's columns: no column has one of these names.
OP, TABLE, GONE = "op", "t", "gone"
# The column that makes a row long, in the tables that have it.
TEXT = "body"
# The columns of articles that stand in the search index.
INDEXED = frozenset({"title", "body", "search_extra"})


class ChangedRows:
    """Reads a snapshot, with the one before attached as `before`, and keeps the states of its tables up."""

    def __init__(self, connection: sqlite3.Connection, states: States, shapes: Mapping[str, Shape]) -> None:
        self._connection, self._states, self._shapes = connection, states, shapes
        # The articles that came, or of which something that is indexed changed.
        self.texts = set[int]()
        self._asked: dict[str, str] = {}

    def lines(self, changes: Iterator[Change]) -> Iterator[Line]:
        """The lines of the rows that are noted as changed, and of the tables that nobody follows."""
        for change in changes:
            # One of a table that is gone by now is in neither snapshot.
            if change.table in self._shapes and (line := self._line(change)):
                yield line
        for table in COMPARED:
            if table in self._shapes:
                yield from self._compared(table)

    def _line(self, change: Change) -> Line | None:
        before, now = self._rows(change)
        if before == now and not (change.is_redacted and now is not None):
            return None
        self._states.change(change.table, before, now)
        return self._described(change, before, now)

    def _rows(self, change: Change) -> tuple[Row | None, Row | None]:
        """A row before and now. A text that is the same in both is compared by SQLite, and not fetched."""
        shape = self._shapes[change.table]
        if change.table not in self._asked:
            self._asked[change.table] = _both(change.table, shape)
        same, had, has, *values = self._connection.execute(self._asked[change.table], change.key * 2).fetchone()
        count = len(shape.names)
        before, now = values[:count], values[count:]
        if same:
            before[shape.names.index(TEXT)] = now[shape.names.index(TEXT)] = Same(same)
        return before if had else None, now if has else None

    def _described(self, change: Change, before: Row | None, now: Row | None) -> Line:
        names, keys = self._shapes[change.table]
        line: Line = {OP: _op(change, before, now, names), TABLE: change.table}
        line |= zip(keys, change.key, strict=True)
        if now is None:
            return line | ({GONE: 1} if change.is_redacted else {})
        old = before or [None] * len(names)
        is_new = before is None
        changed = {
            name: plain(value)
            for name, was, value in zip(names, old, now, strict=True)
            if name not in keys and (is_new or was != value)
        }
        if change.table == "articles" and not INDEXED.isdisjoint(changed):
            self.texts.add(int(change.key[0]))
        return line | changed

    def _compared(self, table: str) -> Iterator[Line]:
        for op, one, other in (("DEL", "before", "main"), ("ADD", "main", "before")):
            sql = f'SELECT * FROM {one}."{table}" EXCEPT SELECT * FROM {other}."{table}"'  # noqa: S608 - ours
            for row in self._connection.execute(sql):
                self._states.change(table, *((row, None) if op == "DEL" else (None, row)))
                yield self._whole(op, table, row)

    def _whole(self, op: str, table: str, row: Row) -> Line:
        names, keys = self._shapes[table]
        named = zip(names, row, strict=True)
        return {OP: op, TABLE: table} | {name: plain(value) for name, value in named if op == "ADD" or name in keys}


def _both(table: str, shape: Shape) -> str:
    """A statement that finds a row in both files: how many bytes its text has, if that is long and the same in both
    and therefore left out; whether each file has the row; its columns before and now."""
    old, new = (" AND ".join(f'{file}."{name}" = ?' for name in shape.keys) for file in ("o", "n"))
    is_same = f"typeof(n.{TEXT}) = 'text' AND octet_length(n.{TEXT}) > {LONG} AND o.{TEXT} IS n.{TEXT}"
    columns = [
        f"iif({is_same}, octet_length(n.{TEXT}), 0)" if TEXT in shape.names else "0",
        *(f'{file}."{shape.keys[0]}" NOTNULL' for file in ("o", "n")),
        *(
            f"iif({is_same}, NULL, {file}.{TEXT})" if name == TEXT else f'{file}."{name}"'
            for file in ("o", "n")
            for name in shape.names
        ),
    ]
    return (
        f"SELECT {', '.join(columns)} FROM (SELECT 1)"  # noqa: S608 - names of ours
        f' LEFT JOIN before."{table}" o ON {old} LEFT JOIN main."{table}" n ON {new}'
    )


def _op(change: Change, before: Row | None, now: Row | None, names: tuple[str, ...]) -> str:
    if change.is_redacted:
        return "REDACT"
    if before is None or now is None:
        return "ADD" if before is None else "DEL"
    key = names.index("key") if change.table == "articles" else None
    return "KEY" if key is not None and before[key] != now[key] else "MOD"
