"""A copy of another archive kept current: by its deltas where they lead from what is here, else by the whole file.

Everything is made beside the copy, checked against the manifest, and put in its place by one rename: whoever reads the
copy reads the old one or the new one, whole. What was cut short is gone on with the next time.
"""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple, TypedDict

from sqlite_utils.utils import sqlite3

from archive.data_folder import FREE_FLOOR, sync
from archive.errors import DiskFull, WarraqError
from archive.publish import _applying
from archive.publish._applying import Applied, DoesNotFit
from archive.publish._months import MOVED_BY_CHECKS
from archive.publish.entries import DeltaEntry, Manifest, SnapshotEntry, TableState
from archive.publish.fetching import Source, Taking, sha256_of
from archive.times import now, stamp
from archive.warc.zstd import zstd

COPY, STATE, WORK = "archive.db", "archive.json", ".pull"
CHUNK_BYTES = 1 << 20
OnStep = Callable[[str, int, int], None]


class Held(TypedDict):
    """archive.json: which published file the copy is as, the hash of the copy itself, and its tables."""

    source: str
    file: str
    sha256: str
    copy_sha256: str
    tables: dict[str, TableState]
    pulled_at: str


@dataclass(frozen=True, slots=True)
class Pulled:
    """What `pull` did, with the keys of its `--json`: published files by name; articles by number. `whole` says why the
    whole file was taken, empty where deltas did or nothing was new."""

    file: str
    from_file: str
    to: str
    added: int
    changed: int
    removed: int
    whole: str

    def as_record(self) -> dict[str, object]:
        return {"from" if name == "from_file" else name: value for name, value in asdict(self).items()}


class _Brought(NamedTuple):
    """What the new copy's tables are, how many articles came, changed and went, why it was taken whole."""

    tables: dict[str, TableState]
    added: int
    changed: int
    removed: int
    why_whole: str = ""


def pull(source: Source, folder: Path, on_step: OnStep = lambda *_: None) -> Pulled:
    """Bring the copy in a folder up to the newest snapshot of a source. Raises WarraqError: then the copy is as before.

    AlreadyRunning where another pull does so now.
    """
    with Taking(source, folder / WORK, on_step) as taking:
        manifest = taking.manifest()
        newest = manifest["snapshots"][0]
        held = _held(folder, on_step)
        if held and held["sha256"] == newest["sha256"]:
            taking.tidy()
            return Pulled(str(folder / COPY), held["file"], newest["file"], 0, 0, 0, "")
        before = held["file"] if held else ""
        new = _brought(taking, folder, held, manifest)
        _put_in_place(folder, newest, new.tables, source.name, on_step)
        taking.tidy()
    return Pulled(str(folder / COPY), before, newest["file"], new.added, new.changed, new.removed, new.why_whole)


def _brought(taking: Taking, folder: Path, held: Held | None, manifest: Manifest) -> _Brought:
    """Make the new copy under its temporary name."""
    newest = manifest["snapshots"][0]
    if held is None:
        why = "There is no copy here yet." if not (folder / COPY).exists() else "The copy here was changed by somebody."
        return _whole(taking, folder, newest, why)
    chain = _chain(manifest, held["sha256"], newest["sha256"])
    if not chain:
        return _whole(taking, folder, newest, f"No deltas lead from {held['file']} to {newest['file']}.")
    if sum(delta["bytes"] for delta in chain) >= _smallest(newest):
        return _whole(taking, folder, newest, "The deltas are larger than the whole file.")
    try:
        return _by_deltas(taking, folder, held, chain)
    except DoesNotFit as problem:
        return _whole(taking, folder, newest, str(problem))


def _smallest(entry: SnapshotEntry) -> int:
    packed = entry.get("packed")
    return packed["bytes"] if packed else entry["bytes"]


def _chain(manifest: Manifest, since: str, to: str) -> list[DeltaEntry]:
    """The deltas that lead from one snapshot to another, by their sha256; none where they do not."""
    known = [*(entry.get("delta") for entry in manifest["snapshots"]), *manifest.get("deltas", [])]
    # Two files made in the same second, with nothing between, are the same.
    known = [delta for delta in known if delta and delta.get("to_sha256") != delta.get("since_sha256")]
    by_end = {delta["to_sha256"]: delta for delta in known if delta and "to_sha256" in delta}
    chain = list[DeltaEntry]()
    while to != since:
        delta = by_end.pop(to, None)
        if delta is None:
            return []
        chain.insert(0, delta)
        to = delta["since_sha256"]
    return chain


