"""A published log is gone on from: it gives what hashing all of it anew would, and nothing else is gone on from."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence._published_tree import published_tree
from archive.evidence.checkpoint import LogRewritten, kept_checkpoints, sign, tree_head
from archive.evidence.merkle import root
from archive.evidence.tiles import node_from
from archive.record import changes
from archive.record.store import open_record
from archive.sqlite import open_readonly
from tests.support.signed_log import grow

SITE = "https://archive.example/news"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def forget_marks(data: Path) -> None:
    """As in a record that was restored from a backup of before."""
    with closing(open_record(data / "warraq.db")) as store:
        store.db.execute("DELETE FROM changes WHERE what = 'published'")


def test_to_go_on_from_what_is_published_gives_what_hashing_all_anew_gives(data: Path) -> None:
    other, sizes = data.parent / "other", (3, 253, 1, 255, 513, 40)
    for count in sizes:
        grow(data, count)
        sign(DataFolder(data), SITE)
        grow(other, count)
    (other / "keys").mkdir()
    shutil.copy(data / "keys/log.key", other / "keys/log.key")
    sign(DataFolder(other), SITE, whole=True)
    shutil.rmtree(data / "published/checkpoints")
    shutil.rmtree(other / "published/checkpoints")
    ours, theirs = files(data / "published"), files(other / "published")
    # Beside what was narrower on the way.
    assert {name: ours[name] for name in theirs} == theirs
    with closing(open_readonly(data / "warraq.db")) as connection:
        assert tree_head(connection, data / "published") == tree_head(connection)


def test_what_is_published_is_gone_on_from_only_where_the_log_begins_with_it(data: Path) -> None:
    """Whatever of it is another: a bundle, a hash on the way to the root, the checkpoint, or the record itself."""
    grow(data, 300)
    sign(DataFolder(data), SITE)
    forget_marks(data)
    grow(data, 5)
    good = files(data / "published")
    with closing(open_readonly(data / "warraq.db")) as connection:
        for name in ("tile/entries/000", "tile/1/000.p/1", "tile/0/001.p/44", "checkpoint"):
            path = data / "published" / name
            content = bytearray(good[name])
            content[20] ^= 1
            path.write_bytes(content if name.startswith("tile") else b"")
            assert published_tree(connection, data / "published/checkpoint") is None
            assert tree_head(connection, data / "published") == tree_head(connection)
            path.write_bytes(good[name])
        found = published_tree(connection, data / "published/checkpoint")
        assert found
        assert found.size == 300


def test_entries_that_were_signed_are_not_read_again_until_one_of_them_is_noted_as_changed(data: Path) -> None:
    grow(data, 300)
    sign(DataFolder(data), SITE)
    bundle = data / "published/tile/entries/000"
    content = bundle.read_bytes()
    grow(data, 5)
    bundle.unlink()
    sign(DataFolder(data), SITE)
    assert not bundle.exists()
    sign(DataFolder(data), SITE, whole=True)
    assert bundle.read_bytes() == content
    with closing(open_record(data / "warraq.db")) as store:
        store.db.execute("UPDATE log SET entry = zeroblob(34) WHERE n = 304")
    with pytest.raises(LogRewritten, match="its first 305 leaves"):
        sign(DataFolder(data), SITE)


def test_no_mark_is_left_of_leaves_that_somebody_changed_while_they_were_signed(data: Path) -> None:
    grow(data, 3)
    with closing(open_record(data / "warraq.db")) as store:
        noted = changes.noted(store.db.conn)
        store.db.execute("UPDATE log SET entry = zeroblob(34) WHERE n = 1")
        changes.mark_log(store.db, "log 3", 3, noted)
        assert not changes.is_log_as_marked(store.db.conn, "log 3", 3)
        changes.mark_log(store.db, "log 1", 1, noted)
        assert changes.is_log_as_marked(store.db.conn, "log 1", 1)


def test_who_changes_an_entry_in_record_and_bundle_is_found_when_all_is_hashed_anew(data: Path) -> None:
    grow(data, 300)
    sign(DataFolder(data), SITE)
    with closing(open_record(data / "warraq.db")) as store:
        store.db.execute("UPDATE log SET entry = zeroblob(34) WHERE n = 17")
    bundle = data / "published/tile/entries/000"
    content = bundle.read_bytes()
    bundle.write_bytes(content[: 17 * 36 + 2] + bytes(34) + content[18 * 36 :])
    # No other tree is signed meanwhile: what was signed is gone on from.
    before = kept_checkpoints(DataFolder(data))[-1]
    grow(data, 5)
    sign(DataFolder(data), SITE)
    node = node_from(lambda path: (data / "published" / path).read_bytes(), 305)
    assert root(300, node) == before.root
    with pytest.raises(LogRewritten, match="its first 300 leaves"):
        sign(DataFolder(data), SITE, whole=True)
