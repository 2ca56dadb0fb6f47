"""The leaves of the log beside the rows they are about: what each should be, made anew from the rows of now."""

import json
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from sqlite_utils.utils import sqlite3

from archive.evidence.records import (
    CAPTURE,
    VERSION,
    Fields,
    Kind,
    Value,
    capture_fields,
    entry_of,
    record_of,
    version_fields,
)

Why = Literal["", "erased", "no_row", "unreadable"]

_LEAVES = f"""
SELECT l.n, l.kind, l.ref, l.salt, l.entry, l.detail, c.id, v.id, a.outlet,
  {", ".join(f"c.{name}" for name in CAPTURE)}, {", ".join(f"v.{name}" for name in VERSION)}
FROM log l LEFT JOIN captures c ON c.id = iif(l.kind = 'capture', l.ref, NULL)
LEFT JOIN versions v ON v.id = iif(l.kind = 'version', l.ref, NULL) LEFT JOIN articles a ON a.id = v.article_id
WHERE l.n >= ? AND l.n < ? ORDER BY l.n
"""  # noqa: S608 - words of ours


class Leaf(NamedTuple):
    """A row of the log beside what the rows it is about say now.

    `record` is the text whose hash its entry should be; None where nothing can be said: `why` is then `erased` (its
    salt is gone), `no_row` (the row it is about is not there) or `unreadable` (its detail is no JSON of ours).
    """

    n: int
    kind: Kind
    ref: int
    entry: bytes
    detail: str
    record: str | None
    why: Why

    @property
    def holds(self) -> bool:
        """Is the entry that of the record?"""
        return self.record is not None and entry_of(self.record) == self.entry


def leaves(connection: sqlite3.Connection, first: int, end: int) -> Iterator[Leaf]:
    """The leaves first … end - 1, each with its record of now; read as they are iterated."""
    for n, kind, ref, salt, entry, detail, *row in connection.execute(_LEAVES, (first, end)):
        record, why = _made_anew(kind, ref, salt, detail, row)
        yield Leaf(n, kind, ref, entry, detail, record, why)


def _made_anew(kind: Kind, ref: int, salt: bytes | None, detail: str, row: Sequence[Value]) -> tuple[str | None, Why]:
    if salt is None:
        return None, "erased"
    capture_id, version_id, *_ = row
    if (kind == "capture" and capture_id is None) or (kind == "version" and version_id is None):
        return None, "no_row"
    try:
        logged = dict(json.loads(detail)) if detail else {}
        return record_of(kind, salt, _fields(kind, ref, logged, row)), ""
    except (ValueError, TypeError):
        return None, "unreadable"


def _fields(kind: Kind, ref: int, logged: Fields, row: Sequence[Value]) -> Fields:
    _, _, outlet, *values = row
    if kind == "capture":
        return {**capture_fields(values[: len(CAPTURE)]), **logged}
    if kind == "version":
        return version_fields(values[len(CAPTURE) :], outlet, logged)
    return {"article_id": ref, **logged} if kind == "described" else logged
