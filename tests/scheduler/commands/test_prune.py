"""warraq prune: it says what goes, a dry run removes nothing, and a folder that is none is no empty success."""

from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.publish.snapshot import publish
from tests.support.command import Command
from tests.support.made_pages import OUTLET, TEXT, page_of, take


def test_what_would_go_is_said_and_then_goes(tmp_path: Path) -> None:
    data = DataFolder(tmp_path / "data")
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(TEXT))
    first, _ = publish(data), publish(data)
    command = Command(data.root, 1)
    (said,) = command.lines("prune", "--dry-run")
    assert said["dry_run"] is True
    assert first.file in said["published"]
    assert (data.published / first.file).exists()
    (done,) = command.lines("prune")
    assert done == said | {"dry_run": False}
    assert not (data.published / first.file).exists()
    assert "none" in command("prune").stdout


def test_a_folder_that_is_not_there_is_said_to_be_none(tmp_path: Path) -> None:
    done = Command(tmp_path / "nowhere", 1)("prune")
    assert (done.returncode, (tmp_path / "nowhere").exists()) == (4, False)
    assert "There is no data folder" in done.stderr
