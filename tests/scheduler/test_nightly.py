"""Nightly jobs: due once a night, made up once when they were missed or cut short, each in a process of its own."""

import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.nights import Nights, read_nights
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.upkeep.backup_set import whole_sets
from scheduler import nightly
from scheduler.night_work import WORK
from scheduler.nightly import NIGHTLY, NightlyJobs, Ran, last_planned, run_alone
from tests.support.made_pages import OUTLET, TEXT, page_of, take

# In Damascus 02:40 is 23:40 of the day before in UTC.
NIGHT = datetime(2026, 11, 25, 23, 40, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data").make()


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What ran, without the processes."""
    names: list[str] = []

    def note(job: str, *_: object) -> Ran:
        names.append(job)
        return Ran(job, "done", "")

    monkeypatch.setattr(nightly, "run_alone", note)
    return names


def nights(data: DataFolder) -> NightlyJobs:
    return NightlyJobs(data, threading.Event(), lambda _: None)


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def test_each_runs_once_a_night_in_its_order_and_a_new_archive_waits_for_its_first_night(
    data: DataFolder, ran: list[str]
) -> None:
    jobs = nights(data)
    assert jobs.run_due(at(NIGHT - timedelta(hours=3))) == []
    assert jobs.seconds_until_due(NIGHT - timedelta(hours=3)) == 3 * 3600
    for minutes in range(0, 24 * 60, 30):
        jobs.run_due(at(NIGHT + timedelta(minutes=minutes)))
    assert ran == ["publish", "prune", "verify", "measure"], "and no backup where nobody said where to"
    jobs.run_due(at(NIGHT + timedelta(days=1)))
    assert len(ran) == 8


@pytest.mark.parametrize("away", [timedelta(hours=7), timedelta(days=9)])
def test_what_was_missed_is_made_up_once_after_a_restart(data: DataFolder, ran: list[str], away: timedelta) -> None:
    nights(data).run_due(at(NIGHT - timedelta(hours=1)))
    for minutes in (0, 5, 60):
        nights(data).run_due(at(NIGHT + away + timedelta(minutes=minutes)))
    assert ran == ["publish", "prune", "verify", "measure"]


def test_a_job_that_was_cut_short_is_made_up_but_not_at_once(data: DataFolder, ran: list[str]) -> None:
    nights(data).run_due(at(NIGHT - timedelta(hours=1)))
    with Nights(data.service) as noted:
        noted.began("publish", NIGHT)
        for job in ("prune", "verify", "measure"):
            noted.began(job, NIGHT)
            noted.ended(job, NIGHT + timedelta(minutes=1), "")
    nights(data).run_due(at(NIGHT + timedelta(minutes=5)))
    assert ran == []
    assert nights(data).seconds_until_due(NIGHT + timedelta(minutes=5)) == 300
    nights(data).run_due(at(NIGHT + timedelta(minutes=11)))
    assert ran == ["publish"]


@pytest.mark.parametrize("years", [5, -5])
def test_a_clock_that_was_wrong_once_stops_no_night(data: DataFolder, ran: list[str], years: int) -> None:
    nights(data).run_due(at(NIGHT + timedelta(days=365 * years)))
    nights(data).run_due(at(NIGHT + timedelta(hours=1)))
    assert len(ran) == 4
    nights(data).run_due(at(NIGHT + timedelta(hours=2)))
    assert len(ran) == 4


def test_the_time_and_the_folder_of_backups_are_those_of_the_configuration_from_the_next_look_on(
    data: DataFolder, ran: list[str]
) -> None:
    jobs = nights(data)
    jobs.run_due(at(NIGHT - timedelta(hours=9)))
    (data.root / "warraq.toml").write_text('[nightly]\npublish_at = "20:10"\nbackup_to = "/mnt/backup"\n')
    assert jobs.seconds_until_due(NIGHT - timedelta(hours=9)) == (2 * 60 + 30) * 60
    jobs.run_due(at(NIGHT - timedelta(hours=8)))
    jobs.run_due(at(NIGHT - timedelta(hours=6)))
    assert ran == ["publish", "prune", "verify", "measure", "backup"]


def test_they_are_never_run_twice_at_a_time(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, seen = nights(data), list[object]()
    jobs.run_due(at(NIGHT - timedelta(hours=1)))

    def again(job: str, *_: object) -> Ran:
        seen.extend([jobs.run_due(at(NIGHT)), jobs.seconds_until_due(NIGHT)])
        return Ran(job, "", "")

    monkeypatch.setattr(nightly, "run_alone", again)
    jobs.run_due(at(NIGHT))
    assert seen == [[], 60.0] * 4


def test_a_failure_is_told_and_remembered_and_the_others_run(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Ran] = []
    jobs = NightlyJobs(data, threading.Event(), told.append)
    jobs.run_due(at(NIGHT - timedelta(hours=1)))
    monkeypatch.setattr(nightly, "run_alone", lambda job, *_: Ran(job, "", "no room" if job == "publish" else ""))
    jobs.run_due(at(NIGHT))
    assert [(one.job, one.problem) for one in told][:2] == [("publish", "no room"), ("prune", "")]
    known = {row["job"]: row for row in read_nights(data.service) or []}
    assert (known["publish"]["problem"], known["publish"]["last_ok"], known["prune"]["problem"]) == ("no room", "", "")
    assert known["prune"]["last_ok"] == "2026-11-25T23:40:00Z"


def test_the_last_planned_time_is_that_of_clocks_in_damascus() -> None:
    assert last_planned("02:40", NIGHT) == NIGHT
    assert last_planned("02:40", NIGHT - timedelta(seconds=1)) == NIGHT - timedelta(days=1)


@pytest.mark.slow
def test_a_night_for_real_publishes_verifies_and_backs_up_each_in_a_process_of_its_own(
    data: DataFolder, tmp_path: Path
) -> None:
    with Intake(data.root, OUTLET) as intake:
        take(intake, page_of(TEXT))
    (data.root / "warraq.toml").write_text(f'[nightly]\nbackup_to = "{tmp_path}/backups"\n')
    wanted = tuple(job for job in NIGHTLY if job.name in ("publish", "backup"))
    jobs = NightlyJobs(data, threading.Event(), lambda _: None, wanted)
    jobs.run_due(at(NIGHT - timedelta(hours=1)))
    assert [(one.job, one.problem) for one in jobs.run_due(at(NIGHT))] == [("publish", ""), ("backup", "")]
    assert json.loads((data.published / "latest.json").read_text())["articles"] == 1
    assert len(whole_sets(tmp_path / "backups")) == 1


@pytest.mark.slow
def test_a_job_that_hangs_or_is_told_to_stop_is_ended_and_one_that_fails_says_why(data: DataFolder) -> None:
    began, stop = time.monotonic(), threading.Event()
    hung = run_alone("publish", data.root, stop, longest=timedelta(seconds=0))
    assert "took longer" in hung.problem
    stop.set()
    assert run_alone("publish", data.root, stop).problem == "it was ended"
    assert time.monotonic() - began < 20
    assert "There is no archive" in run_alone("publish", data.root, threading.Event()).problem


def test_every_job_has_its_work() -> None:
    assert {job.name for job in NIGHTLY} == set(WORK)
