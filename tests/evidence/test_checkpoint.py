"""What is published of the log verifies at every moment, and no second tree is ever signed under one name."""

import os
import shutil
import subprocess
from base64 import b64encode
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.evidence.checkpoint import LogRewritten, begin_anew, kept_checkpoints, sign, tree_head
from archive.evidence.merkle import consistency_proof, inclusion_proof, leaf_hash
from archive.evidence.notes import Checkpoint, Note
from archive.evidence.records import entry_of
from archive.evidence.tiles import node_from
from archive.record.store import open_record
from archive.sqlite import open_readonly
from tests.support.killed_at import killed_at_each_change
from tests.support.signed_log import cut, grow, verified

SITE = "https://archive.example/news"
# A folder with what others wrote to read such logs: tlog-tiles (PyPI tlog-scales), aics-tlog (PyPI aics-tlog).
VERIFIERS = os.environ.get("WARRAQ_LOG_VERIFIERS", "")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def signed(data: Path, *, whole: bool = False) -> int:
    found = sign(DataFolder(data), SITE, whole=whole)
    assert found
    assert verified(data / "published") == kept_checkpoints(DataFolder(data))[-1]
    return found.size


def test_an_empty_log_is_not_signed(data: Path) -> None:
    grow(data, 0)
    assert sign(DataFolder(data), SITE) is None
    assert not (data / "published").exists()


def test_a_log_grows_and_every_checkpoint_of_it_stays_true(data: Path) -> None:
    sizes = []
    for count in (1, 1, 253, 1, 1, 300, 0):
        grow(data, count)
        sizes.append(signed(data))
    assert sizes == [1, 2, 255, 256, 257, 557, 557]
    kept = kept_checkpoints(DataFolder(data))
    assert [checkpoint.size for checkpoint in kept] == [1, 2, 255, 256, 257, 557]
    with closing(open_readonly(data / "warraq.db")) as connection:
        assert tree_head(connection)[1:] == kept[-1][1:]
    # A partial tile goes where its full one is there.
    names = set(files(data / "published/tile"))
    assert names == {
        *("0/000", "0/001", "0/002.p/45", "1/000.p/1", "1/000.p/2"),
        *("entries/000", "entries/001", "entries/002.p/45"),
    }


def test_signing_again_writes_nothing(data: Path) -> None:
    grow(data, 300)
    signed(data)
    before = {path: path.stat().st_mtime_ns for path in (data / "published").rglob("*") if path.is_file()}
    signed(data)
    assert {path: path.stat().st_mtime_ns for path in (data / "published").rglob("*") if path.is_file()} == before


def test_killed_at_every_change_of_a_file_what_is_published_verifies(data: Path) -> None:
    grow(data, 250)
    signed(data)
    grow(data, 10)
    before = data.parent / "before"
    shutil.copytree(data, before)
    seen = []
    for _ in killed_at_each_change(lambda: sign(DataFolder(data), SITE)):
        seen.append(verified(data / "published").size)
        shutil.rmtree(data)
        shutil.copytree(before, data)
    assert verified(data / "published").size == 260
    assert (len(seen) > 12, set(seen)) == (True, {250, 260})


def test_what_was_cut_short_is_ended_by_the_next(data: Path) -> None:
    grow(data, 250)
    for _ in killed_at_each_change(lambda: sign(DataFolder(data), SITE)):
        pass
    assert signed(data) == 250


def test_a_restored_older_record_is_not_signed_until_a_new_log_is_begun(data: Path) -> None:
    folder, sizes = DataFolder(data), (100, 300)
    for size in sizes:
        grow(data, size - (0 if size == sizes[0] else sizes[0]))
        signed(data)
    first = verified(data / "published")
    cut(data, 200)
    before = files(data / "published")
    with pytest.raises(LogRewritten, match=r"has 200 leaves, and 300 were signed.*warraq publish --new-log"):
        sign(folder, SITE)
    grow(data, 400, name="another past")
    with pytest.raises(LogRewritten, match="its first 300 leaves are not those"):
        sign(folder, SITE)
    assert files(data / "published") == before
    begin_anew(folder)
    assert signed(data) == 600
    second = verified(data / "published")
    assert second.origin == f"{first.origin}/2"
    assert verified(data / "published/log-1") == first
    assert files(data / "published/log-1") == before
    begin_anew(folder)
    grow(data, 1)
    signed(data)
    assert verified(data / "published").origin == f"{first.origin}/3"


def test_a_new_log_is_begun_wherever_beginning_it_was_cut_short(data: Path) -> None:
    grow(data, 20)
    signed(data)
    first = verified(data / "published")
    cut(data, 10)
    for _ in killed_at_each_change(lambda: begin_anew(DataFolder(data))):
        # Nothing is signed under the old name any more.
        try:
            sign(DataFolder(data), SITE)
        except WarraqError:
            continue
        assert verified(data / "published").origin != first.origin
    assert signed(data) == 10
    assert verified(data / "published").origin != first.origin


