"""When the service is to end or to read its configuration anew: signals, heard by a thread whatever the others do."""

import os
import signal
import sys
import threading
import time

from scheduler.logs import log_event

# What has not ended by itself then is left to end with this process. In all less than twenty seconds.
LAST_SECONDS = 16.0


class Ending:
    """`stop` is set by SIGTERM, SIGINT and a closed terminal, `reload` by any other SIGHUP."""

    def __init__(self) -> None:
        self.stop, self.reload = threading.Event(), threading.Event()
        self._had_terminal = sys.stderr.isatty()

    def heed(self) -> None:
        """Hear the signals from now on. For the main thread; `stop` once set, this process ends within seconds.

        A signal's own handler runs in the main thread, which may hold the lock of the event that it would set, or be
        busy for minutes in a library.
        """
        hearing, telling = os.pipe()
        os.set_blocking(telling, False)
        for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(signum, lambda *_: None)
        signal.set_wakeup_fd(telling, warn_on_full_buffer=False)
        threading.Thread(target=self._receive, args=(hearing,), name="signals", daemon=True).start()

    def _receive(self, hearing: int) -> None:
        while True:
            for signum in os.read(hearing, 64):
                if signum == signal.SIGHUP and not self._is_terminal_closed():
                    self.reload.set()
                elif signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP) and not self.stop.is_set():
                    self.stop.set()
                    threading.Thread(target=_end_at_last, name="last-resort", daemon=True).start()

    def _is_terminal_closed(self) -> bool:
        """One that was closed is none any more; a SIGHUP that somebody sent leaves it as it is."""
        return self._had_terminal and not sys.stderr.isatty()


def _end_at_last() -> None:
    time.sleep(LAST_SECONDS)
    log_event("ended_at_last", "What did not end in time ends with the service; nothing that was kept is lost.")
    os._exit(0)
