"""manifest.json: every snapshot published, the newest first; latest.json says which is newest; removed.json what went.

A delta stands with the snapshot that it leads to, and on its own where that one is no longer offered: it leads on.

A publish may be cut short anywhere. The new manifest, still under its temporary name, is on the disk before the first
file it tells of gets its own: so the next publish finds what this one had named already, and takes it back.
Files go in the other order: removed.json names them, then no manifest tells of them, then they are removed. Wherever
that is cut short, the next publish or prune ends it. A name that stands there is never given again.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TypeGuard

from archive.data_folder import DataFolder, sync
from archive.errors import WarraqError
from archive.publish.entries import DeltaEntry, FileEntry, Manifest, RemovedEntry, SnapshotEntry
from archive.publish.files import TEMPORARY
from archive.times import stamp

# Of a snapshot's entry: its delta is pruned before it, and months are told of where they were last the same.
MOVED = ("delta", "no_delta", "parquet")
MANIFEST, LATEST, REMOVED = "manifest.json", "latest.json", "removed.json"


def read_manifest(data: DataFolder) -> list[SnapshotEntry]:
    """Every snapshot published, the newest first; empty before the first. Raises WarraqError for a damaged manifest."""
    path = data.published / MANIFEST
    try:
        return _snapshots(path) if path.exists() else []
    except (ValueError, KeyError, TypeError) as problem:
        raise _damaged(path) from problem


def read_removed(data: DataFolder) -> list[RemovedEntry]:
    """Every published file that was removed, the first removed first. Raises WarraqError for a damaged file."""
    path = data.published / REMOVED
    try:
        found: list[RemovedEntry] = json.loads(path.read_text(encoding="utf-8"))["removed"] if path.exists() else []
        return [entry for entry in found if entry["file"]]
    except (ValueError, KeyError, TypeError) as problem:
        raise _damaged(path) from problem


def _damaged(path: Path) -> WarraqError:
    return WarraqError(f"{path} is damaged. Restore it from a backup, or move it away to begin a new one.")


def read_deltas(data: DataFolder) -> list[DeltaEntry]:
    """The deltas that lead to snapshots no longer offered, the newest first. Raises WarraqError as `read_manifest`."""
    path = data.published / MANIFEST
    try:
        return _content(path).get("deltas", []) if path.exists() else []
    except (ValueError, KeyError, TypeError, AttributeError) as problem:
        raise _damaged(path) from problem


def files_of(entry: SnapshotEntry | DeltaEntry) -> list[FileEntry]:
    """The files that an entry tells of: itself, and of a snapshot its delta and other forms, as far as it has them."""
    found: list[FileEntry | None] = [entry]
    if entry_is_snapshot(entry):
        found += [entry.get("delta"), entry.get("packed"), *entry.get("parquet", [])]
    return [file for file in found if file]


def entry_is_snapshot(entry: SnapshotEntry | DeltaEntry) -> TypeGuard[SnapshotEntry]:
    return "since" not in entry


def names_of(entries: Iterable[SnapshotEntry | DeltaEntry]) -> set[str]:
    """The files that these entries tell of."""
    return {file["file"] for entry in entries for file in files_of(entry)}


def _names_told(data: DataFolder) -> set[str]:
    return names_of([*read_manifest(data), *read_deltas(data)])


def digest_of(content: Mapping[str, object]) -> str:
    """The hash that a manifest names of itself: of its JSON with sorted keys and no spaces, without that name."""
    digested = {name: value for name, value in content.items() if name != "sha256"}
    plain = json.dumps(digested, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def told_sha256(entry: Mapping[str, object]) -> str:
    """The hash that the log has of what is told of a snapshot: without what a later publish moves or prunes."""
    return digest_of({name: value for name, value in entry.items() if name not in MOVED})


def announce(
    data: DataFolder,
    snapshots: list[SnapshotEntry],
    finished: Mapping[Path, str],
    deltas: list[DeltaEntry] | None = None,
) -> None:
    """Give finished files their names and tell of them: durably, and all of it or, after the next tidy, nothing.

    `deltas` are those that stand on their own; None: those that are told of already.
    """
    folder = data.published
    alone = read_deltas(data) if deltas is None else deltas
    _write_manifest(folder / f"{TEMPORARY}{MANIFEST}", _with_verifier(data, {"snapshots": snapshots, "deltas": alone}))
    _write(folder / f"{TEMPORARY}{LATEST}", snapshots[0])
    for path in finished:
        sync(path)
    sync(folder)
    for path, name in finished.items():
        path.rename(folder / name)
    # No manifest may outlive a power cut that a file it tells of does not.
    sync(folder)
    for name in (MANIFEST, LATEST):
        (folder / f"{TEMPORARY}{name}").rename(folder / name)
    sync(folder)


def tell_of_verifier(data: DataFolder, verifier: FileEntry) -> None:
    """Name in the manifest, where there is one, the program that lies beside the downloads to check them."""
    path, temporary = data.published / MANIFEST, data.published / f"{TEMPORARY}{MANIFEST}"
    if path.exists() and (content := _content(path)).get("verifier") != verifier:
        _write_manifest(temporary, {**content, "verifier": verifier})
        temporary.rename(path)
        sync(data.published)


def _with_verifier(data: DataFolder, content: Manifest) -> Manifest:
    path = data.published / MANIFEST
    verifier = _content(path).get("verifier") if path.exists() else None
    return {**content, "verifier": verifier} if verifier else content


def withdraw(
    data: DataFolder,
    left: list[SnapshotEntry],
    gone: Iterable[FileEntry],
    at: datetime,
    deltas: list[DeltaEntry] | None = None,
) -> None:
    """Remove published files and tell of the snapshots that are `left`, the newest among them, and of `deltas` that
    stand on their own (None: as before)."""
    folder = data.published
    before = read_removed(data)
    known = {entry["file"] for entry in before}
    withdrawn: list[RemovedEntry] = [
        {"file": file["file"], "bytes": file["bytes"], "sha256": file["sha256"], "removed_at": stamp(at)}
        for file in gone
        if file["file"] not in known
    ]
    _write(folder / f"{TEMPORARY}{REMOVED}", {"removed": [*before, *withdrawn]})
    (folder / f"{TEMPORARY}{REMOVED}").rename(folder / REMOVED)
    sync(folder)
    announce(data, left, {}, deltas)
    _remove_untold(data)


def _remove_untold(data: DataFolder) -> None:
    """Whoever downloads one of them now still gets all of it: the file stays as long as it is open.

    They are gone for good when this returns: what was redacted must not come back with a power cut.
    """
    named = _names_told(data)
    names = {entry["file"] for entry in read_removed(data)} - named
    there = [data.published / name for name in names if Path(name).name == name and (data.published / name).exists()]
    for path in there:
        path.unlink(missing_ok=True)
    if there:
        sync(data.published)


def _mend_latest(data: DataFolder) -> None:
    """What was cut short between the two files that tell of it is told by both."""
    newest, path = read_manifest(data)[:1], data.published / LATEST
    with suppress(OSError, ValueError):
        if not newest or json.loads(path.read_text(encoding="utf-8")) == newest[0]:
            return
    if newest:
        _write(data.published / f"{TEMPORARY}{LATEST}", newest[0])
        (data.published / f"{TEMPORARY}{LATEST}").rename(path)
        sync(data.published)


def tidy(data: DataFolder) -> None:
    """Remove what a publish or prune left that did not come to its end. Raises WarraqError for a damaged manifest."""
    _remove_untold(data)
    _mend_latest(data)
    named = _names_told(data)
    manifest = data.published / f"{TEMPORARY}{MANIFEST}"
    # One that is not there or not whole was written before anything got a name; the others it tells of had theirs.
    with suppress(OSError, ValueError):
        for name in names_of(_snapshots(manifest)[:1]) - named:
            (data.published / name).unlink(missing_ok=True)
    leftovers = set(data.published.glob(f"{TEMPORARY}*")) - {manifest}
    for leftover in (*leftovers, manifest):
        leftover.unlink(missing_ok=True)


def _snapshots(path: Path) -> list[SnapshotEntry]:
    return _content(path)["snapshots"]


def _content(path: Path) -> Manifest:
    found: Manifest = json.loads(path.read_text(encoding="utf-8"))
    return found


def _write_manifest(path: Path, content: Manifest) -> None:
    _write(path, {**content, "sha256": digest_of(content)})


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    sync(path)
