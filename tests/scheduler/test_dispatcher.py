"""What begins now: what somebody waits for, then what is due, then the past; and nothing twice."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.due import Due, lease_token
from archive.model import Outlet
from archive.times import stamp
from scheduler.dispatcher import BUSY_SECONDS, LONGEST_SLEEP, Books, Dispatcher
from scheduler.slots import Slots

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
OUTLET = Outlet(name="one", title="", title_en="", home="https://example.org", hosts=(), routes=(), every="15m")
OUTLETS = {name: replace(OUTLET, name=name) for name in ("one", "two", "three")}


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    with Books.open(tmp_path / "service.db") as opened:
        for name in OUTLETS:
            opened.schedule.set_due(name, Due(AT + 15 * MINUTE, 15 * MINUTE))
        yield opened


def dispatcher(at_once: int = 4, most: int = 8) -> Dispatcher:
    return Dispatcher(OUTLETS, Slots(at_once, most))


def due(books: Books, *names: str, minutes: float = -1) -> None:
    for name in names:
        books.schedule.set_due(name, Due(AT + minutes * MINUTE, 15 * MINUTE))


def looked(one: Dispatcher, books: Books, seconds: float = 0.0) -> list[tuple[str, str]]:
    jobs, _ = one.look(books, AT + timedelta(seconds=seconds), seconds)
    return [(job.kind, job.outlet.name) for job in jobs]


def test_it_sleeps_until_something_is_due_and_a_minute_at_most(books: Books) -> None:
    assert dispatcher().look(books, AT, 0.0) == ([], LONGEST_SLEEP)
    due(books, "two", minutes=0.5)
    assert dispatcher().look(books, AT, 0.0) == ([], 30.0)


def test_what_is_due_begins_once_and_its_outlet_is_leased(books: Books) -> None:
    due(books, "one")
    one = dispatcher()
    assert looked(one, books) == [("news", "one")]
    assert looked(one, books, 1) == []
    assert not books.schedule.take("one", "another", AT)


def test_what_somebody_waits_for_begins_before_all_else_and_needs_no_slot(books: Books) -> None:
    due(books, "one", "two")
    books.requests.ask("three")
    one = dispatcher(at_once=1)
    assert looked(one, books, -59.95) == [("request", "three")], "it counts where others want a slot"
    books.requests.ask("two")
    assert looked(one, books, -59.9) == [("request", "two")]


def test_a_request_for_a_busy_outlet_waits_and_one_that_nobody_knows_is_answered(books: Books) -> None:
    due(books, "one")
    one = dispatcher()
    job = one.look(books, AT, 0.0)[0][0]
    asked, unknown = books.requests.ask("one"), books.requests.ask("nosuch")
    assert looked(one, books, 1) == []
    row = books.requests.of(unknown)
    assert row is not None
    assert "does not know the outlet nosuch" in json.loads(row["result"])["error"]
    books.schedule.free(job.lease)
    one.ended(job)
    assert looked(one, books, 2) == [("request", "one")]
    assert [row["id"] for row in books.requests.waiting()] == []
    assert books.requests.of(asked)


def test_the_past_is_fetched_only_where_nothing_is_due_and_a_slot_is_free(books: Books) -> None:
    books.pasts.queue("one", "2026-01-01")
    start = datetime.now(UTC)
    for name in OUTLETS:
        books.schedule.set_due(name, Due(start + 15 * MINUTE, 15 * MINUTE))
    one, two = dispatcher(), dispatcher(at_once=1)
    books.schedule.set_due("two", Due(start, 15 * MINUTE))
    jobs, _ = two.look(books, start + MINUTE / 2, 0.0)
    assert [(job.kind, job.outlet.name) for job in jobs] == [("news", "two")]
    jobs, _ = one.look(books, start + MINUTE, 0.0)
    assert [(job.kind, job.outlet.name) for job in jobs] == [("past", "one")]
    assert one.look(books, start + 2 * MINUTE, 60.0)[0] == []


def test_an_outlet_that_another_process_has_is_tried_again_after_a_while(books: Books) -> None:
    due(books, "one")
    one = dispatcher()
    job = one.look(books, AT, 0.0)[0][0]
    books.schedule.free(job.lease)
    one.ended(job, busy_since=1.0)
    assert looked(one, books, 2) == []
    assert one.look(books, AT + timedelta(seconds=2), 2.0)[1] == pytest.approx(BUSY_SECONDS - 1)
    assert looked(one, books, 1 + BUSY_SECONDS) == [("news", "one")]


def test_what_a_command_has_taken_is_left_to_it(books: Books) -> None:
    due(books, "one")
    assert books.schedule.take("one", lease_token("command"), AT)
    assert looked(dispatcher(), books) == []


def test_a_clock_set_back_moves_what_is_due_after_an_interval_with_it_and_is_told(
    books: Books, caplog: pytest.LogCaptureFixture
) -> None:
    one = dispatcher()
    assert looked(one, books) == []
    jobs, wait = one.look(books, AT - timedelta(days=900), 60.0)
    assert (jobs, wait) == ([], LONGEST_SLEEP)
    entries = books.schedule.entries()
    assert {stamp(entry.next_due) for entry in entries.values()} == {stamp(AT + 14 * MINUTE - timedelta(days=900))}
    assert "was set back by" in caplog.text


def test_a_clock_set_ahead_makes_all_due_and_they_begin_one_after_the_other(books: Books) -> None:
    one = dispatcher()
    assert looked(one, books) == []
    later = AT + timedelta(days=900)
    begun: list[str] = []
    for tenth in range(40):
        jobs, _ = one.look(books, later + timedelta(seconds=tenth / 10), 60.0 + tenth / 10)
        assert len(jobs) <= 1
        begun += [job.outlet.name for job in jobs]
    assert sorted(begun) == sorted(OUTLETS)


def test_of_the_channels_of_one_host_two_are_crawled_at_a_time_and_others_begin_beside_them(books: Books) -> None:
    channels = {f"tg_{n}": replace(OUTLET, name=f"tg_{n}", channel=f"channel_{n}") for n in range(4)}
    one = Dispatcher(OUTLETS | channels, Slots(8, 8))
    due(books, "one", *channels)
    begun = looked(one, books)
    assert ("news", "one") in begun
    assert len(begun) == 3
