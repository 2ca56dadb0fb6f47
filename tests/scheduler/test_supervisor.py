"""The watchdog is fed by work alone: while the crawler looks for what is due and service.db can be written."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.data_folder import DataFolder
from archive.sqlite import connect
from scheduler import supervisor
from scheduler.dead_mans_switch import DeadMansSwitch
from scheduler.supervisor import CRAWLER_SECONDS, Supervisor, Writing
from tests.support.scripted_site import Answer, ScriptedSite
from tests.support.waiting import wait_until


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        listening.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        yield listening


def is_fed(systemd: socket.socket) -> bool:
    try:
        return b"WATCHDOG=1" in systemd.recv(4096)
    except BlockingIOError:
        return False


def looked(**parts: object) -> None:
    Supervisor(DeadMansSwitch(str), **parts).look()  # type: ignore[arg-type]


def test_it_is_fed_while_the_crawler_works_and_not_when_it_has_stopped(systemd: socket.socket) -> None:
    looked(heartbeat=time.monotonic)
    assert is_fed(systemd)
    looked(heartbeat=lambda: time.monotonic() - CRAWLER_SECONDS - 1)
    assert not is_fed(systemd)


def test_it_is_not_fed_when_nothing_was_written_for_too_long(
    systemd: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seconds in ("WRITE_SECONDS", "WRITE_GRACE_SECONDS"):
        monkeypatch.setattr(supervisor, seconds, 0.1)
    stop, data = threading.Event(), DataFolder(tmp_path / "data").make()
    writing = Writing(data, stop)
    writing.start()
    wait_until(data.service.exists)
    # The same library: two of them in one process undo each other's locks.
    with closing(connect(data.service)) as other:
        wait_until(lambda: bool(other.execute("SELECT 1 FROM sqlite_master WHERE name = 'heartbeat'").fetchone()))
        assert writing.trouble == ""
        other.execute("BEGIN EXCLUSIVE")
        wait_until(lambda: writing.trouble != "", 10)
        looked(writing=writing)
        assert not is_fed(systemd)
        other.execute("ROLLBACK")
        wait_until(lambda: writing.trouble == "", 40)
        looked(writing=writing)
        assert is_fed(systemd)
    stop.set()


def test_a_trouble_that_lasts_is_told_to_who_watches_from_outside_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "TROUBLE_SECONDS", 0.0)
    monkeypatch.setattr(supervisor, "WORD_SECONDS", 0.0)
    with ScriptedSite().running() as watcher:
        for path in ("/abc", "/abc/fail"):
            watcher.answers[path] = Answer(200)
        works = [True]
        ping = DeadMansSwitch(lambda: f"{watcher.home}/abc")
        watched = Supervisor(ping, heartbeat=lambda: time.monotonic() - (0 if works[0] else CRAWLER_SECONDS + 1))
        for works[0] in (True, True, False, False, True):
            watched.look()
        ping.wait(10)
        assert watcher.paths() == ["/abc", "/abc/fail", "/abc"]
