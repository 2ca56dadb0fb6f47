"""The reading room as it is run: the processes of `serve`, all that they print in one file."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

SERVE = """
import sys
from pathlib import Path
from scheduler.signals import Ending
from scheduler.reading_room import serve
from scheduler.web_process import Served
if __name__ == "__main__":
    ending = Ending()
    ending.heed()
    serve("127.0.0.1", int(sys.argv[2]), Served(Path(sys.argv[1]), allow_sql=len(sys.argv) > 3), ending.stop)
"""
STARTING_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A running reading room: its port, and the file of all it prints."""

    port: int
    printed: Path

    def lines(self) -> list[str]:
        return self.printed.read_text("utf-8", "backslashreplace").splitlines()


@contextmanager
def served(data: Path, printed: Path, *, allow_sql: bool = False, **environment: str) -> Iterator[Served]:
    """Serve a data folder until the end of the block, as `warraq run` does."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, str(data), str(port)]
    with printed.open("wb") as output:
        process = subprocess.Popen(
            [*command, *(["sql"] if allow_sql else [])],
            stdout=output,
            stderr=output,
            env={**os.environ, **environment},
        )
    try:
        deadline = time.monotonic() + STARTING_SECONDS
        while not _answers(port):
            assert process.poll() is None, printed.read_text("utf-8")
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield Served(port, printed)
    finally:
        process.terminate()
        process.wait(30)


def _answers(port: int) -> bool:
    """Its port is taken before anybody is there to answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=STARTING_SECONDS)
    try:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
