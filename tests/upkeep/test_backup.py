"""A backup is whole or none, copies only what is new, and gives up no bytes that it has."""

import hashlib
import os
import resource
from pathlib import Path

import pytest

from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, DiskFull
from archive.ingest.intake import Intake
from archive.record.rows import CaptureRow
from archive.sqlite import open_readonly, rows
from archive.upkeep.backup import BackedUp, backup
from archive.upkeep.backup_set import UNFINISHED, newest_set, read_manifest, whole_sets
from tests.support.killed_at import killed_at_each_change
from tests.support.made_pages import OUTLET, TEXT, page_of, take

URLS = tuple(f"https://sample.example/7000{n}/slug/" for n in range(1, 9))


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    add(folder, URLS[0])
    with RunLog(folder.service):
        pass
    return folder


def add(data: DataFolder, url: str) -> None:
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(f"{TEXT} {url}", url=url))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def demand_as_told(folder: Path, one: Path) -> None:
    """Every file of a set, as its manifest says: the first bytes of what is stored."""
    for file in read_manifest(one)["files"]:
        content = (folder / file["stored"]).read_bytes()[: file["bytes"]]
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"]), file


def warc_files(made: BackedUp, folder: Path) -> dict[str, int]:
    manifest = read_manifest(folder / "sets" / made.set)
    return {file["path"]: file["bytes"] for file in manifest["files"] if file["path"].startswith("warc/")}


def captures(data: DataFolder) -> list[CaptureRow]:
    connection = open_readonly(data.record)
    found = list(rows(connection, CaptureRow, "SELECT * FROM captures WHERE warc_file <> ''"))
    connection.close()
    return found


def test_a_set_holds_the_databases_the_bytes_and_the_operators_files_with_their_hashes(
    data: DataFolder, folder: Path, tmp_path: Path
) -> None:
    config = tmp_path / "elsewhere.toml"
    config.write_text('contact = "desk@archive.example"')
    made = backup(data, folder, {"warraq.toml": config, "outlets/gone.py": tmp_path / "gone.py"})
    manifest = read_manifest(newest_set(folder))
    names = {file["path"] for file in manifest["files"]}
    (capture,) = captures(data)
    assert names == {"service.db", "warraq.db", "warraq.toml", f"warc/{capture['warc_file']}"}
    assert manifest["counts"]["warraq.db"]["articles"] == made.articles == 1
    assert (made.problems, made.captures) == ((), 1)
    demand_as_told(folder, newest_set(folder))
    assert (folder / "sets").stat().st_mode & 0o077 == 0, "readers' addresses are nobody else's"


def test_the_second_copies_only_what_is_new_and_the_first_stays_whole(data: DataFolder, folder: Path) -> None:
    first = backup(data, folder, {})
    again = backup(data, folder, {})
    assert warc_files(again, folder) == warc_files(first, folder)
    assert again.copied_files == first.copied_files - 1, "all but the WARC file"
    add(data, URLS[1])
    grown = backup(data, folder, {})
    assert list(warc_files(grown, folder)) == list(warc_files(first, folder))
    assert sum(warc_files(grown, folder).values()) > sum(warc_files(first, folder).values())
    for one in whole_sets(folder):
        demand_as_told(folder, one)


def test_bytes_behind_what_the_record_knows_are_not_copied(data: DataFolder, folder: Path) -> None:
    (capture,) = captures(data)
    with (data.warc / capture["warc_file"]).open("ab") as warc:
        warc.write(b"begun and not acknowledged")
    made = backup(data, folder, {})
    assert warc_files(made, folder) == {
        f"warc/{capture['warc_file']}": capture["warc_offset"] + capture["warc_length"],
    }


def test_what_was_put_aside_is_copied_too(data: DataFolder, folder: Path) -> None:
    (capture,) = captures(data)
    aside = data.warc / f"{capture['warc_file']}.cut-100"
    aside.write_bytes(b"only trace")
    assert f"warc/{capture['warc_file']}.cut-100" in warc_files(backup(data, folder, {}), folder)


def test_a_file_whose_past_became_another_takes_no_good_copys_place(data: DataFolder, folder: Path) -> None:
    backup(data, folder, {})
    first = newest_set(folder)
    kept = {path: path.read_bytes() for path in folder.rglob("*.warc.gz")}
    (capture,) = captures(data)
    content = bytearray((data.warc / capture["warc_file"]).read_bytes())
    content[40] ^= 1
    (data.warc / capture["warc_file"]).write_bytes(content)
    add(data, URLS[1])
    first.rename(first.with_name("000001-2026-10-01T000000Z"))
    backup(data, folder, {})
    assert {path: path.read_bytes() for path in kept} == kept
    for one in whole_sets(folder)[:1]:
        demand_as_told(folder, one)
    assert len(list((folder / "warc").rglob("*.warc.gz*"))) == 2


