"""A second copy of an archive, made beside a running service: a set that is whole or is none.

The order makes the copies agree, whatever is written meanwhile: first the private files, which name rows of the record
and never may name more than it holds; then the record; then of each WARC file as many bytes as that copy of the record
knows of, which were on the disk before their rows were.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.data_folder import FREE_FLOOR, DataFolder, sync
from archive.errors import BadConfiguration, DiskFull, WarraqError, is_disk_full
from archive.publish.files import described
from archive.publish.retention import kept_names
from archive.times import now, stamp
from archive.upkeep._backup_folder import demand_backup_folder
from archive.upkeep._database_copies import copy_database, counts_of
from archive.upkeep._file_copies import TEMPORARY
from archive.upkeep._warc_copies import WarcCopies
from archive.upkeep.backup_set import (
    JOURNAL,
    MANIFEST,
    SETS,
    UNFINISHED,
    WARC,
    BackupFile,
    BackupManifest,
    DamagedSet,
    Problem,
    read_manifest,
    whole_sets,
    write_manifest,
)

# What the record names comes before it. The others are made anew from it.
RECORD = "warraq.db"
DATABASES = ("desk.db", "readers.db", "service.db", "watch.db", RECORD)
# What tells of the downloads, so that no name of theirs is given twice; the downloads themselves are made anew.
OF_DOWNLOADS = ("manifest.json", "removed.json")
MARKS = ("SAMPLE",)
NEWEST_SETS = 7
ACKNOWLEDGED = "SELECT warc_file, max(warc_offset + warc_length) FROM captures WHERE warc_file <> '' GROUP BY warc_file"
OnStep = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A set that was made: `copied_bytes` of `bytes` were new; `problems` are what the archive itself lacks."""

    set: str
    files: int
    bytes: int
    copied_files: int
    copied_bytes: int
    sha256: str
    articles: int
    captures: int
    problems: tuple[Problem, ...]


def backup(data: DataFolder, folder: Path, beside: dict[str, Path], on_step: OnStep = lambda *_: None) -> BackedUp:
    """Copy an archive into a backup folder. `beside` are files from elsewhere (configuration, outlets), by the names
    they get in the set.

    Cut short anywhere it leaves the sets of before as they were, and the next one need not copy again what it copied.
    Raises BadConfiguration (no archive, an unusable folder), DiskFull, AlreadyRunning.
    """
    data.demand_record()
    with data.make().lock("backup", "A backup of this data folder is running; wait for it to end."):
        demand_backup_folder(folder, data)
        with DataFolder(folder).lock("backup", f"Another backup into {folder} is running; wait for it to end."):
            try:
                return _Backup(data, folder, beside, on_step).make()
            except OSError as problem:
                if is_disk_full(problem):
                    raise DiskFull(
                        f"The disk of {folder} is full. The backups of before are whole; free some room there."
                    ) from problem
                raise BadConfiguration(f"{folder} cannot be written ({problem.strerror}). Name another.") from problem


