"""The hash of a WARC file that is over is noted when the next writer comes, and held against the file."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.evidence._files import Files
from archive.evidence.closed_files import note_again, note_closed
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.record.store import open_record
from tests.support.changed_by_hand import change, found_bad
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, take

bad = partial(found_bad, Files())
DAYS, DAY = 3, timedelta(days=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of each of three days, two of which are over."""
    data = tmp_path_factory.mktemp("closed")
    with Intake(data, OUTLET) as intake:
        for n in range(DAYS):
            take(intake, page_of(f"{TEXT} {n}", url=f"https://sample.example/7000{n}/slug/", at=AT + n * DAY))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archive.evidence.closed_files.now", lambda: AT + (DAYS - 1) * DAY + timedelta(hours=2))
        Writer(DataFolder(data), OUTLET.name).close()
        patch.setattr("archive.evidence.closed_files.now", lambda: AT + DAYS * DAY + timedelta(hours=2))
        Writer(DataFolder(data), OUTLET.name).close()
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    return DataFolder(Path(shutil.copytree(made, tmp_path / "data")))


def noted(data: DataFolder) -> list[tuple[str, int, str]]:
    with closing(sqlite3.connect(data.record)) as connection:
        return connection.execute("SELECT file, bytes, sha256 FROM warc_files ORDER BY file").fetchall()


def test_files_whose_day_is_over_are_noted_with_their_hash_and_the_others_are_not(data: DataFolder) -> None:
    files = sorted(data.warc.rglob("*.warc.gz"))
    assert len(files) == DAYS
    told = [(path.relative_to(data.warc).as_posix(), path.read_bytes()) for path in files[:2]]
    assert noted(data) == [(name, len(content), hashlib.sha256(content).hexdigest()) for name, content in told]
    assert bad(data) == []


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("UPDATE warc_files SET sha256 = 'x' WHERE file LIKE '%20.warc.gz'", "not those whose hash was noted"),
        ("UPDATE warc_files SET bytes = bytes - 1 WHERE file LIKE '%20.warc.gz'", "not those whose hash was noted"),
        ("UPDATE warc_files SET bytes = bytes + 1 WHERE file LIKE '%20.warc.gz'", "not those whose hash was noted"),
        ("DELETE FROM warc_files WHERE file LIKE '%20.warc.gz'", "its hash is not there"),
        ("UPDATE warc_files SET file = 'x' WHERE file LIKE '%20.warc.gz'", "its hash is not there"),
    ],
)
def test_a_row_that_is_another_or_not_there_is_found(data: DataFolder, sql: str, why: str) -> None:
    change(data, sql)
    assert any(where.endswith("20.warc.gz") and why in told for where, told in bad(data))


def test_bytes_behind_what_was_noted_do_not_count_and_a_changed_record_does_until_it_is_noted_again(
    data: DataFolder,
) -> None:
    name = noted(data)[0][0]
    path = data.warc / name
    content = path.read_bytes()
    path.write_bytes(content[:-9] + b"overwrite")
    assert any("not those whose hash was noted" in why for _, why in bad(data))
    with closing(open_record(data.record)) as store:
        note_again(store.db, data.warc, [name, "2026/11/sample-20990101.warc.gz"])
    assert not any("not those whose hash was noted" in why for _, why in bad(data))


def test_no_more_is_read_at_a_start_than_a_bound_allows(data: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of an archive of before are noted little by little, the oldest first."""
    change(data, "DELETE FROM warc_files")
    monkeypatch.setattr("archive.evidence.closed_files.BYTES_AT_ONCE", 1)
    for count in (1, 2, 3):
        with closing(open_record(data.record)) as store:
            note_closed(store.db, data.warc, OUTLET.name)
        assert len(noted(data)) == count
        assert bad(data) == []
