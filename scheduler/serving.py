"""`warraq serve`: the reading room alone, of the live record, or of the newest snapshot that was published."""

import time
from logging import WARNING
from pathlib import Path

from archive.configuration import current
from archive.data_folder import DataFolder
from archive.errors import BadConfiguration, WarraqError
from archive.publish.manifest import read_manifest
from scheduler.dead_mans_switch import DeadMansSwitch
from scheduler.logs import log_event
from scheduler.reading_room import ReadingRoom
from scheduler.service import watch
from scheduler.signals import Ending
from scheduler.supervisor import Supervisor
from scheduler.systemd_notify import notify
from scheduler.web_process import Served
from spiders.registry import outlets, read_anew

# A snapshot is published once a night.
NEWER_SECONDS = 60.0


class Serving:
    """Serves until it is told to stop; writes nothing."""

    def __init__(
        self, data: DataFolder, host: str, port: int, ending: Ending, *, published: bool, allow_sql: bool
    ) -> None:
        self._data, self._host, self._port, self._ending = data, host, port, ending
        self._published, self._allow_sql = published, allow_sql
        self._looked_at = time.monotonic()

    def run(self) -> None:
        """Blocks until `ending.stop`. Raises BadConfiguration, WarraqError where nothing can be served."""
        if self._published and current(self._data).is_private:
            raise BadConfiguration(
                "A private archive is served from its record, where its accounts are asked for: leave --published out."
            )
        where = self._where() or self._first_snapshot()
        if where is None:
            return
        self._serves = where
        with ReadingRoom(self._host, self._port, self._served()) as room:
            room.start(self._ending.stop)
            if self._ending.stop.is_set():
                return
            log_event("started", f"Warraq serves {where} on http://{self._host}:{self._port}/  (Ctrl-C ends it)")
            notify("READY=1")
            supervisor = Supervisor(DeadMansSwitch(str), room)

            def look() -> None:
                supervisor.look()
                self._take_newer(room)

            watch(look, self._ending, lambda: self._reload(room))
            notify("STOPPING=1")
            log_event("stopping", "Stopping: what is being answered is answered, then the reading room closes.")

    def _where(self) -> Path | None:
        """What to serve; None where nothing is published yet. Raises WarraqError for a damaged manifest."""
        if not self._published:
            return self._data.demand_record().root
        snapshots = read_manifest(self._data)
        return self._data.published / snapshots[0]["file"] if snapshots else None

    def _first_snapshot(self) -> Path | None:
        """Wait for it; None where the end comes before."""
        log_event("waits", f"Nothing is published in {self._data.published} yet; it is served as soon as it is.")
        notify("READY=1", "STATUS=waits for the first snapshot")
        while not self._ending.stop.wait(1.0):
            notify("WATCHDOG=1")
            if where := self._where():
                return where
        return None

    def _served(self) -> Served:
        configuration = None if self._published else current(self._data)
        return Served(self._serves, tuple(outlets().values()), self._allow_sql, configuration)

    def _take_newer(self, room: ReadingRoom) -> None:
        if not self._published or time.monotonic() - self._looked_at < NEWER_SECONDS:
            return
        self._looked_at = time.monotonic()
        try:
            newest = self._where()
        except (OSError, WarraqError) as problem:
            log_event("not_renewed", f"{problem} Until then the snapshot of before is served.", level=WARNING)
            return
        if newest and newest != self._serves:
            self._serves = newest
            room.renew(self._served())
            log_event("renewed", f"A newer snapshot is served: {newest.name}.")

    def _reload(self, room: ReadingRoom) -> None:
        try:
            read_anew()
            room.renew(self._served())
        except WarraqError as problem:
            log_event("not_reloaded", f"{problem} Until then all goes on as it was.", level=WARNING)
        else:
            log_event("reloaded", "The outlet files were read anew.")
