"""Make the download: a checked snapshot of the record, its sha256, the changes since the last, a manifest entry.

Under a temporary name, check, fsync, rename. A plain copy of a live file would be malformed.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.crawl_state.redactions import is_begun
from archive.data_folder import FREE_FLOOR, DataFolder, sync
from archive.errors import BadConfiguration, DiskFull, WarraqError, is_disk_full, lack_of_room
from archive.evidence.checkpoint import LogRewritten, tree_head
from archive.evidence.own_facts import enter_published
from archive.publish import _checks, _snapshot_file, about
from archive.publish._checks import BadSnapshot
from archive.publish._publication import Publication
from archive.publish.delta import Begun, Made, write_delta
from archive.publish.entries import SnapshotEntry, TreeHead
from archive.publish.files import unfinished
from archive.publish.manifest import announce, read_manifest, tidy, told_sha256
from archive.publish.table_states import FORM
from archive.record import changes
from archive.record.edits import fill
from archive.record.spelling_table import keep_up
from archive.record.store import Store, open_record, read_record
from archive.sqlite import column, transaction
from archive.times import damascus_day, stamp

__all__ = ["BadSnapshot", "Published", "publish"]
HALF_REDACTED = (
    "A redaction was begun and has not come to its end: a snapshot could have what was to go. Nothing was published."
    " End it with: warraq redact"
)
NO_DELTA = {
    "first": "This is the first snapshot; the next one comes with the changes since.",
    "no_snapshot_before": "The snapshot before is not there, or of another form: take the whole file.",
    "restored": "The record was restored from a backup and lacks what was published before: take the whole file.",
    "redacted": "Articles were taken out of the archive since the snapshot before: take the whole file.",
    "unexplained": "What was noted as changed does not lead to this snapshot from the one before: take the whole file.",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` made, with the keys of its `--json`. `whole`: all was checked, as once a week."""

    file: str
    bytes: int
    sha256: str
    articles: int
    delta: str | None
    no_delta: str
    packed: str
    parquet: tuple[str, ...]
    whole: bool


def publish(
    data: DataFolder, on_step: Callable[[str], None] = lambda _: None, replaces: tuple[str, ...] = ()
) -> Published:
    """Make a snapshot beside the running service; `replaces` names those that are withdrawn for it.

    Raises BadSnapshot, DiskFull, BadConfiguration (no record yet), WarraqError where a redaction is half done."""
    with (
        closing(read_record(data.record)) as record,
        data.make().lock("publish", "Another publish is running on this data folder; wait for it to end."),
    ):
        try:
            if not data.published.is_dir():
                data.published.mkdir()
                sync(data.root)
            tidy(data)
            _demand_room(data)
            on_step("spellings")
            keep_up(data.record)
            on_step("edits")
            with closing(open_record(data.record)) as store:
                fill(store.db)
                _enter_published(data, store)
                one = Publication(data, on_step)
                # Asked behind its time is taken: a redaction that begins later withdraws what was made before.
                if not replaces and is_begun(data.service):
                    raise WarraqError(HALF_REDACTED)
                entry, is_whole = _publish(one, store, record, replaces)
        except OSError as problem:
            raise _cannot_write(data, problem) from problem
        except sqlite3.DatabaseError as problem:
            if full := lack_of_room(problem, data.record):
                raise full from problem
            raise
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
        entry["packed"]["file"] if entry["packed"] else "",
        tuple(file["file"] for file in entry["parquet"]),
        is_whole,
    )


def _publish(
    one: Publication, store: Store, record: sqlite3.Connection, replaces: tuple[str, ...]
) -> tuple[SnapshotEntry, bool]:
    """What the manifest tells of it, and whether record and index were checked as a whole."""
    data, path = one.data, unfinished(one.data, ".db")
    one.on_step("snapshot")
    mark = changes.mark(store.db)
    _snapshot_file.take(record, path, one.newest)
    with closing(sqlite3.connect(path, isolation_level=None)) as snapshot:
        counts = _snapshot_file.prepare(snapshot, data, one.made_at)
        one.on_step("hash")
        begun = Begun(snapshot, one.described(path, one.name("", ".db")), stamp(one.made_at))
        one.on_step("delta")
        lines = unfinished(data, ".jsonl.zst")
        made = write_delta(data, record, begun, one.newest, (lines, one.name("-delta", ".jsonl.zst")))
        one.on_step("check")
        last_checked_at = _last_checked_at(one, made)
        _check(data.record, snapshot, record, made.texts if last_checked_at else None)
        tree = _tree(snapshot, record, data.published if last_checked_at else None)
        schema = next(column(snapshot, int, "SELECT count(*) FROM _sqlite_migrations"))
    if made.delta:
        one.finished[lines] = made.delta["file"]
    entry: SnapshotEntry = {
        **begun.file,
        **counts,
        "made_at": begun.made_at,
        "delta": made.delta,
        "no_delta": made.why_none,
        "day": damascus_day(one.made_at).isoformat(),
        "licence": about.LICENCE,
        "schema": schema,
        "previous": one.newest["file"] if one.newest else "",
        "replaces": list(replaces),
        "tables": made.tables,
        "tables_form": FORM,
        "tree": tree,
        **one.other_forms(path, made.months if made.delta else None),
        "change_mark": mark,
        "checked_at": last_checked_at or begun.made_at,
    }
    announce(data, [entry, *one.put_aside(entry)], one.finished)
    changes.note_told(store.db, mark, told_sha256(entry))
    # Kept from the one before: its manifest may be put back.
    changes.prune(store.db, one.newest["change_mark"] if one.newest and made.delta else mark)
    return entry, not last_checked_at


def note_newest(data: DataFolder) -> None:
    """Keep what is told of the newest snapshot, as its publish does last: it may have been killed before that."""
    newest = read_manifest(data)[0]
    with closing(open_record(data.record)) as store:
        changes.note_told(store.db, newest["change_mark"], told_sha256(newest))


def _enter_published(data: DataFolder, store: Store) -> None:
    """What was published before enters the log, where there is anything new to be published."""
    known = read_manifest(data)
    if known and changes.has_changed(store.db.conn, known[0].get("change_mark", "")):
        with transaction(store.db):
            enter_published(store, {entry["file"]: told_sha256(entry) for entry in known if entry.get("tree")})


def _tree(snapshot: sqlite3.Connection, record: sqlite3.Connection, published: Path | None) -> TreeHead | None:
    """None for an empty log, and for one with a hole: its signing says so. `published` is a folder with a log to go on
    from."""
    with suppress(LogRewritten):
        head = tree_head(snapshot, published, record)
        return {"size": head.size, "root": head.root.hex()} if head.size else None
    return None


def _cannot_write(data: DataFolder, problem: OSError) -> WarraqError:
    if is_disk_full(problem):
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


def _last_checked_at(one: Publication, made: Made) -> str:
    """When record and index were last checked as a whole; empty where that is due, or nobody knows what changed."""
    is_known = made.delta is not None and one.newest is not None and not _checks.is_whole_due(one.newest)
    return one.newest["checked_at"] if one.newest and is_known else ""


def _check(path: Path, snapshot: sqlite3.Connection, record: sqlite3.Connection, only: Iterable[int] | None) -> None:
    """Check the record and its index, or the index of `only` these articles. Raises BadSnapshot."""
    if only is None:
        _checks.check_record(record, path)
    _checks.check_index(snapshot, path, only)
