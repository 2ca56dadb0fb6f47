"""The tree as it is published already, to go on from: a night's checkpoint need not hash the entries of years anew.

It serves only where it is known to be right: its hashes give the root of the checkpoint over it, and the log begins
with its entries. That is so where the record bears the mark of its signing and nothing was noted of those leaves since;
without such a mark, as in a record that was restored, each entry is compared with the published bundles.
"""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.evidence import log
from archive.evidence.merkle import Frontier, Node, root
from archive.evidence.notes import BadNote, Checkpoint, Note
from archive.evidence.tiles import ENTRIES, WIDTH, BadTile, bundled, node_from, path_of, width_of
from archive.record.changes import is_log_as_marked

# So many bundles are read from the log in one transaction.
_BUNDLES = 256


class PublishedTree(NamedTuple):
    """A tree that the log begins with: its leaves and root, and the hashes of its full subtrees."""

    size: int
    root: bytes
    node: Node

    def frontier(self) -> Frontier:
        return Frontier.of(self.size, self.node)


def mark_of(size: int, root_hash: bytes) -> str:
    """The mark that a record bears from when its first `size` leaves were signed under this root."""
    return f"log {size} {root_hash.hex()}"


def published_tree(
    connection: sqlite3.Connection, checkpoint: Path, record: sqlite3.Connection | None = None
) -> PublishedTree | None:
    """The tree under a published checkpoint; None where there is none, or it is not what the log begins with. `record`
    is the one that the log was copied from, where `connection` is of a snapshot."""
    folder = checkpoint.parent
    with suppress(OSError, BadNote, BadTile):
        found = Checkpoint.parse(Note.parse(checkpoint.read_bytes()).text)
        node = node_from(lambda path: (folder / path).read_bytes(), found.size)
        is_whole = 0 < found.size <= log.size(connection) and root(found.size, node) == found.root
        if is_whole and (
            is_log_as_marked(record or connection, mark_of(found.size, found.root), found.size)
            or _begins_with(connection, folder, found.size)
        ):
            return PublishedTree(found.size, found.root, node)
    return None


def _begins_with(connection: sqlite3.Connection, folder: Path, size: int) -> bool:
    count = -(-size // WIDTH)
    for first in range(0, count, _BUNDLES):
        upto = min(first + _BUNDLES, count)
        paths = (path_of(ENTRIES, index, width_of(0, index, size)) for index in range(first, upto))
        published = b"".join((folder / path).read_bytes() for path in paths)
        if bundled(log.entries(connection, first * WIDTH, min(upto * WIDTH, size))) != published:
            return False
    return True
