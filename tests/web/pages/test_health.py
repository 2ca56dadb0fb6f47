"""The page of what was not captured: gaps with their causes, pages held back, and nothing where nothing was missed."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state.held import HeldPages
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.run_gaps import note_run_gaps
from tests.support.reading_room import Site, made


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    site = made(tmp_path_factory.mktemp("gaps"))
    with RunLog(DataFolder(site.data).service) as run_log:
        at = datetime.now(UTC)
        for hours in (3, 2, 1):
            result = {"outlet": "shamplus", "cause": "http_403", "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
            run_log.ended(result, at - timedelta(hours=hours), at)
    note_run_gaps(DataFolder(site.data), "shamplus", at)
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
