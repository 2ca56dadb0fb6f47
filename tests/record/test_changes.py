"""Whatever changes a row of the record is noted, until a download has told it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.record import changes
from archive.record._version_kinds import allow_kinds
from archive.record.store import open_record
from archive.sqlite import column

OUTLET = ("sample", "نموذج", "Sample", "https://sample.example/", "ar", "[]", "15m", 1.0, 1, "")
URL = "INSERT INTO urls VALUES(?, 'sample', '1', NULL, 'seen', '2026-11-26T00:00:00Z')"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    store = open_record(tmp_path / "warraq.db")
    store.db.execute(f"INSERT INTO outlets VALUES({', '.join('?' * 10)}, '', '', '')", OUTLET)
    yield store.db
    store.close()


def noted(db: Database, token: str) -> list[tuple[str, tuple[str | int, ...], bool]]:
    return [(one.table, one.key, one.is_redacted) for one in changes.changed_since(db.conn, token)]


def test_a_row_is_noted_once_whatever_befell_it_and_what_was_before_the_mark_is_not(db: Database) -> None:
    db.execute(URL, ("https://sample.example/1",))
    token = changes.mark(db)
    assert noted(db, token) == []
    db.execute(URL, ("https://sample.example/2",))
    db.execute("UPDATE urls SET key = '2'")
    db.execute("DELETE FROM urls WHERE url LIKE '%1'")
    found = [("urls", (f"https://sample.example/{n}",), False) for n in (1, 2)]
    assert noted(db, token) == found


def test_a_row_whose_key_changes_is_noted_under_both(db: Database) -> None:
    db.execute(URL, ("https://sample.example/1",))
    token = changes.mark(db)
    db.execute("UPDATE urls SET url = 'https://sample.example/one'")
    assert [key for _, key, _ in noted(db, token)] == [("https://sample.example/1",), ("https://sample.example/one",)]


def test_a_redaction_is_told_from_other_changes(db: Database) -> None:
    token = changes.mark(db)
    changes.note_redaction(db, "outlets", ["sample"])
    db.execute("UPDATE outlets SET note = ''")
    assert noted(db, token) == [("outlets", ("sample",), True)]


def test_every_public_table_is_followed_and_has_a_key(db: Database) -> None:
    tables = changes.followed(db.conn)
    assert {"articles", "versions", "captures", "copies", "urls", "gaps", "messages"} <= set(tables)
    assert [table for table, key in changes.key_columns(db.conn, tables).items() if not key] == []
    made = column(db.conn, str, "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'changes_*'")
    assert set(made) == {
        f"changes_{table}_{what}" for table in tables for what in ("insert", "update", "delete", "move")
    }


def test_a_table_made_anew_or_added_later_is_followed_from_the_next_opening_on(tmp_path: Path, db: Database) -> None:
    allow_kinds(db, "versions", "another")
    db.execute("CREATE TABLE later(n INTEGER PRIMARY KEY, what BLOB)")
    open_record(tmp_path / "warraq.db").close()
    token = changes.mark(db)
    db.execute("INSERT INTO later VALUES(7, x'00')")
    assert noted(db, token) == [("later", (7,), False)]
    assert "changes_versions_move" in dict(db.execute(changes.TRIGGERS).fetchall())


def test_an_opening_of_a_record_that_is_followed_writes_nothing(db: Database) -> None:
    before = db.conn.total_changes, db.execute("PRAGMA schema_version").fetchone()
    changes.set_up(db)
    assert (db.conn.total_changes, db.execute("PRAGMA schema_version").fetchone()) == before


def test_what_was_told_is_forgotten_and_the_mark_stays(db: Database) -> None:
    db.execute("UPDATE outlets SET note = 'a'")
    token = changes.mark(db)
    db.execute("UPDATE outlets SET note = 'b'")
    changes.prune(db, token)
    assert db.execute("SELECT what, tbl FROM changes ORDER BY seq").fetchall() == [
        ("published", ""),
        ("row", "outlets"),
    ]
    assert changes.is_known(db.conn, token)
    assert not changes.is_known(db.conn, "of another record")
