"""Signals: what ends a service, what makes it read its configuration anew, what it does when its terminal closes."""

import os
import pty
import signal
import subprocess
import sys

import pytest

from tests.support.paths import ROOT

SCRIPT = """
import sys, time
from scheduler import signals
signals.LAST_SECONDS = 1.0
one = signals.Ending()
one.heed()
print("ready", flush=True)
while not one.stop.wait(0.05):
    if one.reload.is_set():
        one.reload.clear()
        print("reload", flush=True)
print("stop", flush=True)
while sys.argv[1:]:
    time.sleep(1)
"""


def started(*words: str, stderr: int = subprocess.DEVNULL) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        start_new_session=True,
    )
    assert said(process) == "ready"
    return process


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_a_hangup_reloads_and_a_stop_ends(signum: signal.Signals) -> None:
    with started() as process:
        process.send_signal(signal.SIGHUP)
        assert said(process) == "reload"
        process.send_signal(signum)
        assert said(process) == "stop"
        assert process.wait(10) == 0


def test_a_hangup_that_somebody_sends_reloads_at_a_terminal_too_and_a_closed_one_ends() -> None:
    ours, terminal = pty.openpty()
    with started(stderr=terminal) as process:
        os.close(terminal)
        process.send_signal(signal.SIGHUP)
        assert said(process) == "reload"
        os.close(ours)
        process.send_signal(signal.SIGHUP)
        assert said(process) == "stop"
        assert process.wait(10) == 0


def test_what_does_not_end_by_itself_is_ended_and_ends_well() -> None:
    with started("hangs") as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
