"""A drill restores a backup whole, finds whatever is bad in it, and says where."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, DiskFull
from archive.ingest.intake import Intake
from archive.model import Outlet
from archive.sqlite import open_readonly
from archive.upkeep import drill as drill_module
from archive.upkeep.backup import backup
from archive.upkeep.backup_set import Problem, newest_set, read_manifest, write_manifest
from archive.upkeep.drill import Drilled, drill
from tests.support.made_pages import LATER_RULES, OUTLET, TEXT, page_of, take

FLIPS = int(os.environ.get("WARRAQ_BIT_FLIPS", "3"))
KNOWN = {OUTLET.name: OUTLET}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of three articles, never touched."""
    data = DataFolder(tmp_path_factory.mktemp("drill") / "data")
    with Intake(data.root, OUTLET) as intake:
        for n in range(1, 4):
            take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/7000{n}/slug/", title=f"عودة المياه {n}"))
    folder = data.root.parent / "backups"
    backup(data, folder, {})
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "backups"))


def tried(folder: Path, keep: Path | None = None, outlets: dict[str, Outlet] | None = None) -> Drilled:
    return drill(folder, KNOWN if outlets is None else outlets, lambda _: [], keep)


def stored(folder: Path, name: str) -> Path:
    return next(folder / file["stored"] for file in read_manifest(newest_set(folder))["files"] if name in file["path"])


def test_a_whole_backup_restores_and_its_pages_give_their_texts(folder: Path) -> None:
    asked: list[Path] = []

    def room(root: Path) -> list[Problem]:
        asked.append(root)
        connection = open_readonly(root / "warraq.db")
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] == 3
        connection.close()
        return []

    found = drill(folder, KNOWN, room, None)
    assert (found.bad, found.ok, found.kept_in) == ([], True, "")
    assert (found.restored, found.verified, found.articles, found.captures) == (3, 3, 3, 3)
    assert (found.sampled, found.read_again) == (3, 3)
    assert list(found.steps) == ["restore", "databases", "captures", "read_again", "reading_room"]
    assert [path.exists() for path in asked] == [False], "nothing is left behind"


def test_what_is_kept_is_an_archive_that_goes_on(folder: Path, tmp_path: Path) -> None:
    found = tried(folder, tmp_path / "restored")
    assert found.kept_in == str(tmp_path / "restored")
    with Intake(tmp_path / "restored", OUTLET) as intake:
        again = take(intake, page_of(f"{TEXT} 1", url="https://sample.example/70001/slug/", title="عودة المياه 1"))
    assert again.kind == "unchanged"
    with pytest.raises(BadConfiguration, match="holds something already"):
        tried(folder, tmp_path / "restored")


def flip(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 1 << place % 8
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["warraq.db", ".warc.gz", "service.db"])
def test_a_flipped_bit_anywhere_is_found_and_its_file_named(folder: Path, name: str) -> None:
    path = stored(folder, name)
    for place in random.Random(name).sample(range(path.stat().st_size), FLIPS // 3):
        flip(path, place)
        found = tried(folder)
        assert path.relative_to(folder).as_posix() in {bad["where"] for bad in found.bad}, place
        assert (found.ok, found.verified) == (False, found.restored - 1)
        flip(path, place)
    assert tried(folder).ok


@pytest.mark.parametrize("name", ["warraq.db", ".warc.gz", "service.db"])
@pytest.mark.parametrize("how", ["missing", "short"])
def test_a_file_that_is_missing_or_cut_short_is_named(folder: Path, name: str, how: str) -> None:
    path = stored(folder, name)
    path.unlink() if how == "missing" else os.truncate(path, path.stat().st_size - 1)
    found = tried(folder)
    wheres = {bad["where"]: bad["why"] for bad in found.bad}
    assert ("missing" if how == "missing" else "cut short") in wheres[path.relative_to(folder).as_posix()]


def damage_manifest(folder: Path) -> None:
    path = newest_set(folder) / "manifest.json"
    path.write_text(path.read_text().replace('"articles": 3', '"articles": 2'))


def lose_manifest(folder: Path) -> None:
    (newest_set(folder) / "manifest.json").unlink()


def lose_hash(folder: Path) -> None:
    (newest_set(folder) / "manifest.sha256").write_text("")


def name_outside(folder: Path) -> None:
    manifest = read_manifest(newest_set(folder))
    manifest["files"][0]["path"] = "../../elsewhere"
    write_manifest(newest_set(folder), manifest)


@pytest.mark.parametrize("harm", [damage_manifest, lose_manifest, lose_hash, name_outside])
def test_a_manifest_that_is_not_what_was_written_is_trusted_in_nothing(
    folder: Path, harm: Callable[[Path], None]
) -> None:
    harm(folder)
    found = tried(folder)
    assert [bad["what"] for bad in found.bad] == ["manifest"]


def test_other_numbers_of_rows_than_were_copied_are_named(folder: Path) -> None:
    manifest = read_manifest(newest_set(folder))
    manifest["counts"]["warraq.db"]["captures"] += 1
    write_manifest(newest_set(folder), manifest)
    assert [(bad["what"], bad["where"]) for bad in tried(folder).bad] == [("count", "warraq.db captures")]


def test_pages_read_by_other_rules_are_compared_by_their_bytes_alone(folder: Path) -> None:
    assert (tried(folder, outlets={}).read_again, tried(folder, outlets={OUTLET.name: LATER_RULES}).read_again) == (
        0,
        0,
    )
    assert tried(folder, outlets={}).ok


def test_a_reading_room_that_does_not_answer_is_bad(folder: Path) -> None:
    problem: Problem = {"what": "reading_room", "where": "/", "why": "no page"}
    assert drill(folder, KNOWN, lambda _: [problem], None).bad == [problem]


def test_a_folder_without_a_whole_set_and_a_disk_without_room_are_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadConfiguration, match="no whole backup"):
        tried(tmp_path / "empty")
    monkeypatch.setattr(drill_module, "FREE_FLOOR", 2**60)
    with pytest.raises(DiskFull, match="TMPDIR"):
        tried(folder)
