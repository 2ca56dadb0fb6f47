"""The databases beside the record, and the key of its log: what cannot be read or was emptied is named."""

import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from archive.alerts.store import Readers
from archive.alerts.watch.store import Watching
from archive.copies.index import SimilarIndex
from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.desk.store import Desk
from archive.evidence.checkpoint import sign
from archive.record.store import open_record
from archive.upkeep._other_files import EMPTY, NO_KEY, OtherFiles
from archive.upkeep.verifying import verify
from archive.versions.furniture.lines_file import open_lines
from tests.support.changed_by_hand import found_bad
from tests.support.signed_log import grow

bad = partial(found_bad, OtherFiles())


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data").make()
    open_record(data.record).close()
    Redactions(data.service).close()
    return data


def test_a_database_that_is_emptied_or_no_database_is_named(data: DataFolder) -> None:
    assert bad(data) == []
    content = data.service.read_bytes()
    data.service.write_bytes(b"")
    data.lines.write_bytes(b"no database, whatever its name says" * 200)
    (_, why), other = bad(data)
    assert "cannot be read" in why
    assert other == ("service.db", EMPTY)
    data.lines.unlink()
    data.service.write_bytes(content[:4096] + bytes(4096) + content[8192:])
    assert {where for where, _ in bad(data)} == {"service.db"}


def test_a_log_that_was_signed_by_a_key_that_is_not_there_is_named(data: DataFolder) -> None:
    grow(data.root, 3)
    sign(data, "")
    assert bad(data) == []
    (data.root / "keys/log.key").unlink()
    assert bad(data) == [("keys/log.key", NO_KEY)]
    (data.root / "keys/log.key").touch(mode=0o600)
    ((where, why),) = bad(data)
    assert (where, "holds no private key" in why) == ("keys/log.key", True)
    # And everything else is checked all the same.
    assert {one["where"] for one in verify(data, {}).bad} >= {"keys/log.key"}


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("DROP TABLE left_out", "table left_out: It is not there."),
        ("DROP INDEX sealed_article", "index sealed_article: It is not there."),
        ("ALTER TABLE held ADD COLUMN more", "table held: It is another one than Warraq makes."),
        (
            "CREATE TRIGGER t AFTER INSERT ON held BEGIN DELETE FROM held; END",
            "trigger t: Warraq makes no such trigger: it may change what is written.",
        ),
    ],
)
def test_what_is_made_otherwise_in_a_database_beside_the_record_is_named(data: DataFolder, sql: str, why: str) -> None:
    with closing(sqlite3.connect(data.service)) as service, service:
        service.execute(sql)
    assert bad(data) == [("service.db", why)]


def test_each_database_is_as_whoever_writes_it_makes_it_and_another_in_its_place_is_named(data: DataFolder) -> None:
    with Readers(data.readers), Watching(data.watch), Desk(data.desk, "a"):
        SimilarIndex(data.similar).close()
        open_lines(data.lines).close()
    assert len(list(data.root.glob("*.db"))) == 7
    assert bad(data) == []
    shutil.copy(data.similar, data.readers)
    assert [where for where, _ in bad(data)] == ["readers.db"]
