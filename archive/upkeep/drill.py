"""A backup counts once it was restored: put it back elsewhere, compare, read again, open the reading room, time it."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from archive.data_folder import FREE_FLOOR, DataFolder
from archive.errors import BadConfiguration, DiskFull, WarraqError
from archive.model import Outlet
from archive.upkeep._restored_checks import ReadAgain, check_databases, check_places, read_again
from archive.upkeep.backup_set import BackupManifest, DamagedSet, Problem, newest_set, read_manifest
from archive.upkeep.restoring import restore

RECORD = "warraq.db"
# Opens the reading room on a data folder and asks it; says what is wrong with what it answers.
AskRoom = Callable[[Path], list[Problem]]
OnStep = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """What came of it. `restored` files of so many `bytes`, of which `verified` are what was written; `read_again` of
    `sampled` captures gave their text, of the others the bytes alone could be compared; `seconds` in all and by
    `steps`; `kept_in` is the folder, empty where it was removed.
    """

    set: str
    restored: int
    bytes: int
    verified: int
    articles: int
    captures: int
    sampled: int
    read_again: int
    seconds: float
    steps: dict[str, float]
    bad: list[Problem]
    ok: bool
    kept_in: str


@dataclass(slots=True)
class _Course:
    """How a drill goes."""

    on_step: OnStep
    bad: list[Problem] = field(default_factory=list)
    steps: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.on_step(name, 0, 0)
        began = time.monotonic()
        try:
            yield
        finally:
            self.steps[name] = round(time.monotonic() - began, 2)


def drill(
    folder: Path, outlets: Mapping[str, Outlet], ask_room: AskRoom, keep: Path | None, on_step: OnStep = lambda *_: None
) -> Drilled:
    """Restore the newest set of a backup folder into a folder of its own and try it.

    The folder is removed afterwards, but for `keep`, an empty or new one, where all was well. Raises BadConfiguration
    where there is no whole set or the folder to keep is in use, DiskFull where there is no room.
    """
    place, course = newest_set(folder), _Course(on_step)
    try:
        manifest = read_manifest(place)
    except DamagedSet as problem:
        course.bad.append({"what": "manifest", "where": place.name, "why": str(problem)})
        return _result(place.name, None, course, None, None)
    with _restored_into(keep, sum(file["bytes"] for file in manifest["files"])) as root:
        try:
            sampled = _try(folder, manifest, root, course, outlets, ask_room)
        except DamagedSet as problem:
            course.bad.append({"what": "manifest", "where": place.name, "why": str(problem)})
            sampled = None
        if keep and not course.bad:
            _leave(root, keep)
    return _result(place.name, manifest, course, sampled, keep if keep and not course.bad else None)


def _try(
    folder: Path,
    manifest: BackupManifest,
    root: Path,
    course: _Course,
    outlets: Mapping[str, Outlet],
    ask_room: AskRoom,
) -> ReadAgain | None:
    total, done = sum(file["bytes"] for file in manifest["files"]), 0

    def on_bytes(count: int) -> None:
        nonlocal done
        done += count
        course.on_step("restore", done, total)

    course.bad += manifest["problems"]
    with course.step("restore"):
        course.bad += restore(folder, manifest, root, on_bytes)
    with course.step("databases"):
        course.bad += check_databases(root, manifest)
    if any(_is_of_the_record(problem) for problem in course.bad) or not (root / RECORD).is_file():
        # Nothing that is read through a damaged record proves anything.
        return None
    with course.step("captures"):
        known = {problem["where"] for problem in course.bad}
        course.bad += [problem for problem in check_places(root) if problem["where"] not in known]
    sampled = None
    # On what could not be trusted the rest is tried all the same: it may show more.
    try:
        with course.step("read_again"):
            sampled = read_again(root, outlets)
            course.bad += sampled.bad
        with course.step("reading_room"):
            course.bad += ask_room(root)
    except WarraqError as problem:
        course.bad.append({"what": "archive", "where": str(list(course.steps)[-1]), "why": str(problem)})
    return sampled


def _is_of_the_record(problem: Problem) -> bool:
    return RECORD in problem["where"] and problem["what"] in ("file", "database", "integrity_check")


@contextmanager
def _restored_into(keep: Path | None, needed: int) -> Iterator[Path]:
    """A folder for the restored archive, beside where it is to be kept; removed at the end, unless it was moved."""
    if keep and keep.exists() and any(keep.iterdir()):
        raise BadConfiguration(f"{keep} holds something already. Name a folder that is empty or not there yet.")
    beside = keep.absolute().parent if keep else Path(tempfile.gettempdir())
    try:
        beside.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(beside).free
        if free < needed + FREE_FLOOR:
            raise DiskFull(
                f"The restored archive needs {(needed + FREE_FLOOR) // 2**20} MB, and {beside} has {free // 2**20} MB"
                " free. Name a folder on a larger disk with the variable TMPDIR."
            )
        root = Path(tempfile.mkdtemp(prefix="warraq-drill-", dir=beside))
    except OSError as problem:
        raise BadConfiguration(f"{beside} cannot be written ({problem.strerror}). Set TMPDIR to another.") from problem
    try:
        DataFolder(root).make()
        yield root
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _leave(root: Path, keep: Path) -> None:
    if keep.exists():
        keep.rmdir()
    root.rename(keep)


def _result(
    name: str, manifest: BackupManifest | None, course: _Course, sampled: ReadAgain | None, kept: Path | None
) -> Drilled:
    files = manifest["files"] if manifest else []
    counts = manifest["counts"].get(RECORD, {}) if manifest else {}
    broken = {problem["where"] for problem in course.bad if problem["what"] == "file"}
    return Drilled(
        set=name,
        restored=len(files),
        bytes=sum(file["bytes"] for file in files),
        verified=sum(file["stored"] not in broken for file in files),
        articles=counts.get("articles", 0),
        captures=counts.get("captures", 0),
        sampled=sampled.asked if sampled else 0,
        read_again=sampled.same if sampled else 0,
        seconds=round(sum(course.steps.values()), 2),
        steps=course.steps,
        bad=course.bad,
        ok=not course.bad,
        kept_in=str(kept or ""),
    )
