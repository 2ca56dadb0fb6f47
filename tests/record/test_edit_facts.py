"""The table of what edits are counted by: what it says is what they are, whatever was done to the record."""

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.record._version_kinds import allow_kinds
from archive.record.edit_facts import TRIGGERS, WRONG, rebuild_facts, set_up
from archive.record.kept_tables import missing_triggers
from archive.search.edit_facts import MADE
from archive.search.edits import EditSearch
from tests.support.kept_facts import VERSION, done, few_columns
from tests.support.search_samples import add

RECORD = (
    "CREATE TABLE articles(id INTEGER PRIMARY KEY, outlet TEXT, published_at TEXT, title TEXT)",
    "CREATE TABLE versions(id INTEGER PRIMARY KEY, article_id INTEGER, kind TEXT, seen_at TEXT)",
    "CREATE TABLE edits(version_id INTEGER PRIMARY KEY, article_id INTEGER, grade TEXT)",
    "CREATE INDEX edits_article ON edits(article_id)",
)
# Each of a number of an article (1), of a version (2), of what is written (3) and of an hour (4).
DEEDS = {
    "article": "INSERT INTO articles VALUES(?1, ?3, ?4, ?2)",
    "replace": "REPLACE INTO articles VALUES(?1, 'sham' || ?3, ?4, ?2)",
    "move": "UPDATE articles SET id = id + 3 WHERE id = ?1 AND ?2 AND ?3 <> '' AND ?4 <> ''",
    "date": "UPDATE articles SET outlet = ?3, published_at = iif(?2 % 2, NULL, ?4) WHERE id = ?1",
    "touch": "UPDATE articles SET title = title || ?3 WHERE id = ?1 AND ?2 AND ?4 <> ''",
    "remove": "DELETE FROM articles WHERE id = ?1 AND ?2 AND ?3 <> '' AND ?4 <> ''",
    "version": "INSERT INTO versions VALUES(?2, ?1, ?3, ?4)",
    "relabel": "UPDATE versions SET kind = ?3, seen_at = ?4 WHERE id = ?2 AND ?1",
    "forget": "DELETE FROM versions WHERE id = ?2 AND ?1 AND ?3 <> '' AND ?4 <> ''",
    "edit": "INSERT INTO edits VALUES(?2, ?1, iif(?4 > '2026-11-02', '', 'wording' || ?3))",
    "edit anew": "REPLACE INTO edits VALUES(?2, ?1, 'meaning' || ?3 || ?4)",
    "grade": "UPDATE edits SET grade = ?3, article_id = ?1 WHERE version_id = ?2 AND ?4 <> ''",
    "no edit": "DELETE FROM edits WHERE version_id = ?2 AND ?1 AND ?3 <> '' AND ?4 <> ''",
}
HOURS = ("2026-11-01T10:00:00Z", "2026-11-01T10:30:00Z", "2026-11-02T09:00:00Z", "2026-11-05T00:00:00Z")
VALUES = st.tuples(
    st.integers(1, 3), st.integers(1, 3), st.sampled_from(["edit", "extractor", "first", ""]), st.sampled_from(HOURS)
)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from([*DEEDS]), VALUES), min_size=8, max_size=25), st.integers(0, 5))
def test_whatever_is_done_to_the_record_the_table_says_what_edits_are(
    deeds: list[tuple[str, tuple[int, int, str, str]]], before: int
) -> None:
    db = few_columns(RECORD)
    # Something to be done to: of random deeds alone hardly one meets an edit that is whole.
    for number in (1, 2, 3):
        for deed in ("article", "version", "edit"):
            db.execute(DEEDS[deed], (number, number, "edit", HOURS[0]))
    for _ in done(db, DEEDS, deeds, before, set_up):
        kept = db.execute("SELECT * FROM edit_facts ORDER BY 1").fetchall()
        assert kept == db.execute(f"{MADE} ORDER BY 1").fetchall()
        assert db.execute(WRONG).fetchall() == []


def test_edits_are_counted_the_same_with_the_table_and_without_and_it_is_mended(record: Database) -> None:
    allow_kinds(record, "versions", "another")
    assert missing_triggers(record.conn, TRIGGERS) == []
    for n, kind in enumerate(("edit", "edit", "extractor", "furniture", "first")):
        number = add(record, 50 + n, "خبر", "نص", ("sample", "other")[n % 2])
        version = record.execute(VERSION, (number, kind)).lastrowid
        record.execute("INSERT INTO edits VALUES(?, ?, ?, '1')", (version, number, "wording" if n else "meaning"))
    kept = EditSearch(record.conn, "", "both").groups()
    assert {(group.who, group.grade, group.outlet) for group in kept} == {
        ("outlet", "meaning", "sample"), ("outlet", "wording", "other"), ("us", "wording", "sample"),
        ("round", "wording", "other"),
    }  # fmt: skip
    record.execute("UPDATE edit_facts SET facts = 'edit\t\tnobody\t'")
    assert rebuild_facts(record) == 4
    assert EditSearch(record.conn, "", "both").groups() == kept
    for name in TRIGGERS:
        record.execute(f"DROP TRIGGER {name}")
    record.execute("DROP TABLE edit_facts")
    assert EditSearch(record.conn, "", "both").groups() == kept
