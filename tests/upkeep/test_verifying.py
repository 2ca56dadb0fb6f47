"""A share of the captures a night: all of them in a month, and what is bad is named."""

from datetime import timedelta
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.times import now
from archive.upkeep.verifying import verify_share
from tests.support.made_pages import OUTLET, TEXT, page_of, take


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    with Intake(folder.root, OUTLET) as intake:
        for n in range(1, 8):
            take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/7000{n}/slug/"))
    return folder


def test_in_so_many_nights_each_capture_is_checked_once(data: DataFolder) -> None:
    at = now()
    found = [verify_share(data, at + timedelta(days=day), nights=3) for day in range(3)]
    assert (sum(one.checked for one in found), [one.bad for one in found]) == (7, [(), (), ()])
    assert {one.due for one in found} == {2, 3}


def test_bytes_that_changed_are_named_with_their_capture(data: DataFolder) -> None:
    (path,) = data.warc.rglob("*.warc.gz")
    content = bytearray(path.read_bytes())
    content[-200] ^= 1
    path.write_bytes(content)
    (bad,) = verify_share(data, now(), nights=1).bad
    assert bad["where"] == f"capture 7 in warc/{path.relative_to(data.warc)}"


def test_it_ends_when_its_time_is_up_and_says_how_far_it_came(data: DataFolder) -> None:
    found = verify_share(data, now(), nights=1, seconds=-1)
    assert (found.due, found.checked) == (7, 0)
