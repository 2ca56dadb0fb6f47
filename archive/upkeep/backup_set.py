"""What a backup folder holds: sets, each a whole state of an archive, and the WARC files that they share.

    DIR/sets/NUMBER-INSTANT/   databases, configuration, outlet files, manifest.json, manifest.sha256
    DIR/warc/YYYY/MM/…         bytes of captures: a set names of each file as many as its record knows of
    DIR/copied.jsonl           what a backup that was cut short had copied

A set has its name from the moment it is whole and on the disk; what has another name is none. WARC files only grow: a
file that grew since holds what an older set names as its first bytes.
"""

import hashlib
import json
from pathlib import Path
from typing import TypedDict

from archive.errors import BadConfiguration, WarraqError

SETS, WARC, JOURNAL = "sets", "warc", "copied.jsonl"
MANIFEST, MANIFEST_HASH = "manifest.json", "manifest.sha256"
UNFINISHED = "unfinished-"


class BackupFile(TypedDict):
    """A file of a set: where it belongs in a data folder (`outlets/` and `warraq.toml` beside it), and where in the
    backup folder its first `bytes` bytes are stored."""

    path: str
    stored: str
    bytes: int
    sha256: str


class Problem(TypedDict):
    """Something that is not as it should be: which kind of check found it, where, and why it is bad."""

    what: str
    where: str
    why: str


class BackupManifest(TypedDict):
    """A set: `counts` are rows by database and table, `problems` what the archive itself lacked when it was copied."""

    number: int
    made_at: str
    made_by: str
    files: list[BackupFile]
    counts: dict[str, dict[str, int]]
    problems: list[Problem]


class DamagedSet(WarraqError):
    """A set's manifest is not what was written."""


def whole_sets(folder: Path) -> list[Path]:
    """The sets of a backup folder, the newest first."""
    sets = folder / SETS
    found = (path for path in sets.iterdir() if _number_of(path) and path.is_dir()) if sets.is_dir() else ()
    return sorted(found, key=_number_of, reverse=True)


def newest_set(folder: Path) -> Path:
    """The set to restore. Raises BadConfiguration where there is none."""
    found = whole_sets(folder)
    if not found:
        raise BadConfiguration(f"{folder} holds no whole backup. Make one with: warraq backup {folder}")
    return found[0]


def _number_of(path: Path) -> int:
    number = path.name.partition("-")[0]
    return int(number) if number.isascii() and number.isdigit() else 0


def write_manifest(folder: Path, manifest: BackupManifest) -> None:
    """Write a set's manifest and its hash; neither is synced."""
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    (folder / MANIFEST).write_bytes(content)
    (folder / MANIFEST_HASH).write_text(f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n")


def read_manifest(folder: Path) -> BackupManifest:
    """A set's manifest. Raises DamagedSet where it, or its hash, is not there or not what was written."""
    try:
        content = (folder / MANIFEST).read_bytes()
        written = (folder / MANIFEST_HASH).read_bytes().split()[0].decode("ascii")
        if hashlib.sha256(content).hexdigest() != written:
            raise DamagedSet(f"{folder / MANIFEST} is not what was written: its hash is another.")
        manifest: BackupManifest = json.loads(content)
    except (OSError, ValueError, IndexError) as problem:
        raise DamagedSet(f"{folder / MANIFEST} cannot be read ({problem}).") from problem
    return manifest
