"""The page of what was not captured: gaps with their causes, pages held back, and nothing where nothing was missed."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state import gaps
from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.times import stamp
from tests.support.reading_room import Site, made

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def runs(data: Path, outlet: str, causes: dict[float, str]) -> None:
    """Runs so many hours before NOW, in the order of time, each with its cause."""
    with RunLog(DataFolder(data).service) as run_log:
        for hours in sorted(causes, reverse=True):
            at = NOW - timedelta(hours=hours)
            result = {"outlet": outlet, "cause": causes[hours], "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, at, at)


def found(data: Path) -> list[tuple[str, str, str, int]]:
    missed = gaps.missed(data / "service.db", NOW)
    assert missed
    return [(gap.outlet, gap.cause, gap.until, gap.tries) for gap in missed.gaps]


def test_two_failed_runs_in_a_row_are_a_gap_until_the_next_good_one_and_one_is_none(tmp_path: Path) -> None:
    causes: dict[float, str] = dict.fromkeys(range(1, 20), "")
    runs(tmp_path, "a", causes | {12: "timeout"})
    runs(tmp_path, "b", causes | {9: "dns", 8: "timeout", 7: "dns"})
    [gap] = gaps.missed(tmp_path / "service.db", NOW).gaps  # type: ignore[union-attr]
    assert (gap.outlet, gap.cause, gap.tries) == ("b", "dns", 3)
    assert (gap.since, gap.until) == (stamp(NOW - timedelta(hours=9)), stamp(NOW - timedelta(hours=6)))
    assert gap.seconds(NOW) == 3 * 3_600


def test_a_gap_that_lasts_is_left_open_and_grows_with_the_clock(tmp_path: Path) -> None:
    runs(tmp_path, "a", {5: "", 4: "", 3: "http_403", 2: "http_403", 1: "http_403"})
    assert found(tmp_path) == [("a", "http_403", "", 3)]
    assert gaps.missed(tmp_path / "service.db", NOW).gaps[0].seconds(NOW) == 3 * 3_600  # type: ignore[union-attr]


def test_hours_in_which_nothing_at_all_ran_are_told_as_ours(tmp_path: Path) -> None:
    hours = [hour / 4 for hour in range(1, 97) if not 20 <= hour <= 60]
    runs(tmp_path, "a", dict.fromkeys(hours, ""))
    runs(tmp_path, "b", dict.fromkeys([1.0, 18.0], ""))
    assert found(tmp_path) == [("", "not_running", stamp(NOW - timedelta(minutes=19 * 15)), 0)]


def test_an_archive_that_runs_once_a_day_has_no_gap_between_two_days(tmp_path: Path) -> None:
    for outlet in ("a", "b"):
        runs(tmp_path, outlet, dict.fromkeys(range(1, 200, 24), ""))
    assert found(tmp_path) == []


def test_what_is_older_than_the_days_shown_is_not_read(tmp_path: Path) -> None:
    old = 24 * gaps.GAP_DAYS
    runs(tmp_path, "a", {old + 3: "dns", old + 2: "dns", old + 1: "dns", 1: ""})
    assert found(tmp_path) == []


@pytest.mark.parametrize("content", [None, b"", b"no database at all"])
def test_without_a_log_of_runs_nothing_is_claimed(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "service.db").write_bytes(content)
    assert gaps.missed(tmp_path / "service.db", NOW) is None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = made(tmp_path_factory.mktemp("gaps"))
    with RunLog(DataFolder(site.data).service) as run_log:
        at = datetime.now(UTC)
        for hours in (3, 2, 1):
            result = {"outlet": "shamplus", "cause": "http_403", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, at - timedelta(hours=hours), at)
    with HeldPages(DataFolder(site.data).service) as held_pages:
        for n, reason in enumerate(("too_short", "too_short", "<b>new</b>")):
            held_pages.hold("hawran", f"https://hawran.example/{n}", reason, "", None, at)
    return site


def test_the_page_says_who_is_out_of_reach_since_when_and_why_in_both_languages(site: Site) -> None:
    arabic, english = site.text("/health"), site.text("/en/health")
    for words in ("محجوب", "شام+", "لا نلتفّ على الحجب", "مستمرّة", "3 ساعات", "نصّها أقصر من خبر", "30 يومًا"):
        assert words in arabic
    for words in ("blocked", "Sham Plus", "We do not work round blocks", "still open", "3 hours", "30 days"):
        assert words in english
    assert "Another reason: &lt;b&gt;new&lt;/b&gt;" in english
    assert "سليم" not in arabic


def test_addresses_given_up_are_counted_here_and_on_the_page_of_their_outlet(site: Site) -> None:
    assert re.search(r"عناوين تُركت محاولتها.*نشرة حوران\D*3", site.text("/health"))
    assert "Addresses given up" in site.text("/en/outlet/hawran")
    assert "Addresses given up" not in site.text("/en/outlet/furat24")


def test_without_the_private_log_the_page_says_that_it_does_not_know(site: Site, tmp_path: Path) -> None:
    (tmp_path / "warraq.db").write_bytes((site.data / "warraq.db").read_bytes())
    page = Site(tmp_path, {}).text("/en/health")
    assert "no log of its rounds" in page
    assert "No outlet is known to be late or out of reach" not in page
