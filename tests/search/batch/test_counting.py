"""A name of a list finds what the search page finds by it: as many articles, the same newest one, nothing else."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlite_utils import Database

from archive.search.batch import counting
from archive.search.batch._outlets import Outlets
from archive.search.batch.counting import Batch, Counted
from archive.search.engine import Mode, search
from tests.support.search_samples import DAY, SAMPLES, add, make

NAMES = (
    "القوات",
    "دير الزور",
    "دير* OR لبنان",
    '"القوات البحرية"',
    "سوريا kind:edited",
    "outlet:other",
    "حي",
    "حي قديم",
)


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    made = make(tmp_path_factory.mktemp("batch") / "warraq.db")
    for number in range(40):
        outlet = "other" if number % 4 == 0 else "sample"
        day = DAY - timedelta(days=number)
        add(made, 50, f"افتتاح الحي {number}", "حي قديم في المدينة.", outlet, day)
    undated = add(made, 90, "حي بلا تاريخ", "حي قديم.", "other", date(2001, 1, 1))
    made.execute("UPDATE articles SET published_day = '' WHERE id = ?", (undated,))
    yield made
    made.close()


@pytest.mark.parametrize("mode", ["exact", "names", "forms"])
def test_the_count_is_the_length_of_the_list_and_the_newest_its_first(db: Database, mode: Mode) -> None:
    for name in NAMES:
        found, counted = search(db.conn, name, mode=mode), Batch(db.conn, mode).count(name)
        assert counted.articles == found.count, name
        assert (counted.newest and counted.newest.id) == (found.hits[0].id if found.hits else None)
        assert counted.notes == found.notes


def test_first_and_last_are_days_that_articles_state(db: Database) -> None:
    counted = Batch(db.conn, "exact").count("حي")
    assert (counted.articles, counted.outlets) == (41, 2)
    assert (counted.first, counted.last) == ((DAY - timedelta(days=39)).isoformat(), DAY.isoformat())
    alone = Batch(db.conn).count("بلا تاريخ")
    assert (alone.articles, alone.first, alone.last) == (1, "", "")


def test_a_common_name_is_counted_the_short_way_to_the_same_numbers(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [Batch(db.conn).count(name) for name in NAMES]
    for few, newest, looked_up in ((8, 4, 1_000), (8, 40, 1_000), (8, 8, 0), (counting.FEW, counting.NEWEST, 0)):
        monkeypatch.setattr(counting, "FEW", few)
        monkeypatch.setattr(counting, "NEWEST", newest)
        asked = Batch(db.conn, of=Outlets(looked_up))
        assert [asked.count(name) for name in NAMES] == before


def test_an_article_that_comes_while_a_list_is_counted_is_counted_with_its_outlet(db: Database) -> None:
    of = Outlets(0)
    assert Batch(db.conn, "exact", of=of).count("حي").outlets == 2
    db.execute("SAVEPOINT coming")
    for day in (DAY, DAY - timedelta(days=999)):  # a day with articles, and one that had none
        add(db, 95, "حي جديد", "حي ثالث.", "third", day)
    counted = Batch(db.conn, "exact", of=of).count("حي")
    db.execute("ROLLBACK TO coming")
    assert (counted.articles, counted.outlets, counted.first) == (43, 3, (DAY - timedelta(days=999)).isoformat())


def test_copies_count_once_where_that_is_asked_for(db: Database) -> None:
    first, *others = [one for (one,) in db.execute("SELECT id FROM articles WHERE published_day <> '' ORDER BY id")][:4]
    db.execute("INSERT INTO clusters VALUES(?, ?, '', 4, '', '')", (first, first))
    for one in (first, *others):
        db.execute("INSERT INTO cluster_members VALUES(?, ?, 1)", (one, first))
    counted, found = (
        Batch(db.conn, "exact", folded=True).count("حي"),
        search(db.conn, "حي", mode="exact", folded=True),
    )
    assert counted.articles == found.count == 38


def test_what_nothing_has_is_offered_the_nearest_names_with_their_numbers_and_no_word_left_alone(db: Database) -> None:
    asked = Batch(db.conn)
    assert asked.count("ديرالزول") == Counted(0, 0, "", "", None)
    assert [(one.question, one.articles) for one in asked.near("الحسكه زرافة")] == []
    assert ("دمشق", 1) in [(one.question, one.articles) for one in asked.near("دمسق")]
    near = asked.near("حي قديم زرافة")
    assert [(one.question, one.articles) for one in near] == [("حي قديم", 41)]
    for one in asked.near("دمسق"):
        assert search(db.conn, one.question, mode=one.mode).count == one.articles


def test_the_hits_are_those_of_the_search_page_in_its_order(db: Database) -> None:
    asked = Batch(db.conn, "exact")
    listed = [hit.id for piece in asked.hits("حي", 1_000) for hit in piece]
    assert listed == [hit.id for hit in search(db.conn, "حي", mode="exact", limit=1_000).hits]
    assert [hit.id for piece in asked.hits("حي", 3) for hit in piece] == listed[:3]


def test_samples_are_found_at_all(db: Database) -> None:
    assert [Batch(db.conn).count(name).articles for name in ("القوات", "دير الزور", "سوريا")] == [2, 2, 2]
    assert len(SAMPLES) == 5
