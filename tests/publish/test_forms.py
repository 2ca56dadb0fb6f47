"""A snapshot in other forms: packed it is the same file, and its tables as Parquet have the same rows."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.publish import _forms
from archive.warc.zstd import zstd


def test_a_packed_snapshot_is_the_snapshot(tmp_path: Path) -> None:
    content = bytes(range(256)) * 5_000
    (tmp_path / "plain").write_bytes(content)
    _forms.pack(tmp_path / "plain", tmp_path / "packed")
    assert zstd.decompress((tmp_path / "packed").read_bytes()) == content


def test_a_table_as_parquet_has_its_rows_and_types(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra warraq[parquet] is not installed")
    rows = [(1, "خبر", 0.5, b"\x00"), (2, None, None, None)]
    with closing(sqlite3.connect(tmp_path / "file.db")) as connection:
        connection.execute("CREATE TABLE articles(id INTEGER PRIMARY KEY, title TEXT, share REAL, entry BLOB)")
        connection.executemany("INSERT INTO articles VALUES(?, ?, ?, ?)", rows)
        connection.commit()
    assert _forms.write_parquet(tmp_path / "file.db", "articles", tmp_path / "articles.parquet") == 2
    table = parquet.read_table(tmp_path / "articles.parquet")
    assert [tuple(row.values()) for row in table.to_pylist()] == rows
    assert [str(kind) for kind in table.schema.types] == ["int64", "string", "double", "binary"]
