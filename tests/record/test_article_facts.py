"""The table of what searches count articles by: what it says is what there is, whatever was done to the record."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.record._version_kinds import allow_kinds
from archive.record.article_facts import TRIGGERS, WRONG, set_up
from archive.record.kept_tables import missing_triggers
from archive.search.article_facts import MADE, TABLE, facts_of
from archive.search.facets import facets
from archive.search.filters import Filters
from archive.search.fts_query import compile_query
from archive.search.vocabulary import Vocabulary
from tests.support.kept_facts import VERSION, done, few_columns
from tests.support.search_samples import DAY, add

RECORD = (
    "CREATE TABLE articles(id INTEGER PRIMARY KEY, outlet TEXT, lang TEXT, status TEXT, origin TEXT,"
    " published_day TEXT, credit TEXT, title TEXT)",
    "CREATE INDEX articles_facets ON articles(id, outlet, lang, status, credit)",
    "CREATE INDEX articles_given ON articles(id) WHERE origin = 'given'",
    "CREATE INDEX articles_undated ON articles(id, outlet) WHERE published_day = ''",
    "CREATE TABLE versions(id INTEGER PRIMARY KEY, article_id INTEGER, kind TEXT)",
    "CREATE INDEX versions_edits ON versions(article_id) WHERE kind IN ('edit', 'revert', 'alternates')",
    "CREATE INDEX versions_back ON versions(article_id) WHERE kind = 'back'",
)
# Each of a number of an article (1), of a version (2) and of what is written (3).
DEEDS = {
    "insert": "INSERT INTO articles VALUES(?1, 'furat', 'ar', 'live', 'own', iif(?2 % 2, '', '2026'), ?3, '')",
    "replace": "REPLACE INTO articles VALUES(?1, 'sham', 'ku', 'gone', iif(?2 % 2, 'own', 'given'), '2026', ?3, '')",
    "move": "UPDATE articles SET id = id + 3 WHERE id = ?1 AND ?2 AND ?3 <> ''",
    "rename": "UPDATE articles SET outlet = ?3 WHERE id = ?1 AND ?2",
    "state": "UPDATE articles SET status = ?3, lang = ?3 WHERE id = ?1 AND ?2",
    "date": "UPDATE articles SET published_day = iif(?2 % 2, '', '2026'), origin = 'given' WHERE id = ?1 AND ?3 <> ''",
    "touch": "UPDATE articles SET title = title || ?3 WHERE id = ?1 AND ?2",
    "remove": "DELETE FROM articles WHERE id = ?1 AND ?2 AND ?3 <> ''",
    "version": "INSERT INTO versions VALUES(?2, ?1, ?3)",
    "relabel": "UPDATE versions SET kind = ?3 WHERE id = ?2 AND ?1",
    "reassign": "UPDATE versions SET article_id = ?1 WHERE id = ?2 AND ?3 <> ''",
    "forget": "DELETE FROM versions WHERE id = ?2 AND ?1 AND ?3 <> ''",
}
WEEK = timedelta(days=7)
VALUES = st.tuples(st.integers(1, 4), st.integers(1, 4), st.sampled_from(["edit", "back", "first", "alternates"]))


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from([*DEEDS]), VALUES), min_size=8, max_size=25), st.integers(0, 5))
def test_whatever_is_done_to_articles_and_versions_the_table_says_what_they_are(
    deeds: list[tuple[str, tuple[int, int, str]]], before: int
) -> None:
    db = few_columns(RECORD)
    # Something to be done to: of random deeds alone hardly one meets a version of an article.
    for number in (1, 2, 3):
        for deed in ("insert", "version"):
            db.execute(DEEDS[deed], (number, number, "edit"))
    for _ in done(db, DEEDS, deeds, before, set_up):
        kept = db.execute("SELECT * FROM article_facts").fetchall()
        assert kept == db.execute(f"{MADE} ORDER BY a.id").fetchall()
        assert db.execute(WRONG).fetchall() == []


def test_a_file_without_the_table_has_the_facts_made_for_each_article() -> None:
    db = few_columns(RECORD)
    db.execute("INSERT INTO articles VALUES(7, 'furat', 'ar', 'live', 'given', '', '', '')")
    db.execute("INSERT INTO versions VALUES(1, 7, 'alternates'), (2, 7, 'back')")
    assert facts_of(db.conn) == f"({MADE})"
    told = [db.execute(f"SELECT facts FROM {facts_of(db.conn)}").fetchall()]  # noqa: S608 - ours
    set_up(db)
    assert facts_of(db.conn) == TABLE
    told.append(db.execute(f"SELECT facts FROM {facts_of(db.conn)}").fetchall())  # noqa: S608 - ours
    assert told == [[("furat\tar\tlive\tebgu",)]] * 2


def test_the_triggers_outlive_a_table_of_versions_that_is_made_anew(record: Database) -> None:
    number = add(record, 50, "خبر", "نص")
    allow_kinds(record, "versions", "another")
    assert missing_triggers(record.conn, TRIGGERS) == []
    record.execute(VERSION, (number, "edit"))
    told = record.execute("SELECT facts FROM article_facts WHERE id = ?", (number,)).fetchall()
    assert told == [("sample\tar\tlive\te",)]


def test_hits_spread_the_same_whether_the_table_is_there_or_not(record: Database) -> None:
    ids = [
        add(record, 50 + n, "خبر الجسر", f"الجسر رقم {n}", ("sample", "other")[n % 2], DAY - n * WEEK)
        for n in range(12)
    ]
    for number, kind in ((1, "edit"), (2, "back"), (3, "revert"), (3, "edit"), (4, "first"), (5, "back")):
        record.execute(VERSION, (ids[number], kind))
    for sql in (
        "UPDATE articles SET status = 'gone' WHERE id / 100000 % 5 = 1",
        "UPDATE articles SET origin = 'given' WHERE id / 100000 % 5 = 2",
        "UPDATE articles SET published_day = '' WHERE id / 100000 % 3 = 1",
        "INSERT INTO clusters VALUES(1, NULL, 'credit', 3, '2026', '2026')",
    ):
        record.execute(sql)
    record.conn.executemany("INSERT INTO cluster_members VALUES(?, 1, 1)", [(ids[n],) for n in (1, 2, 9)])
    compiled = compile_query("الجسر", "names", Vocabulary(record.conn))
    asked: list[Filters] = [
        {},
        {"folded": True},
        {"outlets": ["sample"]},
        {"kinds": ["edited"]},
        {"date_from": DAY - 5 * WEEK},
        {"folded": True, "outlets": ["other"], "date_to": DAY - WEEK},
    ]
    kept = [facets(record.conn, compiled, cap, **one) for one in asked for cap in (100, 7)]
    # In one walk or in two, as where days are asked for, the months of an outlet are the same.
    for cap, folded in product((100, 7, 1), (False, True)):
        every: list[Filters] = [
            {"outlets": ["sample"], "folded": folded, "date_from": day} for day in (None, date(1970, 1, 2))
        ]
        one, two = (facets(record.conn, compiled, cap, **asked_so) for asked_so in every)
        assert (one.tallies, one.undated) == (two.tallies, two.undated)
        assert sum(map(int, one.tallies.values())) + one.undated == min(cap, 6)
    for name in TRIGGERS:
        record.execute(f"DROP TRIGGER {name}")
    record.execute("DROP TABLE article_facts")
    assert kept == [facets(record.conn, compiled, cap, **one) for one in asked for cap in (100, 7)]
    assert dict(kept[0].by_outlet) == {"other": 6, "sample": 6}
    assert {kind for one in kept for kind, n in one.by_kind if n} == {"edited", "gone", "back", "given"}
    assert kept[0].undated > 0
    assert kept[1].capped
