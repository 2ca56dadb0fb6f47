"""The dead man's ping: who watches from outside is told, and nothing that happens there hurts the service."""

import time
from collections.abc import Iterator
from functools import partial

import pytest

from scheduler import dead_mans_switch
from scheduler.dead_mans_switch import DeadMansSwitch
from tests.support.scripted_site import Answer, ScriptedSite
from tests.support.waiting import wait_until


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedSite]:
    monkeypatch.setattr(dead_mans_switch, "BETWEEN_TRIES", 0.05)
    with ScriptedSite().running() as site:
        for path in ("/abc/start", "/abc", "/abc/fail"):
            site.answers[path] = Answer(200, b"OK")
        yield site


def test_the_start_what_is_well_and_what_fails_are_asked_at_their_addresses(watcher: ScriptedSite) -> None:
    ping = DeadMansSwitch(lambda: f"{watcher.home}/abc")
    ping.began()
    for _ in range(3):
        ping.well()
    ping.failed()
    ping.well()
    ping.wait(10)
    assert watcher.paths() == ["/abc/start", "/abc", "/abc/fail", "/abc"]


def test_an_address_that_is_configured_while_the_service_runs_is_asked_from_then_on(watcher: ScriptedSite) -> None:
    configured = [""]
    ping = DeadMansSwitch(lambda: configured[0])
    ping.well()
    configured[0] = f"{watcher.home}/abc"
    ping.failed()
    ping.wait(10)
    assert watcher.paths() == ["/abc/fail"]


def test_one_that_refuses_is_asked_three_times_and_holds_nobody_up(watcher: ScriptedSite) -> None:
    watcher.answers["/abc"] = Answer(500, b"")
    ping = DeadMansSwitch(lambda: f"{watcher.home}/abc/")
    began = time.monotonic()
    ping.well()
    assert time.monotonic() - began < 0.05
    ping.wait(10)
    assert watcher.paths() == ["/abc"] * 3


def test_one_that_is_silent_costs_its_seconds_in_a_thread_of_its_own(
    watcher: ScriptedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dead_mans_switch, "TIMEOUT_SECONDS", 0.2)
    watcher.answers["/abc"] = Answer(200, b"", hang=1)
    ping = DeadMansSwitch(lambda: f"{watcher.home}/abc")
    ping.well()
    ping.failed()
    wait_until(lambda: "/abc/fail" in watcher.paths(), 10)
    assert watcher.paths() == [*["/abc"] * 3, "/abc/fail"]


def test_without_an_address_nobody_is_asked_and_nonsense_hurts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dead_mans_switch, "BETWEEN_TRIES", 0.0)
    for address in ("", "nonsense", "https://[", "ftp://x"):
        ping = DeadMansSwitch(partial(str, address))
        ping.began()
        ping.wait(5)
