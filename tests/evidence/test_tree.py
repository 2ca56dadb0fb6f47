"""What was signed and published of the log is held against the log that the record has."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.evidence.tree import Tree
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
