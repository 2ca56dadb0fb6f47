"""What the record is made of is held against what Warraq makes; a download has something else, rightly."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence._schema import Schema
from archive.evidence.findings import Archive
from archive.publish.downloaded import open_downloaded
from archive.publish.snapshot import publish
from archive.record.reindexing import reindex
from archive.record.store import open_record, read_record


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = DataFolder(tmp_path_factory.mktemp("schema"))
    open_record(data.record).close()
    return data.root


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(made, tmp_path / "data")))


def bad(data: DataFolder, record: sqlite3.Connection) -> list[str]:
    return [f"{one['where']}: {one['why']}" for step in Schema().steps(Archive(data, record), None) for one in step.bad]


def test_what_warraq_made_is_well_after_its_index_was_written_anew_too(data: DataFolder) -> None:
    with closing(open_record(data.record)) as store:
        reindex(store.db)
    with closing(read_record(data.record)) as record:
        assert bad(data, record) == []


def test_a_download_follows_no_changes_and_is_well_as_is_one_of_before_the_newest_tables(data: DataFolder) -> None:
    path = data.published / publish(data).file
    with closing(open_downloaded(path)) as record:
        assert bad(data, record) == []
    with closing(sqlite3.connect(path)) as connection, connection:
        for name in ("insert", "delete", "update"):
            for kept in ("edit_facts", "edit_facts_version", "edit_facts_article", "governorate_counts"):
                connection.execute(f"DROP TRIGGER IF EXISTS {kept}_{name}")
        for table in ("edit_facts", "governorate_counts"):
            connection.execute(f"DROP TABLE {table}")
            connection.execute("DELETE FROM _sqlite_migrations WHERE name = ?", (table,))
    with closing(open_downloaded(path)) as record:
        assert bad(data, record) == []


def test_the_next_opening_puts_back_what_follows_changes(data: DataFolder) -> None:
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.execute("DROP TRIGGER changes_urls_delete")
    with closing(read_record(data.record)) as record:
        assert bad(data, record) == ["trigger changes_urls_delete: It is not there."]
    open_record(data.record).close()
    with closing(read_record(data.record)) as record:
        assert bad(data, record) == []


def test_folding_rules_of_another_release_are_nobodys_fault(data: DataFolder) -> None:
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.execute("UPDATE search_meta SET norm_version = '0'")
        connection.execute("DELETE FROM search_fold WHERE n > 5")
    with closing(read_record(data.record)) as record:
        assert bad(data, record) == []
