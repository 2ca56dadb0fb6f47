"""Every process of a running service is killed and frozen: it serves and crawls again soon, and nothing is lost.

WARRAQ_STRIKES=100 strikes each role so often with each signal, and ends the service at so many moments; without it some
of them once, several at a time.
"""

import os
import random
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest

from tests.support.command import Command
from tests.support.crawling import Archive
from tests.support.killing import processes_of
from tests.support.running_service import RunningService, answer, running, seconds_until
from tests.support.scripted_site import Answer, ScriptedSite, page
from tests.support.waiting import wait_until
from tests.support.whole_suite import ONLY_WHOLE

STRIKES = int(os.environ.get("WARRAQ_STRIKES", "0"))
# The promise is 30 seconds; on a machine that the rest of the suite keeps busy, a start alone may take as long.
WITHIN_SECONDS, END_SECONDS = 30 if STRIKES else 120, 20
CHILDREN = ("web", "fork server", "crawl", "reader", "tracker")
KILL, STOP = signal.SIGKILL, signal.SIGSTOP
Strike = tuple[tuple[str, signal.Signals], ...]
SHARE: list[Strike] = [
    (("web", KILL), ("fork server", KILL), ("tracker", KILL)),
    (("web", STOP), ("crawl", STOP), ("tracker", STOP)),
]
ALL: list[Strike] = [((role, signum),) for _ in range(STRIKES) for role in CHILDREN for signum in (KILL, STOP)]


class News:
    """A site that publishes another article whenever it is asked to, each of which takes a second to arrive."""

    def __init__(self, site: ScriptedSite) -> None:
        self._site, self._numbers, self.home = site, count(10001), site.home
        self.published: list[int] = []

    def publish(self) -> int:
        number = next(self._numbers)
        self.published.insert(0, number)
        self._site.publish(self.published[:30])
        self._site.answers[f"/{number}/"] = Answer(
            200, page(number).body, {"Content-Type": "text/html; charset=utf-8"}, hang=0.7
        )
        return number


@pytest.fixture(scope="module")
def news() -> Iterator[News]:
    with ScriptedSite().running() as site:
        yield News(site)


@pytest.fixture(scope="module")
def service(news: News, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    archive = Archive(tmp_path_factory.mktemp("service"))
    archive.outlet(news.home)
    file = archive.outlets / "made.py"
    file.write_text(file.read_text("utf-8").replace("delay=0.02,", "delay=0.02, every='4s',"), "utf-8")
    command = Command(archive.data, 0)
    command.environment |= {"WARRAQ_OUTLETS": str(archive.outlets)}
    news.publish()
    with running(command, "--outlets", "made") as one:
        yield one


def kept(service: RunningService) -> set[int]:
    """The articles in the record, by the numbers in their addresses."""
    with suppress(sqlite3.OperationalError):
        return {int(key) for (key,) in service.command.rows("SELECT key FROM articles")}
    return set()


def crawls(service: RunningService, news: News) -> bool:
    """Does an article published now come into the record?"""
    number = news.publish()
    wait_until(lambda: number in kept(service), WITHIN_SECONDS)
    return number in kept(service)


def struck(service: RunningService, news: News, strike: Strike) -> set[int]:
    """The processes that were hit."""
    hit = set()
    for role, signum in strike:
        news.publish()
        wait_until(lambda role=role: bool(service.pids(role)), 30)  # type: ignore[misc]
        with suppress(ProcessLookupError, IndexError):
            os.kill(pid := service.pids(role)[-1], signum)
            hit.add(pid)
    return hit


@ONLY_WHOLE
def test_a_frozen_service_feeds_no_watchdog_and_takes_nobody_for_dead_when_it_goes_on(service: RunningService) -> None:
    wait_until(lambda: "WATCHDOG=1" in service.told_systemd)
    assert "READY=1" in service.told_systemd
    before = service.pids("web")
    service.process.send_signal(STOP)
    service.told_systemd.clear()
    time.sleep(14)
    assert service.told_systemd == []
    service.process.send_signal(signal.SIGCONT)
    wait_until(lambda: "WATCHDOG=1" in service.told_systemd)
    assert service.pids("web") == before
    assert service.serves()


def test_told_to_reload_it_says_so_and_serves_on(service: RunningService) -> None:
    service.told_systemd.clear()
    service.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "RELOADING=1" in service.told_systemd)
    reloading = service.told_systemd.index("RELOADING=1")
    wait_until(lambda: "READY=1" in service.told_systemd[reloading:])
    assert "READY=1" in service.told_systemd[reloading:]
    assert service.serves()


