"""The log is held against the rows it is about, and these against the log."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.evidence._entries import Entered, Entries
from archive.evidence.findings import Archive
from archive.evidence.log import append_redacted
from archive.ingest.intake import Intake
from archive.record.store import read_record
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, take


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, one of them with an edit."""
    data = tmp_path_factory.mktemp("entries")
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(TEXT))
        take(intake, page_of(f"{TEXT} 2", url="https://sample.example/70002/slug/"))
        take(intake, page_of(f"{TEXT} وأكثر من ذلك", at=AT + timedelta(hours=5)))
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> DataFolder:
    shutil.copy(made / "warraq.db", tmp_path)
    return DataFolder(tmp_path)


def bad(data: DataFolder, sql: str = "") -> list[tuple[str, str]]:
    with closing(sqlite3.connect(data.record)) as connection, connection:
        connection.executescript(sql)
    with closing(read_record(data.record)) as record:
        archive = Archive(data, record)
        steps = (step for check in (Entries(), Entered()) for step in check.steps(archive, None))
        return [(found["where"], found["why"]) for step in steps for found in step.bad]


def test_a_log_as_it_was_written_is_well(data: DataFolder) -> None:
    assert bad(data) == []


@pytest.mark.parametrize(
    ("sql", "where", "why"),
    [
        ("UPDATE captures SET url = 'x' WHERE id = 1", "of capture 1", "It is not the hash of capture 1"),
        ("UPDATE captures SET software = 'x' WHERE id = 1", "of capture 1", "It is not the hash of capture 1"),
        ("UPDATE versions SET sha256 = 'x' WHERE id = 1", "of version with the number 1", "It is not the hash of"),
        ("UPDATE articles SET author = 'x'", "article 2077600001", "is not what the log says"),
        ("UPDATE articles SET published_day = ''", "article 2077600001", "is not what the log says"),
        ("UPDATE versions SET extractor = 'x' WHERE id = 1", "version 1 of article 2077600001", "by the rules x"),
        ("UPDATE versions SET capture_id = 2 WHERE id = 1", "version 1 of article 2077600001", "from capture 2"),
        ("UPDATE log SET entry = x'00' WHERE n = 1", "entry 1 of the log", "It is not the hash of"),
        ("UPDATE log SET salt = x'00' WHERE n = 1", "entry 1 of the log", "It is not the hash of"),
        ("UPDATE log SET salt = NULL WHERE n = 1", "entry 1 of the log", "no later entry says so"),
        ("UPDATE log SET detail = '{' WHERE kind = 'version'", "of version with", "cannot be read"),
        ("UPDATE log SET ref = 3 WHERE kind = 'capture' AND ref = 1", "capture 1", "The log has no entry for it"),
        ("DELETE FROM log WHERE n = 1", "entry 1 of the log", "It is not there."),
        ("DELETE FROM captures WHERE id = 1", "of capture 1", "is not there any more"),
        ("DELETE FROM versions WHERE id = 1", "of version with the number 1", "is not there any more"),
        ("DELETE FROM articles WHERE id = 2077600001", "article 2077600001", "it is not there any more"),
        ("UPDATE captures SET id = 9 WHERE id = 1", "capture 9", "put in, or its entry taken out"),
    ],
)
def test_what_the_log_does_not_say_is_named(data: DataFolder, sql: str, where: str, why: str) -> None:
    found = bad(data, sql)
    assert any(where in one and why in told for one, told in found), found


def test_what_was_erased_is_well_where_a_later_entry_says_so_and_what_it_is_about_is_that_entry(
    data: DataFolder,
) -> None:
    with closing(sqlite3.connect(data.record)) as connection:
        append_redacted(Database(connection), 1, "erase", "person", "2026-11-26", {})
        kind, ref = connection.execute("SELECT kind, ref FROM log WHERE n = 1").fetchone()
        connection.execute("INSERT INTO redactions VALUES(?, ?, 'erase', 'person', '2026-11-26')", (kind, ref))
        connection.commit()
    assert bad(data, "UPDATE log SET salt = NULL WHERE n = 1") == []
    found = bad(data, "UPDATE log SET ref = 2 WHERE kind = 'redacted'; UPDATE log SET salt = salt")
    assert [where for where, why in found if "about another entry than it says" in why] == [
        "entry 9 of the log, of the redacted of entry 2"
    ]


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("UPDATE redactions SET level = 'hide'", "It is said to be taken out (hide, privacy, 2026-11-26)"),
        ("UPDATE redactions SET reason = 'court'", "It is said to be taken out (erase, court, 2026-11-26)"),
        ("UPDATE redactions SET day = '2026-11-25'", "It is said to be taken out (erase, privacy, 2026-11-25)"),
        ("DELETE FROM redactions", "The log says that it was taken out, and the record does not."),
    ],
)
def test_what_is_said_of_an_article_that_was_taken_out_is_what_the_log_says(
    data: DataFolder, sql: str, why: str
) -> None:
    with closing(sqlite3.connect(data.record)) as connection:
        n, ref = connection.execute("SELECT n, ref FROM log WHERE kind = 'described' LIMIT 1").fetchone()
        append_redacted(Database(connection), n, "erase", "privacy", "2026-11-26", {})
        connection.execute("INSERT INTO redactions VALUES('article', ?, 'erase', 'privacy', '2026-11-26')", (ref,))
        connection.commit()
    assert bad(data, "SELECT 1") == []
    ((where, told),) = bad(data, sql)
    assert (where, told.startswith(why)) == (f"article {ref}", True), told
