"""The pasts being fetched: which are gone on with, how far each is, how it ends, what a person decided about it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.backfills import MOST_TRIES, Backfills, Ending
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.request_rows import BackfillRow
from archive.crawl_state.requests import Requests
from archive.times import now, unstamp
from tests.support.made_visits import OUTLET, listed

DAY = "2026-01-01"


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "service.db"


@pytest.fixture
def pasts(state: Path) -> Iterator[Backfills]:
    with Backfills(state) as opened:
        opened.queue("made", DAY)
        yield opened


def row_of(pasts: Backfills, outlet: str = "made") -> BackfillRow:
    row = pasts.of(outlet)
    assert row is not None
    return row


def figures(pasts: Backfills, outlet: str = "made") -> tuple[str, int, int, int, float]:
    row = row_of(pasts, outlet)
    return row["state"], row["listed"], row["taken"], row["left"], row["seconds"]


def waiting(pasts: Backfills, at: datetime | None = None) -> list[str]:
    return [row["outlet"] for row in pasts.waiting(at or now())]


def end(pasts: Backfills, ended: Ending, cause: str = "") -> None:
    pasts.crawl_ended("made", {"outlet": "made", "cause": cause}, ended)


def list_past(state: Path, *keys: str) -> None:
    with Frontier(state) as frontier:
        frontier.backfill("made", f"https://example.org/{keys[0]}", listed(*keys), now())


def take_past(state: Path, kind: str = "new") -> None:
    with Frontier(state) as frontier:
        for visit in frontier.due_past("made", now()):
            frontier.visited(OUTLET, visit, kind, now())  # type: ignore[arg-type]


def test_progress_adds_up_from_crawl_to_crawl(pasts: Backfills) -> None:
    assert figures(pasts) == ("queued", 0, 0, 0, 0.0)
    pasts.progress("made", 100, 0, 1.5)
    pasts.progress("made", 0, 20, 8.5)
    assert figures(pasts) == ("running", 100, 20, 80, 10.0)


def test_what_is_left_is_counted_from_what_was_listed_and_not_taken(state: Path, pasts: Backfills) -> None:
    list_past(state, "1", "2", "3")
    pasts.count_left("made")
    assert (row_of(pasts)["left"], row_of(pasts)["is_listed"]) == (3, 0)
    take_past(state)
    pasts.count_left("made", is_listed=True)
    assert (row_of(pasts)["left"], row_of(pasts)["is_listed"]) == (0, 1)


def test_it_is_done_when_all_is_listed_and_nothing_is_due(state: Path, pasts: Backfills) -> None:
    end(pasts, "well")
    assert row_of(pasts)["state"] == "queued", "not all is listed"
    list_past(state, "1")
    pasts.count_left("made", is_listed=True)
    end(pasts, "well")
    assert waiting(pasts) == ["made"], "one is due"
    take_past(state, "failed")
    end(pasts, "cut_short", "time_limit")
    assert waiting(pasts) == ["made"], "cut short is not over"
    end(pasts, "well")
    assert (row_of(pasts)["state"], waiting(pasts)) == ("done", [])


def test_where_no_more_can_be_listed_it_ends_with_the_cause(pasts: Backfills) -> None:
    end(pasts, "no_more", "no_routes")
    assert (row_of(pasts)["state"], row_of(pasts)["cause"]) == ("done", "no_routes")


def test_what_ends_ill_waits_longer_each_time_and_is_given_up_in_the_end(pasts: Backfills) -> None:
    waits = []
    for _ in range(MOST_TRIES - 1):
        end(pasts, "ill", "http_403")
        assert waiting(pasts) == []
        waits.append(round((unstamp(row_of(pasts)["next_at"]) - now()) / timedelta(minutes=1)))
        assert waiting(pasts, now() + timedelta(days=2)) == ["made"]
    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-2:] == [24 * 60, 24 * 60]
    end(pasts, "ill", "http_403")
    assert (row_of(pasts)["state"], row_of(pasts)["cause"]) == ("done", "http_403")


def test_the_next_moment_is_when_the_first_may_be_gone_on_with(pasts: Backfills) -> None:
    end(pasts, "ill", "dns")
    assert pasts.next_moment() == unstamp(row_of(pasts)["next_at"])
    pasts.pause("made")
    assert pasts.next_moment() is None


def test_what_is_paused_waits_until_it_is_resumed(pasts: Backfills) -> None:
    assert not pasts.has_to_wait("made")
    assert pasts.pause("made")
    assert pasts.has_to_wait("made")
    pasts.progress("made", 3, 1)
    end(pasts, "no_more")
    assert figures(pasts)[0] == "paused", "the last words of a crawl that ends for the pause"
    assert pasts.is_under_way("made")
    assert pasts.resume("made")
    assert waiting(pasts) == ["made"]
    assert not pasts.resume("made")


def test_a_person_who_asks_for_a_crawl_of_the_outlet_goes_before_its_past(state: Path, pasts: Backfills) -> None:
    with Requests(state) as requests:
        requests.ask("other")
        assert not pasts.has_to_wait("made")
        number = requests.ask("made")
        assert pasts.has_to_wait("made")
        requests.take(number, now())
        assert not pasts.has_to_wait("made")


def test_what_is_stopped_leaves_nothing_due_until_it_is_asked_for_again(state: Path, pasts: Backfills) -> None:
    list_past(state, "1", "2")
    assert pasts.stop("made")
    assert not pasts.stop("made")
    assert (pasts.all(), pasts.has_to_wait("made")) == ([], True)
    with Frontier(state) as frontier:
        assert frontier.due_past("made", now()) == []
        pasts.queue("made", DAY)
        assert len(frontier.due_past("made", now())) == 2


def test_asked_for_again_it_goes_on_and_for_another_day_it_begins_anew(pasts: Backfills) -> None:
    pasts.progress("made", 10, 5)
    pasts.pause("made")
    pasts.queue("made", DAY)
    assert figures(pasts) == ("queued", 10, 5, 5, 0.0)
    pasts.queue("made", "2020-01-01")
    assert figures(pasts) == ("queued", 0, 0, 0, 0.0)


def test_they_take_turns(pasts: Backfills) -> None:
    pasts.write("UPDATE backfills SET updated_at = '2026-01-01T00:00:00Z'")
    pasts.queue("other", DAY)
    assert waiting(pasts) == ["made", "other"]
    end(pasts, "cut_short")
    pasts.write("UPDATE backfills SET updated_at = '2026-01-02T00:00:00Z' WHERE outlet = 'other'")
    assert waiting(pasts) == ["other", "made"]
