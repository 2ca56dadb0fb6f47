"""Processes of the fork server: they end with whoever started them, and one that is stopped holds nobody up."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from archive.reading import child_processes
from archive.reading.child_processes import fork_server_pid, is_stopped, kill_fork_server, replace_stopped_fork_server
from archive.reading.killable import KillableProcess
from tests.support.killing import lives
from tests.support.paths import ROOT
from tests.support.waiting import wait_until

PRELOAD = "archive.reading.charset"
STARTER = f"""
import os, time
from archive.reading.child_processes import fork_server_pid
from archive.reading.killable import KillableProcess
if __name__ == "__main__":
    process = KillableProcess(5.0, 100, "{PRELOAD}")
    process.call(os.getpid)
    print(fork_server_pid(), process.pid, flush=True)
    time.sleep(60)
"""
WITHOUT_ROOM = f"""
import os, tempfile
from archive.reading.killable import KillableProcess
if __name__ == "__main__":
    tempfile.tempdir = "/dev/null/no-folder"
    KillableProcess(5.0, 100, "{PRELOAD}").call(os.getpid)
"""
FORKER = f"""
import multiprocessing, os, signal, time
from archive.reading.child_processes import fork_server_pid
from archive.reading.killable import KillableProcess
if __name__ == "__main__":
    ours, theirs = multiprocessing.Pipe()
    process = KillableProcess(5.0, 100, "{PRELOAD}")
    process.fork(theirs)
    theirs.close()
    first = process.pid
    assert process.call(os.getpid) == first and process.call(os.getppid) == os.getpid()
    assert fork_server_pid() is None
    assert ours.poll(5), "the copy still holds what it inherited"
    os.kill(first, signal.SIGKILL)
    assert process.call(os.getpid) == process.pid != first
    assert fork_server_pid() is not None
    other = KillableProcess(5.0, 100, "{PRELOAD}")
    other.fork()
    print(process.pid, other.pid, flush=True)
    time.sleep(60)
"""


def fork_server_seen() -> int:
    return os.getppid()


def doubled(number: int) -> int:
    return 2 * number


@pytest.fixture
def process() -> Iterator[KillableProcess]:
    with KillableProcess(seconds=2.0, memory_mb=100, preload=PRELOAD) as one:
        assert one.call(doubled, 2) == 4
        yield one


def test_a_copy_answers_without_a_fork_server_is_replaced_from_one_and_ends_with_a_killed_starter() -> None:
    with subprocess.Popen([sys.executable, "-c", FORKER], cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        pids = [int(word) for word in starter.stdout.readline().split()]
        starter.kill()
    assert len(pids) == 2
    wait_until(lambda: not any(map(lives, pids)), seconds=10)


def test_a_process_that_cannot_be_started_for_want_of_a_folder_is_no_shortage_of_memory() -> None:
    ended = subprocess.run([sys.executable, "-c", WITHOUT_ROOM], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "ReaderUnavailable" in ended.stderr
    assert "/dev/null/no-folder" in ended.stderr.splitlines()[-1]
    assert "memory" not in ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("stopped", [None, 0, 1], ids=["none", "the fork server", "the reader"])
def test_what_was_started_ends_with_a_killed_starter_even_when_it_was_stopped(stopped: int | None) -> None:
    with subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        pids = [int(word) for word in starter.stdout.readline().split()]
        if stopped is not None:
            os.kill(pids[stopped], signal.SIGSTOP)
        starter.kill()
    wait_until(lambda: not any(map(lives, pids)), seconds=10)
    left = [pid for pid in pids if lives(pid)]
    for pid in left:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    assert left == []


def test_a_stopped_fork_server_is_replaced_when_it_is_looked_at(process: KillableProcess) -> None:
    first = fork_server_pid()
    assert first is not None
    assert not replace_stopped_fork_server()
    os.kill(first, signal.SIGSTOP)
    wait_until(lambda: is_stopped(first), seconds=5)
    assert replace_stopped_fork_server()
    assert process.call(doubled, 3) == 6
    assert fork_server_pid() not in (None, first)


def test_a_stopped_fork_server_is_replaced_when_a_process_is_wanted_of_it(
    process: KillableProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_processes, "START_SECONDS", 0.5)
    monkeypatch.setattr(child_processes, "END_SECONDS", 0.5)
    first = fork_server_pid()
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    process.close()
    started = time.monotonic()
    assert process.call(doubled, 3) == 6
    assert time.monotonic() - started < 60, "a stopped one would never answer; a new one loads what it needs"
    assert fork_server_pid() != first


def test_a_new_fork_server_has_the_time_of_a_first_start_although_the_one_before_was_quick(
    process: KillableProcess, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On a busy machine its imports take longer than a start of the one before ever did."""
    begun = tmp_path / "begun"
    words = f"import os, time; open({str(begun)!r}, 'a').write(str(os.getpid()) + ' '); time.sleep(1.5)"
    (tmp_path / "slow_to_import.py").write_text(words, "utf-8")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    monkeypatch.setattr(child_processes, "START_SECONDS", 0.5)
    monkeypatch.setattr(child_processes, "_preloaded", [PRELOAD, "slow_to_import"])
    first = fork_server_pid()
    assert first is not None
    os.kill(first, signal.SIGKILL)
    process.close()
    with ThreadPoolExecutor(3) as callers:
        others = [KillableProcess(2.0, 100, PRELOAD) for _ in range(3)]
        asked = [callers.submit(other.call, fork_server_seen) for other in others]
        seen = {future.result(30) for future in asked}
    for other in others:
        other.close()
    assert seen == {fork_server_pid()}
    (running,) = begun.read_text("utf-8").split()
    assert running == str(fork_server_pid())
    kill_fork_server(int(running))  # without it later tests' processes would load for themselves what it has not


def test_a_fork_server_that_was_replaced_meanwhile_is_left_alone(process: KillableProcess) -> None:
    assert process.pid is not None
    running = fork_server_pid()
    assert running is not None
    kill_fork_server(running + 1)
    assert fork_server_pid() == running
    assert lives(running)


def test_a_call_to_a_stopped_process_is_made_again_in_another(process: KillableProcess) -> None:
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    assert process.call(doubled, 3) == 6
