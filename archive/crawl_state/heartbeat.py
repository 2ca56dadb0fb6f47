"""A row that the service writes while it lives: that it can be written is what its watchdog wants to know."""

from datetime import datetime

from archive.crawl_state._state_file import StateFile
from archive.times import stamp


class Heartbeat(StateFile):
    """When the service last wrote."""

    def beat(self, at: datetime) -> None:
        """Raises DiskFull, or the WarraqError of a file that cannot be written."""
        self.write(
            "INSERT INTO heartbeat(id, at) VALUES(1, ?) ON CONFLICT(id) DO UPDATE SET at = excluded.at", stamp(at)
        )
