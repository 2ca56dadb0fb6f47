"""Snapshots that hold what was taken out are withdrawn, by whoever ends it."""

from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence.checkpoint import sign
from archive.ingest.intake import Intake
from archive.publish.manifest import read_manifest
from archive.publish.replacing import replace
from archive.publish.snapshot import publish
from archive.record import changes
from archive.times import now
from archive.upkeep.verifying import verify_path
from tests.support.made_pages import OUTLET, TEXT, page_of, take


def test_what_is_told_of_a_snapshot_is_kept_by_the_next_where_its_publish_was_killed_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the check of every night would miss the snapshot of which it is known what was told, for it is withdrawn."""
    data = DataFolder(tmp_path / "data")
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(TEXT, url="https://sample.example/70001/slug/"))
    withdrawn = [publish(data).file]

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    noted = changes.note_told
    monkeypatch.setattr(changes, "note_told", killed)
    with pytest.raises(KeyboardInterrupt):
        replace(data, withdrawn, now())
    monkeypatch.setattr(changes, "note_told", noted)
    replace(data, withdrawn, now())
    (left,) = read_manifest(data)
    sign(data, "https://archive.example", data.published / left["file"])
    assert verify_path(data.root, {}).bad == []