def _by_deltas(taking: Taking, folder: Path, held: Held, chain: list[DeltaEntry]) -> _Brought:
    files = [taking.take(delta) for delta in chain]
    copy = _fresh(taking)
    _demand_room(folder, (folder / COPY).stat().st_size)
    shutil.copyfile(folder / COPY, copy)
    total = Applied(tables=held["tables"])
    for number, (delta, file) in enumerate(zip(chain, files, strict=True)):
        taking.on_step("apply", number, len(chain))
        total.join(_applying.apply(copy, file, delta, total.tables))
    taking.on_step("apply", len(chain), len(chain))
    return _Brought(total.tables, len(total.added), len(total.changed), len(total.removed))


def _fresh(taking: Taking) -> Path:
    """Where the new copy is made. A journal that a killed pull left would undo what it never did."""
    for name in (COPY, f"{COPY}-journal"):
        (taking.folder / name).unlink(missing_ok=True)
    return taking.folder / COPY


def _whole(taking: Taking, folder: Path, newest: SnapshotEntry, why: str) -> _Brought:
    copy, packed = _fresh(taking), newest.get("packed")
    _demand_room(folder, newest["bytes"] + _smallest(newest))
    file = taking.take(packed or newest)
    if packed:
        _unpack(file, copy, newest["bytes"], taking.on_step)
        if sha256_of(copy, taking.on_step) != newest["sha256"]:
            raise WarraqError(f"{packed['file']} does not hold what the manifest says. Nothing was changed; tell them.")
    else:
        file.replace(copy)
    return _compared(copy, folder / COPY, newest)._replace(why_whole=why)


def _unpack(packed: Path, target: Path, most: int, on_step: OnStep) -> None:
    """Never more than the manifest says, whatever was packed."""
    done = 0
    with zstd.open(packed, "rb") as source, target.open("wb") as plain:
        while done <= most and (chunk := source.read(CHUNK_BYTES)):
            done += len(chunk)
            plain.write(chunk)
            on_step("unpack", done, most)


def _compared(new: Path, old: Path, entry: SnapshotEntry) -> _Brought:
    """How a whole file differs from the copy that was here, in articles."""
    brought = _Brought(entry.get("tables", {}), entry["articles"], 0, 0)
    if not old.exists():
        return brought
    with closing(sqlite3.connect(new)) as connection, suppress(sqlite3.DatabaseError):
        connection.execute("ATTACH ? AS old", (str(old),))
        found = connection.execute("SELECT name FROM pragma_table_info('articles')")
        names = [str(name) for (name,) in found if name not in MOVED_BY_CHECKS]
        now_, was = (", ".join(f'{file}."{name}"' for name in names) for file in ("n", "o"))
        sql = f"SELECT count(*) FROM main.articles n JOIN old.articles o USING(id) WHERE ({now_}) IS NOT ({was})"  # noqa: S608
        only = "SELECT count(*) FROM {0}.articles WHERE id NOT IN (SELECT id FROM {1}.articles)"
        statements = (only.format("main", "old"), sql, only.format("old", "main"))
        brought = _Brought(brought.tables, *(connection.execute(one).fetchone()[0] for one in statements))
    return brought


def _put_in_place(
    folder: Path, entry: SnapshotEntry, tables: dict[str, TableState], source: str, on_step: OnStep
) -> None:
    copy, state = folder / WORK / COPY, folder / WORK / STATE
    held: Held = {
        "source": source,
        "file": entry["file"],
        "sha256": entry["sha256"],
        "copy_sha256": sha256_of(copy, on_step),
        "tables": tables,
        "pulled_at": stamp(now()),
    }
    state.write_text(json.dumps(held, ensure_ascii=False, indent=1), encoding="utf-8")
    for path in (copy, state, folder / WORK):
        sync(path)
    # Cut short between the two, the state is found by the next pull: it tells which copy it is of.
    os.replace(copy, folder / COPY)  # noqa: PTH105 - the same as Path.replace, named for what it promises
    sync(folder)
    state.replace(folder / STATE)
    sync(folder)


def _held(folder: Path, on_step: OnStep) -> Held | None:
    """What the copy here is, where it is still as it was pulled."""
    if not (folder / COPY).is_file():
        return None
    digest = sha256_of(folder / COPY, on_step)
    for path in (folder / STATE, folder / WORK / STATE):
        with suppress(OSError, ValueError, KeyError, TypeError):
            held: Held = json.loads(path.read_text(encoding="utf-8"))
            if held["copy_sha256"] == digest and held["tables"]:
                if path != folder / STATE:
                    path.replace(folder / STATE)
                return held
    return None


def _demand_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + FREE_FLOOR:
        raise DiskFull(
            f"{(needed + FREE_FLOOR) // 2**20} MB of free room are needed in {folder}, and {free // 2**20} MB are"
            " there. Free some and pull again: what is fetched already is kept."
        )
