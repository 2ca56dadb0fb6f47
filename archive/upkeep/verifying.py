"""A share of the captures each night held against their rows: are the bytes still those that were fetched?"""

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.data_folder import DataFolder
from archive.record.store import read_record
from archive.times import damascus_day
from archive.upkeep.backup_set import Problem
from archive.warc.kept_record import NotKept, read_kept

NIGHTS = 30
MOST_SECONDS = 1200.0
SHARE = (
    "SELECT id, warc_file, warc_offset, warc_length, body_sha256 FROM captures"
    " WHERE warc_file <> '' AND id % ? = ? ORDER BY warc_file, warc_offset"
)


@dataclass(frozen=True, slots=True)
class Verified:
    """Of `due` captures so many were `checked` before the time was up; what is `bad` is named with its place."""

    due: int
    checked: int
    bad: tuple[Problem, ...]


def verify_share(data: DataFolder, at: datetime, nights: int = NIGHTS, seconds: float = MOST_SECONDS) -> Verified:
    """Check this night's share: after so many nights on end each capture was checked once.

    Raises BadConfiguration where there is no record.
    """
    share = damascus_day(at).toordinal() % nights
    with closing(read_record(data.record)) as record:
        due = record.execute(SHARE, (nights, share)).fetchall()
    bad: list[Problem] = []
    checked, deadline = 0, time.monotonic() + seconds
    for number, *place, sha256 in due:
        if time.monotonic() > deadline:
            break
        checked += 1
        bad += _bad(data.warc, number, (str(place[0]), int(place[1]), int(place[2])), sha256)
    return Verified(len(due), checked, tuple(bad))


def _bad(folder: Path, number: int, place: tuple[str, int, int], sha256: str) -> Iterator[Problem]:
    where = f"capture {number} in warc/{place[0]}"
    try:
        payload = read_kept(folder, *place).payload
    except NotKept as problem:
        yield {"what": "capture", "where": where, "why": str(problem)}
        return
    if hashlib.sha256(payload).hexdigest() != sha256:
        yield {"what": "capture", "where": where, "why": "Its bytes are not those of which its row tells."}
