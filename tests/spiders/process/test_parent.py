"""One crawl, one process: whatever happens to it, a result comes back in time and what was taken stays."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from archive.configuration import reload
from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning, BadConfiguration
from spiders.process import parent
from spiders.process.parent import run_crawl
from tests.support.crawling import Archive
from tests.support.paths import ROOT
from tests.support.scripted_site import Answer, ScriptedSite, page
from tests.support.waiting import wait_until


def test_a_crawl_names_the_contact_of_the_file_as_it_is_now(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WARRAQ_CONTACT", raising=False)
    site.publish([10001])
    archive.outlet(site.home)
    archive.data.mkdir()
    for contact in ("desk@archive.example", "https://archive.example/us"):
        (archive.data / "warraq.toml").write_text(f'contact = "{contact}"')
        reload(DataFolder(archive.data))
        archive.crawl()
        assert site.asked[-1].headers["User-Agent"].endswith(f"(+{contact})")


def test_a_hanging_page_ends_at_the_wall_limit_and_what_was_taken_stays(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10002, 10001])
    site.answers["/10001/"] = Answer(200, b"late", hang=30)
    archive.outlet(site.home)
    started = time.monotonic()
    result = archive.crawl(time_limit=3)
    assert time.monotonic() - started < 25, "the page comes after thirty"
    assert (result.cause, result.new, archive.count("articles")) == ("time_limit", 1, 1)


def test_stopping_a_crawl_leaves_what_was_taken(archive: Archive, site: ScriptedSite) -> None:
    site.publish(list(range(10030, 10000, -1)))
    archive.outlet(site.home)
    stop = threading.Event()
    result = run_crawl("made", archive.data, time_limit=60, on_progress=lambda *_: stop.set(), stop=stop)
    assert result.cause == "interrupted"
    assert 1 <= archive.count("articles") < 30
    assert archive.crawl().cause == ""
    assert archive.count("articles") == 30


def test_a_second_crawl_of_the_same_outlet_is_refused_at_once(archive: Archive, site: ScriptedSite) -> None:
    archive.outlet(site.home)
    with DataFolder(archive.data).make().lock("made", "busy"):
        assert archive.crawl().cause == "already_running"
    assert site.asked == []


def test_a_spider_that_crashes_says_so_and_a_blocked_one_is_killed(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10001])
    archive.outlet(site.home, body="\n    async def _crawl(self):\n        return 1 / 0\n")
    assert archive.crawl().cause == "crashed"
    archive.outlet(site.home, name="stuck", body="\n    def read_route(self, *_):\n        import os; os.abort()\n")
    assert archive.crawl("stuck").cause == "crashed"


def test_a_thread_that_never_returns_keeps_no_crawl_from_ending(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parent, "GRACE", 1.0)
    site.publish([10001])
    body = """
    def read_route(self, route, body, url):
        from twisted.internet import reactor
        import time
        reactor.callInThread(time.sleep, 120)
        return super().read_route(route, body, url)
"""
    archive.outlet(site.home, body=body)
    started = time.monotonic()
    result = archive.crawl()
    assert (result.cause, result.new) == ("", 1)
    assert time.monotonic() - started < 60, "the thread sleeps for a hundred and twenty"


def test_an_unknown_outlet_is_a_sentence_and_no_traceback(archive: Archive) -> None:
    with pytest.raises(BadConfiguration, match="There is no outlet 'nobody'"):
        archive.crawl("nobody")


DRIVER = """
import resource, sys
from pathlib import Path
from spiders.process import parent
from spiders.process.parent import run_crawl
if __name__ == "__main__":
    if sys.argv[2:]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
    print(run_crawl("made", Path(sys.argv[1]), time_limit=60).cause)
"""


def drive(archive: Archive, *more: str) -> "subprocess.Popen[str]":
    root = ROOT
    command = [sys.executable, "-c", DRIVER, str(archive.data), *more]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_a_full_disk_ends_the_crawl_with_its_cause_and_keeps_what_was_taken(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish(list(range(10012, 10000, -1)))
    for number in range(10001, 10013):
        noise = f"<!-- {os.urandom(120_000).hex()} -->".encode()
        site.answers[f"/{number}/"] = Answer(200, page(number).body + noise, {"Content-Type": "text/html"})
    archive.outlet(site.home)
    with drive(archive, "1200000") as process:
        assert process.communicate(timeout=60)[0].strip() == "disk_full"
    kept = archive.count("articles")
    assert 0 < kept < 12
    assert archive.rows("PRAGMA integrity_check") == [("ok",)]
    archive.crawl()
    assert archive.count("articles") == 12


def test_killing_the_service_ends_its_crawl_and_the_next_one_finishes_it(archive: Archive, site: ScriptedSite) -> None:
    site.publish(list(range(10020, 10000, -1)))
    # Killed while it waits for a page: a crawl that has something to tell would notice by itself that nobody listens.
    site.answers["/10015/"] = Answer(200, b"late", hang=30)
    archive.outlet(site.home)
    with drive(archive) as process:
        wait_until(lambda: "/10015/" in site.paths())
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=10)
    site.answers["/10015/"] = page(10015)
    wait_until(lambda: is_free(archive), seconds=10)
    assert archive.crawl().cause == ""
    assert archive.count("articles") == 20
    assert archive.rows("SELECT count(DISTINCT article_id), count(*) FROM versions") == [(20, 20)]


def is_free(archive: Archive) -> bool:
    """Has the crawl let its outlet go?"""
    try:
        with DataFolder(archive.data).lock("made", "busy"):
            return True
    except AlreadyRunning:
        return False


def test_the_process_that_waits_for_crawls_imports_no_scrapy() -> None:
    script = "import sys, spiders.process.parent; sys.exit('scrapy' in sys.modules or 'twisted' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def test_no_crawl_process_is_left_behind() -> None:
    assert [child for child in multiprocessing.active_children() if child.name.startswith("crawl-")] == []
