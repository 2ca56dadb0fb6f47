"""Make the download: a checked snapshot of the record, its sha256, the changes since the last, a manifest entry.

`VACUUM INTO` a temporary name, check, fsync, rename. A plain copy of a live file would be malformed.
"""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.configuration import current
from archive.data_folder import FREE_FLOOR, DataFolder
from archive.errors import BadConfiguration, DiskFull, WarraqError
from archive.publish import _read_only_search, about
from archive.publish._delta import write_delta
from archive.publish.entries import Counts, SnapshotEntry
from archive.publish.files import described, sync, unfinished, unused_name
from archive.publish.manifest import names_of, read_manifest, read_removed, tell, tidy
from archive.record.fulltext import alignment_mismatches
from archive.record.index_upkeep import put_in_missing
from archive.record.reindexing import forget
from archive.record.spelling_table import keep_up
from archive.record.store import read_record
from archive.sqlite import as_warraq_error, rows, transaction
from archive.times import damascus_day, now, stamp

COUNTS = (
    "SELECT (SELECT count(*) FROM articles) AS articles, (SELECT count(*) FROM versions) AS versions,"
    " (SELECT count(*) FROM outlets) AS outlets, (SELECT coalesce(max(id), 0) FROM versions) AS last_version_id,"
    " (SELECT min(nullif(published_day, '')) FROM articles) AS first_day,"
    " (SELECT max(nullif(published_day, '')) FROM articles) AS last_day"
)

NO_DELTA = {
    "first": "This is the first snapshot; the next one comes with the changes since.",
    "no_snapshot_before": "The snapshot before is not there, or of another form: take the whole file.",
    "restored": "The record was restored from a backup and lacks versions published before: take the whole file.",
}


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
    no_delta: str


def publish(data: DataFolder, on_step: Callable[[str], None] = lambda _: None) -> Published:
    """Make a snapshot beside the running service. Raises BadSnapshot, DiskFull, BadConfiguration (no record yet)."""
    read_record(data.record).close()
    with data.make().lock("publish", "Another publish is running on this data folder; wait for it to end."):
        try:
            if not data.published.is_dir():
                data.published.mkdir()
                sync(data.root)
            tidy(data)
            _demand_room(data)
            on_step("spellings")
            keep_up(data.record)
            entry = _publish(data, on_step)
        except OSError as problem:
            raise _cannot_write(data, problem) from problem
        finally:
            # What is left of a snapshot that found no room would keep the crawls from theirs.
            with suppress(OSError, WarraqError):
                tidy(data)
    delta = entry["delta"]
    return Published(
        entry["file"],
        entry["bytes"],
        entry["sha256"],
        entry["articles"],
        delta["file"] if delta else None,
        NO_DELTA.get(entry["no_delta"], ""),
    )


def _publish(data: DataFolder, on_step: Callable[[str], None]) -> SnapshotEntry:
    before = read_manifest(data)
    used, made_at = names_of(before) | {entry["file"] for entry in read_removed(data)}, now()
    stem = f"warraq-{damascus_day(made_at)}"
    on_step("snapshot")
    snapshot = _snapshot(data)
    on_step("check")
    counts = _check(snapshot, lambda file: _add(file, data, made_at))
    on_step("hash")
    file = described(snapshot, unused_name(data, stem, ".db", used))
    on_step("delta")
    lines = unfinished(data, ".jsonl.gz")
    name = unused_name(data, f"{stem}-delta", ".jsonl.gz", used)
    delta, why_none = write_delta(data, snapshot, before, lines, name)
    entry: SnapshotEntry = {**file, **counts, "made_at": stamp(made_at), "delta": delta, "no_delta": why_none}
    finished = {snapshot: file["file"]} | ({lines: name} if delta else {})
    tell(data, [entry, *before], finished)
    return entry


def _cannot_write(data: DataFolder, problem: OSError) -> WarraqError:
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(f"The disk of {data.published} is full. Nothing was published; free some room and try again.")
    return BadConfiguration(f"{data.published} cannot be written ({problem.strerror}). Nothing was published.")


def _demand_room(data: DataFolder) -> None:
    data.demand_room()
    disk = os.statvfs(data.root)
    needed = data.record.stat().st_size + FREE_FLOOR if data.record.exists() else 0
    if disk.f_bavail * disk.f_frsize < needed:
        raise DiskFull(
            f"A snapshot needs {needed // 2**20} MB of free room in {data.published}; free some and publish again."
        )


def _snapshot(data: DataFolder) -> Path:
    path = unfinished(data, ".db")
    connection = read_record(data.record)
    try:
        # query_only forbids VACUUM INTO as well; mode=ro still keeps the record itself safe.
        connection.execute("PRAGMA query_only = OFF")
        connection.execute("VACUUM INTO ?", (str(path),))
    except sqlite3.DatabaseError as problem:
        raise as_warraq_error(problem, path) from problem
    finally:
        connection.close()
    return path


def _add(snapshot: Database, data: DataFolder, made_at: datetime) -> None:
    """What a download has beside the record."""
    # In one transaction, so that no file has one without the other.
    with transaction(snapshot):
        _read_only_search.put_in(snapshot)
        about.put_in(snapshot, made_at, current(data), sample=data.is_sample)


def _check(path: Path, add: Callable[[Database], None]) -> Counts:
    """The counts of a snapshot that is whole; takes out what only the record needs, lets `add` put in what only a
    download has. Raises BadSnapshot."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        snapshot = Database(connection)
        if forget(snapshot):
            connection.execute("VACUUM")
        add(snapshot)
        for check in ("integrity_check", "foreign_key_check"):
            found = [row[0] for row in connection.execute(f"PRAGMA {check}") if row[0] != "ok"]
            if found:
                raise BadSnapshot(
                    f"The snapshot failed {check}: {found[0]}. Nothing was published; restore the record."
                )
        # A long text may be on its way into the index at this moment.
        put_in_missing(snapshot)
        mismatches = alignment_mismatches(snapshot)
        if mismatches:
            raise BadSnapshot(f"The search index is out of step in {mismatches} articles. Nothing was published.")
        return next(rows(connection, Counts, COUNTS))
    except sqlite3.DatabaseError as problem:
        raise BadSnapshot(
            f"The snapshot is damaged ({problem}). Nothing was published; restore the record."
        ) from problem
    finally:
        connection.close()
