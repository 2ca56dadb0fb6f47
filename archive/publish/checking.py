"""A folder of downloads held against its manifest: every file's hash, the manifest itself, and what nobody tells of.

Also of a folder that somebody copied or mirrors; nothing of the archive that published it is needed.
"""

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import cast

from archive.evidence.checkpoint import CHECKPOINT, KEPT, STAMPS, tree_head
from archive.evidence.findings import Archive, Bad, Cursor, Step
from archive.evidence.own_facts import published
from archive.evidence.plain_files import not_plain
from archive.evidence.tiles import FOLDER
from archive.evidence.tree import Tree
from archive.publish._snapshot_contents import wrong_in, wrong_in_packed
from archive.publish.entries import FileEntry, SnapshotEntry
from archive.publish.files import TEMPORARY, described
from archive.publish.manifest import LATEST, MANIFEST, REMOVED, digest_of, told_sha256
from archive.publish.verifier_file import VERIFIER_FILE
from archive.record.changes import last_told

# What lies there beside the files of the manifest, and is checked by what knows of it.
BESIDE = re.compile(
    rf"{MANIFEST}|{LATEST}|{REMOVED}|{CHECKPOINT}|{KEPT}|{FOLDER}|log-\d+|witness|(log|witness)\.vkey"
    rf"|{re.escape(VERIFIER_FILE)}|{STAMPS}"
)
NO_JSON = "It is damaged: what stands there is not what Warraq writes."


class Published:
    """The files of a folder, by their names. `is_busy`: a publish is running, and has files that are not finished."""

    def __init__(self, folder: Path, *, is_busy: bool = False) -> None:
        self._folder, self._is_busy = folder, is_busy

    def total(self, archive: Archive) -> int:
        return len(_entries_of(self._folder / MANIFEST)) // archive.share.of

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        if not (self._folder / MANIFEST).exists():
            # A folder of before the first publish has neither.
            if after is None and (some := next(self._folder.glob("warraq-*.db"), None)):
                yield Step("", 1, [self._bad(MANIFEST, f"It is not there, and {some.name} is.")])
            return
        if after is None:
            yield Step("", 1, list(self._documents()))
        listed = {file["file"]: file for file in _entries_of(self._folder / MANIFEST)}
        if after is None:
            yield Step("", 0, list(self._logged(archive)))
        for name in sorted(listed):
            if name > str(after or "") and archive.share.takes(zlib.crc32(name.encode())):
                yield Step(name, 1, list(self._file(listed[name], archive)))

    def _documents(self) -> Iterator[Bad]:
        """What tells of the files, and files of which nothing tells."""
        manifest = _read(self._folder / MANIFEST)
        if manifest is None or (manifest.get("sha256") != digest_of(manifest) and not _is_older(manifest)):
            yield self._bad(MANIFEST, NO_JSON)
        newest = next(iter(cast("list[object]", (manifest or {}).get("snapshots") or [])), None)
        if newest is None and (self._folder / LATEST).exists():
            yield self._bad(LATEST, f"It cannot be held against {MANIFEST}.")
        elif newest is not None and _read(self._folder / LATEST) != newest:
            yield self._bad(LATEST, f"It is not what {MANIFEST} tells of the newest snapshot.")
        if (self._folder / REMOVED).exists() and _read(self._folder / REMOVED) is None:
            yield self._bad(REMOVED, NO_JSON)
        listed = {file["file"] for file in _entries_of(self._folder / MANIFEST)}
        for path in sorted(self._folder.iterdir()):
            is_known = path.name in listed or BESIDE.fullmatch(path.name)
            if not is_known and not (path.name.startswith(TEMPORARY) and self._is_busy):
                yield self._bad(path.name, f"It lies there, and {MANIFEST} does not tell of it.")
        for name, why in not_plain(self._folder):
            yield self._bad(name, why)

    def _file(self, file: FileEntry, archive: Archive) -> Iterator[Bad]:
        path = self._folder / file["file"]
        try:
            found = described(path, path.name)
        except OSError as problem:
            yield self._bad(path.name, f"{MANIFEST} tells of it, and it cannot be read ({problem.strerror}).")
            return
        if found["bytes"] != file["bytes"]:
            yield self._bad(path.name, f"It has {found['bytes']} bytes, and {MANIFEST} says {file['bytes']}.")
        elif found["sha256"] != file["sha256"]:
            yield self._bad(path.name, f"Its hash is not the one that {MANIFEST} names.")
        else:
            for why in self._contents(path, cast("Mapping[str, object]", file), archive):
                yield self._bad(path.name, why)

    def _contents(self, path: Path, file: Mapping[str, object], archive: Archive) -> Iterator[str]:
        if path.suffix == ".db":
            return wrong_in(path, file, archive.record)
        of = (one for one in self._snapshots() if (packed := one.get("packed")) and packed["file"] == path.name)
        return chain.from_iterable(wrong_in_packed(path, cast("Mapping[str, object]", one)) for one in of)

    def _logged(self, archive: Archive) -> Iterator[Bad]:
        """Is what is told of each snapshot what the log says of it?"""
        logged = published(archive.record)
        last = last_told(archive.record)
        told = [(entry, told_sha256(cast("Mapping[str, object]", entry))) for entry in self._snapshots()]
        if last and {entry.get("change_mark", ""): listed for entry, listed in told}.get(last[0]) != last[1]:
            yield self._bad(MANIFEST, "What it tells of the snapshot last published is not what was told then.")
        removed = {str(one.get("file")) for one in self._removed()}
        for name in sorted(logged.keys() - {entry["file"] for entry, _ in told} - removed):
            yield self._bad(REMOVED, f"{name} was published and is not any more, and it does not say so.")
        for entry, listed in told:
            if logged.get(entry["file"], listed) != listed:
                yield self._bad(MANIFEST, f"What it tells of {entry['file']} is not what the log says of it.")

    def _snapshots(self) -> list[SnapshotEntry]:
        manifest = _read(self._folder / MANIFEST) or {}
        return cast("list[SnapshotEntry]", manifest.get("snapshots") or [])

    def _removed(self) -> list[dict[str, object]]:
        found = _read(self._folder / REMOVED) or {}
        return cast("list[dict[str, object]]", found.get("removed") or [])

    def _bad(self, name: str, why: str) -> Bad:
        return {"what": "published", "where": f"{self._folder.name}/{name}", "why": why}


