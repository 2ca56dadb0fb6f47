"""What is remembered of an outlet between crawls: bytes its routes gave, routes it announced, pauses it asked for."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from archive.crawl_state.revisits import LONGEST_PAUSE
from archive.crawl_state.schema import open_state
from archive.model import Route
from archive.sqlite import transaction
from archive.times import stamp, unstamp


class RouteMemory:
    """service.db, open for writing."""

    def __init__(self, path: Path) -> None:
        self.db = open_state(path)

    def close(self) -> None:
        self.db.close()

    def known_body(self, outlet: str, url: str) -> str:
        """The sha256 of the raw bytes this address (a feed, robots.txt) gave last time, empty when unknown."""
        row = self._one("SELECT sha256 FROM bodies WHERE outlet = ? AND url = ?", outlet, url)
        return str(row["sha256"]) if row else ""

    def remember_body(self, outlet: str, url: str, sha256: str) -> None:
        with transaction(self.db):
            self.db.table("bodies").upsert({"outlet": outlet, "url": url, "sha256": sha256}, pk=("outlet", "url"))

    def announced(self, outlet: str, edition: str) -> list[Route]:
        """The routes the site itself named for an edition, those that listed something last first."""
        rows = self._all(
            "SELECT a.kind, a.url FROM announced a LEFT JOIN polls p ON p.outlet = a.outlet AND p.url = a.url"
            " WHERE a.outlet = ? AND a.edition = ? ORDER BY p.last_yield_at DESC",
            outlet,
            edition,
        )
        return [Route(kind=row["kind"], url=row["url"], edition=edition) for row in rows]

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
        row = self._one("SELECT at FROM searched WHERE outlet = ? AND edition = ?", outlet, edition)
        return unstamp(row["at"]) if row else None

    def pause(self, outlet: str, until: datetime, cause: str) -> None:
        """The outlet asked to be left alone until then."""
        with transaction(self.db):
            self.db.execute("INSERT OR REPLACE INTO pauses VALUES(?, ?, ?)", [outlet, stamp(until), cause])

    def paused_until(self, outlet: str, now: datetime) -> datetime | None:
        """Until when an outlet asked to be left alone; None when that is over, or a clock that was ahead wrote it."""
        row = self._one(
            "SELECT until FROM pauses WHERE outlet = ? AND until > ? AND until <= ?",
            outlet,
            stamp(now),
            stamp(now + LONGEST_PAUSE),
        )
        return unstamp(row["until"]) if row else None

    def _all(self, sql: str, *values: object) -> list[dict[str, Any]]:
        return list(self.db.query(sql, values))

    def _one(self, sql: str, *values: object) -> dict[str, Any] | None:
        return next(iter(self._all(sql, *values)), None)
