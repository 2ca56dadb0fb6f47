"""The types of the rows of watch.db say what its tables hold."""

from pathlib import Path

import pytest

from archive.alerts.watch import schema
from archive.alerts.watch.store import Watching
from tests.support.row_types import columns_of, keys_of, tables_of

TYPES = {
    "lists": schema.ListRow,
    "names": schema.NameRow,
    "triggers": schema.TriggerRow,
    "found": schema.FoundRow,
    "found_names": schema.FoundNameRow,
    "subscriptions": schema.SubscriptionRow,
    "signups": schema.SignupRow,
    "bots": schema.BotRow,
}


@pytest.mark.parametrize("table", TYPES)
def test_a_row_type_has_the_columns_of_its_table_with_their_types_and_nulls(tmp_path: Path, table: str) -> None:
    with Watching(tmp_path / "watch.db") as watching:
        assert keys_of(TYPES[table]) == columns_of(watching.db, table)


def test_every_table_has_a_row_type_and_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    with Watching(tmp_path / "watch.db") as watching:
        assert tables_of(watching.db) == set(TYPES)
    assert (tmp_path / "watch.db").stat().st_mode & 0o077 == 0
