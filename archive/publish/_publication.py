"""One publish on its way: what it makes, under which names, and a snapshot's other forms."""

from collections.abc import Callable, Iterator, Set
from contextlib import closing
from pathlib import Path
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.publish import _compression, _parquet
from archive.publish._months import MOVED_BY_CHECKS, Month, Months, is_there
from archive.publish.entries import FileEntry, ParquetEntry, SnapshotEntry
from archive.publish.files import described, unfinished, unused_name
from archive.publish.manifest import names_of, read_deltas, read_manifest, read_removed
from archive.times import damascus_day, now


class Forms(TypedDict):
    """What a snapshot is offered as, beside itself."""

    packed: FileEntry | None
    parquet: list[ParquetEntry]


class Publication:
    """One publish on its way: the files it made, each with the name that it is to get."""

    def __init__(self, data: DataFolder, on_step: Callable[[str], None]) -> None:
        self.data, self.on_step, self.made_at = data, on_step, now()
        self.before = read_manifest(data)
        self.newest = self.before[0] if self.before else None
        self.used = names_of([*self.before, *read_deltas(data)]) | {entry["file"] for entry in read_removed(data)}
        self.stem = f"warraq-{damascus_day(self.made_at)}"
        self.finished: dict[Path, str] = {}

    def name(self, ending: str, suffix: str) -> str:
        """A name for a file that is being made, never given before."""
        found = unused_name(self.data, f"{self.stem}{ending}", suffix, self.used)
        self.used.add(found)
        return found

    def described(self, path: Path, name: str) -> FileEntry:
        """What will be told of a file that is finished but for its name."""
        self.finished[path] = name
        return described(path, name)

    def other_forms(self, snapshot: Path, touched: Set[Month] | None) -> Forms:
        """Make the packed snapshot, and Parquet of its largest tables where that can be written: of the months that
        were `touched` since the snapshot before, or of all that are not as they were (None: nobody knows)."""
        self.on_step("pack")
        packed = unfinished(self.data, ".db.zst")
        _compression.pack(snapshot, packed)
        made: Forms = {"packed": self.described(packed, self.name("", ".db.zst")), "parquet": []}
        if _parquet.is_installed():
            self.on_step("parquet")
            made["parquet"] = list(self._by_month(snapshot, touched))
        return made

    def _by_month(self, snapshot: Path, touched: Set[Month] | None) -> Iterator[ParquetEntry]:
        known = self.newest.get("parquet", []) if self.newest else []
        before = [file for file in known if is_there(self.data.published, file)]
        with closing(sqlite3.connect(snapshot)) as connection:
            months = Months(connection, before, touched)
            for month, first, last in months.all():
                kept = months.before(month)
                if kept is None or not months.is_kept(month):
                    path = unfinished(self.data, f"-{month.table}-{month.month}.parquet")
                    rows = months.write(month, first, last, path)
                    kept = self._entry_of(month, path, rows, kept)
                yield kept

    def _entry_of(self, month: Month, path: Path, rows: int, before: ParquetEntry | None) -> ParquetEntry:
        """A month that was written; the one before where it turns out to be the same."""
        if before and _parquet.have_same_rows(self.data.published / before["file"], path, MOVED_BY_CHECKS):
            path.unlink()
            return before
        file = self.described(path, self.name(f"-{month.table}-{month.month}", ".parquet"))
        replaces = before["file"] if before else ""
        return {**file, "table": month.table, "month": month.month, "rows": rows, "replaces": replaces}

    def put_aside(self, newest: SnapshotEntry) -> list[SnapshotEntry]:
        """The snapshots before, each with the months that were its own: what the newest has, too, is told of there."""
        shared = {file["file"] for file in newest["parquet"]}
        return [
            {**entry, "parquet": [file for file in entry.get("parquet", []) if file["file"] not in shared]}
            if entry is self.newest
            else entry
            for entry in self.before
        ]
