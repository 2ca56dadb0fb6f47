"""The verb `crawl`: what it refuses, and a clock before the newest row, which is told before anything is written."""

from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.crawl_state.schedule import Schedule
from archive.exchange import Exchange
from archive.ingest.intake import Intake
from archive.times import now, stamp
from scheduler.commands.crawl import command as crawl
from tests.support.command import Command
from tests.support.made_pages import OUTLET

YEARS = timedelta(days=5 * 365)


def captured(data: Path, ahead: timedelta, via: str = "crawl") -> None:
    """One answer in the record, by a clock that was so far ahead."""
    with Intake(data, OUTLET) as intake:
        made = {"url": OUTLET.home, "status": 200, "headers": (), "body": b"x", "fetched_at": now() + ahead}
        intake.keep(Exchange(**made, via=via))  # type: ignore[arg-type]


@pytest.mark.parametrize("where", ["the record", "the schedule"])
def test_a_clock_before_the_newest_row_is_told_and_the_crawl_goes_on(tmp_path: Path, where: str) -> None:
    command = Command(tmp_path / "data", 1)
    if where == "the record":
        captured(command.data, YEARS)
    else:
        command.data.mkdir()
        with Schedule(command.data / "service.db") as schedule:
            assert schedule.take("sana", "", now() + YEARS)
    done = command("crawl", "sample_wp", "--json")
    told = " ".join(done.stderr.split())
    assert "check the clock (timedatectl)" in told
    assert stamp(now() + YEARS)[:7] in told
    assert '"outlet": "sample_wp"' in done.stdout


@pytest.mark.parametrize("via", ["crawl", "import"])
def test_a_right_clock_and_the_times_of_other_peoples_captures_are_no_trouble(tmp_path: Path, via: str) -> None:
    command = Command(tmp_path / "data", 1)
    captured(command.data, timedelta(hours=20) if via == "import" else -timedelta(minutes=1), via)
    assert "check the clock" not in command("crawl", "sample_wp", "--json").stderr


def test_a_past_is_not_walked_by_an_engine_and_the_refusal_says_why_and_what_to_do(tmp_path: Path) -> None:
    words = ["sana", "--backfill", "--engine", "processes", "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(crawl, words)
    told = " ".join(done.output.split())
    assert done.exit_code == 2
    assert "no number of machines shortens" in told
    assert "--backfill without --engine" in told
    assert not (tmp_path / "data").exists()
