"""What a crawl has under way, written down beforehand, so that the next one knows what the last did not outlive."""

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
        """Blame what is still under way for the end of the last crawl. Only who holds the outlet's lock may ask."""
        with transaction(self.db):
            self.db.execute(
                "INSERT INTO crashes SELECT outlet, url, 1, began_at FROM under_way WHERE outlet = ?"
                " ON CONFLICT(outlet, url) DO UPDATE SET times = times + 1, last_at = excluded.last_at",
                [outlet],
            )
            self.db.execute("DELETE FROM under_way WHERE outlet = ?", [outlet])

    def crashes(self, outlet: str, now: datetime) -> dict[str, int]:
        """How many crawls ended on each address that has not been outlived since."""
        sql = "SELECT url, times FROM crashes WHERE outlet = ? AND last_at > ?"
        return dict(self.db.conn.execute(sql, (outlet, stamp(now - CRASHES_FORGOTTEN))).fetchall())
