"""What the outlet's lists say of a day: the most of it stays, whole stays whole, and the same again is no write."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from archive.record.listed_days import ListedDay
from archive.record.rows import ListedDayRow
from archive.record.store import Store, open_record
from archive.times import stamp

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = date(2026, 11, 21)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_record(tmp_path / "warraq.db")
    yield opened
    opened.close()


def told(store: Store) -> list[tuple[str, str, str, int, int, str]]:
    rows = store.rows(ListedDayRow, "SELECT * FROM listed_days ORDER BY day, edition, source")
    return [(row["day"], row["edition"], row["source"], row["listed"], row["is_whole"], row["seen_at"]) for row in rows]


def note(store: Store, listed: int, *, whole: bool, hours: int = 0) -> None:
    store.note_listed("a", "", "feed", {DAY: ListedDay(listed, whole)}, AT + timedelta(hours=hours))


def test_the_most_that_was_listed_of_a_day_stays_and_what_was_whole_is_whole(store: Store) -> None:
    note(store, 4, whole=False)
    note(store, 9, whole=True, hours=1)
    assert store.is_listed_whole("a", "", "feed", DAY)
    note(store, 3, whole=False, hours=2)
    assert told(store) == [("2026-11-21", "", "feed", 9, 1, stamp(AT + timedelta(hours=1)))]
    assert not store.is_listed_whole("a", "", "rest", DAY)
    assert not store.is_listed_whole("a", "", "feed", DAY - timedelta(days=1))


def test_what_is_known_already_costs_no_write(store: Store) -> None:
    note(store, 9, whole=True)
    before = store.db.conn.total_changes
    note(store, 9, whole=True, hours=1)
    note(store, 2, whole=False, hours=2)
    assert store.db.conn.total_changes == before


def test_each_edition_and_source_has_a_row_of_its_own(store: Store) -> None:
    for edition, source in (("ar", "feed"), ("en", "feed"), ("ar", "rest")):
        store.note_listed("a", edition, source, {DAY: ListedDay(2, True), date(2026, 11, 20): ListedDay(1, False)}, AT)  # type: ignore[arg-type]
    assert [row[:3] for row in told(store)] == [
        (day, edition, source)
        for day in ("2026-11-20", "2026-11-21")
        for edition, source in (("ar", "feed"), ("ar", "rest"), ("en", "feed"))
    ]
