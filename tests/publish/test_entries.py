"""The types of the manifest and of the deltas say what the files hold."""

import gzip
import json
from datetime import timedelta
from pathlib import Path

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.publish.entries import DeltaEntry, DeltaRow, SnapshotEntry
from archive.publish.snapshot import publish
from tests.support.made_pages import AT, TEXT, page_of, take


def test_manifest_and_delta_have_the_keys_of_their_types(intake: Intake, data: Path) -> None:
    folder = DataFolder(data)
    take(intake, page_of(TEXT))
    publish(folder)
    take(intake, page_of(f"{TEXT} وأضافت جملة.", at=AT + timedelta(hours=1)))
    publish(folder)
    newest, oldest = json.loads((folder.published / "manifest.json").read_text())["snapshots"]
    assert set(newest) == set(oldest) == set(SnapshotEntry.__annotations__)
    assert (oldest["delta"], set(newest["delta"])) == (None, set(DeltaEntry.__annotations__))
    (line,) = gzip.decompress((folder.published / newest["delta"]["file"]).read_bytes()).splitlines()
    assert set(json.loads(line)) == set(DeltaRow.__annotations__)
