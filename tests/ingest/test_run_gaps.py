"""Failed runs and standstills of the log become rows of the record, once, and are closed when an outlet answers."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from archive.record.gaps import gaps
from archive.record.store import open_record, read_record
from archive.times import stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path).make()
    open_record(folder.record).close()
    return folder


def ran(data: DataFolder, outlet: str, at: datetime, cause: str = "", fetched: int = 0) -> None:
    with RunLog(data.service) as run_log:
        end(run_log, outlet, at, cause, fetched)
    note_run_gaps(data, outlet, at)


def end(run_log: RunLog, outlet: str, at: datetime, cause: str = "", fetched: int = 0) -> None:
    result = {"outlet": outlet, "cause": cause, "seconds": 1.0, **dict.fromkeys(COUNTS, 0), "fetched": fetched}
    run_log.ended(result, at, at + timedelta(seconds=1))


def told(data: DataFolder) -> list[tuple[str, str, str | None, str]]:
    with closing(read_record(data.record)) as connection:
        return [(gap["outlet"], gap["since"], gap["until"], gap["cause"]) for gap in gaps(connection) or []]


def test_a_second_failure_opens_a_gap_and_the_next_answer_closes_it(data: DataFolder) -> None:
    at = [NOW + n * QUARTER for n in range(6)]
    ran(data, "a", at[0])
    ran(data, "a", at[1], "dns")
    assert told(data) == []
    ran(data, "a", at[2], "timeout")
    ran(data, "a", at[3], "timeout")
    assert told(data) == [("a", stamp(at[1]), None, "timeout")]
    ran(data, "a", at[4])
    ran(data, "a", at[5])
    assert told(data) == [("a", stamp(at[1]), stamp(at[4]), "timeout")]


def test_what_we_ended_ourselves_and_what_ended_too_early_is_no_failure(data: DataFolder) -> None:
    for n, cause in enumerate(("already_running", "interrupted", "already_running", "interrupted")):
        ran(data, "a", NOW + n * QUARTER, cause)
    for n in range(4, 8):
        ran(data, "a", NOW + n * QUARTER, "time_limit", fetched=20)
    assert told(data) == []


def test_the_past_of_a_log_from_before_the_table_is_written_once(data: DataFolder) -> None:
    """With a standstill of ours."""
    times = [NOW - timedelta(days=3) + n * QUARTER for n in range(200)]
    with RunLog(data.service) as run_log:
        for n, at in enumerate(times):
            if not 100 <= n < 140:
                end(run_log, "a", at, "http_403" if 20 <= n < 30 else "")
                end(run_log, "b", at, "dns" if n > 150 else "")
    for _ in range(2):
        note_run_gaps(data, "a", NOW)
        note_run_gaps(data, "b", NOW)
    assert sorted(told(data)) == [
        ("", stamp(times[99]), stamp(times[140]), "not_running"),
        ("a", stamp(times[20]), stamp(times[30]), "http_403"),
        ("b", stamp(times[151]), None, "dns"),
    ]


def test_a_run_that_finds_nothing_to_tell_opens_no_file_for_writing(data: DataFolder) -> None:
    for n in range(4):
        ran(data, "a", NOW + n * QUARTER, "dns")
    data.record.chmod(0o444)
    before = data.record.stat().st_mtime_ns
    for n in range(4, 8):
        ran(data, "a", NOW + n * QUARTER, "dns")
    assert data.record.stat().st_mtime_ns == before


@pytest.mark.parametrize("years", [5, -5])
def test_a_clock_that_jumps_by_years_makes_no_gap_of_years(data: DataFolder, years: int) -> None:
    for n in range(10):
        ran(data, "a", NOW + n * QUARTER)
    for n in range(3):
        ran(data, "a", NOW + timedelta(days=365 * years) + n * QUARTER)
    for n in range(13, 20):
        ran(data, "a", NOW + n * QUARTER)
    assert told(data) == []


def test_hours_that_only_the_clock_on_the_wall_says_went_by_are_no_standstill(data: DataFolder) -> None:
    with RunLog(data.service) as run_log:
        for n in range(20):
            end(run_log, "a", NOW + n * QUARTER + (timedelta(hours=8) if n >= 10 else timedelta()))
    with closing(sqlite3.connect(data.service)) as connection, connection:
        connection.execute("UPDATE runs SET monotonic = 900.0 * id, boot_id = 'one'")
    note_run_gaps(data, "a", NOW)
    assert told(data) == []
    with closing(sqlite3.connect(data.service)) as connection, connection:
        connection.execute("UPDATE runs SET monotonic = monotonic + iif(id > 10, 8 * 3600.0, 0)")
    note_run_gaps(data, "a", NOW)
    assert [gap[0] for gap in told(data)] == [""]


def test_a_record_that_cannot_be_written_loses_no_gap(data: DataFolder) -> None:
    ran(data, "a", NOW, "dns")
    whole = data.record.read_bytes()
    data.record.write_bytes(b"damaged")
    ran(data, "a", NOW + QUARTER, "dns")
    data.record.write_bytes(whole)
    ran(data, "a", NOW + 2 * QUARTER)
    assert told(data) == [("a", stamp(NOW), stamp(NOW + 2 * QUARTER), "dns")]
