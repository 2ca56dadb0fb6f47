"""An outlet that had its bytes for today waits for tomorrow, a disk that is nearly full for room; others go on."""

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory

import pytest

from archive.data_folder import DataFolder
from archive.exchange import Exchange
from archive.ingest.intake import Intake
from archive.times import now
from archive.warc.files import file_of_day
from spiders import storage_limits
from spiders.registry import outlets
from spiders.storage_limits import storage_trouble
from tests.support.crawling import Archive
from tests.support.scripted_site import ScriptedSite


def configure(archive: Archive, text: str) -> DataFolder:
    data = DataFolder(archive.data).make()
    (data.root / "warraq.toml").write_text(text)
    return data


def fill(archive: Archive, name: str, megabytes: float) -> None:
    """A capture of so many bytes, as a crawl keeps it."""
    body = random.Random(1).randbytes(int(megabytes * 2**20))
    with Intake(archive.data, outlets()[name]) as intake:
        intake.keep(Exchange(url="https://a.example/", status=200, headers=(), body=body, fetched_at=now()))
        intake.flush()


def test_at_its_quota_an_outlet_is_asked_nothing_until_tomorrow_and_others_go_on(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.publish([10002, 10001])
    archive.outlet(site.home)
    archive.outlet(site.home, name="other")
    data = configure(archive, "[limits.quota_mb]\nmade = 1\n")
    fill(archive, "made", 1.1)
    result = archive.crawl()
    assert (result.cause, result.fetched, site.paths()) == ("quota", 0, [])
    assert archive.crawl("other").new == 2
    assert (storage_trouble(data, "made"), storage_trouble(data, "other")) == ("quota", "")
    configure(archive, "[limits.quota_mb]\nmade = 2\n")
    assert storage_trouble(data, "made") == "", "a larger one holds at once"
    configure(archive, "[limits.quota_mb]\nmade = 1\n")
    monkeypatch.setattr(storage_limits, "now", lambda: now() + timedelta(days=1))
    assert storage_trouble(data, "made") == ""


def test_what_stands_in_the_second_file_of_a_day_counts_too(archive: Archive) -> None:
    data = configure(archive, "[limits.quota_mb]\nmade = 1\n")
    for number in (1, 2):
        path = file_of_day(data.warc, "made", now(), number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bytes(600_000))
    assert storage_trouble(data, "made") == "quota"


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder on a disk that holds other things too, as the floor is a share of the whole disk."""
    with TemporaryDirectory() as folder:
        yield Path(folder)


def test_below_the_floor_nothing_is_fetched_and_with_room_it_goes_on_by_itself(
    archive: Archive, site: ScriptedSite
) -> None:
    total, _, free = disk_usage(archive.outlets)
    if free > total * 0.9:
        pytest.skip("more than nine tenths of this disk are free, and no floor is higher")
    site.publish([10002, 10001])
    archive.outlet(site.home)
    configure(archive, "[limits]\nfree_floor_percent = 90\n")
    result = archive.crawl()
    assert (result.cause, site.paths()) == ("disk_full", [])
    configure(archive, "[limits]\nfree_floor_percent = 0.1\n")
    assert archive.crawl().new == 2