class _Backup:
    """One backup under way."""

    def __init__(self, data: DataFolder, folder: Path, beside: dict[str, Path], on_step: OnStep) -> None:
        self._data, self._folder, self._beside, self._on_step = data, folder, beside, on_step
        self._sets = whole_sets(folder)
        self._number = 1 + max((int(one.name.partition("-")[0]) for one in self._sets), default=0)
        self._at = now()
        self._name = f"{self._number:06}-{self._at:%Y-%m-%dT%H%M%SZ}"
        self._place = folder / SETS / f"{UNFINISHED}{self._name}"
        self._files: list[BackupFile] = []
        self._counts: dict[str, dict[str, int]] = {}
        self._problems: list[Problem] = []

    def make(self) -> BackedUp:
        for leftover in (self._folder / SETS).glob(f"{UNFINISHED}*"):
            shutil.rmtree(leftover)
        for part in (self._folder / WARC).rglob(f"*{TEMPORARY}"):
            part.unlink()
        self._place.mkdir(mode=0o700)
        try:
            self._copy_databases()
            self._copy_beside()
            warc = WarcCopies(self._data.warc, self._folder, self._known(), self._on_step)
            warc.copy(self._acknowledged())
            self._files += warc.files
            self._problems += warc.problems
            manifest = self._finish()
        except BaseException:
            shutil.rmtree(self._place, ignore_errors=True)
            raise
        (self._folder / JOURNAL).unlink(missing_ok=True)
        self._thin()
        return self._result(manifest, warc)

    def _copy_databases(self) -> None:
        present = [name for name in DATABASES if (self._data.root / name).exists()]
        self._demand_room(present)
        for done, name in enumerate(present):
            self._on_step(name, done, len(present))
            copy = self._place / name
            try:
                copy_database(self._data.root / name, copy)
            except WarraqError as problem:
                if name == RECORD or isinstance(problem, DiskFull):
                    raise
                # A private file that is damaged must not cost the record its copy.
                copy.unlink(missing_ok=True)
                self._problems.append({"what": "archive", "where": name, "why": str(problem)})
                continue
            self._counts[name] = counts_of(copy)
            if name == RECORD and "captures" not in self._counts[name]:
                raise BadConfiguration(
                    f"There is no archive in {self._data.record} yet: it is just being begun, or another program's."
                    " Back up again once something was crawled or imported."
                )
            self._note(copy, name)

    def _demand_room(self, databases: list[str]) -> None:
        disk = os.statvfs(self._folder)
        needed = sum((self._data.root / name).stat().st_size for name in databases) + FREE_FLOOR
        if disk.f_bavail * disk.f_frsize < needed:
            raise DiskFull(
                f"A backup needs {needed // 2**20} MB of free room in {self._folder} for the databases alone;"
                " free some there and back up again. The backups of before are whole."
            )

    def _copy_beside(self) -> None:
        ours = {f"published/{name}": self._data.published / name for name in OF_DOWNLOADS}
        ours |= {name: self._data.root / name for name in MARKS}
        for name, source in (ours | self._beside).items():
            try:
                content = source.read_bytes()
            except FileNotFoundError:
                continue
            except OSError as problem:
                self._problems.append({"what": "archive", "where": name, "why": f"{source}: {problem.strerror}"})
                continue
            copy = self._place / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
            self._note(copy, name)

    def _note(self, copy: Path, name: str) -> None:
        sync(copy)
        entry = described(copy, name)
        self._files.append(
            {"path": name, "stored": f"{SETS}/{self._name}/{name}", "bytes": entry["bytes"], "sha256": entry["sha256"]}
        )

    def _acknowledged(self) -> dict[str, int]:
        with closing(sqlite3.connect(self._place / RECORD)) as record:
            return dict(record.execute(ACKNOWLEDGED).fetchall())

    def _known(self) -> Iterator[BackupFile]:
        """Copies that are known to be whole: those of the newest set, and of a backup that was cut short since."""
        for one in self._sets:
            # Of a damaged set nothing is known: what it names is copied again.
            with suppress(DamagedSet):
                yield from read_manifest(one)["files"]
                break
        with suppress(FileNotFoundError), (self._folder / JOURNAL).open(encoding="utf-8") as journal:
            for line in journal:
                # The last line may be torn.
                with suppress(ValueError):
                    yield json.loads(line)

    def _finish(self) -> BackupManifest:
        manifest: BackupManifest = {
            "number": self._number,
            "made_at": stamp(self._at),
            "made_by": f"Warraq {version('warraq')}",
            "files": self._files,
            "counts": self._counts,
            "problems": self._problems,
        }
        write_manifest(self._place, manifest)
        for path in (*self._place.rglob("*"), self._place):
            sync(path)
        self._place.rename(self._folder / SETS / self._name)
        sync(self._folder / SETS)
        return manifest

    def _thin(self) -> None:
        """The newest sets stay, before them the first of each month. A set that is being removed is none any more."""
        sets = whole_sets(self._folder)
        kept = kept_names([(one.name, one.name.partition("-")[2] + one.name) for one in sets], NEWEST_SETS)
        for one in sets:
            if one.name not in kept:
                gone = one.rename(one.with_name(f"{UNFINISHED}{one.name}"))
                shutil.rmtree(gone)

    def _result(self, manifest: BackupManifest, warc: WarcCopies) -> BackedUp:
        own = [file for file in manifest["files"] if file["stored"].startswith(SETS)]
        place = self._folder / SETS / self._name
        return BackedUp(
            set=self._name,
            files=len(manifest["files"]),
            bytes=sum(file["bytes"] for file in manifest["files"]),
            copied_files=warc.copied_files + len(own),
            copied_bytes=warc.copied_bytes + sum(file["bytes"] for file in own),
            sha256=described(place / MANIFEST, "")["sha256"],
            articles=self._counts[RECORD]["articles"],
            captures=self._counts[RECORD]["captures"],
            problems=tuple(manifest["problems"]),
        )
