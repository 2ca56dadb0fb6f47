"""The rows in which two snapshots differ, as lines of a delta: ADD, MOD, DEL, REDACT and KEY, with changed columns."""

from collections.abc import Callable, Iterator, Sequence

from sqlite_utils.utils import sqlite3

from archive.publish.table_states import COMPARED, States, Value, plain, tables_of
from archive.record.changes import Change, key_columns

Line = dict[str, object]
# What a line says of its row, beside the row's columns: no column has one of these names.
OP, TABLE, GONE = "op", "t", "gone"
# The columns of articles that stand in the search index.
INDEXED = frozenset({"title", "body", "search_extra"})


class ChangedRows:
    """Reads a snapshot, with the one before attached as `before`, and keeps the states of its tables up."""

    def __init__(self, connection: sqlite3.Connection, states: States) -> None:
        self._connection, self._states = connection, states
        self._keys: dict[str, list[str]] = {}
        self._columns: dict[str, list[str]] = {}
        # The articles that came, or of which something that is indexed changed.
        self.texts = set[int]()

    def lines(self, changes: Iterator[Change]) -> Iterator[Line]:
        """The lines of the rows that are noted as changed, and of the tables that nobody follows."""
        known = set(tables_of(self._connection))
        for change in changes:
            # One of a table that is gone by now is in neither snapshot.
            if change.table in known and (line := self._line(change)):
                yield line
        for table in COMPARED:
            if table in known:
                yield from self._compared(table)

    def _line(self, change: Change) -> Line | None:
        before, now = self._row("before", change), self._row("main", change)
        if before == now and not (change.is_redacted and now is not None):
            return None
        self._keep_up(change.table, before, now)
        return self._described(change, before, now)

    def _row(self, file: str, change: Change) -> tuple[Value, ...] | None:
        where = " AND ".join(f'"{name}" = ?' for name in self.keys_of(change.table))
        sql = f'SELECT * FROM {file}."{change.table}" WHERE {where}'  # noqa: S608 - names of ours
        row = self._connection.execute(sql, change.key).fetchone()
        return tuple(row) if row is not None else None

    def _keep_up(self, table: str, before: Sequence[Value] | None, now: Sequence[Value] | None) -> None:
        if before is not None:
            self._states.remove(table, before)
        if now is not None:
            self._states.add(table, now)

    def _described(self, change: Change, before: Sequence[Value] | None, now: Sequence[Value] | None) -> Line:
        names, keys = self.columns_of(change.table), self.keys_of(change.table)
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
        names = self.columns_of(table)
        for op, one, other, count in (
            ("DEL", "before", "main", self._states.remove),
            ("ADD", "main", "before", self._states.add),
        ):
            sql = f'SELECT * FROM {one}."{table}" EXCEPT SELECT * FROM {other}."{table}"'  # noqa: S608 - ours
            for row in self._connection.execute(sql):
                yield self._whole(op, table, names, row, count)

    def _whole(
        self, op: str, table: str, names: list[str], row: Sequence[Value], count: Callable[[str, Sequence[Value]], None]
    ) -> Line:
        count(table, row)
        keys = self.keys_of(table) if op == "DEL" else names
        return {OP: op, TABLE: table} | {
            name: plain(value) for name, value in zip(names, row, strict=True) if name in keys
        }

    def keys_of(self, table: str) -> list[str]:
        """The columns by which a row is known: the primary key, or all of them where there is none."""
        if table not in self._keys:
            self._keys[table] = key_columns(self._connection, table) or self.columns_of(table)
        return self._keys[table]

    def columns_of(self, table: str) -> list[str]:
        if table not in self._columns:
            found = self._connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))
            self._columns[table] = [str(name) for (name,) in found]
        return self._columns[table]


def _op(change: Change, before: Sequence[Value] | None, now: Sequence[Value] | None, names: Sequence[str]) -> str:
    if change.is_redacted:
        return "REDACT"
    if before is None or now is None:
        return "ADD" if before is None else "DEL"
    key = names.index("key") if change.table == "articles" else None
    return "KEY" if key is not None and before[key] != now[key] else "MOD"
