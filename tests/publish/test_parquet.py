"""Rows as Parquet are the rows of their table, with its types; two files are held against each other row by row."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from archive.publish import _parquet

parquet = pytest.importorskip("pyarrow.parquet", reason="the extra warraq[parquet] is not installed")
ROWS = [(1, "خبر", 0.5, b"\x00"), (2, None, None, None)]


def written(folder: Path, name: str, rows: Sequence[tuple[object, ...]], columns: str = "") -> Path:
    path = folder / name
    with closing(sqlite3.connect(":memory:")) as connection:
        table = f"articles(id INTEGER PRIMARY KEY, title TEXT, share REAL, entry BLOB{columns})"
        connection.execute(f"CREATE TABLE {table}")
        connection.executemany(f"INSERT INTO articles VALUES({', '.join('?' * len(rows[0]))})", rows)
        found = connection.execute("SELECT * FROM articles ORDER BY id")
        assert _parquet.write(connection, "articles", found, path) == len(rows)
    return path


def test_rows_as_parquet_have_their_values_and_types(tmp_path: Path) -> None:
    table = parquet.read_table(written(tmp_path, "some.parquet", ROWS))
    assert [tuple(row.values()) for row in table.to_pylist()] == ROWS
    assert [str(kind) for kind in table.schema.types] == ["int64", "string", "double", "binary"]


def test_two_files_have_the_same_rows_where_all_columns_that_count_are_alike(tmp_path: Path) -> None:
    many = [(n, f"{n}", 0.5, b"") for n in range(_parquet.ROWS_AT_ONCE + 2)]
    one = written(tmp_path, "one.parquet", many)
    last = many[-1]
    for name, rows, but, alike in (
        ("same", many, (), True),
        ("shorter", many[:-1], (), False),
        ("other", [*many[:-1], (last[0], "x", *last[2:])], (), False),
        ("other", [*many[:-1], (last[0], "x", *last[2:])], ("title",), True),
        ("none", [*many[:-1], (last[0], None, *last[2:])], (), False),
    ):
        assert _parquet.have_same_rows(one, written(tmp_path, name, rows), but) is alike, name
    wider = written(tmp_path, "wider", [(*row, None) for row in many], ", later TEXT")
    assert not _parquet.have_same_rows(one, wider, ())
