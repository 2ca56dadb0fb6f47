"""What a crawl visits next: news, then second looks within their share, then the past, and last what killed crawls."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive.crawl_state.frontier import Frontier
from archive.times import now
from spiders.agenda import Agenda, work_of
from spiders.http.host_budget import Work
from tests.support.made_visits import OUTLET, listed, poll

LONG_AGO = now() - timedelta(days=2)


@pytest.fixture
def frontier(tmp_path: Path) -> Iterator[Frontier]:
    """Two articles taken two days ago and due again, two of the past, two of the news."""
    with Frontier(tmp_path / "service.db") as opened:
        opened.record_poll(poll(LONG_AGO), listed("old-1", "old-2"))
        for visit in opened.due_visits("made", LONG_AGO):
            opened.visited(OUTLET, visit, "new", LONG_AGO)
        opened.backfill("made", "https://example.org/sitemap.xml", listed("past-1", "past-2"), LONG_AGO)
        opened.record_poll(poll(now()), listed("new-1", "new-2", "old-1", "old-2"))
        yield opened


def agenda(frontier: Frontier, room: int = 100, crashes: dict[str, int] | None = None, *, past: bool = True) -> Agenda:
    made = Agenda(frontier, "made", crashes or {}, lambda: room, with_past=past)
    made.renew()
    return made


def kinds(agenda: Agenda) -> list[str]:
    found = []
    while visit := agenda.pop():
        found.append(f"{work_of(visit).name} {visit.key}")
    return found


NEWS, LOOKS, PAST = (
    ["NEWS new-1", "NEWS new-2"],
    ["REVISIT old-1", "REVISIT old-2"],
    ["BACKFILL past-1", "BACKFILL past-2"],
)


def test_news_go_before_second_looks_and_these_before_the_past(frontier: Frontier) -> None:
    found = kinds(agenda(frontier))
    assert (found[:2], sorted(found[2:4]), found[4:]) == (NEWS, LOOKS, PAST)


def test_the_past_is_left_to_the_crawls_that_are_for_it(frontier: Frontier) -> None:
    assert sorted(kinds(agenda(frontier, past=False))) == NEWS + LOOKS


def test_second_looks_get_half_of_the_first_room_over_all_renewals(frontier: Frontier) -> None:
    made = agenda(frontier, room=3)
    first = [work_of(visit) for visit in iter(made.pop, None)]
    assert first.count(Work.REVISIT) == 1
    made.renew()
    assert [work_of(visit) for visit in iter(made.pop, None)].count(Work.REVISIT) == 0


def test_what_crawls_have_died_of_comes_last_of_all(frontier: Frontier) -> None:
    (url,) = (visit.url for visit in frontier.due_news("made", now()) if visit.key == "new-1")
    assert kinds(agenda(frontier, crashes={url: 1}))[-1] == "NEWS new-1"


def test_urgent_is_all_but_the_past(frontier: Frontier) -> None:
    made = agenda(frontier)
    urgent = [visit.key for visit in iter(made.pop_urgent, None)]
    assert sorted(urgent) == ["new-1", "new-2", "old-1", "old-2"]
    assert len(made) == 2
    following = made.peek()
    assert following is not None
    assert following.is_past
