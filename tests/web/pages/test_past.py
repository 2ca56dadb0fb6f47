"""What was read then and is gone now: each with who saw it last and when, and never more than was seen."""

import csv
import io
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.ingest.session import Writer
from archive.publish.snapshot import publish
from archive.record.store import open_record
from archive.times import now
from tests.support import made_archive, page_states
from tests.support.odd_articles import CLOSED, MORE
from tests.support.reading_room import Site, made
from tests.support.taken_file import take as take_home

BY = "https://witness.example/last-day-of-the-closed-site"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One article proven gone, and one of an outlet that closed, seen by our own crawl."""
    site = made(tmp_path_factory.mktemp("past") / "data")
    with Writer(DataFolder(site.data), "made") as writer:
        (last,) = (one for one in MORE if one.outlet == CLOSED)
        site.ids["last"] = made_archive.take(writer, last, now())
    return site


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return page_states.others(tmp_path_factory.mktemp("others") / "data")


def listed(site: Site, path: str) -> list[int]:
    return [one["id"] for one in site.get(path).json()["articles"]]


def test_what_is_proven_gone_and_what_is_of_a_closed_outlet_is_listed_and_nothing_else(desk: Site) -> None:
    assert listed(desk, "/api/1/past") == [desk.ids["last"], desk.ids["fair"]]
    assert listed(desk, "/api/1/past?outlet=closed") == [desk.ids["last"]]
    assert listed(desk, "/api/1/past?outlet=hawran") == []
    page = desk.get("/en/past").text
    for slug, number in desk.ids.items():
        assert (f'href="/en/article/{number}"' in page) == (slug in ("fair", "last")), slug


def test_a_page_of_a_closed_outlet_is_not_called_gone(desk: Site) -> None:
    text = desk.text("/en/past?outlet=closed")
    assert "Its outlet closed; that this page is gone has not been proven." in text
    assert 'class="sign gone"' not in desk.get("/en/past?outlet=closed").text
    assert "Its absence was proven" not in text
    assert "Its absence was proven" in desk.text("/en/past?outlet=shamplus")


def test_an_outlet_is_said_to_have_closed_with_who_says_so_and_only_then(desk: Site, tmp_path: Path) -> None:
    for path, words in (("/en/outlet/closed", "It closed: March 2026."), ("/outlet/closed", "أُغلق: آذار 2026.")):
        text = desk.text(path)
        assert words in text
        assert BY in text
    assert BY in desk.text("/en/past")
    assert "It closed" not in desk.text("/en/outlet/hawran")
    # A file that states a day and names nobody states nothing.
    with Writer(DataFolder(tmp_path), "made") as writer:
        writer.store.put_outlet(replace(CLOSED, evidence=()))
    site = Site(tmp_path, {})
    assert "closed:" not in site.text("/en/outlet/closed").lower()
    assert site.rows("SELECT closed, closed_by FROM outlets") == [{"closed": "", "closed_by": ""}]


@pytest.mark.parametrize(
    ("closed", "says"), [("2023-11-21", "21 November 2023"), ("2023-11", "November 2023"), ("2023", "2023")]
)
def test_a_day_a_month_and_a_year_are_each_said_as_they_are_known(tmp_path: Path, closed: str, says: str) -> None:
    with Writer(DataFolder(tmp_path), "made") as writer:
        writer.store.put_outlet(CLOSED)
    with closing(sqlite3.connect(tmp_path / "warraq.db")) as connection, connection:
        connection.execute("UPDATE outlets SET closed = ?", (closed,))
    assert f"It closed: {says}. So says {BY}." in Site(tmp_path, {}).text("/en/past")


def test_the_time_of_others_captures_is_told_as_theirs(others: Site) -> None:
    gone = {
        row["id"]: row for row in others.rows("SELECT id, last_seen_at, origin FROM articles WHERE status = 'gone'")
    }
    assert set(listed(others, "/api/1/past")) == set(gone)
    assert gone
    for one in others.get("/api/1/past").json()["articles"]:
        assert one["last_seen_at"] == gone[one["id"]]["last_seen_at"]
        assert one["gone_at"] is not None
    by_import = [one for one in others.get("/api/1/past").json()["articles"] if one["last_seen_by"] == "import"]
    assert by_import
    assert "according to an imported capture" in others.text("/en/past")


def test_what_was_only_given_was_read_by_nobody(others: Site) -> None:
    given = [row["id"] for row in others.rows("SELECT id FROM articles WHERE origin = 'given'")]
    with closing(sqlite3.connect(others.data / "warraq.db")) as connection, connection:
        connection.execute("UPDATE outlets SET closed = '2026', closed_by = 'made'")
    assert given
    assert not set(given) & set(listed(others, "/api/1/past?limit=500"))


def test_the_list_goes_on_by_numbers_on_the_page_in_json_and_in_csv(tmp_path: Path) -> None:
    site = made(tmp_path)
    with closing(sqlite3.connect(tmp_path / "warraq.db")) as connection, connection:
        connection.execute("UPDATE outlets SET closed = '2026', closed_by = 'made' WHERE name = 'hawran'")
    everything = listed(site, "/api/1/past?limit=500")
    assert everything == sorted(everything, reverse=True)
    found: list[int] = []
    before: int | None = None
    while True:
        answer = site.get(f"/api/1/past?limit=4{f'&before={before}' if before else ''}").json()
        found += [one["id"] for one in answer["articles"]]
        if (before := answer["next"]) is None:
            break
    assert found == everything
    rows = list(csv.DictReader(io.StringIO(site.get("/past.csv").text.removeprefix("\ufeff"))))
    assert [int(row["id"]) for row in rows] == everything
    assert f"In this list: {len(everything)} articles." in site.text("/en/past")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/past?outlet=nobody", 404),
        ("/past?before=x", 400),
        ("/api/1/past?outlet=nobody", 404),
        ("/api/1/past?kind=gone", 400),
        ("/past.csv?before=x", 400),
    ],
)
def test_what_makes_no_sense_is_refused(desk: Site, path: str, status: int) -> None:
    assert desk.get(path).status_code == status


def test_a_download_shows_the_same_and_one_of_an_older_release_what_it_knows(desk: Site, tmp_path: Path) -> None:
    file = take_home(desk.data / "published" / publish(DataFolder(desk.data)).file, tmp_path)
    assert listed(Site(file, {}), "/api/1/past") == listed(desk, "/api/1/past")
    older = made(tmp_path / "older")
    with closing(sqlite3.connect(older.data / "warraq.db")) as connection, connection:
        for column in ("closed", "closed_by", "barred"):
            connection.execute(f"ALTER TABLE outlets DROP COLUMN {column}")
    assert listed(older, "/api/1/past") == [older.ids["fair"]]
    for path in ("/past", "/barred", "/outlet/hawran", "/outlets", "/gaps", "/api/1/outlets"):
        assert older.get(path).status_code == 200, path
    assert "does not say which outlets cannot be had" in older.text("/en/barred")


def test_an_empty_archive_says_that_there_is_none(tmp_path: Path) -> None:
    open_record(tmp_path / "warraq.db").close()
    assert "There is no such article." in Site(tmp_path, {}).text("/en/past")
