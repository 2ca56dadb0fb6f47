"""Long texts enter and leave the index in commits of their own, and nothing is left out of it for good."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.data_folder import DataFolder
from archive.identity.keys import Identity
from archive.ingest.intake import Intake
from archive.model import Outcome, Reading
from archive.publish.snapshot import publish
from archive.record.fulltext import alignment_mismatches, is_indexed
from archive.record.index_upkeep import LONG_TEXT
from archive.record.reindexing import reindex
from archive.record.store import open_record
from archive.search.engine import search
from archive.sqlite import open_readonly
from archive.versions.compare import Fingerprint
from tests.support.made_pages import AT, OUTLET, TEXT, page_of

HOUR = timedelta(hours=1)
LINES = [f"فقرة {n} من تقرير عن البلدية" for n in range(LONG_TEXT // 25)]
LONG = Reading(title="تقرير طويل", text="\n".join(LINES))
SHORT = Reading(title="تقرير قصير", text="\n".join(LINES[:1_500]))
LONGER = replace(LONG, text=LONG.text + " وزاد عليها قوسا في سطر من كلمات كثيرة لا تقف في سطر آخر من هذا التقرير.")
assert len(SHORT.text) < LONG_TEXT < len(LONG.text)


def consider(intake: Intake, reading: Reading, hours: int = 0, number: int = 70_001) -> Outcome:
    url = f"https://sample.example/{number}/"
    return intake.consider(page_of("", url=url, at=AT + hours * HOUR), replace(reading, strategy="given"))


def found(data: Path, words: str) -> int:
    connection = open_readonly(data / "warraq.db")
    try:
        return len(search(connection, words).hits)
    finally:
        connection.close()


def mismatches(data: Path) -> int:
    store = open_record(data / "warraq.db")
    try:
        return alignment_mismatches(store.db)
    finally:
        store.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG, SHORT),
        (SHORT, LONG),
        (
            LONG,
            LONGER,
        ),
    ],
    ids=["long to short", "short to long", "long to long"],
)
def test_an_edit_of_a_long_text_is_found_by_its_new_words_only(tmp_path: Path, before: Reading, after: Reading) -> None:
    with Intake(tmp_path, OUTLET) as intake:
        assert [consider(intake, before).kind, consider(intake, after, 3).kind] == ["new", "edited"]
    assert mismatches(tmp_path) == 0
    gone, come = ("قصير", "طويل") if after.title == LONG.title else ("طويل", "قصير")
    assert (found(tmp_path, come), found(tmp_path, gone)) == (1, 0)
    assert found(tmp_path, "قوسا") == ("قوسا" in after.text)


def left_out(data: Path) -> int:
    """A long article as a crash leaves it between its commit and that of the index; returns its id."""
    data.mkdir(exist_ok=True)
    store = open_record(data / "warraq.db")
    try:
        store.put_outlet(OUTLET)
        identity = Identity(OUTLET.name, "70001")
        fingerprint = Fingerprint.of(LONG.title, LONG.text)
        article_id = store.add_article(OUTLET, identity, "https://sample.example/70001/", LONG, fingerprint, AT)
        assert not is_indexed(store.db, article_id)
    finally:
        store.close()
    return article_id


def test_what_a_crash_left_out_of_the_index_is_put_in_when_the_record_is_opened_next(tmp_path: Path) -> None:
    article_id = left_out(tmp_path)
    assert found(tmp_path, "طويل") == 0
    open_record(tmp_path / "warraq.db").close()
    assert found(tmp_path, "طويل") == 1
    connection = open_readonly(tmp_path / "warraq.db")
    assert is_indexed(Database(connection), article_id)
    connection.close()
    assert mismatches(tmp_path) == 0


def test_a_text_that_left_the_index_for_an_edit_that_was_never_written_comes_back(tmp_path: Path) -> None:
    with Intake(tmp_path, OUTLET) as intake:
        outcome = consider(intake, LONG)
        store = intake.writer.store
        old = store.article_by_id(outcome.article_id or 0)
        store.make_way(old)
        assert not is_indexed(store.db, old["id"])
        # Its page was held after all; the next commit of whatever kind brings it back.
        consider(intake, SHORT, number=70_002)
        assert is_indexed(store.db, old["id"])
    assert mismatches(tmp_path) == 0


def test_a_snapshot_of_a_record_whose_long_text_is_on_its_way_into_the_index_has_it(tmp_path: Path) -> None:
    left_out(tmp_path)
    published = publish(DataFolder(tmp_path))
    connection = open_readonly(tmp_path / "published" / published.file)
    connection.execute("PRAGMA query_only = OFF")
    assert alignment_mismatches(Database(connection)) == 0
    assert len(search(connection, "طويل").hits) == 1
    connection.close()


def test_segments_are_merged_in_commits_of_their_own_and_stay_few(tmp_path: Path) -> None:
    with Intake(tmp_path, OUTLET) as intake:
        for n in range(60):
            consider(intake, Reading(title=f"خبر {n}", text=f"{TEXT} {n} كلمة{n}"), number=70_001 + n)
        db = intake.writer.store.db
        settings = dict(db.execute("SELECT k, v FROM articles_fts_config").fetchall())
        assert settings["automerge"] == 0
        assert db.execute("SELECT count(DISTINCT segid) FROM articles_fts_idx").fetchone()[0] < 20
        db.execute("INSERT INTO articles_fts(articles_fts) VALUES('integrity-check')")


def demand_sound(data: Path, words: str) -> None:
    """The index is that of the texts, each in it once, and finds `words` in one of them."""
    store = open_record(data / "warraq.db")
    store.db.execute("INSERT INTO articles_fts(articles_fts) VALUES('integrity-check')")
    assert alignment_mismatches(store.db) == 0
    store.db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, articles_fts, row)")
    counted = store.db.execute("SELECT doc, cnt FROM temp.vocabulary WHERE term = 'طويل'").fetchall()
    assert [tuple(row) for row in counted] == [(1, 1)]
    store.close()
    assert found(data, words) == 1


def test_a_long_text_edited_while_the_index_is_written_anew_is_in_it_once(tmp_path: Path) -> None:
    edits = iter([LONGER])
    with Intake(tmp_path, OUTLET) as intake:
        consider(intake, LONG)

        def edit(*_: int) -> None:
            assert [consider(intake, text, 3).kind for text in edits] == ["edited"]

        store = open_record(tmp_path / "warraq.db")
        assert reindex(store.db, edit) == 1
        store.close()
    demand_sound(tmp_path, "قوسا")
