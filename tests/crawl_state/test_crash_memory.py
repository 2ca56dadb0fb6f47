"""What a crawl did not outlive is known to the next one, and forgotten once it is outlived."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state._crash_memory import CRASHES_FORGOTTEN
from archive.crawl_state.frontier import Frontier

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
FEED, PAGE = "https://sample.example/feed/", "https://sample.example/1/"


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    with Frontier(tmp_path / "service.db") as opened:
        yield opened


def test_what_was_under_way_when_a_crawl_died_is_counted(frontier: Frontier) -> None:
    for times in (1, 2, 3):
        frontier.begin("made", PAGE, AT)
        frontier.count_crash("made")
        assert frontier.crashes("made", AT) == {PAGE: times}
    frontier.count_crash("made")
    assert frontier.crashes("made", AT) == {PAGE: 3}, "a crawl that had begun nothing blames nothing"


def test_what_was_under_way_when_nobody_saw_the_end_is_remembered_and_not_counted(frontier: Frontier) -> None:
    for _ in range(3):
        frontier.begin("made", PAGE, AT)
        frontier.left_under_way("made")
        assert frontier.crashes("made", AT) == {PAGE: 0}
    frontier.begin("made", PAGE, AT)
    frontier.count_crash("made")
    frontier.begin("made", PAGE, AT + CRASHES_FORGOTTEN)
    frontier.left_under_way("made")
    assert frontier.crashes("made", AT + CRASHES_FORGOTTEN) == {}, "nor does it keep older crashes from being forgotten"


def test_whatever_comes_next_outlives_what_was_under_way_before(frontier: Frontier) -> None:
    frontier.begin("made", FEED, AT)
    frontier.begin("made", PAGE, AT)
    frontier.count_crash("made")
    assert frontier.crashes("made", AT) == {PAGE: 1}
    frontier.begin("made", PAGE, AT)
    frontier.begin("made", FEED, AT)
    assert frontier.crashes("made", AT) == {}


def test_a_crawl_that_ended_by_itself_leaves_nothing_to_blame(frontier: Frontier) -> None:
    frontier.begin("made", PAGE, AT)
    frontier.end("made")
    frontier.count_crash("made")
    assert frontier.crashes("made", AT) == {}


def test_one_outlets_crash_is_no_others(frontier: Frontier) -> None:
    for outlet in ("made", "other"):
        frontier.begin(outlet, PAGE, AT)
    frontier.count_crash("made")
    assert frontier.crashes("other", AT) == {}
    frontier.end("other")
    assert frontier.crashes("made", AT) == {PAGE: 1}


def test_a_crash_is_forgotten_after_a_month(frontier: Frontier) -> None:
    frontier.begin("made", PAGE, AT)
    frontier.count_crash("made")
    assert frontier.crashes("made", AT + CRASHES_FORGOTTEN - timedelta(minutes=1)) == {PAGE: 1}
    assert frontier.crashes("made", AT + CRASHES_FORGOTTEN) == {}
