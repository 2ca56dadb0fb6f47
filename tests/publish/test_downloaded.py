"""What is no download gets a sentence that says what to do; what is one is read and never written."""

import bz2
import gzip
import io
import lzma
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import BadConfiguration
from archive.publish.downloaded import describe, is_download, open_downloaded, read_archive
from archive.warc.zstd import zstd
from tests.support.taken_file import publish_made, take, unchanged


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish_made(tmp_path_factory.mktemp("archive"))[0]


def test_a_download_is_opened_where_it_lies_and_not_changed(published: Path, tmp_path: Path) -> None:
    file = take(published, tmp_path)
    with unchanged(file), closing(read_archive(file)) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchone()[0] > 20
        with pytest.raises(Exception, match="readonly"):
            connection.execute("UPDATE search_input SET q = 'x'")
    told = describe(file)
    assert (told.dated, told.sample, told.day) == (True, False, file.stem.removeprefix("warraq-"))


def zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("warraq.db", data)
    return packed.getvalue()


WRONG: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "packed.db.zst": (zstd.compress, "zstd -d"),
    "packed.db.gz": (gzip.compress, "gunzip -k"),
    "packed.db.xz": (lzma.compress, "unxz -k"),
    "packed.db.bz2": (bz2.compress, "bunzip2 -k"),
    "packed.zip": (zipped, "unzip"),
    # Packed under the name of an unpacked one, as browsers save it.
    "packed.db": (gzip.compress, "is packed"),
    "empty.db": (lambda data: data[:0], "is no SQLite file"),
    "short.db": (lambda data: data[:50], "is no SQLite file"),
    "page.db": (lambda data: b"<html>not found</html>" * len(data), "is no SQLite file"),
    "cut.db": (lambda data: data[: len(data) // 2], "is cut short"),
    "broken.db": (lambda data: data[:100] + b"\xff" * (len(data) - 100), "is damaged"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_download_is_told_with_what_to_do(published: Path, tmp_path: Path, name: str) -> None:
    make, says = WRONG[name]
    (tmp_path / name).write_bytes(make(published.read_bytes()))
    with pytest.raises(BadConfiguration, match=says):
        open_downloaded(tmp_path / name)


def test_a_folder_and_a_missing_file_are_no_downloads(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="is a folder"):
        open_downloaded(tmp_path)
    with pytest.raises(BadConfiguration, match="There is no file"):
        open_downloaded(tmp_path / "missing.db")


def altered(published: Path, file: Path, *statements: str) -> Path:
    file.write_bytes(published.read_bytes())
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return file


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("PRAGMA application_id = 7", "another program"),
        ("INSERT INTO _sqlite_migrations VALUES(999, 'warraq', 'of_next_year', '')", "newer Warraq"),
        ("DELETE FROM _sqlite_migrations WHERE name = 'named_changes'", "older Warraq"),
        ("PRAGMA journal_mode = WAL", "live record"),
    ],
)
def test_a_file_of_another_kind_or_time_is_told_with_what_to_do(
    published: Path, tmp_path: Path, statement: str, says: str
) -> None:
    file = altered(published, tmp_path / "taken.db", statement)
    with unchanged(file), pytest.raises(BadConfiguration, match=says):
        open_downloaded(file)


def test_a_file_that_does_not_say_its_day_is_as_of_its_newest_capture(published: Path, tmp_path: Path) -> None:
    told = describe(altered(published, tmp_path / "taken.db", "DROP TABLE about"))
    with closing(sqlite3.connect(published)) as connection:
        (newest,) = connection.execute("SELECT max(fetched_at) FROM captures").fetchone()
    assert (told.dated, told.as_of) == (False, newest)


def test_a_folder_is_no_download_whatever_its_name(tmp_path: Path) -> None:
    (tmp_path / "archive.db").mkdir()
    assert not is_download(tmp_path / "archive.db")
    assert not is_download(tmp_path / "nothing-yet")
    assert is_download(tmp_path / "not-there.db")
