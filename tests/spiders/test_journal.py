"""What one machine notes of a crawl, another one answers from, in the order in which it was asked."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.crawl_state.frontier import Frontier
from archive.ingest.intake import Intake
from spiders.journal import ANSWERS, Answers, Notes, awake_and_asleep, head_of, keep_unasked
from tests.support.made_pages import OUTLET

Read = Callable[[], Answers]
AT = datetime(2026, 11, 27, 9, 0, 0, 123_456, tzinfo=UTC)
FEED, PAGE = f"{OUTLET.home}/feed/", f"{OUTLET.home}/10001/"


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[Notes]:
    with closing(Notes(tmp_path, awake_and_asleep() + 60)) as made:
        yield made


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Callable[[], Answers]]:
    """Reads what was noted by then."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(closing(Answers(tmp_path)))


def note(notes: Notes, url: str, body: bytes, status: int = 200) -> None:
    notes.note(head_of(url, AT, is_article=url == PAGE) | {"status": status, "headers": [("A", "b\t")]}, body)


def test_each_address_is_answered_as_often_as_it_was_asked_and_in_that_order(notes: Notes, read: Read) -> None:
    for url, body in ((FEED, b"one"), (PAGE, b"\x00\n\t"), (FEED, b"two")):
        note(notes, url, body)
    answers = read()
    assert [(found := answers.next_of(FEED)) and found.body for _ in range(3)] == [b"one", b"two", None]
    assert not answers.is_used_up
    found = answers.next_of(PAGE)
    assert found is not None
    assert (found.body, found.head["at"]) == (b"\x00\n\t", AT.isoformat())
    assert [tuple(one) for one in found.head["headers"]] == [("A", "b\t")]
    assert answers.is_used_up


def test_how_much_time_there_was_is_what_there_was_there(notes: Notes, read: Read) -> None:
    assert [notes.room(7), notes.room(3)] == [7, 3]
    answers = read()
    assert [answers.room(500) for _ in range(3)] == [7, 3, 500]


def test_a_reading_is_found_by_its_digest(notes: Notes, read: Read) -> None:
    notes.note_reading(b"a" * 40 + b" {}")
    assert read().reading("a" * 40) == b"a" * 40 + b" {}"
    assert read().reading("b" * 40) is None


def test_a_line_that_was_cut_off_is_none(notes: Notes, tmp_path: Path, read: Read) -> None:
    note(notes, FEED, b"one")
    note(notes, PAGE, b"two")
    file = tmp_path / ANSWERS
    file.write_bytes(file.read_bytes()[:-3])
    answers = read()
    assert answers.next_of(FEED)
    assert answers.next_of(PAGE) is None


def test_past_the_deadline_nothing_more_is_asked(tmp_path: Path) -> None:
    for seconds in (0, 5):
        with closing(Notes(tmp_path, awake_and_asleep() + seconds)) as notes:
            assert notes.is_over == (seconds == 0)


def test_pages_that_no_crawl_asked_for_are_captures_and_of_no_article(notes: Notes, tmp_path: Path, read: Read) -> None:
    for url, status in ((FEED, 200), (PAGE, 200), (PAGE, 304)):
        note(notes, url, b"<p>text</p>", status)
    data = tmp_path / "data"
    with Intake(data, OUTLET) as intake, Frontier(data / "service.db") as frontier:
        assert keep_unasked(intake, frontier, read()) == 1
        sql = "SELECT url, status, article_id, fetched_at FROM captures"
        assert list(intake.writer.store.db.conn.execute(sql)) == [(PAGE, 200, None, "2026-11-27T09:00:00Z")]


def test_what_was_taken_out_is_not_kept_when_it_is_fetched_again(notes: Notes, tmp_path: Path, read: Read) -> None:
    class All(Frontier):
        def is_left_out(self, outlet: str, key: str) -> bool:
            return bool(outlet and key)

    note(notes, PAGE, b"<p>text</p>")
    data = tmp_path / "data"
    with Intake(data, OUTLET) as intake, All(data / "service.db") as frontier:
        assert keep_unasked(intake, frontier, read()) == 0
