"""How much of the disk each store takes, how fast it grows, and how many days are left.

What is measured and what is reckoned are told apart: the bytes of captures and downloads are known by the day from
their files; a database's growth from its size on earlier nights, and before there were any from the share of the
captures that are as young.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlite_utils.utils import sqlite3

from archive.crawl_state.monitoring_rows import SizeRow
from archive.crawl_state.nights import read_sizes
from archive.data_folder import DataFolder, Room
from archive.errors import WarraqError
from archive.publish.manifest import read_removed
from archive.sqlite import open_readonly
from archive.times import damascus_day, stamp, unstamp

DATABASES = ("warraq.db", "service.db", "readers.db", "watch.db", "desk.db", "similar.db", "lines.db")
FOLDERS = ("warc", "published", "logs")
SPANS = (7, 28)
DAY_OF_FILE = re.compile(r"-(\d{4})(\d{2})(\d{2})(?:-\d+)?\.warc\.gz(?:\.open)?$")
DAY_OF_DOWNLOAD = re.compile(r"\d{4}-\d{2}-\d{2}")
# measured: by the days of its files. nights: by its size on earlier nights. reckoned: by the captures of these days.
How = Literal["measured", "nights", "reckoned"]


@dataclass(frozen=True, slots=True)
class Store:
    """A part of the data folder: its bytes now, and how many a day it grew by over the last 7 and 28 days (over all
    days where there are fewer). What was removed meanwhile is taken off."""

    store: str
    bytes: int
    per_day_7: int
    per_day_28: int
    how: How


@dataclass(frozen=True, slots=True)
class Disk:
    """`days_left` until fetching stops, at the pace of the last 7 days; None where nothing grows. `is_short`: it has
    stopped now."""

    stores: tuple[Store, ...]
    bytes: int
    free: int
    floor: int
    total: int
    days_left: int | None
    is_short: bool


def disk(data: DataFolder, floor_percent: float, at: datetime) -> Disk:
    """The stores of a data folder and the room it has. Raises BadConfiguration where there is none."""
    age = _age_in_days(data, at)
    nights = read_sizes(data.service)
    stores = [_store(data, name, size, at, age, nights) for name, size in sizes(data).items()]
    room = data.room(floor_percent)
    return Disk(
        tuple(stores),
        sum(store.bytes for store in stores),
        room.free,
        room.floor,
        room.total,
        days_left(room, sum(store.per_day_7 for store in stores)),
        room.free < room.floor,
    )


def pace_of_nights(nights: Iterable[SizeRow]) -> int | None:
    """Bytes a day by which all stores together grew over the last week of nights that measured them; negative where
    they shrank, None before there were two nights."""
    of_day: dict[date, int] = {}
    for row in nights:
        day = date.fromisoformat(row["day"])
        of_day[day] = of_day.get(day, 0) + row["bytes"]
    if not of_day:
        return None
    newest = max(of_day)
    return _grown_since(sorted(of_day.items()), of_day[newest], newest, SPANS[0])


def days_left(room: Room, per_day: int) -> int | None:
    """Until fetching stops, at so many bytes a day; None where nothing grows."""
    return max(room.free - room.floor, 0) // per_day if per_day > 0 else None


def sizes(data: DataFolder) -> dict[str, int]:
    """The bytes of each store, a database with what SQLite keeps beside it."""
    found = {name: sum(_size(data.root / f"{name}{more}") for more in ("", "-wal", "-shm")) for name in DATABASES}
    return found | {name: sum(map(_size, _files(data.root / name))) for name in FOLDERS}


def _store(data: DataFolder, name: str, size: int, at: datetime, age: float, nights: Iterable[SizeRow]) -> Store:
    if name in FOLDERS:
        week, month = (_grown_by_files(data, name, at, min(span, age)) for span in SPANS)
        return Store(name, size, week, month, "measured")
    noted = [(date.fromisoformat(row["day"]), row["bytes"]) for row in nights if row["store"] == name]
    measured = [_grown_since(noted, size, damascus_day(at), span) for span in SPANS]
    if measured[0] is not None and measured[1] is not None:
        return Store(name, size, measured[0], measured[1], "nights")
    week, month = (int(size * _share_of_captures(data, at, min(span, age))) for span in SPANS)
    return Store(name, size, week, month, "reckoned")


def _grown_since(noted: list[tuple[date, int]], size: int, today: date, days: int) -> int | None:
    """Bytes a day since the night so many days ago, or the first one after it; None where none is before today."""
    before = [(day, then) for day, then in noted if today - timedelta(days=days) <= day < today]
    if not before:
        return None
    day, then = before[0]
    return (size - then) // (today - day).days


def _grown_by_files(data: DataFolder, name: str, at: datetime, days: float) -> int:
    since = at - timedelta(days=days)
    if name == "warc":
        # A file holds what was written on its day; that day is counted whole.
        young = (path for path in _files(data.warc) if _day_of(path) >= since.date())
    else:
        young = (path for path in _files(data.root / name) if path.stat().st_mtime >= since.timestamp())
    return int((sum(map(_size, young)) - (_pruned_since(data, since) if name == "published" else 0)) / days)


def _pruned_since(data: DataFolder, since: datetime) -> int:
    """Bytes of downloads that were there before and were removed since; what came and went since is in no file."""
    try:
        removed = read_removed(data)
    except WarraqError:
        return 0
    gone = (entry for entry in removed if entry["removed_at"] >= stamp(since))
    return sum(entry["bytes"] for entry in gone if _published_on(entry["file"]) < since.date().isoformat())


def _published_on(name: str) -> str:
    found = DAY_OF_DOWNLOAD.search(name)
    return found[0] if found else ""


def _share_of_captures(data: DataFolder, at: datetime, days: float) -> float:
    """Which part of all captures came on one of these days."""
    since = stamp(at - timedelta(days=days))
    sql = "SELECT count(*) FILTER (WHERE max(fetched_at, received_at) >= ?), count(*) FROM captures"
    young, all_of_them = _read_state(data, lambda record: record.execute(sql, (since,)).fetchone()) or (0, 0)
    return young / all_of_them / days if all_of_them else 0.0


def _age_in_days(data: DataFolder, at: datetime) -> float:
    """Since the first crawl or import; a day at least."""
    sql = "SELECT min(iif(received_at = '', fetched_at, received_at)) FROM captures"
    first = (_read_state(data, lambda record: record.execute(sql).fetchone()) or (None,))[0]
    return max((at - unstamp(str(first))) / timedelta(days=1), 1.0) if first else 1.0


def _read_state(data: DataFolder, question: Callable[[sqlite3.Connection], tuple[int, ...]]) -> tuple[int, ...] | None:
    if not data.record.exists():
        return None
    with closing(open_readonly(data.record)) as record:
        try:
            return question(record)
        except sqlite3.Error:  # Of another version: nothing is reckoned from it.
            return None


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []


def _day_of(path: Path) -> date:
    found = DAY_OF_FILE.search(path.name)
    return date(*map(int, found.groups())) if found else datetime.fromtimestamp(path.stat().st_mtime, UTC).date()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # Removed meanwhile.
        return 0
