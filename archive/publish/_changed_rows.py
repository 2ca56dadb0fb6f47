"""The rows in which two snapshots differ, as lines of a delta: ADD, MOD, DEL, REDACT and KEY, with changed columns."""

from collections.abc import Iterator, Mapping
from itertools import compress, count, groupby, islice
from operator import ne
from typing import Any

from sqlite_utils.utils import sqlite3

from archive.publish._months import MOVED_BY_CHECKS, PARTED, Month, month_of
from archive.publish.table_states import COMPARED, LONG, Row, Same, Shape, States, plain
from archive.record.changes import Change

Line = dict[str, object]
# What a line says of its row, beside the row's columns: no column has one of these names.
OP, TABLE, GONE = "op", "t", "gone"
# The column that makes a row long, in the tables that have it.
TEXT = "body"
# The columns of articles that stand in the search index.
INDEXED = frozenset({"title", "body", "search_extra"})
# So many rows are asked for by one statement: their texts are in memory at once.
ROWS_AT_ONCE = 200


class ChangedRows:
    """Reads a snapshot, with the one before attached as `before`, and keeps the states of its tables up."""

    def __init__(self, connection: sqlite3.Connection, states: States, shapes: Mapping[str, Shape]) -> None:
        self._connection, self._states, self._shapes = connection, states, shapes
        # The articles that came, or of which something that is indexed changed.
        self.texts = set[int]()
        # The months of tables in which more changed than when articles were last seen.
        self.months = set[Month]()

    def lines(self, changes: Iterator[Change]) -> Iterator[Line]:
        """The lines of the rows that are noted as changed, which come table by table, and of the tables that nobody
        follows."""
        for table, of_table in groupby(changes, lambda change: change.table):
            # One that is gone by now is in neither snapshot.
            if table in self._shapes:
                yield from self._followed(table, of_table)
        for table in COMPARED:
            if table in self._shapes:
                yield from self._compared(table)

    def _followed(self, table: str, changes: Iterator[Change]) -> Iterator[Line]:
        shape = self._shapes[table]
        sql, text = _both(table, shape), shape.names.index(TEXT) if TEXT in shape.names else 0
        while some := list(islice(changes, ROWS_AT_ONCE)):
            keys = f"[{','.join(change.pk for change in some)}]"
            for change, found in zip(some, self._connection.execute(sql, (keys,)).fetchall(), strict=True):
                before, now = _parted(found, len(shape.names), text)
                if before != now or (change.is_redacted and now is not None):
                    self._states.change(table, before, now)
                    line = self._described(change, before, now)
                    if table in PARTED:
                        self._touch(line, shape, [row for row in (before, now) if row])
                    yield line

    def _touch(self, line: Line, shape: Shape, rows: list[Row]) -> None:
        """Note of which months a changed row was and is."""
        table = str(line[TABLE])
        if line[OP] != "MOD" or line.keys() - {OP, TABLE, *shape.keys} - MOVED_BY_CHECKS:
            at = shape.names.index(PARTED[table].by)
            self.months |= {Month(table, month_of(row[at])) for row in rows}

    def _described(self, change: Change, before: Row | None, now: Row | None) -> Line:
        names, keys = self._shapes[change.table]
        row = now or before or ()
        line: Line = {OP: _op(change, before, now, names), TABLE: change.table}
        line.update((name, row[names.index(name)]) for name in keys)
        if now is None:
            return line | ({GONE: 1} if change.is_redacted else {})
        places = compress(count(), map(ne, before, now)) if before else range(len(names))
        changed = {name: now[place] for place in places if (name := names[place]) not in keys}
        if change.table == "articles" and not INDEXED.isdisjoint(changed):
            self.texts.add(int(str(line["id"])))
        line.update(changed)
        for name in [name for name, value in changed.items() if value.__class__ is bytes]:
            line[name] = plain(changed[name])
        return line

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


def _parted(found: tuple[Any, ...], count: int, text: int) -> tuple[Row | None, Row | None]:
    """A row before and now, each None where its file has none, of what `_both` finds."""
    same, had, has = found[:3]
    before, now = found[3 : count + 3] if had else None, found[count + 3 :] if has else None
    if same and before and now:
        shared = (Same(same),)
        return before[:text] + shared + before[text + 1 :], now[:text] + shared + now[text + 1 :]
    return before, now


def _both(table: str, shape: Shape) -> str:
    """A statement that finds rows by a JSON list of their keys, in its order, in both files: how many bytes the text of
    each has, if that is long and the same in both and therefore left out, compared by SQLite and not fetched; whether
    each file has the row; its columns before and now."""
    old, new = (
        " AND ".join(f"{file}.\"{name}\" = k.value ->> '$[{n}]'" for n, name in enumerate(shape.keys))
        for file in ("o", "n")
    )
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
        f"SELECT {', '.join(columns)} FROM json_each(?) k"  # noqa: S608 - names of ours
        f' LEFT JOIN before."{table}" o ON {old} LEFT JOIN main."{table}" n ON {new}'
    )


def _op(change: Change, before: Row | None, now: Row | None, names: tuple[str, ...]) -> str:
    if change.is_redacted:
        return "REDACT"
    if before is None or now is None:
        return "ADD" if before is None else "DEL"
    key = names.index("key") if change.table == "articles" else None
    return "KEY" if key is not None and before[key] != now[key] else "MOD"
