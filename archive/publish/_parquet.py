"""Rows as a Parquet file, with the types of their table's columns, and whether two files hold the same rows."""

from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path

from sqlite_utils.utils import sqlite3

LEVEL = 9
ROWS_AT_ONCE = 5_000
_COLUMNS = "SELECT name, type FROM pragma_table_info(?) ORDER BY cid"


def is_installed() -> bool:
    """Is what writes Parquet installed (warraq[parquet])?"""
    return find_spec("pyarrow") is not None


def write(connection: sqlite3.Connection, table: str, rows: sqlite3.Cursor, path: Path) -> int:
    """Write rows of a table, with all of its columns; returns how many."""
    import pyarrow  # noqa: PLC0415 - an extra, and half a second to load
    from pyarrow import parquet  # noqa: PLC0415

    kinds = {"INTEGER": pyarrow.int64(), "TEXT": pyarrow.string(), "REAL": pyarrow.float64(), "BLOB": pyarrow.binary()}
    columns = connection.execute(_COLUMNS, (table,)).fetchall()
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in columns])
    written = 0
    with parquet.ParquetWriter(path, schema, compression="zstd", compression_level=LEVEL) as writer:
        while some := rows.fetchmany(ROWS_AT_ONCE):
            written += len(some)
            values = zip(*some, strict=True)
            arrays = [pyarrow.array(one, field.type) for one, field in zip(values, schema, strict=True)]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
    return written


def have_same_rows(one: Path, other: Path, but: Collection[str]) -> bool:
    """Have two files the same columns and, but for the columns named, the same rows in the same order?"""
    from pyarrow import parquet  # noqa: PLC0415

    with parquet.ParquetFile(one) as a, parquet.ParquetFile(other) as b:
        if a.schema_arrow != b.schema_arrow or a.metadata.num_rows != b.metadata.num_rows:
            return False
        names = [name for name in a.schema_arrow.names if name not in but]
        parts = (file.iter_batches(ROWS_AT_ONCE, columns=names) for file in (a, b))
        return all(left.equals(right) for left, right in zip(*parts, strict=False))