class Download:
    """One file with what lies beside it: the manifest, and the checkpoint of the log that is in it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def total(self, archive: Archive) -> int:  # noqa: ARG002 - as every check
        return 1

    def steps(self, archive: Archive, after: Cursor) -> Iterator[Step]:
        if after is None:
            listed = ((self._path.name, why) for why in self._manifest(archive))
            found = chain(listed, Tree(self._path.parent, of_record=True).of_download(archive.record))
            yield Step(1, 1, [{"what": "published", "where": name, "why": why} for name, why in found])

    def _manifest(self, archive: Archive) -> Iterator[str]:
        entry = next(
            (file for file in _entries_of(self._path.parent / MANIFEST) if file["file"] == self._path.name), None
        )
        if entry is None:
            yield f"No {MANIFEST} beside it tells of it. Fetch the one of its archive into the same folder."
            return
        head = tree_head(archive.record)
        found = described(self._path, self._path.name)
        if (found["bytes"], found["sha256"]) != (entry["bytes"], entry["sha256"]):
            yield f"Its hash is not the one that {MANIFEST} names."
        if cast("Mapping[str, object]", entry).get("tree") != {"size": head.size, "root": head.root.hex()}:
            yield f"The log in it is not the one that {MANIFEST} names."


def _read(path: Path) -> dict[str, object] | None:
    """A document as Warraq writes it, to the letter; None for any other."""
    try:
        text = path.read_text(encoding="utf-8")
        found: dict[str, object] = json.loads(text)
    except (OSError, ValueError):
        return None
    return found if json.dumps(found, ensure_ascii=False, indent=1) == text else None


def _is_older(manifest: Mapping[str, object]) -> bool:
    """Was it written by a release that put no hash of it into it?"""
    newest = next(iter(cast("list[dict[str, object]]", manifest.get("snapshots") or [])), {})
    return "sha256" not in manifest and "tree" not in newest


def _entries_of(manifest: Path) -> list[FileEntry]:
    """Every file that a manifest tells of, wherever in it."""
    try:
        return list(_entries(json.loads(manifest.read_text(encoding="utf-8"))))
    except (OSError, ValueError):
        return []


def _entries(found: object) -> Iterator[FileEntry]:
    if isinstance(found, dict):
        name = found.get("file")
        if isinstance(name, str) and Path(name).name == name and "sha256" in found and "bytes" in found:
            yield cast("FileEntry", found)
        for value in found.values():
            yield from _entries(value)
    elif isinstance(found, list):
        for value in found:
            yield from _entries(value)
