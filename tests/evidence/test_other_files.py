"""The databases beside the record, and the key of its log: what cannot be read or was emptied is named."""

from functools import partial
from pathlib import Path

import pytest

from archive.crawl_state.redactions import Redactions
from archive.data_folder import DataFolder
from archive.evidence._other_files import EMPTY, NO_KEY, OtherFiles
from archive.evidence.checkpoint import sign
from archive.record.store import open_record
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
