"""manifest.json: every snapshot published, the newest first; latest.json says which is newest."""

import json
import os

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.publish._files import TEMPORARY, sync_folder
from archive.publish.entries import SnapshotEntry


def read_manifest(data: DataFolder) -> list[SnapshotEntry]:
    """Every snapshot published, the newest first; empty before the first. Raises WarraqError for a damaged manifest."""
    path = data.published / "manifest.json"
    try:
        snapshots: list[SnapshotEntry] = json.loads(path.read_text())["snapshots"] if path.exists() else []
    except (ValueError, KeyError, TypeError) as problem:
        raise WarraqError(
            f"{path} is damaged. Restore it from a backup, or move it away to begin a new one."
        ) from problem
    return snapshots


def write_manifest(data: DataFolder, snapshots: list[SnapshotEntry]) -> None:
    for name, content in (("manifest.json", {"snapshots": snapshots}), ("latest.json", snapshots[0])):
        unfinished = data.published / f"{TEMPORARY}{name}"
        with unfinished.open("w") as handle:
            json.dump(content, handle, ensure_ascii=False, indent=1)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.rename(data.published / name)
    sync_folder(data.published)
