"""No trace is left in a file: what deleted rows left in it and beside it goes, and what still shows it is told."""

import mmap
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.record.redacting import cleanse
from archive.record.store import open_record
from archive.sqlite import Busy, connect

# A reader's answer takes seconds at most; a backup or a snapshot holds the file open for longer.
PATIENCE_SECONDS = 120.0
_BETWEEN_TRIES = 0.2


def cleanse_record(data: DataFolder, on_step: Callable[[str], None] = lambda _: None) -> None:
    """Write the record anew; to be done before a snapshot is made of it, which would take over what its index has left.

    Raises Busy where a reader holds it open for two minutes: done again, it does what is left.
    """
    with closing(open_record(data.record)) as store:
        store.db.execute("PRAGMA secure_delete = ON").fetchall()
        for step in cleanse(store.db):
            on_step(step)
        empty_journal(store.db, data.record)


def cleanse_private(data: DataFolder, on_step: Callable[[str], None] = lambda _: None) -> None:
    """Write the files beside the record anew; what an interrupted replay left of readings goes. Raises Busy, as
    `cleanse_record` does."""
    shutil.rmtree(data.shards, ignore_errors=True)
    for path in (data.service, data.readers, data.watch, data.desk, data.lines, data.similar):
        if path.exists():
            on_step(path.name)
            with closing(connect(path)) as db:
                db.execute("PRAGMA secure_delete = ON").fetchall()
                # Of similar.db nothing was ever readable, and it is large.
                if path != data.similar:
                    db.execute("VACUUM")
                empty_journal(db, path)


def empty_journal(db: Database, path: Path) -> None:
    """What the journal holds goes into the file, and nothing is left in the journal. Raises Busy."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        # A write of one's own begins the journal anew; without it an old one may be left as it lies.
        busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy:
            return
        if time.monotonic() > deadline:
            raise Busy(
                f"{path} is held open by another process: its journal still has what was taken out. End"
                " that one (a backup, a publish, an old reader) and give the command again: it goes on where it was."
            )
        time.sleep(_BETWEEN_TRIES)


def blot_out(data: DataFolder, raw: Sequence[bytes]) -> int:
    """Overwrite addresses and headlines in the logs, in place: whoever writes on is not disturbed. Returns how many."""
    blotted = 0
    for path in sorted(data.logs.glob("*")) if data.logs.is_dir() else ():
        if path.is_file() and path.stat().st_size:
            blotted += sum(_blot(path, needle) for needle in raw)
    return blotted


def _blot(path: Path, needle: bytes) -> int:
    found = list(_places(path, needle))
    if found:
        with path.open("r+b") as file:
            for offset in found:
                file.seek(offset)
                file.write(b"x" * len(needle))
    return len(found)


def left_in(data: DataFolder, raw: Sequence[bytes]) -> list[str]:
    """The files, within the data folder, in which a byte search still finds any of these."""
    files = (path for path in sorted(data.root.rglob("*")) if path.is_file() and path.stat().st_size)
    holding = (path for path in files if any(next(_places(path, needle), None) is not None for needle in raw))
    return [path.relative_to(data.root).as_posix() for path in holding]


def _places(path: Path, needle: bytes) -> Iterator[int]:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            at = content.find(needle)
            while at >= 0:
                yield at
                at = content.find(needle, at + 1)
    except (OSError, ValueError) as problem:
        raise WarraqError(f"{path} cannot be searched ({problem}).") from problem