def test_who_asks_while_the_reading_room_is_replaced_is_answered(service: RunningService) -> None:
    for pid in service.pids("web"):
        os.kill(pid, KILL)
    assert [answer(service.port, WITHIN_SECONDS) for _ in range(10)] == ["200"] * 10


def test_whatever_child_is_killed_or_frozen_the_service_serves_and_crawls_again_and_loses_nothing(
    service: RunningService, news: News
) -> None:
    tried: list[tuple[float, Strike]] = []
    for strike in ALL or SHARE:
        hit = struck(service, news, strike)
        began = time.monotonic()
        assert crawls(service, news), strike
        # Of two processes on one port the well one may answer every question while the frozen one is still there.
        wait_until(lambda hit=hit: not hit & {*processes_of(service.command.data)}, WITHIN_SECONDS)  # type: ignore[misc]
        wait_until(service.serves, WITHIN_SECONDS)
        tried.append((time.monotonic() - began, strike))
    worst = sorted(tried, reverse=True)
    print(f"{len(tried)} strikes, the slowest: {worst[:3]}")
    assert [one for one in worst if one[0] > WITHIN_SECONDS] == []
    loses_nothing(service, news)


def test_a_killed_service_leaves_no_process_even_of_frozen_ones_and_its_port_to_the_next_one(
    service: RunningService, news: News
) -> None:
    for _ in range(STRIKES or 1):
        news.publish()
        wait_until(lambda: bool(service.pids("crawl")))
        # Not the tracker: nobody is left who could end it within the seconds in which it is noticed.
        for pid in (pid for role in ("web", "fork server", "crawl", "reader") for pid in service.pids(role)):
            os.kill(pid, STOP)
        service.process.kill()
        service.process.wait(10)
        assert seconds_until(lambda: processes_of(service.command.data) == [], 10) < 5
        service.start()
        assert crawls(service, news)
        assert seconds_until(service.serves, WITHIN_SECONDS) <= WITHIN_SECONDS
    loses_nothing(service, news)


def test_told_to_end_the_service_ends_well_within_seconds_whatever_hangs(service: RunningService, news: News) -> None:
    news.publish()
    wait_until(lambda: bool(service.pids("crawl")))
    for pid in (pid for role in ("web", "fork server", "crawl", "reader") for pid in service.pids(role)):
        os.kill(pid, STOP)
    began = time.monotonic()
    for _ in range(2):
        service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(60) == 0
    wait_until(lambda: "STATUS=stopping" in service.told_systemd)
    assert service.told_systemd[-2:] == ["STOPPING=1", "STATUS=stopping"]
    assert time.monotonic() - began < END_SECONDS
    assert seconds_until(lambda: processes_of(service.command.data) == [], 10) < 5


def test_told_to_end_at_any_moment_the_service_ends_well_within_seconds(service: RunningService, news: News) -> None:
    chance = random.Random(5)
    for _ in range(STRIKES or 1):
        told = [*service.told_systemd]
        service.start()
        time.sleep(chance.uniform(0.3, 4.0 if STRIKES else 1.5))
        began = time.monotonic()
        signum = chance.choice((signal.SIGTERM, signal.SIGINT))
        service.process.send_signal(signum)
        # While Python itself still loads, nothing has begun that could be ended, and nothing was said of it.
        code = service.process.wait(60)
        assert code == 0 or (code == -signum and service.told_systemd == told)
        assert time.monotonic() - began < END_SECONDS
        assert seconds_until(lambda: processes_of(service.command.data) == [], 10) < 5
    loses_nothing(service, news, is_running=False)


def loses_nothing(service: RunningService, news: News, *, is_running: bool = True) -> None:
    """Everything published is in the record once; while the service rests, what is there is there once."""
    if is_running:
        # A page that was under way when its crawl was killed comes after all others that are due.
        wait_until(lambda: kept(service) == set(news.published), 10 * WITHIN_SECONDS)
        assert kept(service) == set(news.published)
    ((rows, keys),) = service.command.rows("SELECT count(*), count(DISTINCT key) FROM articles")
    assert rows == keys
