"""The crawler on real crawls: hung outlets hold nobody up, faults are heard, and what is asked for begins at once.

`WARRAQ_HUNG=4 WARRAQ_WELL=21 pytest tests/scheduler/test_crawler.py` takes as many outlets of each kind; without the
variables six and three.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest

from archive.crawl_state.due import Due, ScheduleEntry
from archive.crawl_state.schedule import Schedule
from archive.crawl_state.wake_pipe import wake_service
from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.times import now
from scheduler import crawler as crawler_module
from scheduler import jobs as jobs_module
from scheduler.crawler import Crawler, Nights
from spiders.registry import outlets
from spiders.result import CrawlResult
from tests.support.crawling import Archive
from tests.support.scripted_site import Answer, ScriptedSite
from tests.support.waiting import wait_until

HUNG, WELL = int(os.environ.get("WARRAQ_HUNG", "6")), int(os.environ.get("WARRAQ_WELL", "3"))
QUARTER = timedelta(minutes=15)


class Running:
    """A crawler on a data folder, with the outlets of the archive's folder."""

    def __init__(self, archive: Archive, nights: Nights | None = None) -> None:
        self.data = DataFolder(archive.data).make()
        self.outlets = {name: one for name, one in outlets().items() if one.home.startswith("http://127.0.0.1")}
        self.stop = threading.Event()
        self.crawler = Crawler(self.data, self.outlets, self.stop, nights)

    def __enter__(self) -> "Running":
        self.crawler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.crawler.close()

    def due(self, name: str, at: datetime) -> None:
        with Schedule(self.data.service) as schedule:
            schedule.set_due(name, Due(at, QUARTER))

    def entries(self) -> dict[str, ScheduleEntry]:
        with Schedule(self.data.service) as schedule:
            return schedule.entries()


def causes(running: Running) -> list[str]:
    with Schedule(running.data.service) as schedule:
        return list(schedule.column(str, "SELECT cause FROM runs"))


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running


def test_hung_outlets_make_no_other_late(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [*(f"hung{n}" for n in range(HUNG)), *(f"well{n}" for n in range(WELL))]
    began: dict[str, datetime] = {}

    def noted(data: DataFolder, outlet: Outlet, stop: threading.Event, lease: str) -> CrawlResult:
        began[outlet.name] = now()
        return jobs_module.crawl(data, outlet, stop, lease=lease)

    monkeypatch.setattr(crawler_module, "crawl", noted)
    with ExitStack() as stack:
        for name in names:
            site = stack.enter_context(ScriptedSite().running())
            site.publish([10001])
            if name.startswith("hung"):
                site.answers["/feed/"] = Answer(200, b"", hang=9 if WELL < 10 else 25)
            archive.outlet(site.home, name=name)
        running = Running(archive)
        due = now() + timedelta(seconds=5)
        for name in names:
            running.due(name, due if name.startswith("well") else now() - timedelta(seconds=1))
        stack.enter_context(running)
        wait_until(lambda: all(one.last_success for name, one in running.entries().items() if name.startswith("well")))
        late = sorted((at - due).total_seconds() for name, at in began.items() if name.startswith("well"))
        hung = [one.lease_token for name, one in running.entries().items() if name.startswith("hung")]
    print(f"{HUNG} hung, {WELL} well; late by seconds: {[round(seconds, 2) for seconds in late]}")
    assert all(hung), "they still hang"
    assert len(late) == WELL
    assert late[-1] <= 1


def test_a_fault_of_ours_is_logged_with_its_traceback_is_a_failed_run_and_is_tried_again(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    archive.outlet(site.home)
    tried: list[float] = []

    def breaks(*_: object, **__: object) -> CrawlResult:
        tried.append(time.monotonic())
        raise ZeroDivisionError("a fault of ours")

    monkeypatch.setattr(crawler_module, "crawl", breaks)
    with Running(archive) as running:
        wait_until(lambda: bool(causes(running)))
        entry = running.entries()["made"]
        assert timedelta() < entry.next_due - now() <= timedelta(minutes=10)
        assert (causes(running), entry.lease_token, len(tried)) == (["internal_error"], "", 1)
        running.due("made", now())
        running.crawler.wake()
        wait_until(lambda: len(tried) > 1)
    assert len(tried) > 1
    assert "ZeroDivisionError: a fault of ours" in " ".join(capsys.readouterr().err.split())


def test_a_fault_that_even_its_note_meets_does_not_crawl_an_outlet_again_and_again(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.publish([10001])
    archive.outlet(site.home)
    heard: list[str] = []

    def said() -> str:
        heard.extend(capsys.readouterr().err.split())
        return " ".join(heard)

    def breaks(*_: object) -> None:
        raise ZeroDivisionError("a fault of the judge")

    for module in (crawler_module, jobs_module):
        monkeypatch.setattr(module, "judge_all", breaks)
    with Running(archive):
        wait_until(lambda: "noting a fault" in said())
        time.sleep(2)
    assert site.paths().count("/feed/") == 1
    assert "ZeroDivisionError: a fault of the judge" in said()


def test_what_another_process_makes_due_begins_when_it_rings(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    archive.outlet(site.home)
    running = Running(archive)
    running.due("made", now() + QUARTER)
    assert not wake_service(running.data), "nobody listens yet"
    with running:
        time.sleep(0.5)
        assert site.asked == []
        running.due("made", now())
        assert wake_service(running.data)
        wait_until(lambda: "/feed/" in site.paths(), 20)
        assert "/feed/" in site.paths()


def test_an_interrupted_crawl_stays_due_and_leaves_no_lease(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    site.answers["/feed/"] = Answer(200, b"", hang=3)
    archive.outlet(site.home)
    running = Running(archive)
    was_due = now() - timedelta(minutes=3)
    running.due("made", was_due)
    with running:
        wait_until(lambda: "/feed/" in site.paths(), 20)
    entry = running.entries()["made"]
    assert (entry.next_due, entry.lease_token) == (was_due.replace(microsecond=0), "")


def test_outlets_given_anew_are_crawled_and_those_taken_away_no_more(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    archive.outlet(site.home)
    running = Running(archive)
    known: dict[str, Outlet] = running.outlets
    running.crawler.reload({})
    with running:
        time.sleep(0.5)
        assert running.entries() == {}
        running.crawler.reload(known)
        wait_until(lambda: "/feed/" in site.paths(), 20)
        assert "/feed/" in site.paths()
        beat = running.crawler.heartbeat
        running.crawler.wake()
        wait_until(lambda: running.crawler.heartbeat > beat, 10)
        assert running.crawler.heartbeat > beat


class MadeNights:
    """Nightly jobs of which the first fails."""

    def __init__(self) -> None:
        self.ran = 0
        self.is_due = True

    def seconds_until_due(self, _at: datetime) -> float:
        return 0.0 if self.is_due else 3600.0

    def run_due(self) -> None:
        self.is_due = False
        self.ran += 1
        if self.ran == 1:
            raise ZeroDivisionError("a fault of the night")


def test_nightly_jobs_begin_when_they_are_due_and_a_fault_in_one_is_logged(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    nights = MadeNights()
    with Running(archive, nights) as running:
        wait_until(lambda: nights.ran == 1, 20)
        wait_until(lambda: "a fault of the night" in caplog.text, 5)
        nights.is_due = True
        running.crawler.wake()
        wait_until(lambda: nights.ran == 2, 20)
    assert nights.ran == 2
    assert "ZeroDivisionError: a fault of the night" in caplog.text
