"""`warraq pull` keeps a copy current and says what came."""

import json
from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.publish.snapshot import publish
from tests.support.command import Command
from tests.support.http_reading_room import serving
from tests.support.made_pages import OUTLET, TEXT, page_of, take


def test_a_copy_is_pulled_searched_and_found_current(tmp_path: Path) -> None:
    data, copy = DataFolder(tmp_path / "data"), tmp_path / "copy"
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(TEXT))
    file = publish(data).file
    command = Command(tmp_path / "nothing", 1)
    with serving(data.root) as address:
        done = command("pull", address, str(copy), "--json")
        assert json.loads(done.stdout) == {
            "file": str(copy / "archive.db"),
            "from": "",
            "to": file,
            "added": 1,
            "changed": 0,
            "removed": 0,
            "whole": "There is no copy here yet.",
        }
        assert command("pull", address, str(copy)).stderr.count("The whole file was taken") == 0
    (found,) = command.lines("search", "نموذجية", "--data", str(copy / "archive.db"))
    assert found["count"] == 1
    refused = command("pull", address, str(copy))
    assert (refused.returncode, "cannot be reached" in refused.stderr) == (9, True)
