"""Listed and kept: whole days alone are held against ours, the longest list counts, editions are one outlet."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils.utils import sqlite3

from archive.record.listed_days import ListedDay, ListedSource
from archive.record.store import Store, open_record
from archive.web.queries.recall import DAYS, OutletRecall, RecallDay, recall, recall_csv, recall_days

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_record(tmp_path / "warraq.db")
    opened.db.conn.row_factory = sqlite3.Row
    for name in ("a", "b", "closed"):
        opened.db.execute(
            "INSERT INTO outlets(name, title, title_en, home, lang, hosts, every, expect_per_day, enabled, note)"
            " VALUES(?, ?, ?, 'https://a.example/', 'ar', '[]', '1h', 1, ?, '')",
            (name, name, name, int(name != "closed")),
        )
    yield opened
    opened.close()


def put(store: Store, outlet: str, day: date, number: int, *, undated: bool = False) -> None:
    """So many articles of that day; one that is `undated` was only first seen on it."""
    known = store.db.conn.execute("SELECT count(*) FROM articles").fetchone()[0]
    first = (day - date(1970, 1, 1)).days * 100_000 + known
    for one in range(first, first + number):
        store.db.execute(
            "INSERT INTO articles(id, outlet, key, url, title, body, author, credit, lang, published_day,"
            " published_from, first_seen_at, last_seen_at, status, versions, words_sha256)"
            " VALUES(?, ?, ?, '', '', '', '', '', 'ar', ?, 'meta', '', '', 'live', 1, '')",
            (one, outlet, str(one), "" if undated else day.isoformat()),
        )


def note(
    store: Store, source: ListedSource, listed: int, *, whole: bool = True, edition: str = "", outlet: str = "a"
) -> None:
    store.note_listed(outlet, edition, source, {TODAY - DAY: ListedDay(listed, whole)}, AT)


def of(store: Store, outlet: str = "a") -> OutletRecall:
    found = recall(store.db.conn, TODAY) or []
    return next(one for one in found if one.outlet["name"] == outlet)


def yesterday(store: Store) -> RecallDay:
    return of(store).days[-1]


def test_our_count_stands_beside_each_list_and_the_longest_whole_one_counts(store: Store) -> None:
    put(store, "a", TODAY - DAY, 7)
    put(store, "a", TODAY - DAY, 2, undated=True)
    note(store, "rest", 10)
    note(store, "sitemap", 8)
    note(store, "feed", 30, whole=False)
    assert (yesterday(store).kept, yesterday(store).listed, yesterday(store).is_low) == (7, 10, True)
    found = of(store)
    assert (found.kept, found.listed, found.found, found.share, found.sources) == (7, 10, 7, 0.7, ("rest",))
    assert found.is_low
    assert found.told == 1
    assert len(found.days) == DAYS


def test_where_no_list_tells_a_whole_day_nothing_is_reckoned(store: Store) -> None:
    put(store, "a", TODAY - DAY, 7)
    note(store, "feed", 30, whole=False)
    assert (yesterday(store).listed, yesterday(store).is_low) == (None, False)
    assert (of(store).share, of(store).is_low, of(store).kept) == (None, False, 7)


def test_a_day_with_more_than_was_listed_makes_up_for_no_other(store: Store) -> None:
    put(store, "a", TODAY - DAY, 20)
    put(store, "a", TODAY - 2 * DAY, 1)
    days = {TODAY - DAY: ListedDay(10, is_whole=True), TODAY - 2 * DAY: ListedDay(10, is_whole=True)}
    store.note_listed("a", "", "rest", days, AT)
    assert (of(store).kept, of(store).listed, of(store).found, of(store).share) == (21, 20, 11, 0.55)


def test_a_source_tells_a_day_of_an_outlet_only_with_all_of_its_editions(store: Store) -> None:
    note(store, "feed", 5, edition="ar")
    note(store, "feed", 3, edition="en", whole=False)
    assert yesterday(store).listed is None
    note(store, "feed", 4, edition="en")
    assert yesterday(store).listed == 9


def test_today_and_what_is_older_than_the_days_shown_count_for_nothing(store: Store) -> None:
    for day in (TODAY, TODAY - (DAYS + 1) * DAY):
        store.note_listed("a", "", "rest", {day: ListedDay(9, is_whole=True)}, AT)
    assert of(store).told == 0


def test_least_is_first_what_tells_nothing_last_and_what_is_not_followed_and_listed_is_left_out(store: Store) -> None:
    note(store, "rest", 10, outlet="b")
    assert [one.outlet["name"] for one in recall(store.db.conn, TODAY) or []] == ["b", "a"]
    put(store, "b", TODAY - DAY, 10)
    assert [one.share for one in recall(store.db.conn, TODAY) or []] == [1.0, None]
    assert [one.outlet["name"] for one in recall(store.db.conn, TODAY, "a") or []] == ["a"]


def test_the_days_of_one_outlet_are_those_of_all(store: Store) -> None:
    put(store, "a", TODAY - DAY, 2)
    put(store, "b", TODAY - DAY, 3)
    note(store, "rest", 4)
    bounds = TODAY - 5 * DAY, TODAY
    assert recall_days(store.db.conn, *bounds)["a"] == recall_days(store.db.conn, *bounds, "a")["a"]
    assert [one.kept for one in recall_days(store.db.conn, *bounds)["b"]] == [3]


def test_the_table_for_spreadsheets_has_every_row_with_our_count(store: Store) -> None:
    put(store, "a", date(2020, 1, 5), 2)
    store.note_listed("a", "ar", "sitemap", {date(2020, 1, 5): ListedDay(6, is_whole=True)}, AT)
    note(store, "feed", 3, whole=False)
    first, second = "".join(recall_csv(store.db.conn) or ()).splitlines()[1:]
    assert first == "a,2020-01-05,2,ar,sitemap,6,1,2026-11-22T12:00:00Z"
    assert second == "a,2026-11-21,0,,feed,3,0,2026-11-22T12:00:00Z"


def test_a_name_that_a_spreadsheet_would_calculate_is_quoted_in_the_table(store: Store) -> None:
    store.note_listed("=a,b", "", "feed", {date(2020, 1, 5): ListedDay(6, is_whole=True)}, AT)
    assert "".join(recall_csv(store.db.conn) or ()).splitlines()[1].startswith('"\'=a,b",2020-01-05,0,,feed,6,1,')


def test_a_file_of_an_older_release_has_no_such_table(store: Store) -> None:
    assert "".join(recall_csv(store.db.conn) or ()).count("\n") == 1
    store.db.execute("DROP TABLE listed_days")
    assert recall(store.db.conn, TODAY) is None
    assert recall_csv(store.db.conn) is None
