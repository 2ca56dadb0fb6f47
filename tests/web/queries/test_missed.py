"""What pages say was missed: what the table of gaps tells, and nothing less than the runs show."""

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from archive.record.store import open_record, read_record
from archive.web.queries.missed import missed

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(data: DataFolder) -> list[tuple[str, str]] | None:
    with closing(read_record(data.record)) as connection:
        found = missed(connection, data.service, NOW)
    return None if found is None else [(gap.outlet, gap.cause) for gap in found.gaps]


def test_failed_runs_are_told_once_whether_the_table_has_them_yet_or_not(tmp_path: Path) -> None:
    data = DataFolder(tmp_path).make()
    with closing(open_record(data.record)) as store:
        store.note_gap("a", NOW - 3 * HOUR, NOW - 2 * HOUR, "feed_overflow", 4, NOW)
        store.note_gap("a", NOW - 5 * HOUR, NOW - 4 * HOUR, "feed_overflow", 0, NOW)
        store.note_gap("a", NOW - timedelta(days=90), NOW - timedelta(days=89), "dns", None, NOW)
    assert told(data) == [("a", "feed_overflow")], "of the last days, also where no log of the runs is"
    with RunLog(data.service) as run_log:
        for hours in (1.0, 0.5):
            result = {"outlet": "b", "cause": "tls", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, NOW - hours * HOUR, NOW)
    assert told(data) == [("b", "tls"), ("a", "feed_overflow")]
    note_run_gaps(data, "b", NOW)
    assert told(data) == [("b", "tls"), ("a", "feed_overflow")]


def test_without_gaps_and_without_a_log_nothing_is_claimed(tmp_path: Path) -> None:
    data = DataFolder(tmp_path).make()
    open_record(data.record).close()
    assert told(data) is None


def test_a_gap_that_began_before_the_days_shown_is_told_once_with_its_beginning(tmp_path: Path) -> None:
    data = DataFolder(tmp_path).make()
    open_record(data.record).close()
    with RunLog(data.service) as run_log:
        for hours in range(24 * 40, 0, -12):
            result = {"outlet": "b", "cause": "http_403", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, NOW - hours * HOUR, NOW)
    note_run_gaps(data, "b", NOW)
    with closing(read_record(data.record)) as connection:
        found = missed(connection, data.service, NOW)
    assert found
    (gap,) = [gap for gap in found.gaps if gap.outlet]
    assert gap.seconds(NOW) == 24 * 40 * 3600
    assert gap.tries > 50
