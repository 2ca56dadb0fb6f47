"""Publishing where something is wrong: a sentence, nothing half done, no name used twice, no room kept."""

import resource
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import DiskFull, WarraqError
from archive.ingest.intake import Intake
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import BadSnapshot, publish
from archive.sqlite import open_readonly
from tests.support.made_pages import OUTLET, TEXT, page_of, take


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    with Intake(folder.root, OUTLET) as intake:
        take(intake, page_of(TEXT))
    return folder


def test_a_snapshot_that_finds_no_room_leaves_nothing_behind(data: DataFolder) -> None:
    size = data.record.stat().st_size
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, hard))
    try:
        with pytest.raises(DiskFull):
            publish(data)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(data.published.iterdir()) == []
    assert publish(data).articles == 1


def test_a_delta_that_finds_no_room_is_told_and_the_manifest_stays(data: DataFolder) -> None:
    first = publish(data)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill_up(step: str) -> None:
        if step == "delta":
            resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))

    try:
        with pytest.raises(DiskFull, match="Nothing was published"):
            publish(data, fill_up)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [entry["file"] for entry in read_manifest(data)] == [first.file]
    assert list(data.published.glob("unfinished-*")) == []


def test_the_name_of_a_snapshot_that_was_removed_is_not_given_again(data: DataFolder) -> None:
    first = publish(data)
    (data.published / first.file).unlink()
    assert publish(data).file != first.file


def test_a_damaged_manifest_or_record_is_told_in_a_sentence(data: DataFolder) -> None:
    publish(data)
    (data.published / "manifest.json").write_text("{")
    with pytest.raises(WarraqError, match=r"manifest\.json is damaged"):
        publish(data)
    (data.published / "manifest.json").unlink()
    content = bytearray(data.record.read_bytes())
    content[4096 * 2 : 4096 * 20] = b"\xaa" * (4096 * 18)
    data.record.write_bytes(content)
    with pytest.raises((BadSnapshot, WarraqError), match=r"damaged|malformed|cannot be read"):
        publish(data)
    assert list(data.published.glob("unfinished-*")) == []


def test_a_lock_that_cannot_be_written_is_told_in_a_sentence(data: DataFolder) -> None:
    (data.root / "locks" / "publish.lock").mkdir()
    with pytest.raises(WarraqError, match="cannot be written"):
        publish(data)
    open_readonly(data.record).close()
