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


def names(data: DataFolder) -> set[str]:
    return {path.name for path in data.published.iterdir()}


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


@pytest.mark.parametrize("full_at", ["spellings", "edits", "snapshot", "hash", "delta", "check"])
def test_a_disk_that_is_full_at_any_step_is_told_as_one_and_the_manifest_stays(data: DataFolder, full_at: str) -> None:
    first = publish(data)
    before = names(data)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill_up(step: str) -> None:
        if step == full_at:
            resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))

    try:
        with pytest.raises(DiskFull):
            publish(data, fill_up)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [entry["file"] for entry in read_manifest(data)] == [first.file]
    assert names(data) == before


@pytest.mark.parametrize("how_far", ["named one file", "named both", "wrote half a manifest"])
def test_what_a_publish_that_was_cut_short_had_named_is_taken_back_by_the_next(data: DataFolder, how_far: str) -> None:
    told = publish(data)
    before = (data.published / "manifest.json").read_bytes(), (data.published / "latest.json").read_bytes()
    cut_short = publish(data)
    assert cut_short.delta is not None
    after = (data.published / "manifest.json").read_bytes()
    for name, content in zip(("manifest.json", "latest.json"), before, strict=True):
        (data.published / name).write_bytes(content)
    (data.published / "unfinished-manifest.json").write_bytes(after)
    if how_far != "named both":
        (data.published / cut_short.delta).rename(data.published / "unfinished-1.jsonl.zst")
    if how_far == "wrote half a manifest":
        (data.published / cut_short.packed).rename(data.published / "unfinished-1.db.zst")
        (data.published / cut_short.file).rename(data.published / "unfinished-1.db")
        (data.published / "unfinished-manifest.json").write_bytes(after[: len(after) // 2])
    # As a person's own file may lie there.
    (data.published / "warraq-2026-01-01.db").write_bytes(b"of somebody else")
    made = publish(data)
    assert made.delta is not None
    files = {told.file, told.packed, made.file, made.packed, made.delta, "warraq-2026-01-01.db"}
    files |= {"manifest.json", "latest.json", *made.parquet}
    assert names(data) == files


def test_an_older_manifest_put_back_costs_no_file_that_was_told_of(data: DataFolder) -> None:
    publish(data)
    older = (data.published / "manifest.json").read_bytes()
    told = publish(data)
    made_at = (data.published / told.file).stat().st_mtime_ns
    publish(data)
    (data.published / "manifest.json").rename(data.published / "unfinished-manifest.json")
    (data.published / "manifest.json").write_bytes(older)
    publish(data)
    assert (data.published / told.file).stat().st_mtime_ns == made_at


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
