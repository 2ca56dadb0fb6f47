"""Every column of the record is told of: what would notice that it was changed by another hand, or why nothing can."""

from contextlib import closing

import pytest

from archive.evidence.records import CAPTURE, CLAIMED, DESCRIPTION, VERSION
from archive.record.store import open_record
from archive.sqlite import column
from tests.support.covered_columns import COVERED, HOW, covered_by

TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
# What FTS5 keeps an index in.
SHADOWS = ("_data", "_idx", "_docsize", "_config")

ROWS = ("captures.", "versions.", "articles.")
# Named by an entry itself, or in its detail.
IN_DETAIL = {
    *("captures.id", "captures.held", "versions.id", "versions.capture_id", "versions.extractor", "articles.outlet"),
}


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    with closing(open_record(tmp_path_factory.mktemp("record") / "warraq.db")) as store:
        tables = [table for table in column(store.db.conn, str, TABLES) if not table.endswith(SHADOWS)]
        return [f"{table}.{one.name}" for table in tables for one in store.db.table(table).columns]


def test_every_column_is_told_of_and_no_other(columns: list[str]) -> None:
    assert [one for one in columns if covered_by(one) is None] == []
    assert set(COVERED) - set(columns) - {one.partition(".")[0] for one in columns} == set()
    assert {how for how, _ in COVERED.values()} <= HOW
    assert [name for name, (_, why) in COVERED.items() if not why] == []


def test_what_is_told_to_be_in_a_leaf_is_what_leaves_cover() -> None:
    told = {name: how for name, (how, _) in COVERED.items()}
    covered = [
        *(f"captures.{name}" for name in CAPTURE),
        *(f"versions.{name}" for name in (*VERSION, *CLAIMED)),
        *(f"articles.{name}" for name in DESCRIPTION),
    ]
    assert [one for one in covered if covered_by(one) != "leaf"] == []
    of_rows = {name for name, how in told.items() if how == "leaf" and name.startswith(ROWS)}
    assert of_rows - set(covered) == IN_DETAIL
