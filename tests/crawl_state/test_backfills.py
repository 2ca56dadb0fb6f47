"""The pasts being fetched: what is wanted, how far each is, and what a person decided about it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.crawl_state.backfills import Backfills


@pytest.fixture
def backfills(tmp_path: Path) -> Iterator[Backfills]:
    with Backfills(tmp_path / "service.db") as opened:
        yield opened


def figures(backfills: Backfills, outlet: str) -> tuple[str, int, int, int, float]:
    row = backfills.of(outlet)
    assert row is not None
    return row["state"], row["listed"], row["taken"], row["left"], row["seconds"]


def test_progress_adds_up_from_crawl_to_crawl(backfills: Backfills) -> None:
    backfills.queue("made", "2026-01-01")
    assert figures(backfills, "made") == ("queued", 0, 0, 0, 0.0)
    backfills.progress("made", 100, 0, 100, 1.5)
    backfills.progress("made", 0, 20, 80, 8.5)
    assert figures(backfills, "made") == ("running", 100, 20, 80, 10.0)


def test_what_is_paused_is_not_wanted_until_it_is_resumed(backfills: Backfills) -> None:
    backfills.queue("made", "2026-01-01")
    assert backfills.pause("made")
    assert not backfills.is_wanted("made")
    backfills.progress("made", 3, 1, 2)
    assert figures(backfills, "made")[0] == "paused", "the last progress of a crawl that ends for the pause"
    assert not backfills.done("made"), "it was paused meanwhile"
    assert backfills.resume("made")
    assert [row["outlet"] for row in backfills.waiting()] == ["made"]


def test_what_is_stopped_or_done_is_not_gone_on_with(backfills: Backfills) -> None:
    for outlet in ("made", "other"):
        backfills.queue(outlet, "2026-01-01")
    assert backfills.done("made")
    assert backfills.stop("other")
    assert not backfills.stop("other")
    assert backfills.waiting() == []
    assert not backfills.pause("made")
    assert not backfills.resume("made")
    assert [row["outlet"] for row in backfills.all()] == ["made"]


def test_asked_for_again_it_goes_on_and_for_another_day_it_begins_anew(backfills: Backfills) -> None:
    backfills.queue("made", "2026-01-01")
    backfills.progress("made", 10, 5, 5)
    backfills.pause("made")
    backfills.queue("made", "2026-01-01")
    assert figures(backfills, "made") == ("queued", 10, 5, 5, 0.0)
    backfills.queue("made", "2020-01-01")
    assert figures(backfills, "made") == ("queued", 0, 0, 0, 0.0)
