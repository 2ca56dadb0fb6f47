"""Commands beside a running service, on outlets of a scripted site: who is started, what they print, what is logged."""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils.utils import sqlite3

from tests.support.command import WARRAQ
from tests.support.crawling import Archive
from tests.support.waiting import wait_until


class CommandLine:
    """A data folder with private outlets, and the command line on it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._environment = os.environ | {
            "WARRAQ_DATA": str(archive.data),
            "WARRAQ_OUTLETS": str(archive.outlets),
            "WARRAQ_ALLOW_PRIVATE": "1",
        }

    def start(self, *words: str, to: int = subprocess.PIPE) -> subprocess.Popen[str]:
        """`to` gets what it prints."""
        return subprocess.Popen(
            [str(WARRAQ), *words], env=self._environment, stdout=to, stderr=to, text=True, start_new_session=True
        )

    def __call__(self, *words: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err, err
        return subprocess.CompletedProcess(words, process.returncode, out, err)

    def crawl(self, *words: str) -> tuple[dict[str, object], str]:
        """What `crawl --json` prints of one outlet, which must end well, and what it says."""
        done = self("crawl", *words, "--json")
        assert done.returncode == 0, done.stderr
        row: dict[str, object] = json.loads(done.stdout)
        return row, " ".join(done.stderr.split())

    @contextmanager
    def service(self, outlets: str) -> Iterator[subprocess.Popen[str]]:
        """`warraq run` of these outlets, up and crawling; ended afterwards by SIGTERM, unless it has ended."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        running = self.start("run", "--outlets", outlets, "--port", str(port), to=subprocess.DEVNULL)
        try:
            wait_until((self.archive.data / "locks/wake").exists)
            yield running
        finally:
            running.terminate()
            running.wait(60)

    def state(self, sql: str) -> list[tuple[object, ...]]:
        return rows_of(self.archive.data / "service.db", sql)

    def runs(self) -> list[tuple[object, ...]]:
        """Outlet and cause of every run in the log."""
        return self.state("SELECT outlet, cause FROM runs ORDER BY id")


def rows_of(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of service.db; none before it and its tables are there. By the library that the program uses: two of them in
    one process take each other's locks."""
    if not path.exists():
        return []
    with closing(sqlite3.connect(path, timeout=10)) as connection, suppress(sqlite3.OperationalError):
        return connection.execute(sql).fetchall()
    return []


def crawls_of(service: int) -> list[int]:
    """The processes in which a service crawls: sessions of their own below its fork server."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            parent, session = int(fields[1]), int(fields[3])
            grandparent = int((Path("/proc") / str(parent) / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        if grandparent == service and session == int(entry.name):
            found.append(int(entry.name))
    return found
