"""What the log of the runs shows to be a gap: two failed runs in a row, and hours in which nothing ran."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.crawl_state.run_gaps import RunGaps
from archive.crawl_state.runs import COUNTS, RunLog
from archive.times import stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def runs(service: Path, outlet: str, causes: dict[float, str]) -> None:
    """Runs so many hours before NOW, in the order of time, each with its cause."""
    with RunLog(service) as run_log:
        for hours in sorted(causes, reverse=True):
            at = NOW - timedelta(hours=hours)
            result = {"outlet": outlet, "cause": causes[hours], "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, at, at)


def found(service: Path) -> list[tuple[str, str, str, str]]:
    with RunGaps(service) as run_gaps:
        every = [*run_gaps.of_outlet("a"), *run_gaps.of_outlet("b"), *run_gaps.of_archive()]
    return [(gap.outlet, gap.cause, gap.since, gap.until) for gap in every]


def before(hours: float) -> str:
    return stamp(NOW - timedelta(hours=hours))


def test_two_failed_runs_in_a_row_are_a_gap_until_the_next_good_one_and_one_is_none(tmp_path: Path) -> None:
    causes: dict[float, str] = dict.fromkeys(range(1, 20), "")
    runs(tmp_path / "service.db", "a", causes | {12: "timeout"})
    runs(tmp_path / "service.db", "b", causes | {9: "dns", 8: "timeout", 7: "dns"})
    assert found(tmp_path / "service.db") == [("b", "dns", before(9), before(6))]


def test_a_gap_that_lasts_is_left_open(tmp_path: Path) -> None:
    runs(tmp_path / "service.db", "a", {5: "", 4: "", 3: "http_403", 2: "http_403", 1: "http_403"})
    assert found(tmp_path / "service.db") == [("a", "http_403", before(3), "")]


def test_hours_in_which_nothing_at_all_ran_are_ours(tmp_path: Path) -> None:
    hours = [hour / 4 for hour in range(1, 97) if not 20 <= hour <= 60]
    runs(tmp_path / "service.db", "a", dict.fromkeys(hours, ""))
    runs(tmp_path / "service.db", "b", dict.fromkeys([1.0, 18.0], ""))
    assert found(tmp_path / "service.db") == [("", "not_running", before(15.25), before(4.75))]


def test_an_archive_that_runs_once_a_day_has_no_gap_between_two_days(tmp_path: Path) -> None:
    for outlet in ("a", "b"):
        runs(tmp_path / "service.db", outlet, dict.fromkeys(range(1, 200, 24), ""))
    assert found(tmp_path / "service.db") == []
