"""The tree as static files (c2sp.org/tlog-tiles): tiles of 256 hashes of one level, bundles of 256 entries.

A full tile never changes; the last one of a level is partial, under a name of its own for each width.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from archive.errors import WarraqError
from archive.evidence.merkle import HASH_BYTES, Node, leaf_hash, node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
FOLDER = "tile"
ENTRIES, PARTIAL = "entries", ".p"
PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9]\d?)/(?P<index>(?:x\d{3}/){0,6}\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?", re.ASCII
)


class BadTile(WarraqError):
    """A tile or bundle that is not there, or not what its place demands."""


class Tile(NamedTuple):
    """A file of the tree: its path and its bytes."""

    path: str
    content: bytes


def path_of(level: int | str, index: int, width: int = WIDTH) -> str:
    """Where a tile of a level, or a bundle of ENTRIES, lies. `tile/0/x001/234` is number 1234 of the leaves' hashes."""
    digits = f"{index:03}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    number = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"{FOLDER}/{level}/{number}" + (f"{PARTIAL}/{width}" if width < WIDTH else "")


def width_of(level: int, index: int, size: int) -> int:
    """How many hashes the tile has in a tree of `size` leaves."""
    return max(0, min(WIDTH, (size >> HEIGHT * level) - index * WIDTH))


def tiles_of(entries: Iterable[bytes], start: int = 0, node: Node | None = None) -> Iterator[Tile]:
    """Every tile and bundle of the tree over these entries; a higher level's tile comes behind those it stands over.

    Where the first `start` leaves, a multiple of WIDTH, are published already, `entries` are those behind them, and
    `node` gives the subtrees over them: what is full of these is left out."""
    levels, full = _begun(start, node) if node else ([[]], [0])
    for index, bundle in enumerate(_batches(entries, WIDTH), start // WIDTH):
        yield Tile(path_of(ENTRIES, index, len(bundle)), bundled(bundle))
        levels[0] += map(leaf_hash, bundle)
        level = 0
        while len(levels[level]) == WIDTH:
            yield Tile(path_of(level, full[level]), b"".join(levels[level]))
            if level + 1 == len(levels):
                levels.append([])
                full.append(0)
            levels[level + 1].append(subtree_hash(levels[level]))
            levels[level].clear()
            full[level] += 1
            level += 1
    for level, hashes in enumerate(levels):
        if hashes:
            yield Tile(path_of(level, full[level], len(hashes)), b"".join(hashes))


def _begun(start: int, node: Node) -> tuple[list[list[bytes]], list[int]]:
    """By level: the hashes of the tile that is not full yet, and how many are."""
    levels, full = list[list[bytes]](), list[int]()
    while not levels or start >> HEIGHT * len(levels):
        level = len(levels)
        count = start >> HEIGHT * level
        full.append(count >> HEIGHT)
        levels.append([node(HEIGHT * level, index) for index in range(full[level] << HEIGHT, count)])
    return levels, full


def subtree_hash(hashes: list[bytes]) -> bytes:
    """The hash of a full subtree from those of its parts, a power of two of them."""
    while len(hashes) > 1:
        hashes = [node_hash(left, right) for left, right in zip(hashes[::2], hashes[1::2], strict=True)]
    return hashes[0]


def node_from(read: Callable[[str], bytes], size: int) -> Node:
    """The subtrees of a tree of `size` leaves, from its tiles as `read` gives them by their paths; each is read once.

    Raises BadTile for a tile of a wrong length, and whatever `read` raises."""
    known: dict[tuple[int, int], bytes] = {}

    def tile(level: int, index: int) -> bytes:
        if (level, index) not in known:
            width = width_of(level, index, size)
            path = path_of(level, index, width)
            content = read(path)
            if not width or len(content) != width * HASH_BYTES:
                raise BadTile(f"{path} has {len(content)} bytes instead of {width * HASH_BYTES}.")
            known[level, index] = content
        return known[level, index]

    def node(level: int, index: int) -> bytes:
        row, within = divmod(level, HEIGHT)
        first = index << within
        content, place = tile(row, first >> HEIGHT), (first & WIDTH - 1) * HASH_BYTES
        part = content[place : place + (HASH_BYTES << within)]
        return subtree_hash([part[at : at + HASH_BYTES] for at in range(0, len(part), HASH_BYTES)])

    return node


def entries_in(bundle: bytes) -> list[bytes]:
    """The entries of a bundle. Raises BadTile for bytes that are none."""
    found, at = [], 0
    while at < len(bundle):
        length = int.from_bytes(bundle[at : at + 2], "big")
        entry = bundle[at + 2 : at + 2 + length]
        if len(entry) < length or at + 2 > len(bundle):
            raise BadTile("A bundle of entries ends in the middle of one.")
        found.append(entry)
        at += 2 + length
    return found


def bundled(entries: Iterable[bytes]) -> bytes:
    """Entries as a bundle has them: each behind its length."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def _batches(entries: Iterable[bytes], count: int) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == count:
            yield batch
            batch = []
    if batch:
        yield batch
