"""One process of the reading room: started, asked over HTTP whether it answers, ended."""

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from logging import ERROR
from multiprocessing.connection import wait
from pathlib import Path

from archive.configuration import Configuration, hold
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.model import Outlet
from archive.reading.child_processes import die_with_parent
from scheduler.logs import is_for_programs, log_event, set_up

# Nothing is read from the record for it: a room that is busy with hard questions is alive.
QUESTION = b"GET /robots.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
ANSWER = b"HTTP/"
ASK_SECONDS, ANSWER_SECONDS = 5.0, 12.0
# Until the first answer: Datasette takes two seconds to load, on a busy machine many more.
START_SECONDS = 60.0
CONNECT_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Served:
    """What is shown: a data folder or a downloaded file, by the rules of which outlets, and to whom."""

    where: Path
    outlets: tuple[Outlet, ...] = ()
    allow_sql: bool = False
    # What the service goes by, also where the file has become wrong since.
    configuration: Configuration | None = None


class WebProcess:
    """It answers on `listening`, which stays open here: who asks while it is being replaced waits, and is answered."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._process: multiprocessing.process.BaseProcess | None = None
        self._asked: socket.socket | None = None
        self._answered_at: float | None = None
        self._begun = self._ask_at = 0.0

    def start(self, served: Served, secret: str) -> None:
        """Start it; returns at once. To be called by the main thread: the process ends with the thread that did."""
        self._reset()
        with _listener_for_questions() as asking:
            self._address, self._family = asking.getsockname(), asking.family
            values = (served, secret, self._listening, asking, os.getpid())
            # A fresh interpreter: the reading room must share nothing with the crawls, not even open files.
            context = multiprocessing.get_context("spawn")
            self._process = context.Process(target=_answer, args=values, name="reading-room")
            self._process.start()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def has_answered(self) -> bool:
        """Since it was started?"""
        return self._answered_at is not None

    @property
    def exit_code(self) -> int | None:
        """None while it runs."""
        return self._process.exitcode if self._process else None

    def forgive(self) -> None:
        """This process itself stood still meanwhile: what is not known is not held against the other."""
        self._begun = time.monotonic()
        if self.has_answered:
            self._answered_at = self._begun

    def look(self) -> str:
        """Ask it when it is time; why it must be replaced, or nothing."""
        if self.exit_code is not None:
            return f"ended by itself (exit code {self.exit_code})"
        self._receive()
        now = time.monotonic()
        if self._asked is None and now >= self._ask_at:
            self._ask(now)
        since, limit = (
            (self._begun, START_SECONDS) if self._answered_at is None else (self._answered_at, ANSWER_SECONDS)
        )
        return "" if now - since <= limit else f"gave no answer for {now - since:.0f} seconds"

    def terminate(self) -> None:
        """Ask it to end: it finishes the answers under way."""
        if self._process is not None and self._process.is_alive():
            self._process.terminate()

    def end(self, seconds: float) -> None:
        """Wait so long for its end, then kill it."""
        self._forget_question()
        if self._process is not None:
            self._process.join(seconds)
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None

    def _reset(self) -> None:
        self._forget_question()
        self._begun, self._ask_at, self._answered_at = time.monotonic(), 0.0, None

    def _ask(self, now: float) -> None:
        self._ask_at = now + (ASK_SECONDS if self.has_answered else CONNECT_SECONDS)
        connection = socket.socket(self._family)
        try:
            connection.settimeout(CONNECT_SECONDS)
            connection.connect(self._address)
            connection.sendall(QUESTION)
            connection.setblocking(False)
        except OSError:
            connection.close()
        else:
            self._asked = connection

    def _receive(self) -> None:
        if self._asked is None:
            return
        try:
            answer = self._asked.recv(len(ANSWER))
        except BlockingIOError:
            return
        except OSError:
            answer = b""
        if answer == ANSWER:
            self._answered_at = time.monotonic()
        self._forget_question()

    def _forget_question(self) -> None:
        if self._asked is not None:
            self._asked.close()
            self._asked = None


def _listener_for_questions() -> socket.socket:
    """Where this process alone can be asked: on the port of all, any of them may answer."""
    if sys.platform != "linux":
        return socket.create_server(("127.0.0.1", 0))
    listening = socket.socket(socket.AF_UNIX)
    # A free name without a file (unix(7), autobind): nothing is left of it.
    listening.bind("")
    listening.listen()
    return listening


def _answer(served: Served, secret: str, listening: socket.socket, asking: socket.socket, parent: int) -> None:
    """The process itself."""
    die_with_parent(parent)
    # Ctrl-C and a closed terminal reach everything in it; the service ends the reading room itself.
    for signum in (signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()
    set_up()
    if served.configuration is not None:
        hold(DataFolder(served.where), served.configuration)
    from archive.web.app.server import answer, create_app  # noqa: PLC0415 - only this process needs Datasette

    try:
        app = create_app(served.where, allow_sql=served.allow_sql, secret=secret, outlets=served.outlets).app()
    except WarraqError as problem:
        log_event("reading_room_refused", str(problem), level=ERROR)
        sys.exit(problem.exit_code)
    answer(app, [listening, asking], json_log=is_for_programs())


def _end_with_parent() -> None:
    """Where the system does not do it."""
    if parent := multiprocessing.parent_process():
        wait([parent.sentinel])
        with suppress(ProcessLookupError):
            os.kill(os.getpid(), signal.SIGKILL)
