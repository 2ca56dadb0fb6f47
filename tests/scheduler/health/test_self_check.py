"""A look at ourselves between the runs, in a data folder: each of our incidents opens, has a sentence, and ends."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

import archive.data_folder
from archive.configuration.reading import FILE_NAME
from archive.crawl_state.incidents import Incidents, incidents_of
from archive.crawl_state.nights import Nights
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.times import stamp
from archive.warc.files import file_of_day
from scheduler.health.causes import OurCause
from scheduler.health.own_incidents import report_bug
from scheduler.health.self_check import clocks_of_now, sentence_of, watch

ONE = Outlet(name="one", title="", title_en="", home="", hosts=(), routes=())
Look = Callable[[float], list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A run of one outlet a moment ago; it is due again in a quarter of an hour."""
    made, now = DataFolder(tmp_path / "data").make(), clocks_of_now().wall
    with RunLog(made.service) as run_log:
        result = dict.fromkeys(COUNTS, 0) | {"outlet": "one", "cause": "", "new": 1, "seconds": 0.0}
        run_log.ended(result, now, now)
        schedule = "INSERT INTO schedule(outlet, next_due, last_start) VALUES('one', ?, ?)"
        run_log.write(schedule, stamp(now + timedelta(minutes=15)), stamp(now))
    return made


@pytest.fixture
def look(folder: DataFolder) -> Look:
    """What is wrong after so many minutes."""
    now = clocks_of_now()

    def looked(minutes: float) -> list[str]:
        later = replace(now, wall=now.wall + timedelta(minutes=minutes), monotonic=now.monotonic + 60 * minutes)
        return [row["cause"] for row in watch(folder, [ONE], later)]

    return looked


def test_a_service_that_does_not_crawl_is_told_and_over_once_it_does(folder: DataFolder, look: Look) -> None:
    assert look(40) == []
    assert look(50) == ["not_crawled"]
    assert look(300) == ["not_crawled"]
    later = clocks_of_now().wall + timedelta(minutes=301)
    with RunLog(folder.service) as run_log:
        run_log.write("UPDATE schedule SET last_start = ?", stamp(later))
    assert look(305) == []
    (incident,) = incidents_of(folder.service, "") or []
    assert json.loads(incident["detail"]) == {"outlets": ["one"], "of": 1}


def test_a_full_disk_is_told_until_there_is_room(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(archive.data_folder, "FREE_FLOOR", 2**60)
        assert look(1) == ["disk_full"]
    assert look(2) == []


def test_nightly_work_that_fails_is_told_by_name_until_it_succeeds(folder: DataFolder, look: Look) -> None:
    now = clocks_of_now().wall
    with Nights(folder.service) as nights, Incidents(folder.service) as incidents:
        for job, problem in (("prune", ""), ("publish", "There is no room. Free some.")):
            nights.began(job, now)
            nights.ended(job, now, problem)
        assert look(1) == ["nightly_failed"]
        (row,) = incidents.open_ones()
        assert ": publish (There is no room. Free some). It is tried again each night." in sentence_of(row)
        nights.ended("publish", now, "")
        assert look(2) == []


def test_an_outlet_that_filled_its_quota_is_told_by_name_until_it_has_more(folder: DataFolder, look: Look) -> None:
    full = file_of_day(folder.warc, "one", clocks_of_now().wall)
    full.parent.mkdir(parents=True)
    full.write_bytes(bytes(1024 * 1024))
    configured(folder, one=1, two=1)
    assert look(1) == ["quota"]
    with Incidents(folder.service) as incidents:
        (row,) = incidents.open_ones()
    assert "until tomorrow: one. Give them more in warraq.toml" in sentence_of(row)
    configured(folder, one=2, two=1)
    assert look(2) == []


def configured(folder: DataFolder, **quota_mb: int) -> None:
    quotas = "".join(f"{name} = {megabytes}\n" for name, megabytes in quota_mb.items())
    (folder.root / FILE_NAME).write_text(f'contact = "press@example.org"\n[limits.quota_mb]\n{quotas}')


def test_a_wrong_clock_is_told_and_makes_nobody_late(folder: DataFolder) -> None:
    now = clocks_of_now()
    ahead = replace(now, wall=now.wall + timedelta(days=5 * 365))
    assert [row["cause"] for row in watch(folder, [ONE], ahead)] == ["clock"]
    assert watch(folder, [ONE], clocks_of_now()) == []


def test_a_bug_is_an_incident_with_its_place_and_over_after_a_day_without_it(folder: DataFolder, look: Look) -> None:
    with Incidents(folder.service) as incidents:
        try:
            raise KeyError("no such thing")
        except KeyError as problem:
            report_bug(incidents, "publish", problem, clocks_of_now().wall)
        (row,) = incidents.open_ones()
    detail = json.loads(row["detail"])
    assert (row["cause"], detail["job"], detail["error"]) == ("internal_error", "publish", "KeyError: 'no such thing'")
    assert "test_self_check.py" in detail["where"]
    assert look(10) == ["internal_error"]
    with RunLog(folder.service) as run_log:
        run_log.write("UPDATE schedule SET next_due = ?", stamp(clocks_of_now().wall + timedelta(days=3)))
    assert look(25 * 60) == []


def test_every_incident_of_ours_has_a_sentence_that_says_what_to_do(folder: DataFolder) -> None:
    now = clocks_of_now().wall
    with Incidents(folder.service) as incidents:
        for cause in get_args(OurCause):
            incidents.begin("", cause, now, now, {})
        assert all(len(sentence_of(row)) > 40 for row in incidents.open_ones())
