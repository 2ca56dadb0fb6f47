"""Which snapshots stay: the newest of each of the last days, before them the first of each month; the rest goes.

The first of a month, as it stays the first whatever comes later: an address that outlived its month is not broken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.data_folder import DataFolder
from archive.publish.entries import FileEntry, SnapshotEntry
from archive.publish.files import TEMPORARY
from archive.publish.manifest import read_manifest, tidy, withdraw
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
    """Remove the snapshots that `kept_snapshots` does not keep, deltas that lead nowhere, and what was left half done.

    Raises AlreadyRunning beside a publish, WarraqError for a damaged manifest.
    """
    if not data.published.is_dir():
        return Thinned((), 0)
    with data.make().lock("publish", BUSY):
        leftover = sum(path.stat().st_size for path in data.published.glob(f"{TEMPORARY}*"))
        before = read_manifest(data)
        left = kept_snapshots(before, daily)
        gone = _gone(before, left)
        if not dry_run:
            tidy(data)
            if gone:
                withdraw(data, left, gone, at)
        return Thinned(tuple(gone), leftover)


def kept_snapshots(snapshots: Sequence[SnapshotEntry], daily: int) -> list[SnapshotEntry]:
    """Of snapshots, the newest first, those that stay: the newest; of each of the `daily` last days that have any, the
    newest; before these, of each month the first.

    Days are counted as they were published, whatever the clock said: one that was ahead costs no snapshot its place.
    A delta stays where the snapshot it begins from does; else the entry says that it was pruned.
    """
    names = kept_names([(entry["file"], f"{damascus_day(unstamp(entry['made_at']))}") for entry in snapshots], daily)
    return [_with_living_delta(entry, names) for entry in snapshots if entry["file"] in names]


def kept_names(made: Sequence[tuple[str, str]], daily: int) -> set[str]:
    """The same of anything that was made on days: of (name, day), the newest first, the names to keep.

    A day is text that begins with its month, as 2026-11-26 does.
    """
    days: dict[str, str] = {}
    months: dict[str, str] = {}
    for name, day in made:
        if day not in days and len(days) < max(daily, 1):
            days[day] = name
        elif day not in days:
            # What comes later in the list is earlier.
            months[day[:7]] = name
    return {*days.values(), *months.values()}


def _with_living_delta(entry: SnapshotEntry, names: set[str]) -> SnapshotEntry:
    delta = entry.get("delta")
    return entry if delta is None or delta["since"] in names else {**entry, "delta": None, "no_delta": "pruned"}


def _gone(before: Sequence[SnapshotEntry], left: Sequence[SnapshotEntry]) -> list[FileEntry]:
    def files(entries: Sequence[SnapshotEntry]) -> dict[str, FileEntry]:
        told = (made for entry in entries for made in (entry, entry.get("delta")) if made)
        return {made["file"]: made for made in told}

    kept = files(left)
    return [made for name, made in files(before).items() if name not in kept]
