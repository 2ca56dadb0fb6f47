"""A row that the service writes while it lives: that it can be written is what its watchdog wants to know."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.crawl_state._read_only import read_state
from archive.crawl_state._state_file import StateFile
from archive.exchange import ClockState
from archive.times import stamp

# One of an older release noted the time alone.
READ = "SELECT * FROM heartbeat"
BEAT = (
    "INSERT INTO heartbeat(id, at, since, memory, clock) VALUES(1, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET"
    " at = excluded.at, since = excluded.since, memory = excluded.memory, clock = excluded.clock"
)


class Beat(NamedTuple):
    """How the service was when it last wrote: `since` it runs, empty where nobody noted it; `memory` in bytes, 0 where
    it is not known."""

    at: str
    since: str = ""
    memory: int = 0
    clock: ClockState = ""


class Heartbeat(StateFile):
    """When the service last wrote, and how it was."""

    def beat(self, at: datetime, since: datetime, memory: int = 0, clock: ClockState = "") -> None:
        """Raises DiskFull, or the WarraqError of a file that cannot be written."""
        self.write(BEAT, stamp(at), stamp(since), memory, clock)


def read_beat(service: Path) -> Beat | None:
    """None where no service ever ran."""

    def ask(connection: sqlite3.Connection) -> Beat | None:
        found = connection.execute(READ).fetchone()
        return Beat(*found[1:]) if found else None

    return read_state(service, ask)