def test_a_stale_tile_of_the_right_size_is_written_anew(data: Path) -> None:
    grow(data, 300)
    signed(data)
    tile = data / "published/tile/0/000"
    tile.write_bytes(bytes(len(tile.read_bytes())))
    assert signed(data, whole=True) == 300


def test_a_log_with_a_changed_or_a_missing_entry_is_not_signed(data: Path) -> None:
    grow(data, 300)
    signed(data)
    with closing(open_record(data / "warraq.db")) as store:
        store.db.execute("UPDATE log SET entry = zeroblob(34) WHERE n = 17")
        with pytest.raises(LogRewritten, match="somebody changed it"):
            sign(DataFolder(data), SITE)
        store.db.execute("DELETE FROM log WHERE n = 17")
    with pytest.raises(LogRewritten, match="leaf 299 is not in it"):
        sign(DataFolder(data), SITE)


def test_without_its_key_a_published_log_is_not_signed_by_another(data: Path) -> None:
    grow(data, 3)
    signed(data)
    (data / "keys/log.key").rename(data / "elsewhere")
    with pytest.raises(BadConfiguration, match="Put it back, or begin another log"):
        sign(DataFolder(data), SITE)
    grow(data.parent / "other", 3)
    sign(DataFolder(data.parent / "other"), SITE)
    shutil.copy(data.parent / "other/keys/log.key", data / "keys/log.key")
    with pytest.raises(BadConfiguration, match="not signed by the key of this archive"):
        sign(DataFolder(data), SITE)


def test_a_checkpoint_is_of_the_tree_that_a_snapshot_has(data: Path) -> None:
    grow(data, 70)
    shutil.copy(data / "warraq.db", data.parent / "snapshot.db")
    grow(data, 5)
    found = sign(DataFolder(data), SITE, data.parent / "snapshot.db")
    with closing(open_readonly(data.parent / "snapshot.db")) as snapshot:
        head = tree_head(snapshot)
    assert found
    assert (found.size, found.root) == (70, head.root.hex())
    assert signed(data) == 75


@pytest.mark.skipif(not VERIFIERS, reason="WARRAQ_LOG_VERIFIERS names no folder with tlog-tiles and aics-tlog")
def test_verifiers_of_others_accept_what_is_published(data: Path) -> None:
    for size, more in ((66_000, 66_000), (66_700, 700)):
        grow(data, more)
        assert signed(data) == size
    published, old, tree = data / "published", f"{data}/published/checkpoints/66000", ["--tiles", f"{data}/published"]
    key = ["--log-key", (published / "log.vkey").read_text().strip()]
    accept("aics-tlog", "verify-checkpoint", *tree, *key)
    accept("aics-tlog", "verify-consistency", *tree, *key, "--old-checkpoint", old)
    for leaf in ("0", "255", "65535", "65536", "66699"):
        entry = accept("tlog-tiles", "get-leaf", "-c", str(published), leaf)
        assert entry == entry_of(f"a {leaf}")
        (data / "leaf").write_bytes(entry)
        accept("aics-tlog", "verify-inclusion", *tree, *key, "--index", leaf, "--leaf", str(data / "leaf"))
    accept_proofs(published, data / "proof")


def accept_proofs(published: Path, file: Path) -> None:
    """Proofs that we made, without a tile for the verifier to look at."""
    new, old = verified(published), Checkpoint.parse(Note.parse((published / "checkpoints/66000").read_bytes()).text)
    node = node_from(lambda path: (published / path).read_bytes(), new.size)
    sizes = ["--new-size", str(new.size), "--old-size", str(old.size)]
    roots = ["--new-root", b64encode(new.root).decode(), "--old-root", b64encode(old.root).decode()]
    file.write_text("".join(f"{step.hex()}\n" for step in consistency_proof(old.size, new.size, node)))
    accept("aics-tlog", "verify-consistency", *sizes, *roots, "--proof", str(file))
    for index in (0, 65_535, 66_699):
        file.write_text("".join(f"{step.hex()}\n" for step in inclusion_proof(index, new.size, node)))
        leaf = ["--leaf-hash", leaf_hash(entry_of(f"a {index}")).hex(), "--index", str(index)]
        tree = ["--size", str(new.size), "--root", b64encode(new.root).decode()]
        accept("aics-tlog", "verify-inclusion", *leaf, *tree, "--proof", str(file))


def accept(*command: str) -> bytes:
    done = subprocess.run([f"{VERIFIERS}/{command[0]}", *command[1:]], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout
