"""Watches what the service consists of, replaces what is frozen, and says to the outside that all of it works."""

import resource
import threading
import time
from collections.abc import Callable
from logging import WARNING
from pathlib import Path

from archive.crawl_state.heartbeat import Heartbeat
from archive.data_folder import DataFolder
from archive.errors import DiskFull, WarraqError
from archive.reading.child_processes import replace_stopped_fork_server, replace_stopped_tracker
from archive.times import clock_state, now
from scheduler.dead_mans_switch import DeadMansSwitch
from scheduler.logs import log_bug, log_event
from scheduler.reading_room import ReadingRoom
from scheduler.systemd_notify import notify

LOOK_SECONDS, WORD_SECONDS = 1.0, 5.0
# Each write costs some 36 kB of the disk, with the pages that SQLite keeps beside the file: under 1 MB in an idle hour.
WRITE_SECONDS = 180.0
# So long after a write is due it may wait for another's transaction, before that is trouble.
WRITE_GRACE_SECONDS = 60.0
# The crawler sleeps for up to a minute while nothing is due.
CRAWLER_SECONDS = 150.0
# What is being replaced works again within seconds: that is told, and no trouble yet.
TROUBLE_SECONDS = 20.0


def own_memory() -> int:
    """The bytes of memory that this process has; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


class Writing:
    """Writes into service.db every three minutes, in a thread that a locked or hanging file holds up alone."""

    def __init__(self, data: DataFolder, stop: threading.Event) -> None:
        self._data, self._stop = data, stop
        self._written_at = time.monotonic()
        self._since = now()

    def start(self) -> None:
        threading.Thread(target=self._work, name="heartbeat", daemon=True).start()

    @property
    def trouble(self) -> str:
        """Why it has not written for too long; nothing where all is well."""
        is_late = time.monotonic() - self._written_at > WRITE_SECONDS + WRITE_GRACE_SECONDS
        return "service.db is not written" if is_late else ""

    def _work(self) -> None:
        while True:
            try:
                with Heartbeat(self._data.service) as heartbeat:
                    heartbeat.beat(now(), self._since, own_memory(), clock_state())
                self._written_at = time.monotonic()
            except DiskFull as problem:
                # Known, and mended by nobody's restart: what is kept goes on being served.
                self._written_at = time.monotonic()
                log_event("disk_full", str(problem), level=WARNING, cause="disk_full")
            except WarraqError as problem:
                log_event("not_written", str(problem), level=WARNING, cause="storage")
            except Exception as problem:
                log_bug("the heartbeat", problem)
            if self._stop.wait(WRITE_SECONDS):
                return


class Supervisor:
    """`heartbeat` gives when the crawler last worked, by time.monotonic(); all parts but the ping may be missing."""

    def __init__(
        self,
        ping: DeadMansSwitch,
        room: ReadingRoom | None = None,
        heartbeat: Callable[[], float] | None = None,
        writing: Writing | None = None,
    ) -> None:
        self._ping, self._room, self._heartbeat, self._writing = ping, room, heartbeat, writing
        self._word_at = 0.0
        self._well_at = time.monotonic()
        self._reported = ""

    def look(self) -> None:
        """Look at every part; to be called by the main thread, about once a second."""
        if self._room:
            self._room.look()
        if time.monotonic() - self._word_at < WORD_SECONDS:
            return
        self._word_at = time.monotonic()
        if self._heartbeat:
            self._look_at_children()
        self._report(self.trouble())

    def trouble(self) -> str:
        """What does not work, in a sentence; nothing where all does."""
        if self._room and not self._room.is_well:
            return "the reading room gives no answer"
        if self._heartbeat and time.monotonic() - self._heartbeat() > CRAWLER_SECONDS:
            return "nothing looks for what is due"
        return self._writing.trouble if self._writing else ""

    def _look_at_children(self) -> None:
        if replace_stopped_fork_server():
            log_event(
                "fork_server_replaced", "The process that crawls are started from was frozen or gone; it is replaced."
            )
        if replace_stopped_tracker():
            log_event("tracker_replaced", "The process that clears up after the others was frozen; it is replaced.")

    def _report(self, trouble: str) -> None:
        if not trouble:
            self._well_at = time.monotonic()
            self._reported = ""
            notify("WATCHDOG=1", "STATUS=all works")
            self._ping.well()
        elif trouble != self._reported and time.monotonic() - self._well_at > TROUBLE_SECONDS:
            self._reported = trouble
            notify(f"STATUS={trouble}")
            log_event("not_well", f"Something does not work: {trouble}.", level=WARNING, cause=trouble)
            self._ping.failed()
