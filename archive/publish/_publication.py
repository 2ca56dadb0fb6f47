"""One publish on its way: what it makes, under which names, and a snapshot's other forms."""

from collections.abc import Callable
from pathlib import Path
from typing import TypedDict

from archive.data_folder import DataFolder
from archive.publish import _forms
from archive.publish.entries import FileEntry, ParquetEntry
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

    def other_forms(self, snapshot: Path) -> Forms:
        """Make the packed snapshot, and Parquet of its largest tables where that can be written."""
        self.on_step("pack")
        packed = unfinished(self.data, ".db.zst")
        _forms.pack(snapshot, packed)
        made: Forms = {"packed": self.described(packed, self.name("", ".db.zst")), "parquet": []}
        if _forms.has_parquet():
            self.on_step("parquet")
            made["parquet"] = [self._parquet(snapshot, table) for table in _forms.TABLES]
        return made

    def _parquet(self, snapshot: Path, table: str) -> ParquetEntry:
        path = unfinished(self.data, f"-{table}.parquet")
        rows = _forms.write_parquet(snapshot, table, path)
        file = self.described(path, self.name(f"-{table}", ".parquet"))
        return {**file, "table": table, "rows": rows}
