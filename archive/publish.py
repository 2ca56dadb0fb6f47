"""Make the download: a checked snapshot of the record, its sha256, a manifest, and the changes since the last one.

`VACUUM INTO` a temporary name, check, fsync, rename. A name is never used twice, so a broken download can always be
resumed; `latest.json` says which is newest. A plain copy of a live file would be malformed.
"""

import errno
import gzip
import hashlib
import json
import os
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.database import told
from archive.errors import BadConfiguration, DiskFull, WarraqError
from archive.folder import FREE_FLOOR, DataFolder
from archive.instants import now, stamp
from archive.record.fulltext import alignment_mismatches
from archive.record.store import read_record

TEMPORARY = "unfinished-"
DELTA = (
    "SELECT v.id AS version_id, v.article_id, a.outlet, a.key, a.url, v.n, v.kind, v.seen_at, v.title, v.body,"
    " a.author, a.credit, a.lang, a.published_at, a.published_day, a.published_from, a.status, a.image_url,"
    " a.image_caption, v.sha256"
    " FROM version_texts v JOIN articles a ON a.id = v.article_id WHERE v.id > ? ORDER BY v.id"
)
COUNTS = (
    "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM versions) AS versions,"
    " (SELECT count(*) FROM outlets) AS outlets, (SELECT coalesce(max(id), 0) FROM versions) AS last_version_id,"
    " (SELECT min(published_day) FROM articles) AS first_day, (SELECT max(published_day) FROM articles) AS last_day"
)


