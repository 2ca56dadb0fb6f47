"""The tree as files: their paths as the specification writes them, their content whatever the size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.evidence.merkle import Frontier, leaf_hash, root
from archive.evidence.tiles import ENTRIES, PATH, BadTile, Tile, entries_in, node_from, path_of, tiles_of, width_of

SIZES = (1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537)


def test_paths_are_those_of_the_specification() -> None:
    assert path_of(0, 1_234_067) == "tile/0/x001/x234/067"
    assert path_of(0, 0, 112) == "tile/0/000.p/112"
    assert path_of(ENTRIES, 1000) == "tile/entries/x001/000"
    for path in ("tile/0/x001/x234/067", "tile/63/999", "tile/entries/000.p/255"):
        assert PATH.fullmatch(path)
    for path in ("tile/0/1", "tile/00/000", "tile/0/000.p/0", "tile/0/../000", "tile/0/000.p/1000", "tile/x/000"):
        assert not PATH.fullmatch(path)


@given(st.integers(0, 10**12), st.integers(0, 20), st.integers(1, 256))
def test_every_path_is_one_that_is_served(index: int, level: int, width: int) -> None:
    assert PATH.fullmatch(path_of(level, index, width))


@pytest.mark.parametrize("size", SIZES)
def test_the_tiles_of_a_tree_give_its_root_and_hold_nothing_else(size: int) -> None:
    entries = [n.to_bytes(4, "big") for n in range(size)]
    files = {tile.path: tile.content for tile in tiles_of(iter(entries))}
    tree = Frontier()
    for entry in entries:
        tree.append(leaf_hash(entry))
    assert root(size, node_from(files.__getitem__, size)) == tree.root()
    demanded = {path_of(ENTRIES, n, width_of(0, n, size)) for n in range(-(-size // 256))}
    for level in range(3):
        demanded |= {path_of(level, n, width_of(level, n, size)) for n in range(-(-(size >> 8 * level) // 256))}
    assert set(files) == demanded
    assert entries_in(files[path_of(ENTRIES, 0, width_of(0, 0, size))]) == entries[:256]


def test_an_empty_tree_has_no_tile() -> None:
    assert list(tiles_of([])) == []


def test_a_tile_of_a_wrong_length_and_a_bundle_cut_short_are_told() -> None:
    (bundle, tile) = tiles_of([b"one", b"two"])
    assert bundle == Tile("tile/entries/000.p/2", b"\x00\x03one\x00\x03two")
    for wrong in (tile.content[:-1], tile.content + bytes(32), b""):
        with pytest.raises(BadTile, match="bytes instead of 64"):
            root(2, node_from({tile.path: wrong}.__getitem__, 2))
    for end in (1, 4, 6, 9):
        with pytest.raises(BadTile):
            entries_in(bundle.content[:end])
