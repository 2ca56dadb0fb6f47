"""The types of the manifest say what it holds."""

import json
from datetime import timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.publish.entries import DeltaEntry, SnapshotEntry
from archive.publish.snapshot import publish
from tests.support.made_pages import AT, TEXT, page_of, take


def test_a_manifest_has_the_keys_of_its_types(intake: Intake, data: Path) -> None:
    folder = DataFolder(data)
    take(intake, page_of(TEXT))
    publish(folder)
    take(intake, page_of(f"{TEXT} وأضافت جملة.", at=AT + timedelta(hours=1)))
    publish(folder)
    newest, oldest = json.loads((folder.published / "manifest.json").read_text())["snapshots"]
    assert set(newest) == set(oldest) == set(SnapshotEntry.__annotations__)
    assert (oldest["delta"], set(newest["delta"])) == (None, set(DeltaEntry.__annotations__))
    assert newest["previous"] == newest["delta"]["since"] == oldest["file"]
    assert newest["tables"]["articles"]["rows"] == newest["articles"]
