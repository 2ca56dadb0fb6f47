"""The Merkle tree of RFC 6962, section 2.1: its root, proofs that a leaf is in it, and that it only grew.

Everything is computed from the hashes of full subtrees, wherever these are kept: `Node` is asked for (level, index) and
gives that of the 2**level leaves from index × 2**level on.
"""

import hashlib
from collections.abc import Callable, Sequence

HASH_BYTES = 32
Node = Callable[[int, int], bytes]
EMPTY_ROOT = hashlib.sha256().digest()


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows leaf by leaf, of which only the full subtrees at its right edge are remembered."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: list[bytes] = []

    @classmethod
    def of(cls, size: int, node: Node) -> "Frontier":
        """The tree of the first `size` leaves."""
        tree = cls()
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                tree._edge.append(node(level, (size >> level) - 1))
        tree.size = size
        return tree

    def append(self, hash_of_leaf: bytes) -> None:
        found, number = hash_of_leaf, self.size
        while number & 1:
            found, number = node_hash(self._edge.pop(), found), number >> 1
        self._edge.append(found)
        self.size += 1

    def root(self) -> bytes:
        if not self._edge:
            return EMPTY_ROOT
        found = self._edge[-1]
        for left in self._edge[-2::-1]:
            found = node_hash(left, found)
        return found


def root(size: int, node: Node) -> bytes:
    """The hash of the tree over the first `size` leaves."""
    return _range_hash(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """The hashes that lead from leaf `index` to the root of `size` leaves. Raises ValueError for a leaf not in it."""
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    path: list[bytes] = []
    first, last = 0, size
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append(_range_hash(middle, last, node))
            last = middle
        else:
            path.append(_range_hash(first, middle, node))
            first = middle
    return path[::-1]


def consistency_proof(old: int, size: int, node: Node) -> list[bytes]:
    """The hashes that show the tree of `size` leaves to begin with that of `old`. Raises ValueError for old > size."""
    if not 0 <= old <= size:
        raise ValueError(f"A tree of {size} leaves has not grown from one of {old}.")
    if old in (0, size):
        return []
    path: list[bytes] = []
    first, last = 0, size
    # Down to the subtree at whose right edge the old tree ends; on the way everything beside it.
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            path.append(_range_hash(middle, last, node))
            last = middle
        else:
            path.append(_range_hash(first, middle, node))
            first = middle
    if first:
        path.append(_range_hash(first, last, node))
    return path[::-1]


def is_included(entry_hash: bytes, index: int, size: int, path: Sequence[bytes], tree_root: bytes) -> bool:
    """Does a proof lead from a leaf's hash to the root? (RFC 9162, section 2.1.3.2)"""
    if not 0 <= index < size:
        return False
    number, last, found = index, size - 1, entry_hash
    for step in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            found = node_hash(step, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node_hash(found, step)
        number, last = number >> 1, last >> 1
    return last == 0 and found == tree_root


def is_consistent(old: int, old_root: bytes, size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Does a proof show the new tree to begin with the old one? (RFC 9162, section 2.1.4.2)"""
    if old in (0, size):
        return not path and old_root == (EMPTY_ROOT if old == 0 else new_root)
    if not path or not 0 < old < size:
        return False
    return _lead_to_both(old, old_root, size, new_root, path)


def _lead_to_both(old: int, old_root: bytes, size: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    steps = list(path) if old & (old - 1) else [old_root, *path]
    number, last = old - 1, size - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    old_found = new_found = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            old_found, new_found = node_hash(step, old_found), node_hash(step, new_found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            new_found = node_hash(new_found, step)
        number, last = number >> 1, last >> 1
    return last == 0 and old_found == old_root and new_found == new_root


def _range_hash(first: int, last: int, node: Node) -> bytes:
    """The hash of the leaves first … last - 1, where `first` begins a subtree at least as large."""
    count = last - first
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, first >> level)
    middle = first + _split(count)
    return node_hash(_range_hash(first, middle, node), _range_hash(middle, last, node))


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
