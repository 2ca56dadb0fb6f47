"""A dead man's ping: asks an address while all is well, so that somebody else notices when nothing asks any more.

The addresses are those of healthchecks.io: ADDRESS/start, ADDRESS, ADDRESS/fail.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from logging import WARNING
from queue import Full, Queue
from urllib.parse import urlsplit, urlunsplit

from scheduler.logs import log_event

TIMEOUT_SECONDS, TRIES, BETWEEN_TRIES = 5.0, 3, 1.0
WELL_SECONDS = 300.0


class DeadMansSwitch:
    """Asks in a thread of its own, and never raises: who is told of our troubles must not be one of them."""

    def __init__(self, address: Callable[[], str]) -> None:
        """`address` is asked each time: a changed configuration holds from then on. While empty, nobody is asked."""
        self._address = address
        self._wanted: Queue[str] = Queue(maxsize=4)
        self._well_at: float | None = None
        self._worker: threading.Thread | None = None

    def began(self) -> None:
        self._ask("/start")

    def well(self) -> None:
        """All is well; asked at most every five minutes, and at once after a failure."""
        if self._well_at is None or time.monotonic() - self._well_at >= WELL_SECONDS:
            self._well_at = time.monotonic()
            self._ask("")

    def failed(self) -> None:
        self._well_at = None
        self._ask("/fail")

    def wait(self, seconds: float) -> None:
        """Give what is being asked so long to arrive."""
        deadline = time.monotonic() + seconds
        while self._wanted.unfinished_tasks and time.monotonic() < deadline:
            time.sleep(0.05)

    def _ask(self, ending: str) -> None:
        if not self._address():
            return
        if self._worker is None:
            self._worker = threading.Thread(target=self._work, name="dead-mans-ping", daemon=True)
            self._worker.start()
        try:
            self._wanted.put_nowait(ending)
        except Full:
            # Nothing arrives anyway.
            return

    def _work(self) -> None:
        while True:
            ending = self._wanted.get()
            address = self._address()
            if address and not _ask(address, ending):
                # The address is a secret: who knows it can say that all is well.
                log_event(
                    "ping_failed", "The dead man's ping did not arrive: nobody was told how we are.", level=WARNING
                )
            self._wanted.task_done()


def _ask(address: str, ending: str) -> bool:
    """Did the question arrive?"""
    from urllib.request import urlopen  # noqa: PLC0415 - most services ask nobody

    for attempt in range(TRIES):
        time.sleep(BETWEEN_TRIES * attempt)
        # Whatever it is that fails, this service goes on.
        with suppress(Exception):
            parts = urlsplit(address)
            where = urlunsplit(parts._replace(path=parts.path.rstrip("/") + ending))
            with urlopen(where, timeout=TIMEOUT_SECONDS):  # noqa: S310 - the operator's own address
                return True
    return False
