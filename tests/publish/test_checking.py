"""A folder of downloads is held against its manifest, and every file in it that is not what was published is named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.ingest.intake import Intake
from archive.publish.manifest import LATEST, MANIFEST, digest_of
from archive.publish.snapshot import publish
from archive.publish.verifier_file import put
from archive.upkeep.verifying import verify_path
from tests.support.made_pages import OUTLET, TEXT, page_of, take


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two nights published."""
    data = DataFolder(tmp_path_factory.mktemp("checking") / "data")
    for n in (1, 2):
        with Intake(data.root, OUTLET) as intake:
            take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/7000{n}/slug/"))
        sign(data, "https://archive.example", data.published / publish(data).file)
        put(data)
    return data.published


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "published"))


def bad(folder: Path) -> dict[str, str]:
    return {found["where"].removeprefix(f"{folder.name}/"): found["why"] for found in verify_path(folder, {}).bad}


def newest(folder: Path) -> str:
    return str(json.loads((folder / "latest.json").read_text())["file"])


def bend(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_a_folder_as_it_was_published_is_well_and_so_is_each_download_in_it(folder: Path) -> None:
    found = verify_path(folder, {})
    assert (found.bad, found.by_check["published"] > 5, found.by_check["signed log"] > 2) == ([], True, True)
    for name in sorted(path.name for path in folder.glob("*.db")):
        assert verify_path(folder / name, {}).bad == []


def test_a_byte_of_any_file_that_is_another_is_found_and_its_file_named(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        content = path.read_bytes()
        bend(path)
        assert path.relative_to(folder).as_posix() in bad(folder), path
        path.write_bytes(content)
    assert bad(folder) == {}


def remove(folder: Path) -> str:
    (folder / newest(folder)).unlink()
    return newest(folder)


def add(folder: Path) -> str:
    (folder / "notes.txt").write_text("x")
    return "notes.txt"


def leave_over(folder: Path) -> str:
    (folder / "unfinished-12.db").write_text("x")
    return "unfinished-12.db"


def forget_tile(folder: Path) -> str:
    (folder / "tile/0/000.p/8").unlink()
    return "tile/0/000.p/8"


def add_tile(folder: Path) -> str:
    (folder / "tile/0/007").write_bytes(b"x")
    return "tile/0/007"


def tell_of_an_older_one_first(folder: Path) -> str:
    (folder / "latest.json").write_text(json.dumps(json.loads((folder / "manifest.json").read_text())["snapshots"][1]))
    return "latest.json"


@pytest.mark.parametrize("damage", [remove, add, leave_over, forget_tile, add_tile, tell_of_an_older_one_first])
def test_what_is_not_there_or_belongs_to_nothing_is_named(folder: Path, damage: Callable[[Path], str]) -> None:
    assert damage(folder) in bad(folder)


def test_of_a_download_file_manifest_and_checkpoint_must_be_of_one_day(folder: Path) -> None:
    file = folder / newest(folder)
    shutil.rmtree(folder / "checkpoints")
    assert verify_path(file, {}).bad == [], "the newest is that of the newest file"
    older = next(path for path in sorted(folder.glob("*.db")) if path != file)
    ((name, why),) = ((found["where"], found["why"]) for found in verify_path(older, {}).bad)
    assert (name, "of 8 entries, and the file has 4" in why) == ("checkpoint", True)
    (folder / "manifest.json").unlink()
    assert "No manifest.json beside it tells of it." in verify_path(file, {}).bad[0]["why"]


def test_a_snapshot_that_was_published_is_told_of_for_good(made: Path, tmp_path: Path) -> None:
    """Either offered, or among what was removed: else nobody who has it could tell that it was ours."""
    data = DataFolder(Path(shutil.copytree(made.parent, tmp_path / "data")))
    manifest = json.loads((data.published / MANIFEST).read_text())
    gone = manifest["snapshots"].pop()["file"]
    manifest["sha256"] = digest_of(manifest)
    (data.published / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
    told = {found["where"]: found["why"] for found in verify_path(data.root, {}).bad}
    assert told["published/removed.json"] == f"{gone} was published and is not any more, and it does not say so."


def test_what_is_told_of_the_newest_snapshot_is_held_against_what_the_record_noted(made: Path, tmp_path: Path) -> None:
    """It enters the log with the next publish; until then whoever makes all hashes anew has the record against him."""
    data = DataFolder(Path(shutil.copytree(made.parent, tmp_path / "data")))
    assert verify_path(data.root, {}).bad == []
    manifest = json.loads((data.published / MANIFEST).read_text())
    manifest["snapshots"][0]["replaces"] = [manifest["snapshots"][1]["file"]]
    manifest["sha256"] = digest_of(manifest)
    for name, content in ((MANIFEST, manifest), (LATEST, manifest["snapshots"][0])):
        (data.published / name).write_text(json.dumps(content, ensure_ascii=False, indent=1))
    (found,) = verify_path(data.root, {}).bad
    assert found["why"] == "What it tells of the snapshot last published is not what was told then."
