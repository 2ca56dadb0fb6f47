"""Downloads that hold what was taken out of the record are withdrawn, and one of today takes their place."""

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from datetime import datetime

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.publish.entries import DeltaEntry, SnapshotEntry
from archive.publish.manifest import files_of, names_of, read_deltas, read_manifest, tidy, withdraw
from archive.publish.snapshot import note_newest, publish
from archive.sqlite import open_readonly

BUSY = "A publish or a prune is running on this data folder; wait for it to end."


def holding(data: DataFolder, articles: Collection[int]) -> list[SnapshotEntry]:
    """The snapshots that have any of these articles, the newest first; one that cannot be asked counts as one."""
    return [entry for entry in read_manifest(data) if _has(data, entry, articles)]


def made_before(data: DataFolder, articles: Collection[int], begun_at: str, known: Collection[str]) -> list[str]:
    """The snapshots that have any of these articles and were begun before a redaction was, beside those `known` to it:
    whoever was publishing then. What took the place of one of them is none."""
    found = (entry for entry in holding(data, articles) if entry["made_at"] <= begun_at)
    return [entry["file"] for entry in found if not set(known) & set(entry.get("replaces", ()))]


def _has(data: DataFolder, entry: SnapshotEntry, articles: Collection[int]) -> bool:
    path = data.published / entry["file"]
    if not path.is_file():
        return False
    try:
        with closing(open_readonly(path)) as snapshot:
            sql = "SELECT 1 FROM articles WHERE id IN (SELECT value FROM json_each(?))"
            return snapshot.execute(sql, (json.dumps(list(articles)),)).fetchone() is not None
    except sqlite3.DatabaseError:
        return True


def replace(
    data: DataFolder, withdrawn: Collection[str], at: datetime, on_step: Callable[[str], None] = lambda _: None
) -> None:
    """Publish a snapshot that says which it replaces, and remove these in every form, with every delta that may tell
    of what they hold.

    Done again after a crash it does what is left. Raises what `publish` raises.
    """
    known = read_manifest(data)
    there = [entry["file"] for entry in known if entry["file"] in withdrawn]
    if there and set(there) <= set(known[0].get("replaces", ())):
        note_newest(data)
    elif there:
        publish(data, on_step, replaces=tuple(there))
    if not data.published.is_dir():
        return
    with data.make().lock("publish", BUSY):
        before, alone = read_manifest(data), read_deltas(data)
        holders = [entry for entry in before if entry["file"] in withdrawn]
        tidy(data)
        if not holders:
            return
        deltas_about = _DeltasAbout(before, holders)
        left = [deltas_about.without_delta(entry) for entry in before if entry not in holders]
        deltas = [delta for delta in alone if not deltas_about.of_it(delta)]
        kept = names_of([*left, *deltas])
        listed: list[SnapshotEntry | DeltaEntry] = [*before, *alone]
        files = {file["file"]: file for entry in listed for file in files_of(entry)}
        withdraw(data, left, [file for name, file in files.items() if name not in kept], at, deltas)


class _DeltasAbout:
    """Which deltas may tell of what some snapshots hold: those made between the last snapshot without it and the newest
    with it. The one that leads to the snapshot made since tells of no more than that one has."""

    def __init__(self, before: Sequence[SnapshotEntry], holders: Sequence[SnapshotEntry]) -> None:
        self._until = max(entry["made_at"] for entry in holders)
        first = min(entry["made_at"] for entry in holders)
        self._since = max((entry["made_at"] for entry in before if entry["made_at"] < first), default="")

    def of_it(self, delta: DeltaEntry, made_at: str = "") -> bool:
        at = delta.get("made_at", made_at)
        return self._since < at <= self._until

    def without_delta(self, entry: SnapshotEntry) -> SnapshotEntry:
        delta = entry.get("delta")
        if delta is None or not self.of_it(delta, entry["made_at"]):
            return entry
        return {**entry, "delta": None, "no_delta": "pruned"}
