"""The index is written anew beside the one in use: nobody waits long, nothing written meanwhile is lost."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.publish.snapshot import publish
from archive.record import fulltext, reindexing
from archive.record.fulltext import IndexOutOfDate
from archive.record.reindexing import reindex
from archive.record.store import open_record
from archive.search.engine import search
from archive.sqlite import has_table, transaction
from archive.times import first_id_of
from tests.support.made_pages import AT, OUTLET, TEXT, page_of, take
from tests.support.search_samples import DAY, add, found

MANY = 450


class Stopped(Exception):
    """The process ended there."""


@pytest.fixture
def many(record: Database) -> Database:
    with transaction(record):
        for number in range(10, 10 + MANY):
            add(record, number, f"خبر {number}", "عاد المزارعون إلى السوق القديم صباح السبت")
    return record


def replaced(db: Database, number: int, body: str) -> None:
    """An edit, as the store writes it."""
    article_id = first_id_of(DAY) + number
    with transaction(db):
        title, old, extra = db.execute(
            "SELECT title, body, search_extra FROM articles WHERE id = ?", (article_id,)
        ).fetchone()
        fulltext.unindex_row(db, article_id, title, old, extra)
        db.execute(
            "UPDATE articles SET body = ?, search_extra = ? WHERE id = ?",
            (body, fulltext.extra_for(title, body), article_id),
        )
        fulltext.index_row(db, article_id, title, body)


def is_sound(db: Database) -> bool:
    db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES('integrity-check', 0)")
    names = [
        row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE name GLOB '*_new*' OR name GLOB '*_old*'")
    ]
    return fulltext.alignment_mismatches(db) == 0 and names == [] and not has_table(db.conn, "search_rebuild")


def other(record: Database, patience: float = 5) -> Database:
    """Another process's connection; it waits for a lock for so many seconds."""
    path = record.execute("PRAGMA database_list").fetchone()[2]
    return Database(sqlite3.connect(path, isolation_level=None, timeout=patience))


def test_what_others_write_between_two_steps_is_found_in_the_new_index(many: Database) -> None:
    steps: list[tuple[int, int]] = []
    with closing(other(many)) as writer:

        def meanwhile(done: int, total: int) -> None:
            steps.append((done, total))
            if len(steps) == 2:
                add(writer, 3_000, "خبر بعد كل خبر", "وصلت الحافلات")
                add(writer, 7, "خبر قبل الموضع", "وصلت القـ.ـوافل")
                replaced(writer, 12, "تغيّر هذا القـ.ـديم")
                replaced(writer, 440, "تغيّر هذا الجديد")
                replaced(writer, 13, "مؤقت القـ.ـديم")
                replaced(writer, 13, "تغيّر مرتين")

        assert reindex(many, meanwhile) >= MANY
    assert len(steps) > 3
    assert steps[0] == (100, MANY + 5)
    assert found(many, "تغير") == {12, 13, 440}
    assert (found(many, "الحافلات"), found(many, "القوافل"), found(many, "مؤقت")) == ({3_000}, {7}, set())
    assert search(many.conn, "المزارعون", limit=1).count == MANY - 3
    assert is_sound(many)


def test_readers_find_everything_all_the_while(many: Database) -> None:
    counts: set[int] = set()
    with closing(other(many)) as reader:
        reindex(many, lambda *_: counts.add(search(reader.conn, "المزارعون", limit=1).count))
        counts.add(search(reader.conn, "المزارعون", limit=1).count)
    assert counts == {MANY}


def test_between_two_steps_the_record_is_free_and_inside_them_nothing_is_folded(
    many: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked: list[bool] = []
    real = fulltext.index_entry

    def noted(title: str, body: str) -> fulltext.IndexEntry:
        locked.append(many.conn.in_transaction)
        return real(title, body)

    monkeypatch.setattr(reindexing, "index_entry", noted)
    written: list[int] = []
    with closing(other(many, patience=0)) as writer:

        def write(done: int, _: int) -> None:
            with transaction(writer):
                writer.execute("UPDATE search_input SET q = q")
            written.append(done)

        reindex(many, write)
    assert len(written) > 3
    assert set(locked) == {False}


def test_an_interrupted_run_is_gone_on_with_and_what_came_in_between_is_in_it(many: Database) -> None:
    def stop(done: int, _: int) -> None:
        if done >= 200:
            raise Stopped

    with pytest.raises(Stopped):
        reindex(many, stop)
    replaced(many, 12, "تغيّر بعد الانقطاع")
    assert found(many, "الانقطاع") == {12}, "the index in use goes on"
    first: list[int] = []
    reindex(many, lambda done, _: first.append(done))
    assert first[0] == 300
    assert found(many, "الانقطاع") == {12}
    assert is_sound(many)


def test_an_index_half_written_by_another_version_is_begun_anew_and_keeps_that_versions_writers_out(
    many: Database,
) -> None:
    with pytest.raises(Stopped):
        reindex(many, lambda *_: (_ for _ in ()).throw(Stopped))
    many.execute("UPDATE search_rebuild SET norm_version = '999'")
    with pytest.raises(IndexOutOfDate, match="another version of Warraq"), transaction(many):
        add(many, 8, "خبر", "نص")
    reindex(many)
    assert is_sound(many)


def test_an_index_of_older_rules_is_in_use_until_the_new_one_takes_its_place(many: Database) -> None:
    many.execute("UPDATE search_meta SET norm_version = '0'")
    many.execute("UPDATE articles SET search_extra = 'قديم' WHERE id = ?", (first_id_of(DAY) + 12,))
    extra = "SELECT search_extra FROM articles WHERE id = ?"
    seen: set[str | None] = set()
    reindex(many, lambda *_: seen.add(many.execute(extra, (first_id_of(DAY) + 12,)).fetchone()[0]))
    assert seen == {"قديم"}, "the old index is told of by the words it was written with"
    assert many.execute(extra, (first_id_of(DAY) + 12,)).fetchone()[0] is None
    fulltext.check_norm(many)
    assert is_sound(many)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with Intake(tmp_path / "data", OUTLET) as intake:
        for number in range(5):
            take(intake, page_of(f"{TEXT} {number}", url=f"https://sample.example/{70001 + number}/", at=AT))
    return tmp_path / "data"


def test_a_crawl_goes_on_beside_it_and_what_is_published_holds_no_half_written_index(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reindexing, "STEP_ARTICLES", 2)

    def beside(done: int, _: int) -> None:
        if done == 4:
            with Intake(data, OUTLET) as intake:
                take(intake, page_of(f"{TEXT} حافلة", url="https://sample.example/80001/", at=AT))
            published = data / "published" / publish(DataFolder(data)).file
            with closing(sqlite3.connect(published)) as download:
                assert not has_table(download, "search_rebuild")
                assert not download.execute("SELECT 1 FROM sqlite_master WHERE name GLOB '*_new*'").fetchall()
                assert search(download, "حافلة").count == 1

    with closing(open_record(data / "warraq.db")) as store:
        assert reindex(store.db, beside) == 6
        assert search(store.db.conn, "حافلة").count == 1
        assert is_sound(store.db)
