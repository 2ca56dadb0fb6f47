"""How an outlet is, judged from its runs: never "no news" where the truth is "no answer"."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.model import Outlet
from archive.times import now, stamp
from scheduler.health.judge import judge_all
from scheduler.health.template import template_changed
from scheduler.jobs import crawl
from spiders.registry import outlets
from tests.support.outlet_server import OutletServer
from tests.support.paths import SAMPLE_OUTLETS

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
OUTLET = Outlet(name="one", title="", title_en="", home="", hosts=(), routes=(), expect_per_day=24)


@pytest.fixture
def run_log(tmp_path: Path) -> Iterator[RunLog]:
    with RunLog(tmp_path / "service.db") as opened:
        yield opened


def ran(run_log: RunLog, *runs: tuple[float, str, int]) -> None:
    """Runs as (hours ago, cause, new articles), in the order they happened."""
    for hours, cause, new in runs:
        started = NOW - timedelta(hours=hours)
        result = dict.fromkeys(COUNTS, 0) | {"outlet": "one", "cause": cause, "new": new, "seconds": 1.0}
        run_log.ended(result, started, started)


def state(run_log: RunLog, outlet: Outlet = OUTLET) -> tuple[str, str, str]:
    (row,) = judge_all(run_log, [outlet], NOW)
    assert run_log.health()["one"] == row
    return row["state"], row["cause"], row["since"]


def test_a_walk_through_an_outlets_past_says_nothing_of_how_it_is(run_log: RunLog) -> None:
    ran(run_log, (40, "", 5), (30, "", 0), (1, "", 0))
    result = dict.fromkeys(COUNTS, 0) | {"outlet": "one", "cause": "timeout", "new": 500, "seconds": 1.0}
    for _ in range(3):
        run_log.ended(result, NOW - timedelta(hours=2), NOW, {"generic": 500}, past=True)
    assert state(run_log)[:2] == ("silent", "nothing_new")


def test_an_outlet_never_crawled_is_unknown(run_log: RunLog) -> None:
    assert state(run_log)[:2] == ("unknown", "never_crawled")


def test_a_disabled_outlet_says_why(run_log: RunLog) -> None:
    off = replace(OUTLET, enabled=False, disabled_because="its domain is not known")
    assert state(run_log, off)[:2] == ("disabled", "its domain is not known")


def test_an_outlet_that_answers_and_brings_news_is_ok(run_log: RunLog) -> None:
    ran(run_log, (3, "", 5), (2, "", 0), (1, "", 0))
    assert state(run_log)[:2] == ("ok", "")


def test_an_outlet_that_answers_with_nothing_new_for_too_long_is_silent(run_log: RunLog) -> None:
    ran(run_log, (30, "", 5), (20, "", 0), (1, "", 0))
    assert state(run_log) == ("silent", "nothing_new", "2026-11-21T06:00:00Z")
    rare = replace(OUTLET, expect_per_day=0.5)
    assert state(run_log, rare)[0] == "ok"


def test_one_failed_run_makes_an_outlet_late_and_three_make_it_broken(run_log: RunLog) -> None:
    ran(run_log, (5, "", 5), (4, "timeout", 0))
    assert state(run_log) == ("late", "timeout", "2026-11-22T08:00:00Z")
    ran(run_log, (3, "timeout", 0), (2, "dns", 0))
    assert state(run_log) == ("broken", "dns", "2026-11-22T08:00:00Z")
    ran(run_log, (1, "", 1))
    assert state(run_log)[0] == "ok"


def test_an_outlet_that_never_answered_yet_is_broken_at_once(run_log: RunLog) -> None:
    ran(run_log, (1, "dns", 0))
    assert state(run_log)[:2] == ("broken", "dns")


def test_a_preview_that_was_switched_off_is_closed_at_once_and_neither_broken_nor_blocked(run_log: RunLog) -> None:
    ran(run_log, (5, "", 5), (2, "preview_closed", 0))
    assert state(run_log)[:2] == ("closed", "preview_closed")
    ran(run_log, (1, "preview_closed", 0))
    assert state(run_log)[:2] == ("closed", "preview_closed")


@pytest.mark.parametrize("cause", ["http_403", "challenge", "robots", "retry_after"])
def test_a_refusal_is_blocked_and_not_broken(run_log: RunLog, cause: str) -> None:
    ran(run_log, (1, cause, 0))
    assert state(run_log)[:2] == ("blocked", cause)


def looked_at(run_log: RunLog, absent: int, present: int, hours: float = 5) -> None:
    """Articles known for a week and asked for so many hours ago."""
    names = "outlet, key, url, title, published, modified, found_at, place, next_due, first_taken_at, looked_at, misses"
    known, asked = stamp(NOW - timedelta(days=7)), stamp(NOW - timedelta(hours=hours))
    for n in range(absent + present):
        row = ("one", f"{n}-{hours}", "", "", "", "", known, 0, known, known, asked, int(n < absent))
        run_log.write(f"INSERT INTO visits({names}) VALUES({', '.join('?' * len(row))})", *row)


@pytest.mark.parametrize(
    ("absent", "present", "told"), [(5, 5, True), (4, 0, False), (5, 6, False), (30, 29, True), (0, 0, False)]
)
def test_an_outlet_whose_articles_vanish_together_moved_or_broke(
    run_log: RunLog, absent: int, present: int, told: bool
) -> None:
    ran(run_log, (1, "", 5))
    looked_at(run_log, absent, present)
    expected = ("broken", "mass_disappearance", "2026-11-22T07:00:00Z") if told else ("ok", "", "2026-11-22T11:00:00Z")
    assert state(run_log) == expected


def test_where_what_is_new_is_not_there_either_nothing_is_found_and_no_mass_has_vanished(run_log: RunLog) -> None:
    ran(run_log, (5, "", 5))
    looked_at(run_log, 6, 0)
    for hours, new, failed in ((3, 0, 3), (2, 0, 3), (1, 3, 0)):
        counts = dict.fromkeys(COUNTS, 0) | {"missing": 6, "new": new, "failed": failed}
        at = NOW - timedelta(hours=hours)
        result = counts | {"outlet": "one", "cause": "", "seconds": 1.0}
        run_log.ended(result, at, at, reasons={"http_404": 6 + failed})
        (row,) = judge_all(run_log, [OUTLET], at)
        assert (row["state"], row["cause"]) == ("broken", "not_found" if failed else "mass_disappearance")


def test_a_mass_that_vanished_long_ago_is_no_news(run_log: RunLog) -> None:
    ran(run_log, (1, "", 5))
    looked_at(run_log, 20, 0, hours=49)
    assert state(run_log)[0] == "ok"


SELECTED, FALLEN = ("2026-11-22T08:00:00Z", {"selector": 12}), ("2026-11-22T09:00:00Z", {"generic": 1})


@pytest.mark.parametrize(
    ("runs", "since"),
    [
        ([], ""),
        ([SELECTED], ""),
        ([FALLEN, SELECTED], FALLEN[0]),
        ([("2026-11-22T10:00:00Z", {"generic": 2}), FALLEN, SELECTED], FALLEN[0]),
        ([("2026-11-22T10:00:00Z", {"selector": 1}), FALLEN, SELECTED], ""),
        ([("2026-11-22T10:00:00Z", {"selector": 3, "generic": 2}), SELECTED], ""),
        ([FALLEN, ("2026-11-22T08:00:00Z", {"selector": 8, "generic": 4})], ""),
        ([FALLEN, ("2026-11-22T08:00:00Z", {"selector": 2})], ""),
        ([SELECTED, FALLEN, ("2026-11-22T08:00:00Z", {"generic": 12})], ""),
        ([("2026-11-22T10:00:00Z", {"raw": 2}), ("2026-11-22T08:00:00Z", {"generic": 12})], "2026-11-22T10:00:00Z"),
    ],
    ids=["never", "first", "fell", "stays", "mended", "mostly-well", "often-so", "too-few", "rose", "raw"],
)
def test_a_fall_that_chance_does_not_explain_is_a_changed_template(
    runs: list[tuple[str, dict[str, int]]], since: str
) -> None:
    assert template_changed(runs) == since


def test_a_new_theme_is_flagged_within_one_crawl_while_the_outlet_stays_ok(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARRAQ_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("WARRAQ_OUTLETS", str(shutil.copytree(SAMPLE_OUTLETS, tmp_path / "samples")))
    with OutletServer() as server:
        monkeypatch.setenv("WARRAQ_SAMPLE_PORT", str(server.base_port))
        data, outlet = DataFolder(tmp_path / "data").make(), outlets()["sample_wp"]
        assert crawl(data, outlet, Event()).strategies == {"selector": 13}
        server.fault("sample_wp", "template")
        server.new()
        assert crawl(data, outlet, Event()).strategies == {"generic": 1}
    with RunLog(data.service) as run_log:
        (row,) = judge_all(run_log, [outlet], now())
        assert (row["state"], row["cause"]) == ("ok", "template_changed")
        assert run_log.health()["sample_wp"]["cause"] == "template_changed"
