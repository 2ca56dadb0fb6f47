"""What is remembered of an outlet between crawls: bytes its routes gave, routes it announced, pauses it asked for."""

from collections.abc import Sequence
from datetime import datetime

from archive.crawl_state._barred_articles import left_out
from archive.crawl_state._state_file import StateFile
from archive.crawl_state.revisits import LONGEST_PAUSE
from archive.crawl_state.rows import AnnouncedRow
from archive.model import Route
from archive.sqlite import transaction
from archive.times import stamp, unstamp


class RouteMemory(StateFile):
    """service.db, open for writing."""

    def known_body(self, outlet: str, url: str) -> str:
        """The sha256 of the raw bytes this address (a feed, robots.txt) gave last time, empty when unknown."""
        return next(self.column(str, "SELECT sha256 FROM bodies WHERE outlet = ? AND url = ?", outlet, url), "")

    def remember_body(self, outlet: str, url: str, sha256: str) -> None:
        with transaction(self.db):
            self.db.table("bodies").upsert({"outlet": outlet, "url": url, "sha256": sha256}, pk=("outlet", "url"))

    def announced(self, outlet: str, edition: str) -> list[Route]:
        """The routes the site itself named for an edition, those that listed something last first."""
        found = self.rows(
            AnnouncedRow,
            "SELECT a.* FROM announced a LEFT JOIN polls p ON p.outlet = a.outlet AND p.url = a.url"
            " WHERE a.outlet = ? AND a.edition = ? ORDER BY p.last_yield_at DESC",
            outlet,
            edition,
        )
        return [Route(kind=row["kind"], url=row["url"], edition=edition) for row in found]

    def remember_announced(self, outlet: str, edition: str, routes: Sequence[Route], at: datetime) -> None:
        """Remember what a search for announced routes found, and that it was made."""
        with transaction(self.db):
            self.db.execute("INSERT OR REPLACE INTO searched VALUES(?, ?, ?)", [outlet, edition, stamp(at)])
            self.db.conn.executemany(
                "INSERT INTO announced VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [(outlet, edition, route.url, route.kind, stamp(at)) for route in routes],
            )

    def searched_at(self, outlet: str, edition: str) -> datetime | None:
        """When an edition's pages were last searched for announced routes."""
        sql = "SELECT at FROM searched WHERE outlet = ? AND edition = ?"
        return next(self.column(unstamp, sql, outlet, edition), None)

    def is_left_out(self, outlet: str, key: str) -> bool:
        """Is this article not to be taken in again?"""
        return bool(left_out(self.db, outlet, [key]))

    def pause(self, outlet: str, until: datetime, cause: str) -> None:
        """The outlet asked to be left alone until then."""
        with transaction(self.db):
            self.db.execute("INSERT OR REPLACE INTO pauses VALUES(?, ?, ?)", [outlet, stamp(until), cause])

    def paused_until(self, outlet: str, now: datetime) -> datetime | None:
        """Until when an outlet asked to be left alone; None when that is over, or a clock that was ahead wrote it."""
        sql = "SELECT until FROM pauses WHERE outlet = ? AND until > ? AND until <= ?"
        return next(self.column(unstamp, sql, outlet, stamp(now), stamp(now + LONGEST_PAUSE)), None)
