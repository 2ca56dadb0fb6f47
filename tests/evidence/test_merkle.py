"""The tree against the words of RFC 6962 taken literally, and its own published test vectors."""

import hashlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.evidence.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
    root,
)

# Certificate Transparency's reference tree: its leaves, and its roots at every size.
LEAVES = [bytes.fromhex(leaf) for leaf in ("", "00", "10", "2021", "3031", "40414243")]
LEAVES += [bytes.fromhex(leaf) for leaf in ("5051525354555657", "606162636465666768696a6b6c6d6e6f")]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
MOST = 40


def naive_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    middle = max(2**k for k in range(20) if 2**k < len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:middle]) + naive_root(leaves[middle:])).digest()


def naive_path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    middle = max(2**k for k in range(20) if 2**k < len(leaves))
    if index < middle:
        return [*naive_path(index, leaves[:middle]), naive_root(leaves[middle:])]
    return [*naive_path(index - middle, leaves[middle:]), naive_root(leaves[:middle])]


def naive_subproof(old: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    if old == len(leaves):
        return [] if whole else [naive_root(leaves)]
    middle = max(2**k for k in range(20) if 2**k < len(leaves))
    if old <= middle:
        return [*naive_subproof(old, leaves[:middle], whole=whole), naive_root(leaves[middle:])]
    return [*naive_subproof(old - middle, leaves[middle:], whole=False), naive_root(leaves[:middle])]


class Node:
    """Full subtrees by the naive hash, each reckoned once."""

    def __init__(self, leaves: list[bytes]) -> None:
        self.leaves, self.known = leaves, dict[tuple[int, int], bytes]()

    def __call__(self, level: int, index: int) -> bytes:
        found = self.leaves[index << level : (index + 1) << level]
        assert len(found) == 1 << level, "a subtree that is not full was asked for"
        return self.known.setdefault((level, index), naive_root(found))


def test_the_roots_are_those_of_the_reference_tree() -> None:
    node = Node(LEAVES)
    assert {size: root(size, node).hex() for size in ROOTS} == ROOTS
    assert root(0, node) == EMPTY_ROOT == naive_root([])


def test_every_proof_of_every_tree_is_that_of_the_definition_and_is_accepted() -> None:
    leaves = [bytes([n]) for n in range(MOST)]
    node, roots = Node(leaves), [naive_root(leaves[:size]) for size in range(MOST + 1)]
    for size in range(1, MOST + 1):
        assert root(size, node) == roots[size]
        for index in range(size):
            path = inclusion_proof(index, size, node)
            assert path == naive_path(index, leaves[:size])
            assert is_included(leaf_hash(leaves[index]), index, size, path, roots[size])
        for old in range(1, size + 1):
            path = consistency_proof(old, size, node)
            assert path == naive_subproof(old, leaves[:size])
            assert is_consistent(old, roots[old], size, roots[size], path)


@given(st.data())
def test_no_changed_proof_and_no_other_leaf_or_root_is_accepted(data: st.DataObject) -> None:
    leaves = data.draw(st.lists(st.binary(max_size=4), min_size=2, max_size=MOST, unique=True))
    size, node = len(leaves), Node(leaves)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    tree, before = root(size, node), root(old, node)
    path, grown = inclusion_proof(index, size, node), consistency_proof(old, size, node)
    for changed in changed_paths(path, data):
        assert not is_included(leaf_hash(leaves[index]), index, size, changed, tree)
    assert not is_included(leaf_hash(leaves[index - 1]), index, size, path, tree)
    assert not is_included(leaf_hash(leaves[index]), index, size, path, before)
    for changed in changed_paths(grown, data):
        assert not is_consistent(old, before, size, tree, changed)
    rewritten = Node([b"rewritten", *leaves[1:]])
    assert not is_consistent(old, root(old, rewritten), size, tree, grown)
    assert not is_consistent(old, before, size, root(size, rewritten), grown)


def changed_paths(path: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    found = [[*path, bytes(32)]]
    if path:
        place, bit = data.draw(st.integers(0, len(path) - 1)), data.draw(st.integers(0, 255))
        flipped = bytearray(path[place])
        flipped[bit // 8] ^= 1 << bit % 8
        found += [path[:-1], [*path[:place], bytes(flipped), *path[place + 1 :]]]
    return found


def test_a_tree_never_shrinks_and_the_empty_one_begins_all() -> None:
    node = Node([bytes([n]) for n in range(8)])
    roots = [root(size, node) for size in range(9)]
    for old, new in pairwise(range(9)):
        assert not is_consistent(new, roots[new], old, roots[old], consistency_proof(old, new, node))
    assert is_consistent(0, EMPTY_ROOT, 5, roots[5], [])
    assert not is_consistent(0, roots[1], 5, roots[5], [])
    assert is_consistent(5, roots[5], 5, roots[5], [])
    assert not is_consistent(5, roots[4], 5, roots[5], [])


def test_what_is_not_in_the_tree_has_no_proof() -> None:
    node = Node([b"a", b"b"])
    for wrong in (-1, 2):
        with pytest.raises(ValueError, match="no leaf"):
            inclusion_proof(wrong, 2, node)
    with pytest.raises(ValueError, match="has not grown"):
        consistency_proof(3, 2, node)
    assert not is_included(leaf_hash(b"a"), 2, 2, [], root(2, node))
