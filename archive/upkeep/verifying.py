"""The archive held against itself: row, log, bytes, texts read again; the whole of it, or a share a night.

The whole takes up where it was interrupted. What is bad is named with its place, in words.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.analysis.checking import Analysed
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration
from archive.evidence.checks import checks_of_archive, checks_of_download
from archive.evidence.cosigned import Cosigned
from archive.evidence.findings import WHOLE, Archive, Check, Cursor, Share, Step, Verified
from archive.evidence.keys import readable_signer
from archive.evidence.one_article import check_one_article
from archive.evidence.rereading import Rereading
from archive.evidence.timestamps import Timestamps
from archive.evidence.tree import Tree
from archive.model import Outlet
from archive.publish.checking import Download, Published
from archive.publish.downloaded import open_downloaded
from archive.publish.manifest import MANIFEST
from archive.reading.worker import Reader
from archive.record.store import read_record
from archive.redaction.checking import TakenOut
from archive.times import damascus_day
from archive.upkeep._other_files import OtherFiles
from archive.upkeep._verification_progress import VerifiedSoFar
from archive.versions.history import article_id_of

NIGHTS = 30
MOST_SECONDS = 1200.0
# What our code raises over a row that is none of ours, or by a fault of its own.
STUMBLED = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
OnStep = Callable[[str, int, int], None]


def verify(data: DataFolder, outlets: Mapping[str, Outlet], on_step: OnStep = lambda *_: None) -> Verified:
    """Check everything; what an interrupted run had checked within a day is not checked again.

    Raises BadConfiguration where there is no record.
    """
    with _opened(data, WHOLE) as archive, Reader() as reader:
        so_far = VerifiedSoFar(data)
        try:
            for name, check in _checks(data, outlets, reader).items():
                _go_on(name, check, archive, so_far, on_step)
        except BaseException:
            so_far.save()
            raise
        so_far.forget()
    return so_far.verified


def _go_on(name: str, check: Check, archive: Archive, so_far: VerifiedSoFar, on_step: OnStep) -> None:
    counted = so_far.verified.by_check
    total = _total(check, archive)
    on_step(name, counted[name], total)
    if name not in so_far.ended:
        for step in _steps(check, archive, so_far.cursors.get(name)):
            so_far.add(name, step)
            on_step(name, counted[name], max(total, counted[name]))
        so_far.end(name)
    so_far.verified.due += max(total, counted[name])


def verify_path(path: Path, outlets: Mapping[str, Outlet], on_step: OnStep = lambda *_: None) -> Verified:
    """Check a data folder, a folder of downloads, or a downloaded file. Raises BadConfiguration for anything else."""
    if (path / "warraq.db").exists():
        return verify(DataFolder(path), outlets, on_step)
    if path.is_file():
        return _verify_download(path, on_step)
    if (path / MANIFEST).exists():
        with closing(sqlite3.connect(":memory:")) as nothing:
            checks: Mapping[str, Check] = {"published": Published(path), "signed log": Tree(path, of_record=False)}
            return _run(checks, Archive(DataFolder(path.parent), nothing), on_step)
    raise BadConfiguration(
        f"{path} is neither a data folder, nor a folder of downloads with {MANIFEST}, nor a download."
    )


def _verify_download(path: Path, on_step: OnStep) -> Verified:
    with closing(open_downloaded(path)) as record:
        record.execute("PRAGMA query_only = OFF")
        checks = {**checks_of_download(), "analysis": Analysed(), "published": Download(path)}
        return _run(checks, Archive(DataFolder(path.parent), record), on_step)


def _run(checks: Mapping[str, Check], archive: Archive, on_step: OnStep) -> Verified:
    found = Verified()
    for name, check in checks.items():
        total = _total(check, archive)
        on_step(name, 0, total)
        for step in _steps(check, archive, None):
            found.add(name, step)
            on_step(name, found.by_check[name], max(total, found.by_check[name]))
    found.due = found.checked
    return found


def verify_share(
    data: DataFolder,
    outlets: Mapping[str, Outlet],
    at: datetime,
    nights: int = NIGHTS,
    seconds: float = MOST_SECONDS,
) -> Verified:
    """Check this night's share: after so many nights on end everything was checked once.

    Raises BadConfiguration where there is no record.
    """
    found, deadline = Verified(), time.monotonic() + seconds
    share = Share(damascus_day(at).toordinal() % nights, nights)
    with _opened(data, share) as archive, Reader() as reader:
        for name, check in _checks(data, outlets, reader).items():
            found.due += _total(check, archive)
            for step in _steps(check, archive, None) if time.monotonic() < deadline else ():
                found.add(name, step)
                if time.monotonic() > deadline:
                    break
    return found


def _checks(data: DataFolder, outlets: Mapping[str, Outlet], reader: Reader) -> Mapping[str, Check]:
    """Of an archive, what it published among it."""
    # One that is damaged is told by its own check, and keeps no other from its turn.
    signer = readable_signer(data, "log")
    return {
        **checks_of_archive(outlets, reader),
        "analysis": Analysed(),
        "other databases": OtherFiles(),
        "taken out": TakenOut(),
        "timestamps": Timestamps(data.published),
        "cosigned": Cosigned(),
        "signed log": Tree(data.published, of_record=True, key=str(signer.verifier) if signer else ""),
        "published": Published(data.published, is_busy=data.is_locked("publish")),
    }


def _total(check: Check, archive: Archive) -> int:
    """0 where a damaged file cannot say: its steps tell of that."""
    try:
        return check.total(archive)
    except (sqlite3.DatabaseError, *STUMBLED):
        return 0


def _steps(check: Check, archive: Archive, after: Cursor) -> Iterator[Step]:
    """A file that SQLite cannot read on is bad, and keeps no other check from its turn."""
    try:
        yield from check.steps(archive, after)
    except sqlite3.DatabaseError as problem:
        yield _not_read_on(after, f"It cannot be read any further ({problem}).")
    except STUMBLED as problem:
        why = f"A row is none that Warraq writes, or Warraq is wrong about it ({problem!r}): the check ended there."
        yield _not_read_on(after, why)


def _not_read_on(after: Cursor, why: str) -> Step:
    return Step(after, 0, [{"what": "database", "where": "warraq.db", "why": why}])


def verify_article(data: DataFolder, url_or_id: str, outlets: Mapping[str, Outlet]) -> Verified:
    """One article, through its entries in the log, its captures and its versions.

    Raises BadConfiguration where there is no record, or no such article.
    """
    with _opened(data, WHOLE) as archive, Reader() as reader:
        number = article_id_of(archive.record, url_or_id, outlets.values())
        return check_one_article(archive, number, Rereading(outlets, reader))


@contextmanager
def _opened(data: DataFolder, share: Share) -> Iterator[Archive]:
    with closing(read_record(data.record)) as record:
        # Temporary tables need it; mode=ro still keeps the file itself safe.
        record.execute("PRAGMA query_only = OFF")
        yield Archive(data, record, share)
