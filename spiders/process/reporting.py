"""The pipe between a crawl and the process that waits for it: results, log lines, and a pulse that tells it lives."""

import logging
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Literal

from archive.errors import WarraqError
from spiders.result import CrawlResult

Kind = Literal["progress", "result", "error", "log", "pulse"]
Content = CrawlResult | WarraqError | tuple[str, int, str] | float

PULSE_SECONDS = 2.0
# A crawl whose pulse is not felt for so long is stopped, or blocked in C; one whose loop stands still as long hangs in
# a spider. Our own code waits longer by rights, and within limits: for the record's lock, for a reading process.
SILENT_SECONDS, STUCK_SECONDS, OWN_SECONDS = 20.0, 15.0, 240.0


class Reporter:
    """The crawl's end, for all its threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._main = threading.get_ident()
        # None while no loop runs: opening the archive may have to wait, or to bring it up to date.
        self._turned_at: float | None = None

    def send(self, kind: Kind, content: Content, left: int = 0) -> None:
        """Send one message. Raises OSError where nobody listens any more."""
        with self._lock:
            self._connection.send((kind, content, left))

    def turned(self) -> None:
        """The event loop came round."""
        self._turned_at = time.monotonic()

    def start_pulse(self) -> None:
        """Tell every two seconds, from a thread, that this process lives, and whether its loop stands still."""
        threading.Thread(target=self._beat, name="pulse", daemon=True).start()

    def _beat(self) -> None:
        try:
            while True:
                self.send("pulse", self._stuck_for())
                time.sleep(PULSE_SECONDS)
        except OSError:
            return

    def _stuck_for(self) -> float:
        """For how many seconds the loop has stood still without a right to."""
        if self._turned_at is None:
            return 0.0
        still_for = time.monotonic() - self._turned_at
        return 0.0 if still_for < OWN_SECONDS and self._is_in_the_archive() else still_for

    def _is_in_the_archive(self) -> bool:
        """Does the main thread stand in code of the archive?"""
        frame = sys._current_frames().get(self._main)
        while frame is not None:
            if str(frame.f_globals.get("__name__", "")).startswith("archive."):
                return True
            frame = frame.f_back
        return False


class LogSender(logging.Handler):
    """Sends what libraries log to the process that waits, whose log it belongs into."""

    def __init__(self, reporter: Reporter, level: str) -> None:
        super().__init__(level)
        self._reporter = reporter

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._reporter.send("log", (record.name, record.levelno, self.format(record)))
        except OSError:
            self.handleError(record)


class Follower:
    """Reads what the child tells and remembers the last of it."""

    def __init__(
        self, connection: Connection, result: CrawlResult, on_progress: Callable[[CrawlResult, int], None] | None
    ) -> None:
        self._connection, self._on_progress = connection, on_progress
        self._heard_at, self._stuck_for = time.monotonic(), 0.0
        self.result = result
        self.error: WarraqError | None = None
        self.finished = False

    def listen(self, seconds: float) -> bool:
        """Wait for news. False when the child will tell nothing more."""
        try:
            if self._connection.poll(seconds):
                self._on_message(*self._connection.recv())
        except (EOFError, OSError):
            return False
        return not self.finished

    def is_lost(self) -> bool:
        """Has the crawl been frozen, or has it hung, for so long that it must be ended?"""
        return self._stuck_for > STUCK_SECONDS or time.monotonic() - self._heard_at > SILENT_SECONDS

    def _on_message(self, kind: Kind, content: Content, left: int) -> None:
        self._heard_at = time.monotonic()
        if isinstance(content, float):
            self._stuck_for = content
        elif isinstance(content, tuple):
            name, level, text = content
            logging.getLogger(name).log(level, "%s", text, extra={"outlet": self.result.outlet})
        elif isinstance(content, WarraqError):
            self.error = content
        else:
            self.result = content
        self.finished = self.finished or kind in ("result", "error")
        if self._on_progress and kind == "progress":
            self._on_progress(self.result, left)
