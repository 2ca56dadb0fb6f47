"""A new file is made at once as its changes make it one after another, and one that is up to date is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.crawl_state.schema import open_state
from archive.migrating import migrate
from archive.record import fulltext
from archive.record.changes import set_up as follow_changes
from archive.record.store import open_record
from archive.sqlite import connect
from tests.newest_schema import FILES, script

OPENERS: dict[str, Callable[[Path], Database]] = {
    "warraq.db": lambda path: open_record(path).db,
    "service.db": open_state,
}
BY_HAND = "python -m tests.newest_schema writes it anew"
# Of each file its own: a time, a secret.
ONCE_ONLY = {"_sqlite_migrations": "id, migration_set, name", "left_out_secret": "length(secret)"}
OBJECTS = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE type <> 'trigger' ORDER BY type, name"
# Those of one table run in the order in which they were made; which of those that follow changes is first is all one.
TRIGGERS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND name {} 'changes_*' ORDER BY {}"
HEADER = ("application_id", "user_version", "auto_vacuum", "encoding", "page_size")


def contents(db: Database) -> dict[str, object]:
    """All that stands in a file: what it is made of, and the rows of each table, those SQLite keeps itself, too."""
    tables = [name for name in db.table_names() if not name.startswith("sqlite_")]
    return {
        "objects": db.execute(OBJECTS).fetchall(),
        "triggers": db.execute(TRIGGERS.format("NOT GLOB", "rowid")).fetchall(),
        "followed": db.execute(TRIGGERS.format("GLOB", "name")).fetchall(),
        "header": [db.execute(f"PRAGMA {name}").fetchone() for name in HEADER],
        **{name: db.execute(f'SELECT {ONCE_ONLY.get(name, "*")} FROM "{name}"').fetchall() for name in tables},  # noqa: S608
    }


@pytest.mark.parametrize("name", FILES)
def test_a_new_file_is_what_its_changes_make_one_after_another(tmp_path: Path, name: str) -> None:
    newest, changed = OPENERS[name](tmp_path / name), connect(tmp_path / "changed.db")
    migrate(changed, *FILES[name].known)
    changed.close()
    with_openers_rows = OPENERS[name](tmp_path / "changed.db")
    found, wanted = contents(newest), contents(with_openers_rows)
    newest.close()
    with_openers_rows.close()
    assert found.keys() == wanted.keys(), BY_HAND
    for part in wanted:
        assert found[part] == wanted[part], f"{part}: {BY_HAND}"


@pytest.mark.parametrize("name", FILES)
def test_its_script_is_written_by_no_hand(name: str) -> None:
    assert FILES[name].path.read_text(encoding="utf-8") == script(FILES[name]), BY_HAND


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_up_to_date_is_opened_without_a_write(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    OPENERS[name](tmp_path / name).close()
    made: list[object] = []
    monkeypatch.setattr(fulltext, "alias_rows", lambda: made.append("rows that are known by their hash"))
    before = (tmp_path / name).read_bytes()
    again = OPENERS[name](tmp_path / name)
    assert (again.conn.total_changes, made) == (0, [])
    again.close()
    assert (tmp_path / name).read_bytes() == before


@pytest.mark.parametrize(
    "change", ["DELETE FROM search_alias", "UPDATE search_alias SET kind = 'x' WHERE group_id = 9"]
)
def test_other_names_than_the_list_has_are_written_anew(tmp_path: Path, change: str) -> None:
    path = tmp_path / "warraq.db"
    first = open_record(path)
    wanted = first.db.execute("SELECT * FROM search_alias").fetchall()
    assert first.db.execute(change).rowcount > 0
    first.close()
    again = open_record(path)
    assert again.db.execute("SELECT * FROM search_alias").fetchall() == wanted
    again.close()


def test_a_trigger_that_was_taken_out_is_put_back(tmp_path: Path) -> None:
    db = open_record(tmp_path / "warraq.db").db
    wanted = contents(db)
    db.execute("DROP TRIGGER changes_articles_move")
    db.execute("DROP TRIGGER changes_copies_insert")
    db.execute("CREATE TRIGGER changes_copies_insert AFTER INSERT ON copies BEGIN DELETE FROM changes; END")
    follow_changes(db)
    assert contents(db) == wanted
    db.close()
