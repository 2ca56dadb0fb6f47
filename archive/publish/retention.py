"""Which snapshots stay: the newest of each of the last days, before them the first of each month; the rest goes.

The first of a month, as it stays the first whatever comes later: an address that outlived its month is not broken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.data_folder import DataFolder
from archive.publish.entries import DeltaEntry, FileEntry, SnapshotEntry
from archive.publish.files import TEMPORARY
from archive.publish.manifest import files_of, names_of, read_deltas, read_manifest, tidy, withdraw
from archive.times import damascus_day, unstamp

BUSY = "A publish or a prune is running on this data folder; wait for it to end."


@dataclass(frozen=True, slots=True)
class Thinned:
    """Published files that go, and how many bytes of killed publishes went with them."""

    files: tuple[FileEntry, ...]
    leftover_bytes: int

    @property
    def bytes(self) -> int:
        return sum(file["bytes"] for file in self.files) + self.leftover_bytes


def thin(data: DataFolder, daily: int, at: datetime, *, dry_run: bool = False) -> Thinned:
    """Remove the snapshots that `kept_snapshots` does not keep, deltas of days before those, and what was left half
    done.

    Raises AlreadyRunning beside a publish, WarraqError for a damaged manifest.
    """
    if not data.published.is_dir():
        return Thinned((), 0)
    with data.make().lock("publish", BUSY):
        leftover = sum(path.stat().st_size for path in data.published.glob(f"{TEMPORARY}*"))
        before, alone = read_manifest(data), read_deltas(data)
        left = kept_snapshots(before, daily)
        deltas = _kept_alone(before, alone, left, daily)
        gone = _gone([*before, *alone], [*left, *deltas])
        if not dry_run:
            tidy(data)
            if gone:
                withdraw(data, left, gone, at, deltas)
        return Thinned(tuple(gone), leftover)


def kept_snapshots(snapshots: Sequence[SnapshotEntry], daily: int) -> list[SnapshotEntry]:
    """Of snapshots, the newest first, those that stay: the newest; of each of the `daily` last days that have any, the
    newest; before these, of each month the first.

    Days are counted as they were published, whatever the clock said: one that was ahead costs no snapshot its place.
    A delta of one of these days stays, also where a snapshot that it leads from or to does not: deltas lead on from
    one to the next. Older ones go, and the entry says that it was pruned.
    """
    made = [(entry["file"], _day(entry)) for entry in snapshots]
    names, days = kept_names(made, daily), _last_days(made, daily)
    return [_with_kept_delta(entry, days) for entry in snapshots if entry["file"] in names]


def kept_names(made: Sequence[tuple[str, str]], daily: int) -> set[str]:
    """The same of anything that was made on days: of (name, day), the newest first, the names to keep.

    A day is text that begins with its month, as 2026-11-26 does.
    """
    days = _last_days(made, daily)
    newest: dict[str, str] = {}
    months: dict[str, str] = {}
    for name, day in made:
        if day in days:
            newest.setdefault(day, name)
        else:
            # What comes later in the list is earlier.
            months[day[:7]] = name
    return {*newest.values(), *months.values()}


def _last_days(made: Sequence[tuple[str, str]], daily: int) -> set[str]:
    """The first so many days that a list names."""
    return set(list(dict.fromkeys(day for _, day in made))[: max(daily, 1)])


def _day(entry: SnapshotEntry | DeltaEntry) -> str:
    return damascus_day(unstamp(entry["made_at"])).isoformat()


def _with_kept_delta(entry: SnapshotEntry, days: set[str]) -> SnapshotEntry:
    if entry.get("delta") is None or _day(entry) in days:
        return entry
    return {**entry, "delta": None, "no_delta": "pruned"}


def _kept_alone(
    before: Sequence[SnapshotEntry], alone: Sequence[DeltaEntry], left: Sequence[SnapshotEntry], daily: int
) -> list[DeltaEntry]:
    """The deltas that stay and whose snapshots do not, the newest first."""
    days = _last_days([(entry["file"], _day(entry)) for entry in before], daily)
    there = {entry["file"] for entry in left}
    bereft = [delta for entry in before if entry["file"] not in there and (delta := entry.get("delta"))]
    known = [delta for delta in (*bereft, *alone) if "made_at" in delta and _day(delta) in days]
    return sorted(known, key=lambda delta: delta["made_at"], reverse=True)


def _gone(before: Sequence[SnapshotEntry | DeltaEntry], left: Sequence[SnapshotEntry | DeltaEntry]) -> list[FileEntry]:
    kept = names_of(left)
    listed = {file["file"]: file for entry in before for file in files_of(entry)}
    return [file for name, file in listed.items() if name not in kept]
