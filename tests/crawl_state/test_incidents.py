"""Incidents in service.db: one open of each outlet, told once at its opening and once at its end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.incidents import Incidents, incidents_of, open_incidents

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def incidents(tmp_path: Path) -> Iterator[Incidents]:
    with Incidents(tmp_path / "service.db") as opened:
        yield opened


def after(hours: float) -> datetime:
    return NOW + timedelta(hours=hours)


def told(incidents: Incidents, at: datetime) -> list[tuple[str, bool]]:
    rows = incidents.to_tell()
    incidents.mark_sent(rows, at)
    return [(row["outlet"], row["closed_at"] is not None) for row in rows]


def test_an_incident_is_told_once_when_it_opens_and_once_when_it_is_over(incidents: Incidents) -> None:
    incidents.begin("one", "dns", NOW, after(1), {"runs": 2})
    assert told(incidents, after(1)) == [("one", False)]
    assert told(incidents, after(2)) == []
    (row,) = incidents.open_ones()
    incidents.seen(row["id"], "http_403", after(3), {"runs": 4})
    assert told(incidents, after(3)) == []
    incidents.end(row["id"], after(4))
    assert told(incidents, after(4)) == [("one", True)]
    assert told(incidents, after(5)) == []


def test_what_was_over_before_anybody_could_be_told_is_told_once(incidents: Incidents) -> None:
    incidents.begin("one", "dns", NOW, NOW, {})
    incidents.end(incidents.open_ones()[0]["id"], after(1))
    assert told(incidents, after(2)) == [("one", True)]
    assert told(incidents, after(3)) == []


def test_what_comes_back_at_once_is_the_same_incident_and_later_another(incidents: Incidents) -> None:
    incidents.begin("one", "dns", NOW, NOW, {})
    incidents.end(incidents.open_ones()[0]["id"], after(1))
    incidents.begin("one", "dns", after(2), after(2), {})
    (row,) = incidents.open_ones()
    assert row["opened_at"] == "2026-11-22T12:00:00Z"
    incidents.end(row["id"], after(3))
    incidents.begin("one", "dns", after(9), after(9), {})
    assert incidents.open_ones()[0]["opened_at"] == "2026-11-22T21:00:00Z"


def test_an_outlet_has_one_and_we_have_one_of_each_cause(incidents: Incidents, tmp_path: Path) -> None:
    incidents.begin("one", "dns", NOW, NOW, {})
    incidents.begin("", "disk_full", NOW, NOW, {"free_mb": 3})
    incidents.begin("", "our_network", NOW, NOW, {})
    with pytest.raises(Exception, match="UNIQUE"):
        incidents.begin("one", "tls", NOW, NOW, {})
    ours = incidents.open_of("", "our_network")
    assert ours is not None
    incidents.end(ours["id"], after(1))
    found = open_incidents(tmp_path / "service.db")
    assert found is not None
    assert [row["cause"] for row in found] == ["dns", "disk_full"]
    of_ours = incidents_of(tmp_path / "service.db", "")
    assert of_ours is not None
    assert [row["cause"] for row in of_ours] == ["our_network", "disk_full"]


def test_what_was_ours_and_not_the_outlets_is_taken_back(incidents: Incidents) -> None:
    incidents.begin("one", "dns", NOW, NOW, {})
    incidents.withdraw(incidents.open_ones()[0]["id"], after(1))
    assert incidents.open_ones() == []
    assert told(incidents, after(1)) == []


def test_nothing_is_known_where_nothing_was_ever_crawled(tmp_path: Path) -> None:
    assert open_incidents(tmp_path / "none.db") is None
