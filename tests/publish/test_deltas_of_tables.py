"""A row of any public table that is written by hand reaches whoever takes deltas, tables of later migrations too."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from archive.data_folder import DataFolder
from archive.publish.pulling import COPY, pull
from archive.publish.snapshot import publish
from archive.record.analysis_tables import ANALYSED
from archive.record.changes import followed
from tests.publish.test_pulling import copy, data
from tests.support.pulled_copies import Shelf, differences

__all__ = ["copy", "data"]
# Their rows by hand make a publish fail its checks, or are of a log; tests.publish.test_pulling changes them.
CHECKED = {"articles", "versions", "captures", "urls", "log", "log_backlog", "edits", "edit_spans"}
VALUES = {"INTEGER": (71, 72), "REAL": (0.25, 0.75), "TEXT": ("كلمة", "كلمتان"), "BLOB": (b"\x00a", b"\x00b")}


def tables(record: sqlite3.Connection) -> list[str]:
    return [table for table in followed(record) if table not in CHECKED]


def columns(record: sqlite3.Connection, table: str) -> list[tuple[str, str, bool]]:
    """Name, type, and whether the row is known by it."""
    found = record.execute("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid", (table,))
    return [(name, kind, bool(pk)) for name, kind, pk in found]


def by_hand(record: sqlite3.Connection, table: str, *, number: int) -> None:
    """Put a row in; its columns are any of their type."""
    values = [VALUES[kind][number] for _, kind, _ in columns(record, table)]
    record.execute(f"INSERT INTO {table} VALUES({', '.join('?' * len(values))})", values)


def changed(record: sqlite3.Connection, table: str) -> None:
    """Of two such rows one gets other values where it is not known by them, and the other goes."""
    found = columns(record, table)
    known = {name: VALUES[kind] for name, kind, is_key in found if is_key}
    where = " AND ".join(f'"{name}" = ?' for name in known)
    for name, kind, is_key in found:
        if not is_key:
            values = (VALUES[kind][1], *(value[0] for value in known.values()))
            record.execute(f'UPDATE {table} SET "{name}" = ? WHERE {where}', values)  # noqa: S608 - ours
    record.execute(f"DELETE FROM {table} WHERE {where}", [value[1] for value in known.values()])  # noqa: S608 - ours


def test_whatever_table_is_written_by_hand_its_delta_leads_there(data: DataFolder, copy: Path) -> None:
    seen = set[str]()
    for day in ("put in", "changed"):
        with closing(sqlite3.connect(data.record)) as record, record:
            for table in tables(record) if day == "put in" else seen:
                if day == "changed":
                    changed(record, table)
                    continue
                # Where such values may not stand, other tests write.
                with suppress(sqlite3.IntegrityError):
                    by_hand(record, table, number=0)
                    by_hand(record, table, number=1)
                    seen.add(table)
        made = publish(data)
        assert made.delta
        assert pull(Shelf(data), copy).whole == ""
        assert differences(data, copy / COPY) == []
    assert {*ANALYSED, "analyses", "warc_files", "gaps", "messages", "listed_days", "clusters", "outlets"} <= seen
