"""Rows of the append-only log, and which rows of the record have to enter it."""

from typing import Literal, TypedDict

# A capture, a version, an article as it is described, a version whose text was read again or whose page claims more,
# a capture that is held or released, by its id; an outlet, by the number that its leaves have.
Unlogged = tuple[Literal["capture", "version", "described", "reread", "held", "outlet"], int]


class LogRow(TypedDict):
    """A leaf of the log, its number counted from 0; `ref` is the id of the row it is about, of `redacted` the number of
    the leaf, of `outlet` one made of its name, of `published` 0.

    `detail` is JSON: what the leaf says that the row does not hold, or holds only as long as nothing changes it.
    `salt` is None where what the leaf covers was erased.
    """

    n: int
    kind: Literal["capture", "version", "described", "reread", "redacted", "held", "outlet", "published"]
    ref: int
    salt: bytes | None
    entry: bytes
    detail: str


class LogBacklogRow(TypedDict):
    """Rows from before the log that are not in it yet, by their ids from `next_id` to `last_id`."""

    kind: Literal["capture", "version", "described"]
    next_id: int
    last_id: int


class WarcFileRow(TypedDict):
    """A WARC file that nobody appends to any more, by its path under `warc/`: the SHA-256 of its first `bytes` bytes,
    which are all that the record knows of it."""

    file: str
    bytes: int
    sha256: str
