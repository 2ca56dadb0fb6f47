"""What a crawl has under way, written down beforehand, so that it is known what a crawl did not outlive.

Only a crawl that died alone says something of the page it was at: whoever saw that counts it. Where the whole command
ended with it (a power cut, kill -9, the machine out of memory), the page is not counted, only visited last.
"""

from datetime import datetime, timedelta

from archive.crawl_state._state_file import StateFile
from archive.sqlite import transaction
from archive.times import stamp

# A later program may outlive what this one does not.
CRASHES_FORGOTTEN = timedelta(days=30)


class CrashMemory(StateFile):
    """service.db, open for writing. An address is an article's or a route's."""

    def begin(self, outlet: str, url: str, at: datetime) -> None:
        """Note that this address is under way; whatever was until now, the crawl has outlived."""
        with transaction(self.db):
            self.end(outlet)
            self.db.execute("INSERT INTO under_way VALUES(?, ?, ?)", [outlet, url, stamp(at)])

    def end(self, outlet: str) -> None:
        """Nothing is under way any more."""
        with transaction(self.db):
            self.db.execute(
                "DELETE FROM crashes WHERE outlet = :outlet AND url IN"
                " (SELECT url FROM under_way WHERE outlet = :outlet)",
                {"outlet": outlet},
            )
            self.db.execute("DELETE FROM under_way WHERE outlet = ?", [outlet])

    def count_crash(self, outlet: str) -> None:
        """Count what is under way as what the crawl died of. Only who holds the outlet's lock may ask."""
        self._crashed(outlet, 1)

    def left_under_way(self, outlet: str) -> None:
        """Remember, uncounted, what a crawl that nobody saw end had under way. Only who holds the lock may ask."""
        self._crashed(outlet, 0)

    def crashes(self, outlet: str, now: datetime) -> dict[str, int]:
        """How many crawls died on each address that none has outlived since; 0 where one ended with its command."""
        sql = "SELECT url, times FROM crashes WHERE outlet = ? AND last_at > ?"
        return dict(self.db.conn.execute(sql, (outlet, stamp(now - CRASHES_FORGOTTEN))).fetchall())

    def _crashed(self, outlet: str, times: int) -> None:
        with transaction(self.db):
            self.db.execute(
                "INSERT INTO crashes SELECT outlet, url, ?, began_at FROM under_way WHERE outlet = ?"
                " ON CONFLICT(outlet, url) DO UPDATE SET times = times + excluded.times,"
                " last_at = iif(excluded.times, excluded.last_at, last_at)",
                [times, outlet],
            )
            self.db.execute("DELETE FROM under_way WHERE outlet = ?", [outlet])
