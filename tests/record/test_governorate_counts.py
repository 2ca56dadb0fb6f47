"""The table of articles by governorate: what it says is what there is, whatever was done to the places they name."""

from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record.analysis_tables import PLACES
from archive.record.governorate_counts import COUNTED, recount, set_up

INSERT = "INSERT INTO article_places VALUES(?1, ?2, ?3, ?4, '', ?5, 0, NULL, NULL, 1, 0)"
DEEDS = {
    "move": "UPDATE article_places SET governorate = ?5 WHERE article_id = ?1 AND place = ?2 AND ?3 <> ?4",
    "hand on": "UPDATE article_places SET article_id = 3 WHERE article_id = ?1 AND coalesce(?2, ?3, ?4, ?5) <> ''",
    "unname": "UPDATE article_places SET how = ?3 WHERE article_id = ?1 AND place = ?2 AND coalesce(?4, ?5) <> ''",
    "touch": "UPDATE article_places SET mentions = 7 WHERE article_id = ?1 AND coalesce(?2, ?3, ?4, ?5) <> ''",
    "remove": "DELETE FROM article_places WHERE article_id = ?1 AND place = ?2 AND coalesce(?3, ?4, ?5) <> ''",
    "remove all": "DELETE FROM article_places WHERE article_id = ?1 AND coalesce(?2, ?3, ?4, ?5) <> ''",
}
ROWS = st.tuples(
    st.integers(1, 2),
    st.sampled_from(["SY02", "SY0201"]),
    st.sampled_from(["named", "government"]),
    st.sampled_from(["حلب", "الشهباء"]),
    st.sampled_from(["02", "14"]),
)
Row = tuple[int, str, str, str, str]


def places() -> Database:
    db = Database(sqlite3.connect(":memory:", isolation_level=None))
    db.executescript(PLACES)
    return db


def table(db: Database) -> list[tuple[str, int]]:
    return list(db.execute("SELECT * FROM governorate_counts ORDER BY 1").fetchall())


def counted(db: Database) -> list[tuple[str, int]]:
    return list(db.execute(f"{COUNTED} ORDER BY 1").fetchall())


@given(before=st.lists(ROWS, max_size=4), deeds=st.lists(st.tuples(st.sampled_from(["insert", *DEEDS]), ROWS)))
def test_whatever_is_done_to_places_the_table_says_how_many_articles_name_them(
    before: list[Row], deeds: list[tuple[str, Row]]
) -> None:
    db = places()
    db.conn.executemany(INSERT.replace("INSERT", "INSERT OR IGNORE"), before)
    set_up(db)
    for deed, row in (("touch", (0, "", "named", "", "")), *deeds):
        try:
            db.execute(DEEDS.get(deed, INSERT), row)
        except sqlite3.IntegrityError:  # it is there
            continue
        assert table(db) == counted(db), (deed, row)


def test_wrong_counts_are_counted_anew() -> None:
    db = places()
    set_up(db)
    db.execute(INSERT, (1, "SY02", "named", "حلب", "02"))
    db.executescript(
        "UPDATE governorate_counts SET articles = 9; INSERT INTO governorate_counts VALUES('14', 3);"
        "DROP TRIGGER governorate_counts_delete"
    )
    assert recount(db) == 2
    assert table(db) == [("02", 1)]
    db.execute("DELETE FROM article_places")
    assert table(db) == []
    assert recount(db) == 0
