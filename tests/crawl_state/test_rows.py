"""The types of the rows of service.db say what its tables hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.crawl_state.decisions import DecisionRow
from archive.crawl_state.held import HeldPage
from archive.crawl_state.hole_rows import BegunRow, GapMarkRow, HoleKeyRow, HoleRow
from archive.crawl_state.monitoring_rows import ExpectationRow, HeartbeatRow, IncidentRow, NightlyRow, PastRow, SizeRow
from archive.crawl_state.redactions import JobRow, LeftOutRow, SealedRow, SecretRow
from archive.crawl_state.request_rows import BackfillRow, RequestRow
from archive.crawl_state.rows import (
    AnnouncedRow,
    BackfilledRow,
    BodyRow,
    CrashRow,
    EntryRow,
    HealthRow,
    HeldRow,
    PauseRow,
    PollRow,
    RouteDueRow,
    RunRow,
    ScheduleRow,
    SearchedRow,
    UnderWayRow,
    VisitRow,
)
from archive.crawl_state.schema import open_state
from archive.crawl_state.witnessed_logs import WitnessedRow
from tests.support.row_types import columns_of, keys_of, tables_of

TYPES = {
    "schedule": ScheduleRow,
    "routes_due": RouteDueRow,
    "runs": RunRow,
    "held": HeldRow,
    "health": HealthRow,
    "polls": PollRow,
    "entries": EntryRow,
    "visits": VisitRow,
    "bodies": BodyRow,
    "pauses": PauseRow,
    "announced": AnnouncedRow,
    "searched": SearchedRow,
    "backfilled": BackfilledRow,
    "under_way": UnderWayRow,
    "crashes": CrashRow,
    "nightly": NightlyRow,
    "witnessed": WitnessedRow,
    "sizes": SizeRow,
    "holes": HoleRow,
    "hole_keys": HoleKeyRow,
    "begun": BegunRow,
    "gap_marks": GapMarkRow,
    "incidents": IncidentRow,
    "expectations": ExpectationRow,
    "pasts": PastRow,
    "requests": RequestRow,
    "backfills": BackfillRow,
    "redaction_jobs": JobRow,
    "sealed": SealedRow,
    "left_out": LeftOutRow,
    "left_out_secret": SecretRow,
    "heartbeat": HeartbeatRow,
    "decisions": DecisionRow,
}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = open_state(tmp_path / "service.db")
    yield made
    made.close()


@pytest.mark.parametrize("table", TYPES)
def test_a_row_type_has_the_columns_of_its_table_with_their_types_and_nulls(database: Database, table: str) -> None:
    assert keys_of(TYPES[table]) == columns_of(database, table)


def test_every_table_has_a_row_type(database: Database) -> None:
    assert tables_of(database) == set(TYPES)


def test_a_held_page_is_typed_as_its_row_is(database: Database) -> None:
    assert keys_of(HeldPage).items() <= columns_of(database, "held").items()
