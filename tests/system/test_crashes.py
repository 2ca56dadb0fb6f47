"""Pages, feeds and signals that end a crawl or its reader: the next crawl knows, and goes on."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from spiders.process import parent
from spiders.process.parent import run_crawl
from tests.support.crawling import FEED, Archive
from tests.support.hostile.peaks import descendants
from tests.support.scripted_site import Answer, ScriptedSite, page
from tests.support.whole_suite import ONLY_WHOLE

LISTING = 'Route(kind="listing", url="/", links="h2 a"),'


@pytest.fixture
def site() -> Iterator[ScriptedSite]:
    with ScriptedSite().running() as running:
        yield running


DIES = """
    def take(self, page, cause):
        if "/10002/" in page.url:
            import os
            os.abort()
        return super().take(page, cause)
"""
BREAKS = """
    def take(self, page, cause):
        self.context.intake.take = lambda page: 1 // 0
        return super().take(page, cause)
"""


def private(archive: Archive, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(archive.data / "service.db")) as connection:
        return connection.execute(sql).fetchall()


def held(archive: Archive) -> list[tuple[object, ...]]:
    return private(archive, "SELECT url, reason FROM held")


def test_a_page_that_ended_a_crawl_is_visited_last_and_held_when_it_ended_three(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10003, 10002, 10001])
    archive.outlet(site.home, body=DIES)
    assert archive.crawl().cause == "crashed"
    site.asked.clear()
    assert archive.crawl().cause == "crashed"
    assert site.paths()[2:] == ["/10001/", "/10002/"], "after all others"
    assert archive.crawl().cause == "crashed"
    assert archive.count("articles") == 2
    site.asked.clear()
    site.publish([10004, 10003, 10002, 10001])
    result = archive.crawl()
    assert (result.new, result.held, result.cause) == (1, 1, "")
    assert site.paths()[2:] == ["/10004/"]
    assert held(archive) == [(f"{site.home}/10002/", "crashed_crawl")]


def test_a_crawl_killed_from_outside_blames_its_page_once_and_no_more_when_that_is_outlived(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10002, 10001])

    killed: list[int] = []

    def kill(_: int) -> Answer:
        if not killed:
            killed.append(1)
            os.kill(next(pid for pid in descendants(os.getpid()) if os.getsid(pid) == pid), signal.SIGKILL)
        return page(10002)

    site.answers["/10002/"] = kill
    archive.outlet(site.home)
    assert archive.crawl().cause == "crashed"
    site.asked.clear()
    result = archive.crawl()
    assert (result.new, result.cause) == (2, "")
    assert site.paths()[2:] == ["/10001/", "/10002/"]
    assert private(archive, "SELECT url FROM crashes UNION ALL SELECT url FROM under_way") == []


def test_a_page_held_for_its_crashes_is_asked_again_when_they_are_forgotten(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10002, 10001])
    archive.outlet(site.home, body=DIES)
    assert [archive.crawl().cause for _ in range(3)] == ["crashed"] * 3
    assert archive.crawl().held == 1
    archive.outlet(site.home)
    waiting = "SELECT url FROM visits WHERE first_taken_at IS NULL AND next_due IS NOT NULL"
    assert private(archive, waiting) == [(f"{site.home}/10002/",)]
    with closing(sqlite3.connect(archive.data / "service.db")) as service, service:
        service.execute("UPDATE crashes SET last_at = '2026-01-01T00:00:00Z'")
        service.execute("UPDATE visits SET next_due = found_at WHERE first_taken_at IS NULL")
    result = archive.crawl()
    assert (result.new, result.held, result.cause) == (1, 0, "")
    assert held(archive) == []


RUN = """
from pathlib import Path
from spiders.process.parent import run_crawl
run_crawl("made", Path({!r}), time_limit=60)
"""


@pytest.mark.parametrize("at", [pytest.param("/feed/", marks=ONLY_WHOLE), "/10002/"])
def test_an_address_at_which_the_whole_command_was_killed_three_times_is_not_blamed(
    archive: Archive, site: ScriptedSite, at: str
) -> None:
    site.publish([10002, 10001])
    good, running = site.answers[at], list[subprocess.Popen[bytes]]()
    assert isinstance(good, Answer)

    def kill(_: int) -> Answer:
        # All at once, the parent first: so ends a power cut, and a kill of the whole service.
        for pid in [pid for command in running for pid in (command.pid, *descendants(command.pid))]:
            os.kill(pid, signal.SIGKILL)
        return good

    site.answers[at] = kill
    archive.outlet(site.home)
    for _ in range(3):
        running[:] = [subprocess.Popen([sys.executable, "-c", RUN.format(str(archive.data))])]
        assert running[0].wait() == -signal.SIGKILL
    running.clear()
    result = archive.crawl()
    assert (archive.count("articles"), result.held, result.cause) == (2, 0, "")
    assert site.paths()[-1] == ("/10002/" if at == "/10002/" else "/10001/"), "what ended a command comes last"


def test_a_feed_that_ended_three_crawls_is_asked_no_more_and_the_next_route_is(
    archive: Archive, site: ScriptedSite
) -> None:
    site.publish([10001])
    site.answers["/"] = Answer(200, b"<h2><a href='/10001/'>x</a></h2>")
    dies = "\n    def read_route(self, route, *rest):\n        import os\n"
    dies += (
        "        if route.kind == 'feed':\n            os.abort()\n        return super().read_route(route, *rest)\n"
    )
    archive.outlet(site.home, FEED + LISTING, body=dies)
    assert [archive.crawl().cause for _ in range(3)] == ["crashed"] * 3
    result = archive.crawl()
    assert (result.new, result.cause) == (1, "")
    assert archive.poll_states()["feed"] == ("unreachable", "crashed_crawl")


def test_a_fault_of_ours_that_a_page_brings_out_costs_that_page_alone(archive: Archive, site: ScriptedSite) -> None:
    site.publish([10002, 10001])
    archive.outlet(site.home, body=BREAKS)
    result = archive.crawl()
    assert (result.failed, result.cause) == (2, "")
    assert archive.rows("SELECT DISTINCT error FROM captures WHERE error <> ''") == [("internal_error",)]


READS = """
    def read_route(self, *asked):
        from spiders import base
        from tests.support import failing_route_readers
        base.READERS["feed"] = failing_route_readers.{name}
        return super().read_route(*asked)
