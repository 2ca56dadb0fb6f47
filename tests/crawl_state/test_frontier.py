"""What is known of addresses between crawls, and when an article is due again."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import MAX_RETRIES, Visit, next_due
from archive.model import DAY, MINUTE, OutcomeKind
from tests.support.made_visits import AT, OUTLET, URL, listed, poll, take_all

KINDS: tuple[OutcomeKind, ...] = ("new", "edited", "cosmetic", "unchanged", "missing", "gone", "back", "held", "failed")


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    opened = Frontier(tmp_path / "service.db")
    yield opened
    opened.close()


def test_a_poll_comes_back_as_it_was_put(frontier: Frontier) -> None:
    assert frontier.poll("made", URL) is None
    frontier.record_poll(poll(), listed("1"))
    found = frontier.poll("made", URL)
    assert found is not None
    assert (found.etag, found.state, found.checked_at, found.last_yield_at) == ('"x"', "ok", AT, AT)


def test_what_a_route_lists_is_due_newest_first_until_it_was_taken(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("3", "2", "1"))
    frontier.record_poll(poll(AT + timedelta(minutes=1)), listed("4", "3", "2", "1"))
    for _ in range(2):
        assert [v.key for v in frontier.due_visits("made", AT + timedelta(minutes=1))] == ["4", "3", "2", "1"]


def test_an_article_is_due_still_after_a_crash_before_its_page_was_taken(tmp_path: Path) -> None:
    first = Frontier(tmp_path / "service.db")
    first.record_poll(poll(), listed("1"))
    first.close()
    second = Frontier(tmp_path / "service.db")
    # The route has nothing new to say: it answers 304.
    second.record_poll(poll())
    due = second.due_visits("made", AT)
    assert [(visit.key, visit.hint.title) for visit in due] == [("1", "خبر 1")]
    second.close()


def test_new_changed_and_vanished_entries_are_told_apart(frontier: Frontier) -> None:
    changes = frontier.record_poll(poll(), listed("5", "4", "3", "2", "1"))
    assert (changes.new, changes.changed, changes.missing) == (("5", "4", "3", "2", "1"), (), ())
    take_all(frontier)
    later = AT + timedelta(minutes=5)
    changes = frontier.record_poll(poll(later), [*listed("6", "5"), *listed("4", said="edited"), *listed("2")])
    # 1 fell off the end, as old ones do; 3 is gone though the older 2 is still there.
    assert (changes.new, changes.changed, changes.missing) == (("6",), ("4",), ("3",))
    assert take_all(frontier, later)[0] == "6"


def test_changed_and_vanished_entries_are_due_at_once(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("3", "2", "1"))
    take_all(frontier)
    later = AT + timedelta(minutes=5)
    frontier.record_poll(poll(later), [*listed("3", said="edited"), *listed("1")])
    assert set(take_all(frontier, later)) == {"3", "2"}


def test_an_empty_answer_says_nothing_about_articles(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("2", "1"))
    take_all(frontier)
    later = AT + timedelta(minutes=5)
    assert frontier.record_poll(poll(later), []).missing == ()
    assert frontier.record_poll(poll(later), listed("2", "1")).new == ()
    assert take_all(frontier, later) == []


def test_an_article_on_two_routes_is_due_once(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("1"))
    frontier.record_poll(poll(url="https://example.org/news.xml"), listed("1"))
    assert take_all(frontier) == ["1"]


def given_up(frontier: Frontier) -> datetime:
    """An address that failed until it was given up; returns when it failed last."""
    frontier.record_poll(poll(), listed("1"))
    at = AT
    for _ in range(MAX_RETRIES + 1):
        (visit,) = frontier.due_visits("made", at)
        frontier.visited(OUTLET, visit, "failed", at)
        at += timedelta(days=1)
    return at - timedelta(days=1)


def test_what_was_given_up_is_asked_once_a_month(frontier: Frontier) -> None:
    at = given_up(frontier)
    for _ in range(3):
        assert frontier.due_visits("made", at + timedelta(days=29)) == []
        (visit,) = frontier.due_visits("made", at + timedelta(days=30))
        at += timedelta(days=30)
        frontier.visited(OUTLET, visit, "failed", at)


def test_what_was_given_up_is_asked_at_once_when_a_route_lists_it_again(frontier: Frontier) -> None:
    at = given_up(frontier) + timedelta(days=1)
    frontier.record_poll(poll(at), listed("1"))
    assert frontier.due_visits("made", at) == [], "listed as before is no news"
    frontier.record_poll(poll(at), listed("2"))
    frontier.record_poll(poll(at), listed("2", "1"))
    assert {visit.key for visit in frontier.due_visits("made", at)} == {"1", "2"}


def test_a_clock_that_was_years_ahead_once_puts_nothing_off(frontier: Frontier) -> None:
    ahead = AT + timedelta(days=5 * 365)
    frontier.record_poll(poll(ahead), listed("1", "2"))
    visit = frontier.due_visits("made", ahead)[0]
    frontier.visited(OUTLET, visit, "new", ahead)
    frontier.pause("made", ahead + timedelta(days=1), "retry_after")
    due = frontier.due_visits("made", AT)
    assert {visit.key for visit in due} == {"1", "2"}
    assert frontier.paused_until("made", AT) is None
    for visit in due:
        frontier.visited(OUTLET, visit, "unchanged", AT)
    assert frontier.due_visits("made", AT + timedelta(minutes=1)) == []
    assert len(frontier.due_visits("made", AT + timedelta(days=1))) == 2


def test_failures_wait_longer_each_time_and_keep_the_validators(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("1"))
    visit = frontier.due_visits("made", AT)[0]
    frontier.visited(OUTLET, visit, "new", AT, ('"a"', "Sun"))
    at, waits = AT + timedelta(minutes=15), []
    for _ in range(4):
        visit = frontier.due_visits("made", at)[0]
        frontier.visited(OUTLET, visit, "failed", at)
        due = next(
            at + timedelta(minutes=15 * n)
            for n in range(1, 200)
            if frontier.due_visits("made", at + timedelta(minutes=15 * n))
        )
        waits.append((due - at).total_seconds() / MINUTE)
        at = due
    assert waits == [15, 30, 60, 120]
    assert (visit.etag, visit.last_modified) == ('"a"', "Sun")


def test_only_a_page_that_was_read_is_asked_for_conditionally(frontier: Frontier) -> None:
    frontier.record_poll(poll(), listed("1"))
    for kind, kept in (("new", '"a"'), ("held", ""), ("unchanged", '"a"'), ("missing", "")):
        visit = Visit(key="1", url="https://example.org/1/", first_taken_at=AT)
        frontier.visited(OUTLET, visit, kind, AT, ('"a"', ""))  # type: ignore[arg-type]
        assert frontier.due_visits("made", AT + timedelta(days=1))[0].etag == kept


def test_a_pause_lasts_until_it_is_over(frontier: Frontier) -> None:
    frontier.pause("made", AT + timedelta(hours=1), "retry_after")
    assert frontier.paused_until("made", AT) == AT + timedelta(hours=1)
    assert frontier.paused_until("made", AT + timedelta(hours=1)) is None
    assert frontier.paused_until("other", AT) is None


def test_the_bytes_of_a_route_are_remembered_by_their_digest(frontier: Frontier) -> None:
    assert frontier.known_body("made", URL) == ""
    frontier.remember_body("made", URL, "ab" * 32)
    assert frontier.known_body("made", URL) == "ab" * 32


def test_several_crawls_may_open_a_new_folder_at_once(tmp_path: Path) -> None:
    opened = [Frontier(tmp_path / "service.db") for _ in range(3)]
    for frontier in opened:
        frontier.record_poll(poll())
        frontier.close()


@given(
    st.sampled_from(KINDS),
    st.integers(min_value=0, max_value=400 * DAY),
    st.integers(min_value=1, max_value=30),
    st.integers(min_value=1, max_value=30),
)
def test_the_next_look_is_always_in_the_future(kind: OutcomeKind, age: int, misses: int, failures: int) -> None:
    now = AT + timedelta(seconds=age)
    due = next_due(OUTLET, kind, now, AT, misses, failures)
    assert due is None or due > now
    if kind == "missing":
        assert due is not None


# Each example makes a file.
@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), min_size=1, max_size=6))
def test_whatever_routes_list_is_due_until_taken_and_never_lost(
    tmp_path_factory: pytest.TempPathFactory, lists: list[list[str]]
) -> None:
    frontier = Frontier(tmp_path_factory.mktemp("frontier") / "service.db")
    for minute, keys in enumerate(lists):
        frontier.record_poll(poll(AT + timedelta(minutes=minute)), listed(*keys))
    due = {visit.key for visit in frontier.due_visits("made", AT + timedelta(days=1))}
    frontier.close()
    assert due == {key for keys in lists for key in keys}
