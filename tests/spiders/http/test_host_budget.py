"""One request at a time and a pause after each, for every host, whoever asks, however they end."""

import asyncio
import fcntl
import os
import signal
import time
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from archive.errors import BadConfiguration
from spiders.http import host_budget
from spiders.http.host_budget import LONGEST_HOLD, HostBudget, HostPaused, Work
from tests.support.host_turns import URL, held, start, take
from tests.support.waiting import wait_until

DELAY = 0.1


def turn(folder: Path, url: str = URL, work: Work = Work.NEWS, pause: float = 0.0, delay: float = DELAY) -> float:
    """Take one turn in this process; returns how long it had to be waited for."""

    async def taken() -> float:
        asked = time.monotonic()
        async with HostBudget(folder, delay).turn(url, work) as one:
            one.pause = timedelta(seconds=pause)
            return time.monotonic() - asked

    return asyncio.run(taken())


def test_processes_never_hold_a_host_at_once_and_the_longer_delay_lies_between_them(tmp_path: Path) -> None:
    processes = [
        start(tmp_path, who, work, times=4, seconds=0.03, delay=delay)
        for who, work, delay in (("a", Work.NEWS, DELAY), ("b", Work.NEWS, 2 * DELAY), ("c", Work.BACKFILL, DELAY))
    ]
    assert [process.wait(30) for process in processes] == [0, 0, 0]
    turns = held(tmp_path)
    assert len(turns) == 12
    assert {turn.who for turn in turns} == {"a", "b", "c"}
    for before, after in pairwise(turns):
        least = 2 * DELAY if "b" in (before.who, after.who) else DELAY
        assert after.begins - before.ends >= least, (before, after)


def test_a_route_that_waits_goes_before_a_backfill_that_waits_longer(tmp_path: Path) -> None:
    turn(tmp_path)
    with (tmp_path / "host-example.org").open() as taken:
        fcntl.flock(taken, fcntl.LOCK_EX)
        past = start(tmp_path, "past", Work.BACKFILL, 1, 0.01, 3 * DELAY)
        wait_until(lambda: any(tmp_path.glob("host-*.backfill")))
        routes = start(tmp_path, "routes", Work.DISCOVERY, 5, 0.01, 3 * DELAY)
        wait_until(lambda: any(tmp_path.glob("host-*.discovery")))
    assert [process.wait(30) for process in (past, routes)] == [0, 0]
    assert [one.who for one in held(tmp_path)] == ["routes"] * 5 + ["past"]


@pytest.mark.parametrize("signum", [signal.SIGKILL, signal.SIGTERM])
def test_a_process_that_dies_in_the_middle_of_a_request_holds_nothing_up(tmp_path: Path, signum: int) -> None:
    dying = start(tmp_path, "dying", Work.DISCOVERY, 1, 60, DELAY)
    wait_until((tmp_path / "dying.began").exists)
    os.kill(dying.pid, signum)
    dying.wait(10)
    assert DELAY <= turn(tmp_path) < 1, "its request may have lasted until now"
    assert [one.name for one in tmp_path.glob("*.lock")] == []


def test_a_process_that_is_killed_while_it_waits_holds_nothing_up(tmp_path: Path) -> None:
    turn(tmp_path, delay=2)
    waiting = start(tmp_path, "waiting", Work.DISCOVERY, 1, 0, 2)
    wait_until(lambda: any(tmp_path.glob("host-*.discovery")))
    os.kill(waiting.pid, signal.SIGKILL)
    waiting.wait(10)
    assert turn(tmp_path, work=Work.BACKFILL, delay=0) < 4


def test_a_process_that_is_frozen_in_the_middle_of_a_request_does_not_hold_the_host_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = start(tmp_path, "frozen", Work.NEWS, 1, 0.2, DELAY)
    wait_until((tmp_path / "frozen.began").exists)
    os.kill(frozen.pid, signal.SIGSTOP)
    monkeypatch.setattr(host_budget, "LONGEST_REQUEST", 0.5)
    try:
        assert turn(tmp_path) < 3
        asyncio.run(asyncio.wait_for(take(tmp_path, "after", Work.NEWS, 2, 0, DELAY), 3))
    finally:
        os.kill(frozen.pid, signal.SIGCONT)
    assert frozen.wait(10) == 0
    assert turn(tmp_path) < 1, "what the frozen one writes on waking disturbs nobody"


def test_one_that_is_frozen_while_it_waits_is_passed_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    turn(tmp_path, delay=2)
    frozen = start(tmp_path, "frozen", Work.DISCOVERY, 1, 0, 2)
    wait_until(lambda: any(tmp_path.glob("host-*.discovery")))
    os.kill(frozen.pid, signal.SIGSTOP)
    monkeypatch.setattr(host_budget, "LONGEST_SLEEP", 0.5)
    try:
        assert turn(tmp_path, work=Work.BACKFILL, delay=0) < 4
    finally:
        os.kill(frozen.pid, signal.SIGKILL)
        frozen.wait(10)


def test_a_pause_that_one_process_is_asked_for_holds_for_all_and_a_long_one_is_told(tmp_path: Path) -> None:
    turn(tmp_path, pause=1)
    assert turn(tmp_path, pause=LONGEST_HOLD.total_seconds() + 60) >= 0.9
    with pytest.raises(HostPaused):
        turn(tmp_path)
    assert turn(tmp_path, "https://other.org/1") < 1, "another host"


def test_a_host_may_be_slowed_down_and_never_hurried(tmp_path: Path) -> None:
    async def gaps(delay: float) -> list[float]:
        budget = HostBudget(tmp_path, DELAY)
        budget.slow_down(URL, delay)
        at = []
        for _ in range(3):
            async with budget.turn(URL, Work.NEWS):
                at.append(time.monotonic())
        return [after - before for before, after in pairwise(at)]

    assert min(asyncio.run(gaps(3 * DELAY))) >= 3 * DELAY
    assert min(asyncio.run(gaps(DELAY / 10))) >= DELAY


@pytest.mark.parametrize("text", ["", "{", "{}" * 200])
def test_a_file_of_a_host_that_says_nothing_sensible_is_a_new_one(tmp_path: Path, text: str) -> None:
    turn(tmp_path)
    (path,) = (one for one in tmp_path.iterdir() if not one.name.endswith(".news"))
    path.write_text(text, encoding="ascii")
    assert turn(tmp_path) < 1
    assert turn(tmp_path) >= DELAY / 2


def test_addresses_of_one_host_share_a_budget_and_ports_do_not(tmp_path: Path) -> None:
    for same in (URL, "http://example.org/2", "https://www.example.org/", "https://example.org:443/", "//.."):
        turn(tmp_path, same, delay=0)
    turn(tmp_path, "http://example.org:8080/", delay=0)
    hosts = {one.name for one in tmp_path.iterdir() if not one.name.endswith(".news")}
    assert {"host-example.org", "host-example.org:8080"} <= hosts
    assert len(hosts) == 3


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="cannot be written"):
        turn(tmp_path / "nowhere")
