"""What people asked for, done: the request answered, the past gone on with, also where neither can begin."""

import json
import shutil
import threading
from pathlib import Path

import pytest

from archive import data_folder
from archive.crawl_state.backfills import Backfills
from archive.crawl_state.requests import Requests
from archive.data_folder import DataFolder
from archive.errors import DiskFull
from archive.model import Outlet
from archive.times import now
from scheduler import requested_crawls
from scheduler.requested_crawls import NO_MORE, answer, go_on_with_past
from spiders.registry import outlets
from tests.support.crawling import Archive


@pytest.fixture
def outlet(archive: Archive) -> Outlet:
    archive.outlet("http://127.0.0.1:1")
    return outlets()["made"]


@pytest.fixture
def data(archive: Archive) -> DataFolder:
    return DataFolder(archive.data).make()


def taken(data: DataFolder) -> int:
    with Requests(data.service) as requests:
        number = requests.ask("made")
        assert requests.take(number, now())
    return number


def told(data: DataFolder, number: int) -> object:
    with Requests(data.service) as requests:
        row = requests.of(number)
    return json.loads(row["result"]) if row and row["result"] else None


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_folder, "FREE_FLOOR", shutil.disk_usage(Path.cwd()).total * 10)


def test_a_request_of_an_outlet_that_is_taken_waits_again(data: DataFolder, outlet: Outlet) -> None:
    number = taken(data)
    with data.lock("made", "busy"):
        assert answer(data, outlet, number, threading.Event()).cause == "already_running"
    with Requests(data.service) as requests:
        assert [row["id"] for row in requests.waiting()] == [number]


def test_a_request_that_cannot_begin_is_answered_with_the_reason(
    data: DataFolder, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = taken(data)
    full_disk(monkeypatch)
    with pytest.raises(DiskFull):
        answer(data, outlet, number, threading.Event())
    found = told(data, number)
    assert isinstance(found, dict)
    assert (found["exit_code"], "nothing is fetched" in found["error"]) == (3, True)


def test_a_fault_of_ours_is_answered_too(data: DataFolder, outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    number = taken(data)
    monkeypatch.setattr(requested_crawls, "crawl", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answer(data, outlet, number, threading.Event())
    assert told(data, number) == {"error": requested_crawls.FAULT, "exit_code": 9}


def test_a_past_that_cannot_begin_waits_and_is_not_begun_again_at_once(
    data: DataFolder, outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Backfills(data.service) as pasts:
        pasts.queue("made", "2026-01-01")
        full_disk(monkeypatch)
        with pytest.raises(DiskFull):
            go_on_with_past(data, outlet, threading.Event())
        assert pasts.waiting(now()) == []
        row = pasts.of("made")
        assert row is not None
        assert (row["state"], row["tries"]) == ("queued", 1)


def test_a_past_of_a_host_that_does_not_answer_waits_and_one_that_lists_nothing_is_done(
    data: DataFolder, outlet: Outlet
) -> None:
    with Backfills(data.service) as pasts:
        pasts.queue("made", "2026-01-01")
        assert go_on_with_past(data, outlet, threading.Event()).cause == "refused"
        row = pasts.of("made")
        assert row is not None
        assert (row["state"], row["cause"], pasts.waiting(now())) == ("queued", "refused", [])
    assert {"no_routes", "parse"} <= NO_MORE


def test_a_past_that_was_stopped_is_not_gone_on_with(data: DataFolder, outlet: Outlet) -> None:
    assert go_on_with_past(data, outlet, threading.Event()).as_dict()["fetched"] == 0
