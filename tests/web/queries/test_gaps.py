"""What pages say was missed lately: the record's table of gaps, and nothing beside it."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.crawl_state.gaps import held_back, tries_of
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from archive.record.store import open_record, read_record
from archive.web.queries.gaps import missed_lately

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def told(data: DataFolder) -> list[tuple[str, str]] | None:
    with closing(read_record(data.record)) as connection:
        found = missed_lately(connection, NOW)
    return None if found is None else [(gap.row["outlet"], gap.row["cause"]) for gap in found]


def test_gaps_of_the_last_days_are_told_but_for_those_of_which_all_was_found_since(tmp_path: Path) -> None:
    data = DataFolder(tmp_path).make()
    with closing(open_record(data.record)) as store:
        store.note_gap("a", NOW - 3 * HOUR, NOW - 2 * HOUR, "feed_overflow", 4, NOW)
        store.note_gap("a", NOW - 5 * HOUR, NOW - 4 * HOUR, "feed_overflow", 0, NOW)
        store.note_gap("a", NOW - timedelta(days=90), NOW - timedelta(days=89), "dns", None, NOW)
    assert told(data) == [("a", "feed_overflow")]


def test_a_record_of_an_older_release_tells_of_no_gaps_and_a_folder_without_a_log_of_no_held_pages(
    tmp_path: Path,
) -> None:
    data = DataFolder(tmp_path).make()
    open_record(data.record).close()
    with closing(sqlite3.connect(data.record)) as connection:
        connection.execute("DROP TABLE gaps")
    assert told(data) is None
    assert held_back(data.service) is None
    assert tries_of(data.service, [("a", "2026", "")]) == [0]


def test_a_gap_that_began_before_the_days_shown_is_told_once_with_its_beginning_and_its_tries(tmp_path: Path) -> None:
    data = DataFolder(tmp_path).make()
    open_record(data.record).close()
    with RunLog(data.service) as run_log:
        for hours in range(24 * 40, 0, -12):
            result = {"outlet": "b", "cause": "http_403", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, NOW - hours * HOUR, NOW)
    note_run_gaps(data, "b", NOW)
    with closing(read_record(data.record)) as connection:
        found = missed_lately(connection, NOW)
    (gap,) = [gap for gap in found or () if gap.row["outlet"]]
    assert gap.seconds == 24 * 40 * 3600
    assert tries_of(data.service, [("b", gap.row["since"], "")]) == [80]
