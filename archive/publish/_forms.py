"""A snapshot in other forms: packed by zstd, and its largest tables as Parquet where pyarrow is installed."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3

from archive.warc.zstd import zstd

# More costs from two to forty times as much, for four to twenty-four per cent.
LEVEL = 9
CHUNK_BYTES = 1 << 20
TABLES = ("articles", "versions", "captures", "copies")
ROWS_AT_ONCE = 5_000


def pack(snapshot: Path, packed: Path) -> None:
    with snapshot.open("rb") as plain, zstd.open(packed, "wb", level=LEVEL) as target:
        shutil.copyfileobj(plain, target, CHUNK_BYTES)


def has_parquet() -> bool:
    """Is what writes Parquet installed (warraq[parquet])?"""
    return find_spec("pyarrow") is not None


def write_parquet(snapshot: Path, table: str, path: Path) -> int:
    """Write a table as a Parquet file, with the types of its columns; returns its number of rows."""
    import pyarrow  # noqa: PLC0415 - an extra, and half a second to load
    from pyarrow import parquet  # noqa: PLC0415

    kinds = {"INTEGER": pyarrow.int64(), "TEXT": pyarrow.string(), "REAL": pyarrow.float64(), "BLOB": pyarrow.binary()}
    with closing(sqlite3.connect(snapshot)) as connection:
        columns = connection.execute("SELECT name, type FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
        schema = pyarrow.schema([(name, kinds[kind]) for name, kind in columns])
        rows = 0
        with parquet.ParquetWriter(path, schema, compression="zstd", compression_level=LEVEL) as writer:
            for some in _some_rows(connection, table):
                rows += len(some)
                values = zip(*some, strict=True)
                arrays = [pyarrow.array(one, field.type) for one, field in zip(values, schema, strict=True)]
                writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
    return rows


def _some_rows(connection: sqlite3.Connection, table: str) -> Iterator[list[Any]]:
    found = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of ours
    while some := found.fetchmany(ROWS_AT_ONCE):
        yield some
