"""What outlets list beside what is kept, for programs: the same numbers as the page's."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.record.listed_days import ListedDay
from archive.record.store import open_record
from archive.times import damascus_day, now
from tests.support.reading_room import Site


def yesterday() -> date:
    return damascus_day(now()) - timedelta(days=1)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    store = open_record(tmp_path / "warraq.db")
    for name in ("hawran", "shamplus"):
        store.db.execute(
            "INSERT INTO outlets(name, title, title_en, home, lang, hosts, every, expect_per_day, enabled, note)"
            " VALUES(?, 'نشرة', 'Made', 'https://a.example/', 'ar', '[]', '1h', 1, 1, '')",
            (name,),
        )
    store.note_listed("hawran", "", "rest", {yesterday(): ListedDay(12, is_whole=True)}, now())
    store.note_listed("hawran", "", "feed", {yesterday(): ListedDay(10, is_whole=False)}, now())
    store.note_listed("shamplus", "", "feed", {yesterday() - timedelta(days=40): ListedDay(3, is_whole=False)}, now())
    store.close()
    return Site(tmp_path, {})


def test_a_day_has_our_count_what_each_list_names_and_whether_that_is_all(site: Site) -> None:
    answer = site.get(f"/api/1/recall?outlet=hawran&day={yesterday()}&days=1").json()
    assert (answer["from"], answer["to"]) == (f"{yesterday()}", f"{yesterday()}")
    (day,) = answer["days"]
    assert (day["outlet"], day["day"], day["kept"], day["listed"]) == ("hawran", f"{yesterday()}", 0, 12)
    assert day["lists"] == [
        {"source": "rest", "listed": 12, "is_whole": True},
        {"source": "feed", "listed": 10, "is_whole": False},
    ]


def test_without_an_outlet_all_are_told_and_a_lower_bound_is_nothing_to_hold_against(site: Site) -> None:
    assert [day["outlet"] for day in site.get("/api/1/recall").json()["days"]] == ["hawran"]
    days = site.get("/api/1/recall?days=92").json()["days"]
    assert [(day["outlet"], day["listed"]) for day in days] == [("hawran", 12), ("shamplus", None)]


def test_what_makes_no_sense_is_refused_and_a_file_of_an_older_release_says_so(site: Site) -> None:
    assert site.get("/api/1/recall?outlet=nobody").status_code == 404
    assert site.get("/api/1/recall?day=x").status_code == 400
    assert site.get("/api/1/recall?days=500").status_code == 400
    with closing(sqlite3.connect(site.data / "warraq.db")) as connection, connection:
        connection.execute("DROP TABLE listed_days")
    answer = site.get("/api/1/recall")
    assert (answer.status_code, "no table of listed days" in answer.text) == (404, True)
