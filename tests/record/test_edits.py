"""What edits took out and put in: kept with their versions, filled in behind them, taken out with their articles."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.record import edits, redacting
from archive.record.edit_entries import edit_entry
from archive.record.edits import INDEX, RULES, fill
from archive.record.store import open_record
from archive.sqlite import transaction
from archive.text.folding import NORM_VERSION
from tests.support.copied_articles import HOUR, MadeRecord, prose

TEXT = f"{prose(1)}\nونجم الحريق عن عطل كهربائي في أحد المحال."
CHANGED = TEXT.replace("عطل كهربائي", "سبب لم يحدد")
LATER = CHANGED.replace("الحريق", "الانفجار")
SPANS = "SELECT v.n, s.removed, s.added FROM edit_spans s JOIN versions v ON v.id = s.version_id ORDER BY v.n, s.id"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[MadeRecord]:
    with MadeRecord(tmp_path) as opened:
        opened.put("furat/1", TEXT, seen=HOUR)
        opened.put("furat/1", CHANGED, seen=3 * HOUR)
        opened.writer.store.db.execute("UPDATE versions SET kind = 'edit' WHERE n > 1")
        yield opened


def spans(db: Database) -> list[tuple[object, ...]]:
    return [tuple(row) for row in db.execute(SPANS)]


def found(db: Database, match: str) -> int:
    return int(db.execute("SELECT count(*) FROM search_edits WHERE search_edits MATCH ?", (match,)).fetchone()[0])


def test_the_words_of_an_edit_stand_in_the_record_with_its_version(desk: MadeRecord) -> None:
    db = desk.writer.store.db
    assert spans(db) == [(2, "عطل كهربائي", "سبب لم يحدد")]
    assert (found(db, "removed : عطل"), found(db, "added : عطل"), found(db, "added : سبب")) == (1, 0, 1)
    assert [tuple(row) for row in db.execute("SELECT grade, rules FROM edits")] == [("meaning", RULES)]


def test_they_are_worked_out_before_the_lock_and_what_is_not_known_by_then_behind_it(
    desk: MadeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, asked = desk.writer.store, list[bool]()
    function = edit_entry._function

    def told(*texts: object) -> object:
        asked.append(store.db.conn.in_transaction)
        return function(*texts)  # type: ignore[arg-type]

    monkeypatch.setattr(edit_entry, "_function", told)
    desk.put("furat/1", LATER, seen=5 * HOUR)
    edit_entry.forget()
    with transaction(store.db):
        store.db.execute("UPDATE versions SET kind = 'edit' WHERE n = 3")
        store.write_edit(3)
    assert [row for row in spans(store.db) if row[0] == 3] == []
    store.follow_edits()
    assert [row for row in spans(store.db) if row[0] == 3] == [(3, "الحريق", "الانفجار")]
    assert asked
    assert not any(asked)


def test_a_text_that_is_put_before_an_edit_later_is_what_it_is_told_from(desk: MadeRecord) -> None:
    desk.put("furat/1", LATER, seen=5 * HOUR)
    desk.put("furat/1", TEXT.replace("عطل", "ماس"), seen=2 * HOUR)
    assert [row[1:] for row in spans(desk.writer.store.db)] == [
        ("ماس كهربائي", "سبب لم يحدد"),
        ("الحريق", "الانفجار"),
        ("عطل", "ماس"),
    ]


def test_what_an_older_release_wrote_is_filled_in_and_goes_on_where_it_was_cut(desk: MadeRecord) -> None:
    db = desk.writer.store.db
    desk.put("furat/1", LATER, seen=5 * HOUR)
    db.execute("UPDATE versions SET kind = 'edit' WHERE n > 1")
    fill(db)
    known = spans(db)
    with transaction(db):
        edits.forget(db, [2, 3])
    assert (spans(db), found(db, "removed : عطل")) == ([], 0)

    def cut(done: int, total: int) -> None:
        assert (done, total) == (2, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(db, cut)
    assert fill(db) == 0
    assert sorted(spans(db)) == sorted(known)


def test_rows_of_other_rules_and_an_index_that_folds_otherwise_are_written_anew(desk: MadeRecord) -> None:
    db = desk.writer.store.db
    db.execute("UPDATE edits SET rules = '0.' || ?", (NORM_VERSION,))
    assert fill(db) == 1
    db.execute("UPDATE edits SET rules = '1.before'")
    assert fill(db) == 1
    assert (spans(db), found(db, "removed : عطل")) == ([(2, "عطل كهربائي", "سبب لم يحدد")], 1)
    assert fill(db) == 0
    db.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES('integrity-check')")


def test_a_change_of_our_own_reading_is_kept_as_one_and_a_furniture_line_beside_an_edit_is_not(
    desk: MadeRecord,
) -> None:
    store = desk.writer.store
    with transaction(store.db):
        store.db.execute("UPDATE versions SET kind = 'extractor', added = 0, removed = 0 WHERE n = 2")
        store.write_edit(2)
    store.follow_edits()
    assert spans(store.db) == [(2, "عطل كهربائي", "سبب لم يحدد")]
    with transaction(store.db):
        store.db.execute("UPDATE versions SET kind = 'edit', added = 3, removed = 2 WHERE n = 2")
        store.write_edit(2, frozenset(TEXT.split("\n")[1:] + CHANGED.split("\n")[1:]))
    store.follow_edits()
    assert spans(store.db) == []


def test_nothing_of_an_article_that_was_taken_out_stands_in_the_file(tmp_path: Path) -> None:
    word = "بزحطغشموق"
    with MadeRecord(tmp_path) as desk:
        number = desk.put("furat/1", TEXT.replace("عطل", word), seen=HOUR)
        desk.put("furat/1", CHANGED, seen=3 * HOUR)
        desk.writer.store.db.execute("UPDATE versions SET kind = 'edit' WHERE n > 1")
    with closing(open_record(tmp_path / "warraq.db")) as store:
        fill(store.db)
        assert found(store.db, f"removed : {word}") == 1
        store.db.execute("PRAGMA secure_delete = ON").fetchall()
        with transaction(store.db):
            redacting.take_article_out(store.db, number)
        list(redacting.cleanse(store.db))
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        left = "SELECT (SELECT count(*) FROM edits), (SELECT count(*) FROM edit_spans)"
        assert tuple(store.db.execute(left).fetchone()) == (0, 0)
    held = b"".join(path.read_bytes() for path in tmp_path.glob("warraq.db*"))
    assert word[3:].encode() not in held


def test_a_long_edit_is_told_by_the_next_filling_in_portions_and_whole_after_one_that_was_cut_off(
    desk: MadeRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk.writer.store
    long = " ".join(" ".join(prose(n).split()) for n in range(2, 2 + 40_000 // len(prose(2))))
    desk.put("furat/1", f"{CHANGED}\n{long} خاتمتها", seen=5 * HOUR)
    store.db.execute("UPDATE versions SET kind = 'edit' WHERE n > 1")
    assert fill(store.db) == 1
    whole = [row for row in spans(store.db) if row[0] == 3]
    assert " ".join(str(row[2]) for row in whole if row[2]) == f"{long} خاتمتها"
    assert len(whole) > 1

    def cut(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(edits, "_put_in", cut)
        with transaction(store.db):
            store.write_edit(3)
        assert [row for row in spans(store.db) if row[0] == 3] == whole
        with pytest.raises(KeyboardInterrupt):
            fill(store.db)
    assert fill(store.db) == 1
    assert [row for row in spans(store.db) if row[0] == 3] == whole
    assert (fill(store.db), found(store.db, "added : خاتمتها")) == (0, 1)
    store.db.execute(f"INSERT INTO {INDEX}({INDEX}) VALUES('integrity-check')")
