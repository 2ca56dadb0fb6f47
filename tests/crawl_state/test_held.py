"""What a person decided about a held page stands, whatever becomes of the page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.crawl_state.held import HeldPages

AT = datetime(2026, 11, 22, tzinfo=UTC)
URL = "https://sample.example/70001/"


@pytest.fixture
def held_pages(tmp_path: Path) -> Iterator[HeldPages]:
    with HeldPages(tmp_path / "service.db") as opened:
        yield opened


def hold(held_pages: HeldPages, reason: str) -> None:
    held_pages.hold("sample", URL, reason, "", None, AT)


def test_a_dropped_page_does_not_come_back_when_it_is_held_for_another_reason(held_pages: HeldPages) -> None:
    hold(held_pages, "not_found")
    (row,) = held_pages.held()
    held_pages.decide(row["id"], "dropped", row["reason"])
    for reason in ("not_found", "too_short", "not_found"):
        hold(held_pages, reason)
        assert held_pages.held() == []


def test_a_released_page_is_looked_at_again_when_it_is_held_for_another_reason(held_pages: HeldPages) -> None:
    hold(held_pages, "too_short")
    (row,) = held_pages.held()
    held_pages.decide(row["id"], "released", row["reason"])
    assert held_pages.is_released("sample", URL, "too_short")
    hold(held_pages, "not_found")
    assert [row["reason"] for row in held_pages.held()] == ["not_found"]
    assert not held_pages.is_released("sample", URL, "not_found")
