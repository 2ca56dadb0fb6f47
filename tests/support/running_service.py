"""`warraq run` as it is run: its processes by their roles, what it serves and what it has crawled."""

import json
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from tests.support.command import WARRAQ, Command
from tests.support.killing import kill, processes_of
from tests.support.waiting import wait_until

CHILDREN = ("web", "fork server", "crawl", "reader", "tracker")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class RunningService:
    """A service, started anew by `start`; `printed` holds all it has said."""

    def __init__(self, command: Command, *words: str) -> None:
        self.command, self.words, self.port = command, words, free_port()
        self.printed = command.data.with_name("printed")
        self.told_systemd: list[str] = []
        self._notified = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._notified.bind(str(command.data.with_name("notify")))
        threading.Thread(target=self._hear, daemon=True).start()

    def start(self) -> None:
        with self.printed.open("ab") as printed:
            self.process = subprocess.Popen(
                [str(WARRAQ), "run", "--port", str(self.port), *self.words],
                env=self.command.environment | {"NOTIFY_SOCKET": str(self.command.data.with_name("notify"))},
                stdout=printed,
                stderr=printed,
            )

    def events(self) -> list[dict[str, object]]:
        """What it has told, line by line; a line that is no JSON is what something else printed."""
        lines = self.printed.read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def pids(self, role: str) -> list[int]:
        """The processes of a role, youngest last."""
        return [pid for pid in processes_of(self.command.data) if self._role(pid) == role]

    def serves(self, times: int = 8) -> bool:
        """Is every one of so many questions answered, each over a connection of its own?"""
        return all(answers(self.port) for _ in range(times))

    def end(self) -> int:
        """End it as systemd would; how it exited."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def _hear(self) -> None:
        while True:
            self.told_systemd += self._notified.recv(4096).decode().splitlines()

    def _role(self, pid: int) -> str:
        try:
            line = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return "gone"
        if pid == self.process.pid:
            return "main"
        if parent != self.process.pid:
            return "crawl" if is_leader(pid) else "reader" if "forkserver" in line else "of a crawl"
        kinds = {"spawn_main": "web", "forkserver": "fork server", "resource_tracker": "tracker"}
        return next((role for word, role in kinds.items() if word in line), "other")


def is_leader(pid: int) -> bool:
    with suppress(ProcessLookupError):
        return os.getsid(pid) == pid
    return False


def answers(port: int, seconds: float = 5, path: str = "/about") -> bool:
    """Does the reading room answer within so many seconds?"""
    return answer(port, seconds, path) == "200"


def answer(port: int, seconds: float = 5, path: str = "/about") -> str:
    """The status that the reading room answers within so many seconds, or what happened in its place."""
    connection = HTTPConnection("127.0.0.1", port, timeout=seconds)
    try:
        connection.request("GET", path)
        return str(connection.getresponse().status)
    except (OSError, HTTPException) as problem:
        return repr(problem)
    finally:
        connection.close()


def seconds_until(holds: Callable[[], bool], limit: float = 60) -> float:
    """How long it took; more than `limit` where it never was."""
    began = time.monotonic()
    wait_until(holds, limit)
    return time.monotonic() - began if holds() else limit + 1


@contextmanager
def running(command: Command, *words: str) -> Iterator[RunningService]:
    """A service that is ended with all of its processes."""
    service = RunningService(command, *words)
    service.start()
    try:
        wait_until(service.serves)
        yield service
    finally:
        kill(*processes_of(command.data))
        service.process.wait(20)
