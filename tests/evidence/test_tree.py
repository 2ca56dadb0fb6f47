"""What was signed and published of the log is held against the log that the record has."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.evidence.keys import signer
from archive.evidence.tree import Tree
from archive.record.store import read_record
from tests.support.changed_by_hand import found_bad
from tests.support.signed_log import grow

ADDRESS = "https://archive.example"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three checkpoints over a tree of two levels, and leaves that are not signed yet."""
    data = DataFolder(tmp_path_factory.mktemp("tree") / "data")
    for count in (200, 100, 300):
        grow(data.root, count)
        sign(data, ADDRESS)
    grow(data.root, 5)
    return data.root


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(made, tmp_path / "data")))


def bad(data: DataFolder, sql: str = "") -> dict[str, str]:
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.executescript(sql)
    found = found_bad(Tree(data.published, of_record=True), data)
    return {where.removeprefix("published/"): why for where, why in found}


def test_a_log_that_only_grew_is_well_with_every_checkpoint_that_was_signed_of_it(data: DataFolder) -> None:
    assert bad(data) == {}
    assert sorted(path.name for path in (data.published / "checkpoints").iterdir()) == ["200", "300", "600"]


def test_a_byte_of_any_tile_bundle_checkpoint_or_key_that_is_another_is_named_and_nothing_else(
    data: DataFolder,
) -> None:
    files = [path for path in data.published.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        content = path.read_bytes()
        for place in (0, len(content) // 2, len(content) - 1):
            path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
            assert list(bad(data)) == [path.relative_to(data.published).as_posix()], (path, place)
        path.write_bytes(content)


def test_an_entry_that_is_another_one_breaks_the_checkpoints_that_stand_over_it(data: DataFolder) -> None:
    found = bad(data, "UPDATE log SET entry = zeroblob(34) WHERE n = 250")
    assert {"checkpoint", "checkpoints/300", "checkpoints/600", "tile/entries/000", "tile/0/000"} <= set(found)
    assert "checkpoints/200" not in found


def test_a_log_that_was_cut_short_is_smaller_than_what_was_signed(data: DataFolder) -> None:
    found = bad(data, "DELETE FROM log WHERE n > 400")
    assert "It is of 600 entries, and the log has 401" in found["checkpoint"]
    assert "checkpoints/300" not in found


def test_an_older_checkpoint_in_the_place_of_the_newest_is_named(data: DataFolder) -> None:
    shutil.copy(data.published / "checkpoints/300", data.published / "checkpoint")
    assert bad(data) == {"checkpoint": "It is of 300 entries, and one of 600 was signed."}


@pytest.mark.parametrize("name", ["checkpoint", "checkpoints/600"])
def test_a_checkpoint_that_is_gone_is_named(data: DataFolder, name: str) -> None:
    (data.published / name).unlink()
    assert list(bad(data)) == [name]


def test_where_all_that_was_signed_is_gone_the_archive_still_knows_that_it_signed(data: DataFolder) -> None:
    shutil.rmtree(data.published)
    assert bad(data) == {}
    tree = Tree(data.published, of_record=True, key=str(signer(data, "log", ADDRESS).verifier))
    assert [where for where, _ in found_bad(tree, data)] == ["published/log.vkey", "published/checkpoint"]


def test_beside_a_download_lies_the_checkpoint_of_its_own_size(data: DataFolder) -> None:
    tree = Tree(data.published, of_record=True)
    with closing(read_record(data.record)) as record:
        (told,) = tree.of_download(record)
        assert told == (
            "checkpoint",
            "It is of 600 entries, and the file has 605. Fetch checkpoints/605 of its archive.",
        )
        sign(data, ADDRESS)
        assert list(tree.of_download(record)) == []
