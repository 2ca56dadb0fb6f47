"""What was not captured: written once, told anew when more is known, never removed, and read by readers."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.record.gaps import gaps
from archive.record.store import Store, open_record, read_record
from archive.sqlite import connect
from archive.times import stamp

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_record(tmp_path / "warraq.db")
    yield opened
    opened.close()


def told(store: Store, since: str = "", outlet: str | None = None) -> list[tuple[str, str | None, str, int | None]]:
    return [
        (gap["outlet"], gap["until"], gap["cause"], gap["known_missing"])
        for gap in gaps(store.db.conn, since, outlet) or []
    ]


def test_a_gap_is_one_row_however_often_it_is_noted_and_says_what_is_known_last(store: Store) -> None:
    store.note_gap("a", AT, None, "dns", None, AT + HOUR)
    store.note_gap("a", AT, None, "timeout", None, AT + 2 * HOUR)
    store.note_gap("a", AT, AT + 3 * HOUR, "timeout", 4, AT + 3 * HOUR)
    assert told(store) == [("a", stamp(AT + 3 * HOUR), "timeout", 4)]
    (gap,) = gaps(store.db.conn) or []
    assert (gap["since"], gap["found_at"]) == (stamp(AT), stamp(AT + HOUR))


def test_gaps_of_another_outlet_beginning_or_kind_are_others(store: Store) -> None:
    store.note_gap("a", AT, AT + HOUR, "feed_overflow", None, AT)
    store.note_gap("a", AT, None, "dns", None, AT)
    store.note_gap("b", AT, None, "dns", None, AT)
    store.note_gap("a", AT + HOUR, None, "dns", None, AT)
    store.note_gap("", AT, AT + HOUR, "not_running", None, AT)
    assert len(told(store)) == 5


def test_a_gap_noted_again_as_it_is_known_writes_nothing(store: Store) -> None:
    store.note_gap("a", AT, None, "dns", None, AT)
    before = store.db.conn.total_changes
    store.note_gap("a", AT, None, "dns", None, AT + HOUR)
    assert store.db.conn.total_changes == before


def test_readers_ask_by_outlet_and_time_and_get_the_archives_own_with_it(store: Store) -> None:
    store.note_gap("a", AT, AT + HOUR, "dns", None, AT)
    store.note_gap("b", AT + HOUR, None, "http_403", None, AT)
    store.note_gap("", AT + 2 * HOUR, AT + 3 * HOUR, "not_running", None, AT)
    assert [gap[0] for gap in told(store)] == ["", "b", "a"]
    assert [gap[0] for gap in told(store, outlet="a")] == ["", "a"]
    assert [gap[0] for gap in told(store, since=stamp(AT + 4 * HOUR))] == ["b"], "what lasts, lasts"


def test_a_file_of_before_there_were_gaps_says_that_it_knows_nothing_of_them(tmp_path: Path) -> None:
    open_record(tmp_path / "warraq.db").close()
    old = connect(tmp_path / "warraq.db")
    old.execute("DROP TABLE gaps")
    old.close()
    connection = read_record(tmp_path / "warraq.db")
    assert gaps(connection) is None
    connection.close()
