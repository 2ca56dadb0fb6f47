"""The file of a snapshot: taken over as it lies in the record, or written anew where that would take too much along."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3 as pysqlite3

from archive.data_folder import DataFolder
from archive.publish import _checks
from archive.publish._snapshot_file import take
from archive.publish.entries import SnapshotEntry
from archive.publish.manifest import read_manifest
from archive.publish.snapshot import publish
from archive.record.changes import note_redaction
from archive.record.store import open_record, read_record
from archive.sqlite import connect, transaction
from archive.times import now
from tests.publish.test_snapshot import feed
from tests.support.pulled_copies import rows

DELETED = "كلمات حُذفت من هذا السجل".encode()


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Published once; then a row came and went, whose bytes still lie in the file."""
    folder = DataFolder(tmp_path / "data")
    feed(folder, 1, 2, 3)
    publish(folder)
    with closing(connect(folder.record)) as db:
        for sql in (
            "INSERT INTO search_spelling VALUES(?, '', '', 'rare', 0, 0)",
            "DELETE FROM search_spelling WHERE form = ?",
        ):
            with transaction(db):
                db.execute(sql, (DELETED.decode(),))
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert DELETED in folder.record.read_bytes()
    return folder


def taken(data: DataFolder, before: SnapshotEntry | None) -> bytes:
    path = data.root / "taken.db"
    with closing(read_record(data.record)) as record:
        take(record, path, before)
        with closing(sqlite3.connect(path)) as snapshot:
            assert snapshot.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert rows(snapshot, "articles") == sorted(map(tuple, record.execute("SELECT * FROM articles")), key=repr)
        with pytest.raises(pysqlite3.DatabaseError, match="readonly"):
            record.execute("DELETE FROM articles")
    return path.read_bytes()


def test_within_a_week_the_pages_are_taken_over_as_they_are(data: DataFolder) -> None:
    assert DELETED in taken(data, read_manifest(data)[0])


def redacted(data: DataFolder) -> None:
    with closing(open_record(data.record)) as store, transaction(store.db):
        note_redaction(store.db, "versions", [1])


def emptied(data: DataFolder) -> None:
    """Much of the file is unused."""
    with closing(connect(data.record)) as db:
        db.execute("CREATE TABLE wide AS SELECT zeroblob(4000) FROM articles, articles, articles, articles, articles")
        db.execute("DROP TABLE wide")


@pytest.mark.parametrize("why", [redacted, emptied])
def test_it_is_written_anew_where_too_much_would_go_along(data: DataFolder, why: Callable[[DataFolder], None]) -> None:
    why(data)
    assert DELETED not in taken(data, read_manifest(data)[0])


def test_it_is_written_anew_where_nothing_is_known_of_the_one_before(data: DataFolder) -> None:
    newest = read_manifest(data)[0]
    assert DELETED not in taken(data, {**newest, "change_mark": "of another record"})
    (data.root / "taken.db").unlink()
    assert DELETED not in taken(data, None)


def test_once_a_week_it_is_written_anew(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_checks, "now", in_a_week)
    assert DELETED not in taken(data, read_manifest(data)[0])


def in_a_week() -> datetime:
    return now() + timedelta(days=7)


def test_nothing_that_only_the_record_needs_is_left_in_it(data: DataFolder) -> None:
    """The rows that note changes name addresses, also of what came and went before anything was published."""
    with closing(connect(data.record)) as db:
        address = "https://one.example/came-and-went"
        db.execute(
            "INSERT INTO changes(what, tbl, pk) SELECT 'row', 'urls', json_array(? || value) FROM json_each(?)",
            (address, json.dumps(list(range(2000)))),
        )
    feed(data, 4)
    made = publish(data)
    assert made.delta
    content = (data.published / made.file).read_bytes()
    assert address.encode() not in content
    with closing(sqlite3.connect(data.published / made.file)) as snapshot:
        assert snapshot.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'changes%'").fetchone() == (0,)
        assert snapshot.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert snapshot.execute("PRAGMA integrity_check").fetchone() == ("ok",)
