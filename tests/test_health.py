"""How an outlet is, judged from its runs: never "no news" where the truth is "no answer"."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.instants import stamp
from archive.ledger import COUNTS, Ledger
from archive.model import Outlet
from scheduler.health import judge_all

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OUTLET = Outlet(name="one", title="", title_en="", home="", hosts=(), routes=(), expect_per_day=24)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "service.db") as opened:
        yield opened


def ran(ledger: Ledger, *runs: tuple[float, str, int]) -> None:
    """Runs as (hours ago, cause, new articles), in the order they happened."""
    for hours, cause, new in runs:
        started = NOW - timedelta(hours=hours)
        result = dict.fromkeys(COUNTS, 0) | {"outlet": "one", "cause": cause, "new": new, "seconds": 1.0}
        ledger.ended(result, started, started)


def state(ledger: Ledger, outlet: Outlet = OUTLET) -> tuple[str, str, str]:
    (row,) = judge_all(ledger, [outlet], NOW)
    assert ledger.health()["one"] == row
    return row["state"], row["cause"], row["since"]


def test_an_outlet_never_crawled_is_unknown(ledger: Ledger) -> None:
    assert state(ledger)[:2] == ("unknown", "never_crawled")


def test_a_disabled_outlet_says_why(ledger: Ledger) -> None:
    off = replace(OUTLET, enabled=False, disabled_because="its domain is not known")
    assert state(ledger, off)[:2] == ("disabled", "its domain is not known")


def test_an_outlet_that_answers_and_brings_news_is_ok(ledger: Ledger) -> None:
    ran(ledger, (3, "", 5), (2, "", 0), (1, "", 0))
    assert state(ledger)[:2] == ("ok", "")


def test_an_outlet_that_answers_with_nothing_new_for_too_long_is_silent(ledger: Ledger) -> None:
    ran(ledger, (30, "", 5), (20, "", 0), (1, "", 0))
    assert state(ledger) == ("silent", "nothing_new", "2026-11-21T06:00:00Z")
    rare = replace(OUTLET, expect_per_day=0.5)
    assert state(ledger, rare)[0] == "ok"


def test_one_failed_run_makes_an_outlet_late_and_three_make_it_broken(ledger: Ledger) -> None:
    ran(ledger, (5, "", 5), (4, "timeout", 0))
    assert state(ledger) == ("late", "timeout", "2026-11-22T08:00:00Z")
    ran(ledger, (3, "timeout", 0), (2, "dns", 0))
    assert state(ledger) == ("broken", "dns", "2026-11-22T08:00:00Z")
    ran(ledger, (1, "", 1))
    assert state(ledger)[0] == "ok"


def test_an_outlet_that_never_answered_yet_is_broken_at_once(ledger: Ledger) -> None:
    ran(ledger, (1, "dns", 0))
    assert state(ledger)[:2] == ("broken", "dns")


@pytest.mark.parametrize("cause", ["http_403", "challenge", "robots", "retry_after"])
def test_a_refusal_is_blocked_and_not_broken(ledger: Ledger, cause: str) -> None:
    ran(ledger, (1, cause, 0))
    assert state(ledger)[:2] == ("blocked", cause)


def looked_at(ledger: Ledger, absent: int, present: int, hours: float = 5) -> None:
    """Articles known for a week and asked for so many hours ago."""
    names = "outlet, key, url, title, published, modified, found_at, place, next_due, first_taken_at, looked_at, misses"
    known, asked = stamp(NOW - timedelta(days=7)), stamp(NOW - timedelta(hours=hours))
    for n in range(absent + present):
        row = ("one", f"{n}-{hours}", "", "", "", "", known, 0, known, known, asked, int(n < absent))
        ledger.write(f"INSERT INTO visits({names}) VALUES({', '.join('?' * len(row))})", *row)


@pytest.mark.parametrize(
    ("absent", "present", "told"), [(5, 5, True), (4, 0, False), (5, 6, False), (30, 29, True), (0, 0, False)]
)
def test_an_outlet_whose_articles_vanish_together_moved_or_broke(
    ledger: Ledger, absent: int, present: int, told: bool
) -> None:
    ran(ledger, (1, "", 5))
    looked_at(ledger, absent, present)
    expected = ("broken", "mass_disappearance", "2026-11-22T07:00:00Z") if told else ("ok", "", "2026-11-22T11:00:00Z")
    assert state(ledger) == expected


def test_a_mass_that_vanished_long_ago_is_no_news(ledger: Ledger) -> None:
    ran(ledger, (1, "", 5))
    looked_at(ledger, 20, 0, hours=49)
    assert state(ledger)[0] == "ok"


def test_what_is_due_is_read_from_the_table_and_the_past_of_an_outlet_stays(ledger: Ledger) -> None:
    ledger.schedule("one", NOW)
    ledger.schedule("two", NOW + timedelta(minutes=1))
    ledger.started("one", NOW)
    assert ledger.due(NOW) == ["one"]
    ledger.schedule("one", NOW + timedelta(hours=1))
    assert ledger.due(NOW) == []
    assert next(ledger.rows("SELECT last_start FROM schedule WHERE outlet = 'one'"))["last_start"]
