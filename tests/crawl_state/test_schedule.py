"""The schedule: due times that only a finished crawl moves, and one lease an outlet, whoever dies with it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.crawl_state import operating
from archive.crawl_state.due import LEASE, Due, lease_token
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.revisits import Listed, Poll
from archive.crawl_state.schedule import Schedule
from archive.exchange import Hint
from archive.model import Outlet, Route
from archive.times import stamp

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOME = "https://example.org"
ROUTES = (Route(kind="feed", url="/feed/"), Route(kind="news-sitemap", url="/sitemap.xml"))
OUTLET = Outlet(name="one", title="", title_en="", home=HOME, hosts=(), routes=ROUTES)


@pytest.fixture
def schedule(tmp_path: Path) -> Schedule:
    return Schedule(tmp_path / "service.db")


def in_minutes(minutes: float) -> Due:
    return Due(AT + minutes * MINUTE, minutes * MINUTE)


def test_who_takes_an_outlet_leaves_it_due_until_the_crawl_has_ended(schedule: Schedule) -> None:
    schedule.add(["one"], AT)
    assert schedule.take("one", "a", AT + MINUTE)
    entry = schedule.entries()["one"]
    assert (entry.next_due, entry.last_start, entry.lease_token) == (AT, AT + MINUTE, "a")
    schedule.ended("one", "a", in_minutes(15))
    entry = schedule.entries()["one"]
    assert (entry.next_due, entry.lease_token, entry.lease_until) == (AT + 15 * MINUTE, "", None)


def test_two_crawls_never_have_one_outlet(schedule: Schedule) -> None:
    assert schedule.take("one", "a", AT)
    assert not schedule.take("one", "b", AT)
    assert schedule.take("two", "b", AT)
    schedule.free("a")
    assert schedule.take("one", "b", AT)


def test_a_lease_past_its_deadline_is_free_again_and_so_is_one_that_a_clock_which_was_ahead_wrote(
    schedule: Schedule,
) -> None:
    assert schedule.take("one", "a", AT)
    assert not schedule.take("one", "b", AT + LEASE - MINUTE)
    assert schedule.take("one", "b", AT + LEASE)
    assert schedule.take("one", "c", AT - timedelta(days=5 * 365))


def test_the_lease_of_a_process_that_is_gone_is_none_and_that_of_a_living_one_is(schedule: Schedule) -> None:
    done = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    assert schedule.take("one", f"command/{done.stdout.decode().strip()}/ab", AT)
    assert schedule.take("one", lease_token("command"), AT + MINUTE)
    assert not schedule.take("one", f"command/{os.getppid()}/cd", AT + MINUTE)


def test_the_lease_of_a_process_that_ended_and_that_nobody_asked_after_is_none(schedule: Schedule) -> None:
    with subprocess.Popen([sys.executable, "-c", "pass"], stdout=subprocess.PIPE) as ended:
        assert ended.stdout is not None
        assert ended.stdout.read() == b""  # It is closed by the end; what is left until it is waited for is its number.
        os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
        assert schedule.take("one", f"service/{ended.pid}/ab", AT)
        assert schedule.take("one", lease_token("command"), AT + MINUTE)


def test_all_leases_of_a_service_end_at_once_and_a_commands_stays(schedule: Schedule) -> None:
    assert schedule.take("one", lease_token("service"), AT)
    assert schedule.take("two", lease_token("command"), AT)
    schedule.free("service/*")
    assert schedule.take("one", "b", AT)
    assert not schedule.take("two", "b", AT)


def test_outlets_added_are_due_at_once_and_those_known_keep_their_times(schedule: Schedule) -> None:
    schedule.set_due("one", in_minutes(15))
    schedule.add(["one", "two"], AT)
    assert {name: entry.next_due for name, entry in schedule.entries().items()} == {
        "one": AT + 15 * MINUTE,
        "two": AT,
    }


def test_a_schedule_of_before_keeps_its_due_times(tmp_path: Path) -> None:
    path = tmp_path / "service.db"
    Schedule(path).close()
    with closing(sqlite3.connect(path)) as old, old:
        for column in ("interval_seconds", "lease_token", "lease_until"):
            old.execute(f"ALTER TABLE schedule DROP COLUMN {column}")
        old.execute("DROP TABLE routes_due")
        old.execute("DELETE FROM _sqlite_migrations WHERE migration_set = 'schedule'")
        old.execute("INSERT INTO schedule VALUES('one', ?, ?, ?, ?)", [stamp(AT)] * 4)
    with Schedule(path) as schedule:
        entry = schedule.entries()["one"]
    assert (entry.next_due, entry.last_start, entry.last_success, entry.is_leased(AT)) == (AT, AT, AT, False)


def polled(path: Path, url: str, keys: str, at: datetime) -> None:
    listed = [Listed(key=key, url=f"{HOME}/{key}", fingerprint="", hint=Hint()) for key in keys]
    with Frontier(path) as frontier:
        frontier.record_poll(Poll(outlet="one", url=url, kind="feed", edition="", checked_at=at, state="ok"), listed)


def test_what_a_crawl_saw_on_each_route_is_read_from_its_polls(tmp_path: Path, schedule: Schedule) -> None:
    path = tmp_path / "service.db"
    polled(path, f"{HOME}/feed/", "abc", AT)
    polled(path, f"{HOME}/sitemap.xml", "abcd", AT)
    assert {row["route"]: (row["listed"], row["new"]) for row in schedule.known_of("one", AT).polled} == {
        f"{HOME}/feed/": (3, 3),
        f"{HOME}/sitemap.xml": (4, 4),
    }
    polled(path, f"{HOME}/feed/", "eabc", AT + 5 * MINUTE)
    assert schedule.known_of("one", AT + MINUTE).polled == [{"route": f"{HOME}/feed/", "listed": 4, "new": 1}]


def test_a_route_is_written_down_with_its_own_time_and_the_interval_to_it(tmp_path: Path, schedule: Schedule) -> None:
    feed, sitemap = f"{HOME}/feed/", f"{HOME}/sitemap.xml"
    assert schedule.known_of("one", AT).routes == {}
    polled(tmp_path / "service.db", feed, "a", AT)
    polled(tmp_path / "service.db", sitemap, "a", AT)
    schedule.ended("one", "a", in_minutes(15), {feed: in_minutes(15), sitemap: in_minutes(360)})
    assert {route: (one.next_due, one.interval) for route, one in schedule.known_of("one", AT).routes.items()} == {
        feed: (AT + 15 * MINUTE, 15 * MINUTE),
        sitemap: (AT + 360 * MINUTE, 360 * MINUTE),
    }


def test_pages_read_outlets_and_know_nothing_where_there_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "service.db"
    assert operating.due(path) is None
    with Schedule(path) as schedule:
        schedule.add(["one"], AT)
        polled(path, f"{HOME}/feed/", "a", AT)
        schedule.ended("one", "a", in_minutes(15), {f"{HOME}/feed/": in_minutes(20)})
        read = [schedule.entries()["one"], *schedule.known_of("one", AT).routes.values()]
    assert [(row["outlet"], row["next_due"], row["last_ok"]) for row in operating.due(path) or ()] == [
        ("one", stamp(AT + 15 * MINUTE), None)
    ]
    assert [(one.outlet, one.route, one.next_due, one.last_success) for one in read] == [
        ("one", "", AT + 15 * MINUTE, None),
        ("one", f"{HOME}/feed/", AT + 20 * MINUTE, AT),
    ]
