"""A set put back into an empty folder, every byte hashed on the way; what is missing or changed is named."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from archive.upkeep._file_copies import copy_beginning, give_name
from archive.upkeep.backup_set import BackupFile, BackupManifest, DamagedSet, Problem


def restore(
    folder: Path, manifest: BackupManifest, target: Path, on_bytes: Callable[[int], None] = lambda _: None
) -> list[Problem]:
    """Copy every file of a set of the backup folder `folder` to where it belongs under `target`; returns what is bad.

    Raises DamagedSet for a manifest that names a place outside, OSError where `target` cannot be written.
    """
    for file in manifest["files"]:
        _demand_inside(file)
    return [problem for file in manifest["files"] if (problem := _restore(folder, file, target, on_bytes))]


def _restore(folder: Path, file: BackupFile, target: Path, on_bytes: Callable[[int], None]) -> Problem | None:
    stored = folder / file["stored"]
    if not stored.is_file():
        return _bad(file, "it is missing")
    try:
        with stored.open("rb") as handle:
            handle.read(1)
    except OSError as problem:
        return _bad(file, f"it cannot be read ({problem.strerror})")
    copied = copy_beginning(stored, target / file["path"], file["bytes"], on_bytes)
    give_name(copied, target / file["path"])
    if copied.bytes < file["bytes"]:
        return _bad(file, f"it is cut short: {copied.bytes} of {file['bytes']} bytes")
    if copied.sha256 != file["sha256"]:
        return _bad(file, "its bytes are not those that were written: its hash is another")
    return None


def _bad(file: BackupFile, why: str) -> Problem:
    return {"what": "file", "where": file["stored"], "why": why}


def _demand_inside(file: BackupFile) -> None:
    for name in (file["path"], file["stored"]):
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise DamagedSet(f"The manifest names a place outside of the backup: {name}")
