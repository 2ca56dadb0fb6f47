"""What systemd is told: datagrams to the socket it names."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from scheduler.systemd_notify import notify, notify_of_reload


@pytest.fixture
def heard() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.settimeout(5)
        yield listening


@pytest.mark.parametrize("is_abstract", [False, True], ids=["a file", "an abstract name"])
def test_lines_reach_the_socket_that_is_named(
    heard: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_abstract: bool
) -> None:
    name = f"@warraq-test-{os.getpid()}" if is_abstract else str(tmp_path / "notify")
    heard.bind("\0" + name[1:] if is_abstract else name)
    monkeypatch.setenv("NOTIFY_SOCKET", name)
    notify("READY=1", "STATUS=all works")
    assert heard.recv(200) == b"READY=1\nSTATUS=all works"
    notify_of_reload()
    assert heard.recv(200).startswith(b"RELOADING=1\nMONOTONIC_USEC=")


def test_where_nobody_listens_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    notify("READY=1")
