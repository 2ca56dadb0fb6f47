"""An article's texts, times and states are held against each other."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.evidence._texts import check_article
from archive.ingest.intake import Intake
from archive.sqlite import open_readonly
from tests.support.made_pages import AT, OUTLET, TEXT, answer, page_of, take


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article with an edit, then missing."""
    data = tmp_path_factory.mktemp("texts")
    with Intake(data, OUTLET) as intake:
        take(intake, page_of(TEXT))
        take(intake, page_of(f"{TEXT} وأكثر من ذلك", at=AT + timedelta(hours=5)))
        take(intake, answer(404, AT + timedelta(hours=9)))
    return data


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    shutil.copy(made / "warraq.db", tmp_path)
    return tmp_path


def bad(data: Path, change: str = "") -> list[str]:
    with closing(sqlite3.connect(data / "warraq.db")) as connection, connection:
        connection.executescript(change)
    with closing(open_readonly(data / "warraq.db")) as record:
        (number,) = record.execute("SELECT id FROM articles").fetchone()
        return [found["why"] for found in check_article(record, number)]


def test_an_article_as_it_was_recorded_is_well(data: Path) -> None:
    assert bad(data) == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE articles SET body = replace(body, 'ثلاثة', 'أربعة')", "Its text is not the one"),
        ("UPDATE versions SET body = body || '.' WHERE n = 1", "Its text is not the one"),
        ("UPDATE versions SET title = NULL WHERE n = 1", "without a title"),
        ("UPDATE articles SET words_sha256 = 'x'", "The hash of its words"),
        ("DELETE FROM versions WHERE n = 1", "It is to have 2 versions, and has the numbers 2."),
        ("UPDATE articles SET published_day = '2026-11-18'", "and its number is of 2026-11-19"),
        ("UPDATE articles SET published_at = '2026-11-18T07:00:00Z'", "is not on its day"),
        ("UPDATE articles SET published_from = 'first_seen'", "not known, and names one"),
        ("UPDATE articles SET first_seen_at = '2026-11-20T06:00:01Z'", "seen first at 2026-11-20T06:00:01Z"),
        ("UPDATE articles SET first_seen_at = last_seen_at, last_seen_at = first_seen_at", "before it was seen first"),
        ("UPDATE versions SET seen_at = '2026-11-20T06:00:01Z' WHERE n = 1", "no capture of its article is from then"),
        ("UPDATE versions SET capture_id = 1 WHERE n = 2", "It was read from a capture of"),
        ("UPDATE captures SET article_id = NULL WHERE id = 1", "which is not of its article"),
        ("UPDATE articles SET status = 'live'", "It is said to be live, and was not there at"),
        ("UPDATE articles SET status = 'gone'", "its last proof says not gone"),
        ("UPDATE captures SET status = 503 WHERE status = 404", "no check found it missing"),
        ("UPDATE urls SET key = '70002'", "is counted to sample 70002"),
        ("UPDATE urls SET url = url || 'x'", "no capture is of it"),
        ("DELETE FROM urls", "is not among its addresses"),
        (
            "UPDATE versions SET (kind, title, body, sha256, words_sha256, words) = (SELECT 'gone', NULL, NULL,"
            " o.sha256, o.words_sha256, o.words + 1 FROM versions o WHERE o.n = 1) WHERE n = 2",
            "and the text of that hash has others",
        ),
        ("INSERT INTO verdicts VALUES(1, 2, '', 'edit', 'furniture', 'pages')", "its last verdict says furniture"),
    ],
)
def test_what_was_changed_is_said(data: Path, change: str, why: str) -> None:
    assert any(why in found for found in bad(data, change)), bad(data)
