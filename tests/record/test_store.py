"""The record is opened for writing, or for reading alone."""

from pathlib import Path

import pytest

from archive.errors import BadConfiguration
from archive.record.schema import migrations
from archive.record.store import open_record, read_record
from archive.sqlite import connect


def test_a_record_of_an_older_release_says_how_it_is_brought_up_to_date(tmp_path: Path) -> None:
    """What reads does not write: the tables an upgrade brings are made by the next verb that does."""
    path = tmp_path / "warraq.db"
    old = connect(path)
    migrations.apply(old, stop_before="pictures")
    old.close()
    with pytest.raises(BadConfiguration, match="warraq reindex"):
        read_record(path)
    open_record(path).close()
    read_record(path).close()
