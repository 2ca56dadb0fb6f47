"""How much each store takes and how fast it grows: by its files, by earlier nights, else reckoned, and said so."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.monitoring_rows import SizeRow
from archive.crawl_state.nights import Nights
from archive.data_folder import FREE_FLOOR, DataFolder, Room
from archive.errors import DiskFull
from archive.ingest.intake import Intake
from archive.publish.retention import thin
from archive.publish.snapshot import publish
from archive.times import damascus_day, now
from archive.upkeep.sizes import Disk, Store, days_left, disk, pace_of_nights, sizes
from tests.support.made_pages import OUTLET, TEXT, page_of, take


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """An archive that began 14 days ago: a page a day."""
    folder = DataFolder(tmp_path / "data")
    for days in range(14, -1, -1):
        with Intake(folder.root, OUTLET) as intake:
            url = f"https://sample.example/7{days:04}/slug/"
            take(intake, page_of(f"{TEXT} {days}", url=url, at=now() - timedelta(days=days)))
    return folder


def store(found: Disk, name: str) -> Store:
    return next(one for one in found.stores if one.store == name)


def test_captures_and_downloads_are_measured_by_the_days_of_their_files(data: DataFolder) -> None:
    made = publish(data)
    found = disk(data, 0, now())
    warc = store(found, "warc")
    assert warc.bytes == sum(path.stat().st_size for path in data.warc.rglob("*.gz"))
    a_day = warc.bytes / 15
    assert warc.how == "measured"
    assert warc.per_day_7 == pytest.approx(a_day * 8 / 7, rel=0.05)
    assert warc.per_day_28 == pytest.approx(a_day * 15 / 14, rel=0.05)
    assert store(found, "published").per_day_7 >= made.bytes // 7
    assert found.bytes == sum(sizes(data).values())


def test_a_databases_growth_is_reckoned_by_captures_and_then_measured_by_nights(data: DataFolder) -> None:
    reckoned = store(disk(data, 0, now()), "warraq.db")
    assert reckoned.how == "reckoned"
    assert reckoned.per_day_7 == pytest.approx(reckoned.bytes / 15, rel=0.2)
    with Nights(data.service) as nights:
        for days in (20, 5, 1, 0):
            nights.measured(now() - timedelta(days=days), {"warraq.db": reckoned.bytes - days * 1000})
    measured = store(disk(data, 0, now()), "warraq.db")
    assert (measured.how, measured.per_day_7, measured.per_day_28) == ("nights", 1000, 1000)


def test_what_came_and_went_counts_nothing_and_what_was_there_before_is_taken_off(data: DataFolder) -> None:
    publish(data), publish(data)
    before, listed = store(disk(data, 0, now()), "published").per_day_7, _bytes_of_lists(data)
    thinned = thin(data, 30, now())
    after = store(disk(data, 0, now()), "published").per_day_7
    assert after == pytest.approx(before - (thinned.bytes + listed - _bytes_of_lists(data)) / 7, abs=2)
    told = (data.published / "removed.json").read_text()
    (data.published / "removed.json").write_text(told.replace(f"{damascus_day(now())}.db", "2026-01-01.db"))
    older = sum(file["bytes"] for file in thinned.files if file["file"].endswith((".db", ".db.zst")))
    assert store(disk(data, 0, now()), "published").per_day_7 == pytest.approx(after - older / 7, abs=2)


def _bytes_of_lists(data: DataFolder) -> int:
    return sum(path.stat().st_size for path in data.published.glob("*.json"))


def test_days_are_left_until_the_floor_and_none_where_nothing_grows(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = disk(data, 5, now())
    per_day = sum(one.per_day_7 for one in found.stores)
    assert found.floor == max(FREE_FLOOR, int(found.total * 0.05))
    assert found.days_left == (found.free - found.floor) // per_day
    monkeypatch.setattr(DataFolder, "room", lambda *_: Room(100, 4, 5))
    short = disk(data, 5, now())
    assert (short.is_short, short.days_left) == (True, 0)


def test_an_empty_folder_grows_by_nothing(tmp_path: Path) -> None:
    found = disk(DataFolder(tmp_path), 0, now())
    assert (found.bytes, found.days_left) == (0, None)


def test_the_floor_is_a_share_of_the_disk_and_a_few_megabytes_at_least(data: DataFolder) -> None:
    free = os.statvfs(data.root)
    share = 100 * free.f_bavail / free.f_blocks
    data.demand_room(share / 2)
    with pytest.raises(DiskFull, match="nothing is fetched"):
        data.demand_room(min(share * 1.5, 100))
    assert data.room(0).floor == FREE_FLOOR


def test_without_two_nights_or_growth_no_days_are_told() -> None:
    night: SizeRow = {"day": "2026-11-22", "store": "warc", "bytes": 50}
    assert pace_of_nights([]) is None
    assert pace_of_nights([night]) is None
    shrunk = pace_of_nights([night, {**night, "day": "2026-11-23", "bytes": 20}])
    assert shrunk == -30
    assert days_left(Room(100, 90, 10), shrunk) is None
    assert days_left(Room(100, 5, 10), 3) == 0, "below the floor already"