"""


@pytest.mark.parametrize("name", ["hangs", *(pytest.param(name, marks=ONLY_WHOLE) for name in ("dies", "bursts"))])
def test_a_feed_that_hangs_kills_or_bursts_its_reader_is_one_route_that_failed(
    archive: Archive, site: ScriptedSite, name: str
) -> None:
    site.publish([10001])
    site.answers["/"] = Answer(200, b"<h2><a href='/10001/'>x</a></h2>")
    archive.outlet(site.home, FEED + LISTING, body=READS.format(name=name))
    result = archive.crawl()
    assert (result.new, result.cause) == (1, "")
    assert archive.poll_states() == {"feed": ("parse-failed", "parse"), "listing": ("ok", "")}
    assert result.seconds < 35


@pytest.mark.parametrize("which", ["both", *(pytest.param(n, marks=ONLY_WHOLE) for n in ("reader", "its fork server"))])
def test_a_reader_killed_between_two_pages_is_replaced_with_all_it_needs(
    archive: Archive, site: ScriptedSite, which: str
) -> None:
    site.publish([10003, 10002, 10001])

    def kill(_: int) -> Answer:
        for pid in descendants(os.getpid()):
            session = os.getsid(pid)
            if session not in (os.getsid(0), pid) and which in (_role_of(pid, session), "both"):
                os.kill(pid, signal.SIGKILL)
        return page(10002)

    site.answers["/10002/"] = kill
    archive.outlet(site.home)
    result = archive.crawl()
    assert (result.new, result.cause) == (3, "")


def _role_of(pid: int, crawl: int) -> str:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    parent = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("PPid"))
    return "its fork server" if parent == crawl else "reader"


HANGS = """
    def take(self, page, cause):
        import signal, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(1_000)
"""


@pytest.mark.parametrize(("limit", "counted"), [(15, 1), pytest.param(60, 0, marks=ONLY_WHOLE)])
def test_a_crawl_that_only_kill_9_ends_blames_its_page_at_the_time_limit_and_not_when_it_was_stopped(
    archive: Archive, site: ScriptedSite, monkeypatch: pytest.MonkeyPatch, limit: int, counted: int
) -> None:
    monkeypatch.setattr(parent, "STOP_SIGNALS", ((signal.SIGTERM, 0.5), (signal.SIGKILL, 5.0)))
    archive.outlet(site.home, body=HANGS)
    site.publish([10001])
    stop = threading.Event()

    def answer(_: int) -> Answer:
        if not counted:
            threading.Timer(0.5, stop.set).start()
        return page(10001)

    site.answers["/10001/"] = answer
    result = run_crawl("made", archive.data, time_limit=limit, stop=stop)
    assert result.cause == ("time_limit" if counted else "interrupted")
    assert private(archive, "SELECT count(*) FROM crashes") == [(counted,)]


def test_a_crawl_that_is_stopped_blames_no_page(archive: Archive, site: ScriptedSite) -> None:
    site.publish(list(range(10030, 10000, -1)))
    archive.outlet(site.home)
    stop = threading.Event()
    run_crawl("made", archive.data, time_limit=60, on_progress=lambda *_: stop.set(), stop=stop)
    assert private(archive, "SELECT url FROM under_way") == []
