"""What a leaf of the log says of an outlet: by which number it stands there, and whether its row is still that."""

import json
import zlib

from sqlite_utils.utils import sqlite3

from archive.evidence.records import outlet_sha256
from archive.record.rows import OutletRow
from archive.sqlite import rows

OUTLET = "SELECT * FROM outlets WHERE name = ?"
LAST = (
    "SELECT salt, detail FROM log WHERE kind = 'outlet' AND ref = ? AND json_valid(detail) AND detail ->> 'outlet' = ?"
    " ORDER BY n DESC LIMIT 1"
)


def ref_of(name: str) -> int:
    """The number by which its leaves are found; two outlets may share one."""
    return zlib.crc32(name.encode())


def row_sha256(salt: bytes, row: OutletRow) -> str:
    return outlet_sha256(salt, {name: value for name, value in row.items() if isinstance(value, str | int | float)})


def holds(connection: sqlite3.Connection, name: str) -> bool:
    """Does the last leaf about an outlet say what its row says now? Not where there is none."""
    found = connection.execute(LAST, (ref_of(name), name)).fetchone()
    row = next(rows(connection, OutletRow, OUTLET, (name,)), None)
    if found is None or row is None:
        return False
    return bool(json.loads(found[1])["sha256"] == row_sha256(found[0], row))
