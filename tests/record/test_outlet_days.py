"""The table of articles by outlet and day: what it says is what there is, whatever was done to the articles."""

from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record.outlet_days import COUNTED, by_days, set_up
from archive.times import IDS_PER_DAY

ARTICLES = """
CREATE TABLE articles(id INTEGER PRIMARY KEY, outlet TEXT NOT NULL, published_day TEXT NOT NULL, title TEXT)
"""
INDEXES = (
    "CREATE INDEX articles_outlet_id ON articles(outlet, id)",
    "CREATE INDEX articles_undated ON articles(id, outlet) WHERE published_day = ''",
)
INSERT = "INSERT OR REPLACE INTO articles VALUES(?, ?, ?, '')"
DEEDS = {
    "move": "UPDATE articles SET id = id + 3 * 100000 WHERE id = ?1 AND ?2 <> '' AND ?3 IS NOT NULL",
    "rename": "UPDATE articles SET outlet = ?2 WHERE id = ?1 AND ?3 IS NOT NULL",
    "date": "UPDATE articles SET published_day = ?3 WHERE id = ?1 AND ?2 <> ''",
    "touch": "UPDATE articles SET title = title || ?2 WHERE id = ?1 AND ?3 IS NOT NULL",
    "remove": "DELETE FROM articles WHERE id = ?1 AND ?2 <> '' AND ?3 IS NOT NULL",
}
IDS = st.integers(0, 2).flatmap(lambda day: st.integers(1, 4).map(lambda n: day * IDS_PER_DAY + n))
ROWS = st.tuples(IDS, st.sampled_from(["furat", "sham"]), st.sampled_from(["", "2026-11-27"]))


def articles() -> Database:
    db = Database(sqlite3.connect(":memory:"))
    for statement in (ARTICLES, *INDEXES):
        db.execute(statement)
    return db


def table(db: Database) -> list[tuple[str, int, int, int]]:
    return list(db.execute("SELECT * FROM outlet_days ORDER BY 1, 2").fetchall())


def counted(db: Database) -> list[tuple[str, int, int, int]]:
    return list(db.execute(f"{COUNTED} ORDER BY 1, 2").fetchall())


@given(before=st.lists(ROWS, max_size=6), deeds=st.lists(st.tuples(st.sampled_from(["insert", *DEEDS]), ROWS)))
def test_whatever_is_done_to_articles_the_table_says_how_many_there_are(
    before: list[tuple[int, str, str]], deeds: list[tuple[str, tuple[int, str, str]]]
) -> None:
    db = articles()
    db.conn.executemany(INSERT, before)
    set_up(db)
    assert table(db) == counted(db)
    for deed, row in deeds:
        try:
            db.execute(DEEDS.get(deed, INSERT.replace("OR REPLACE ", "")), row)
        except sqlite3.IntegrityError:  # the number is another's
            continue
        assert table(db) == counted(db), (deed, row)
        assert all(n > 0 for *_, n, _ in table(db))


def test_a_file_without_the_table_is_counted_as_one_that_has_it() -> None:
    db, old = articles(), articles()
    set_up(db)
    for one in (db, old):
        one.conn.executemany(INSERT, [(1, "furat", ""), (2, "furat", "1970-01-01"), (100_001, "sham", "1970-01-02")])
    sql = "SELECT outlet, day, articles, undated FROM outlet_days ORDER BY 1, 2"
    assert by_days(db.conn, sql) == sql
    told = old.execute(by_days(old.conn, sql)).fetchall()
    assert told == db.execute(sql).fetchall() == [("furat", 0, 2, 1), ("sham", 1, 1, 0)]


def test_a_statement_that_names_tables_of_its_own_can_be_asked_of_a_file_without_it() -> None:
    old = articles()
    old.execute(INSERT, (1, "sham", ""))
    sql = "WITH o AS (SELECT 'sham' AS name) SELECT sum(articles) FROM o CROSS JOIN outlet_days d ON d.outlet = o.name"
    assert old.execute(by_days(old.conn, sql)).fetchone() == (1,)