class BadSnapshot(WarraqError):
    """A snapshot did not pass its checks; the one published before stays."""


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` made, with the keys of its `--json`."""

    file: str
    bytes: int
    sha256: str
    articles: int
    delta: str | None


def read_manifest(data: DataFolder) -> list[dict[str, Any]]:
    """Every snapshot published, the newest first; empty before the first. Raises WarraqError for a damaged manifest."""
    path = data.published / "manifest.json"
    try:
        snapshots: list[dict[str, Any]] = json.loads(path.read_text())["snapshots"] if path.exists() else []
    except (ValueError, KeyError, TypeError) as problem:
        raise WarraqError(
            f"{path} is damaged. Restore it from a backup, or move it away to begin a new one."
        ) from problem
    return snapshots


def publish(data: DataFolder, on_step: Callable[[str], None] = lambda _: None) -> Published:
    """Make a snapshot beside the running service. Raises BadSnapshot, DiskFull, BadConfiguration (no record yet)."""
    read_record(data.record).close()
    with data.make().lock("publish", "Another publish is running on this data folder; wait for it to end."):
        try:
            data.published.mkdir(exist_ok=True)
            _tidy(data)
            _demand_room(data)
            entry = _publish(data, on_step)
        except OSError as problem:
            raise _cannot_write(data, problem) from problem
        finally:
            # What is left of a snapshot that found no room would keep the crawls from theirs.
            with suppress(OSError):
                _tidy(data)
    delta = entry["delta"]
    return Published(
        entry["file"], entry["bytes"], entry["sha256"], entry["articles"], delta["file"] if delta else None
    )


def _publish(data: DataFolder, on_step: Callable[[str], None]) -> dict[str, Any]:
    before = read_manifest(data)
    used = {str(made["file"]) for entry in before for made in (entry, entry["delta"]) if made}
    made_at = now()
    on_step("snapshot")
    unfinished = _snapshot(data)
    on_step("check")
    counts = _check(unfinished)
    on_step("hash")
    snapshot = _finish(data, unfinished, f"warraq-{made_at:%Y-%m-%d}", ".db", used)
    on_step("delta")
    delta = _delta(data, snapshot, before, made_at, used)
    entry = _described(snapshot) | counts | {"made_at": stamp(made_at), "delta": delta}
    _write_manifest(data, [entry, *before])
    return entry


def _tidy(data: DataFolder) -> None:
    for leftover in data.published.glob(f"{TEMPORARY}*"):
        leftover.unlink(missing_ok=True)


def _cannot_write(data: DataFolder, problem: OSError) -> WarraqError:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(f"The disk of {data.published} is full. Nothing was published; free some room and try again.")
    return BadConfiguration(f"{data.published} cannot be written ({problem.strerror}). Nothing was published.")


def _demand_room(data: DataFolder) -> None:
    data.demand_room()
    room = os.statvfs(data.root)
    needed = data.record.stat().st_size + FREE_FLOOR if data.record.exists() else 0
    if room.f_bavail * room.f_frsize < needed:
        raise DiskFull(
            f"A snapshot needs {needed // 2**20} MB of free room in {data.published}; free some and publish again."
        )


def _snapshot(data: DataFolder) -> Path:
    path = data.published / f"{TEMPORARY}{os.getpid()}.db"
    connection = read_record(data.record)
    try:
        # query_only forbids VACUUM INTO as well; mode=ro still keeps the record itself safe.
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.DatabaseError as problem:
        raise told(problem, path) from problem
    finally:
        connection.close()
    return path


def _check(path: Path) -> dict[str, Any]:
    """The counts of a snapshot that is whole. Raises BadSnapshot."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        for check in ("integrity_check", "foreign_key_check"):
            found = [row[0] for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
            if found:
                raise BadSnapshot(
                    f"The snapshot failed {check}: {found[0]}. Nothing was published; restore the record."
                )
        mismatches = alignment_mismatches(Database(connection))
        if mismatches:
            raise BadSnapshot(f"The search index is out of step in {mismatches} articles. Nothing was published.")
        return dict(connection.execute(COUNTS).fetchone())
    except sqlite3.DatabaseError as problem:
        raise BadSnapshot(
            f"The snapshot is damaged ({problem}). Nothing was published; restore the record."
        ) from problem
    finally:
        connection.close()


def _finish(data: DataFolder, unfinished: Path, stem: str, suffix: str, used: set[str]) -> Path:
    """Give a finished file a name that was never used before, not even by a file removed since; durably."""
    with unfinished.open("rb") as handle:
        os.fsync(handle.fileno())
    names = (f"{stem}{'' if n == 1 else f'-{n}'}{suffix}" for n in range(1, 10_000))
    path = next(data.published / name for name in names if name not in used and not (data.published / name).exists())
    unfinished.rename(path)
    _sync(data.published)
    return path


def _sync(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def _described(path: Path) -> dict[str, Any]:
    with path.open("rb") as handle:
        digest = hashlib.file_digest(handle, "sha256").hexdigest()
    return {"file": path.name, "bytes": path.stat().st_size, "sha256": digest}


def _delta(
    data: DataFolder, snapshot: Path, before: list[dict[str, Any]], made_at: datetime, used: set[str]
) -> dict[str, Any] | None:
    """JSON lines of every version newer than the snapshot before; None for the first snapshot."""
    if not before:
        return None
    unfinished = data.published / f"{TEMPORARY}{os.getpid()}.jsonl.gz"
    rows = 0
    with (
        closing(sqlite3.connect(snapshot)) as connection,
        unfinished.open("wb") as raw,
        # No time stamp in the gzip header: equal content gives equal bytes.
        gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as packed,
    ):
        connection.row_factory = sqlite3.Row
        # Row by row: after a great import these are more texts than memory holds.
        for row in connection.execute(DELTA, (before[0]["last_version_id"],)):
            rows += 1
            packed.write(json.dumps(dict(row), ensure_ascii=False).encode() + b"\n")
    path = _finish(data, unfinished, f"warraq-{made_at:%Y-%m-%d}-delta", ".jsonl.gz", used)
    return _described(path) | {"rows": rows, "since": before[0]["file"]}


def _write_manifest(data: DataFolder, snapshots: list[dict[str, Any]]) -> None:
    for name, content in (("manifest.json", {"snapshots": snapshots}), ("latest.json", snapshots[0])):
        unfinished = data.published / f"{TEMPORARY}{name}"
        with unfinished.open("w") as handle:
            json.dump(content, handle, ensure_ascii=False, indent=1)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.rename(data.published / name)
    _sync(data.published)