@pytest.mark.parametrize("how", ["missing", "short"])
def test_what_the_archive_itself_lost_is_named_and_the_rest_is_copied(data: DataFolder, folder: Path, how: str) -> None:
    (capture,) = captures(data)
    path = data.warc / capture["warc_file"]
    path.unlink() if how == "missing" else os.truncate(path, 50)
    made = backup(data, folder, {})
    assert [problem["where"] for problem in made.problems] == [f"warc/{capture['warc_file']}"]
    assert {file["path"] for file in read_manifest(newest_set(folder))["files"]} == {"service.db", "warraq.db"}
    assert list(folder.rglob("*.part")) == []


def test_a_damaged_private_file_costs_the_record_no_copy(data: DataFolder, folder: Path) -> None:
    data.readers.write_bytes(b"no database at all, and never was one" * 100)
    made = backup(data, folder, {})
    assert [problem["where"] for problem in made.problems] == ["readers.db"]
    assert made.articles == 1


def test_a_copy_that_was_removed_is_made_again(data: DataFolder, folder: Path) -> None:
    backup(data, folder, {})
    (stored,) = (folder / "warc").rglob("*.warc.gz")
    stored.unlink()
    backup(data, folder, {})
    demand_as_told(folder, newest_set(folder))


def test_what_was_cut_short_is_no_set_and_costs_the_next_nothing(data: DataFolder, folder: Path) -> None:
    backup(data, folder, {})
    place = newest_set(folder)
    cut_short = place.with_name(f"{UNFINISHED}000002-2026-11-26T000000Z")
    cut_short.mkdir()
    (cut_short / "manifest.json").write_text("{}")
    assert whole_sets(folder) == [place]
    backup(data, folder, {})
    assert not cut_short.exists()
    demand_as_told(folder, newest_set(folder))


def test_killed_at_any_of_its_steps_it_leaves_whole_sets_alone(data: DataFolder, folder: Path) -> None:
    backup(data, folder, {})
    add(data, URLS[1])
    kills = 0
    for kill in killed_at_each_change(lambda: backup(data, folder, {})):
        kills = kill
        for one in whole_sets(folder):
            demand_as_told(folder, one)
    assert kills > 15
    assert list((folder / "sets").glob(f"{UNFINISHED}*")) == []
    assert read_manifest(newest_set(folder))["counts"]["warraq.db"]["articles"] == 2
    demand_as_told(folder, newest_set(folder))


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_a_disk_that_fills_up_is_told_and_costs_no_set(data: DataFolder, folder: Path, share: float) -> None:
    backup(data, folder, {})
    add(data, URLS[1])
    before = newest_set(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(data.record.stat().st_size * share), hard))
    try:
        with pytest.raises(DiskFull):
            backup(data, folder, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (newest_set(folder), list((folder / "sets").glob(f"{UNFINISHED}*"))) == (before, [])
    demand_as_told(folder, before)
    assert backup(data, folder, {}).articles == 2
    assert list(folder.rglob("*.part")) == []


def test_a_full_disk_on_which_no_folder_can_be_begun_is_told_as_one(data: DataFolder, folder: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(DiskFull, match=r"The disk of .* is full\. Free some room"):
            backup(data, folder, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert backup(data, folder, {}).articles == 1


def test_a_record_that_is_just_being_begun_is_no_archive_yet(data: DataFolder, folder: Path, tmp_path: Path) -> None:
    begun = DataFolder(tmp_path / "begun").make()
    begun.record.touch()
    with pytest.raises(BadConfiguration, match=r"There is no archive in .* yet.* Back up again once something"):
        backup(begun, folder, {})
    assert backup(data, folder, {}).captures == 1


def test_seven_sets_and_the_first_of_each_month_stay(data: DataFolder, folder: Path) -> None:
    backup(data, folder, {})
    place = newest_set(folder)
    for n in range(2, 41):
        made = place.with_name(f"{n:06}-2026-{(n + 5) // 28 + 9:02}-{(n + 5) % 28 + 1:02}T000000Z")
        made.mkdir()
        (made / "manifest.json").write_text("{}")
    backup(data, folder, {})
    names = [one.name for one in whole_sets(folder)]
    assert [name[:6] for name in names[:7]] == ["000041", *(f"0000{n}" for n in range(40, 34, -1))]
    assert [name[7:14] for name in names[7:]] == ["2026-10", "2026-09", place.name[7:14]]


@pytest.mark.parametrize("where", ["inside", "other", "file"])
def test_a_folder_that_is_none_for_backups_is_refused(data: DataFolder, folder: Path, where: str) -> None:
    chosen = data.root / "backups" if where == "inside" else folder
    if where == "other":
        folder.mkdir()
        (folder / "letters.txt").write_text("of somebody")
    if where == "file":
        folder.write_text("a file")
    with pytest.raises(BadConfiguration, match=r"Name an"):
        backup(data, chosen, {})


def test_without_an_archive_there_is_nothing_to_copy(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(BadConfiguration, match="no archive"):
        backup(DataFolder(tmp_path / "nothing"), folder, {})
    assert not folder.exists()
