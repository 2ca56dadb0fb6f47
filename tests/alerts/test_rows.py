"""The types of the rows of readers.db say what its tables hold."""

from pathlib import Path

import pytest

from archive.alerts.rows import MatchRow, NoticeRow, OperatorRow, SearchRow
from archive.alerts.store import Readers
from tests.support.row_types import columns_of, keys_of, tables_of

TYPES = {"searches": SearchRow, "matches": MatchRow, "operators": OperatorRow, "notices": NoticeRow}


@pytest.mark.parametrize("table", TYPES)
def test_a_row_type_has_the_columns_of_its_table_with_their_types_and_nulls(tmp_path: Path, table: str) -> None:
    with Readers(tmp_path / "readers.db") as readers:
        assert keys_of(TYPES[table]) == columns_of(readers.db, table)


def test_every_table_has_a_row_type(tmp_path: Path) -> None:
    with Readers(tmp_path / "readers.db") as readers:
        assert tables_of(readers.db) == set(TYPES)
