"""A crawl that is frozen, or hangs, is noticed by its pulse; one that is killed from outside is begun once more."""

import os
import signal
import time

import pytest

from archive.reading.child_processes import fork_server_pid
from spiders.process import reporting
from spiders.process.parent import run_crawl
from spiders.result import CrawlResult
from tests.support.crawling import Archive
from tests.support.hostile.peaks import descendants
from tests.support.scripted_site import Answer, ScriptedSite, page

HANGS = """
    def read_route(self, route, body, url):
        import time
        time.sleep(300)
"""


def crawl_pid() -> int:
    """The process of the crawl under way: it leads a session."""
    return next(pid for pid in descendants(os.getpid()) if os.getsid(pid) == pid)


def strikes(site: ScriptedSite, signum: signal.Signals, victim: str = "crawl") -> None:
    """Send a signal to the crawl, or to its fork server, the first time it asks for the second article."""
    struck: list[int] = []

    def answer(_: int) -> Answer:
        if not struck:
            struck.append(crawl_pid() if victim == "crawl" else fork_server_pid() or 0)
            os.kill(struck[0], signum)
        return page(10001)

    site.answers["/10001/"] = answer


def crawled(archive: Archive) -> CrawlResult:
    return run_crawl("made", archive.data, time_limit=60, repeat=True)


@pytest.mark.parametrize(
    ("signum", "victim"),
    [(signal.SIGKILL, "crawl"), (signal.SIGSTOP, "crawl"), (signal.SIGKILL, "fork server")],
    ids=["killed", "frozen", "with the fork server"],
)
def test_a_crawl_ended_from_outside_is_begun_once_more_and_nothing_is_lost(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch, signum: signal.Signals, victim: str
) -> None:
    monkeypatch.setattr(reporting, "SILENT_SECONDS", 5.0)
    site.publish([10002, 10001])
    strikes(site, signum, victim)
    archive.outlet(site.home)
    result = crawled(archive)
    assert (result.cause, archive.count("articles")) == ("", 2)
    assert archive.rows("SELECT count(DISTINCT article_id), count(*) FROM versions") == [(2, 2)]


def test_a_callback_that_hangs_is_noticed_and_its_process_ended(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "STUCK_SECONDS", 1.0)
    site.publish([10001])
    archive.outlet(site.home, body=HANGS)
    started = time.monotonic()
    assert crawled(archive).cause == "hung"
    assert time.monotonic() - started < 30


def test_what_a_library_logs_in_a_crawl_is_logged_here_with_its_outlet(
    archive: Archive, site: ScriptedSite, caplog: pytest.LogCaptureFixture
) -> None:
    archive.outlet(site.home, body="\n    async def _crawl(self):\n        return 1 / 0\n")
    assert crawled(archive).cause == "crashed"
    told = [record for record in caplog.records if "ZeroDivisionError" in record.getMessage()]
    assert [vars(record)["outlet"] for record in told] == ["made"] * len(told) != []
