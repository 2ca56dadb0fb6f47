"""Where a route's answer did not reach back to the one before: what is remembered until nothing is left in between."""

import json
from collections.abc import Sequence
from datetime import datetime

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.hole_rows import HoleKeyRow, HoleRow
from archive.crawl_state.holes import Dated, Hole
from archive.crawl_state.rows import EntryRow
from archive.sqlite import transaction
from archive.times import stamp, unstamp

BEFORE = (
    "SELECT e.key, coalesce(v.published, '') FROM entries e LEFT JOIN visits v USING(outlet, key)"
    " WHERE e.outlet = ? AND e.route_url = ? ORDER BY e.place"
)
FOUND = "SELECT key, iif(past, '', found_at) FROM visits WHERE outlet = ? AND key IN (SELECT value FROM json_each(?))"
FOUND_IN = (
    "SELECT v.key, v.url, v.published FROM hole_keys h JOIN visits v USING(key)"
    " WHERE h.hole = ? AND h.place < 0 AND v.outlet = ?"
)


class HoleMemory(StateFile):
    """service.db, open for writing."""

    def is_begun(self, outlet: str, edition: str) -> bool:
        """Were the first days of an edition taken from all its routes?"""
        return self.exists("SELECT 1 FROM begun WHERE outlet = ? AND edition = ?", outlet, edition)

    def begun(self, outlet: str, edition: str, at: datetime) -> None:
        self.write("INSERT OR REPLACE INTO begun VALUES(?, ?, ?)", outlet, edition, stamp(at))

    def listed_before(self, outlet: str, route_url: str) -> tuple[tuple[Dated, ...], datetime | None]:
        """What a route listed last, the newest first, and when; nothing and None before its first answer."""
        before = tuple((str(key), str(date)) for key, date in self.db.conn.execute(BEFORE, (outlet, route_url)))
        sql = "SELECT * FROM entries WHERE outlet = ? AND route_url = ? LIMIT 1"
        entry = next(self.rows(EntryRow, sql, outlet, route_url), None)
        return before, unstamp(entry["seen_at"]) if entry else None

    def found_times(self, outlet: str, keys: Sequence[str]) -> dict[str, str]:
        """When each of these articles was found, as the record writes instants; empty where only a backfill did."""
        found = self.db.conn.execute(FOUND, (outlet, json.dumps(keys)))
        return {str(key): str(at) for key, at in found}

    def holes(self, outlet: str) -> list[Hole]:
        """All that are remembered of an outlet, the oldest first."""
        found = self.rows(HoleRow, "SELECT * FROM holes WHERE outlet = ? ORDER BY id", outlet)
        return [self._hole(row) for row in found]

    def open_hole(self, hole: Hole, found: Sequence[str]) -> int:
        """Remember a hole and the articles found in it so far; returns its number. One that is remembered already, of a
        crawl that did not get on, is taken up again."""
        known = "SELECT id FROM holes WHERE outlet = ? AND edition = ? AND since = ? AND reached_at IS NULL"
        with transaction(self.db):
            number = next(self.column(int, known, hole.outlet, hole.edition, stamp(hole.since)), None)
            if number is None:
                times = (stamp(hole.since), stamp(hole.until), stamp(hole.asked_at))
                cursor = self.db.execute(
                    "INSERT INTO holes(outlet, edition, since, until, asked_at, route_url, next_url)"
                    " VALUES(?, ?, ?, ?, ?, ?, ?)",
                    [hole.outlet, hole.edition, *times, hole.route_url, hole.next_url],
                )
                number = int(cursor.lastrowid or 0)
                self.db.conn.executemany(
                    "INSERT OR IGNORE INTO hole_keys VALUES(?, ?, ?, ?)",
                    [(number, key, place, date) for place, (key, date) in enumerate(hole.before)],
                )
            known_before = self.found_times(hole.outlet, found)
            self.found_in_hole(number, [key for key in found if not known_before.get(key)])
        return number

    def found_in_hole(self, number: int, keys: Sequence[str]) -> None:
        with transaction(self.db):
            self.db.conn.executemany(
                "INSERT OR IGNORE INTO hole_keys VALUES(?, ?, -1, '')", [(number, key) for key in keys]
            )

    def put_hole(self, hole: Hole) -> None:
        """Remember how far a hole was followed."""
        self.write(
            "UPDATE holes SET route_url = ?, next_url = ?, page = ?, tries = ?, asked_at = ?, counted = ?,"
            " reached_at = ? WHERE id = ?",
            hole.route_url,
            hole.next_url,
            hole.page,
            hole.tries,
            stamp(hole.asked_at),
            hole.counted,
            stamp(hole.reached_at) if hole.reached_at else None,
            hole.id,
        )

    def keys_in_hole(self, number: int) -> list[str]:
        """The articles that were found in it."""
        sql = "SELECT * FROM hole_keys WHERE hole = ? AND place < 0"
        return [row["key"] for row in self.rows(HoleKeyRow, sql, number)]

    def found_in(self, number: int, outlet: str) -> list[tuple[str, str, str]]:
        """The articles that were found in it, each with its address and the date its route gave."""
        found = self.db.conn.execute(FOUND_IN, (number, outlet))
        return [(str(key), str(url), str(published)) for key, url, published in found]

    def forget_hole(self, number: int) -> None:
        with transaction(self.db):
            self.db.execute("DELETE FROM holes WHERE id = ?", [number])
            self.db.execute("DELETE FROM hole_keys WHERE hole = ?", [number])

    def _hole(self, row: HoleRow) -> Hole:
        sql = "SELECT * FROM hole_keys WHERE hole = ? AND place >= 0 ORDER BY place"
        return Hole(
            id=row["id"],
            outlet=row["outlet"],
            edition=row["edition"],
            since=unstamp(row["since"]),
            until=unstamp(row["until"]),
            route_url=row["route_url"],
            before=tuple((key["key"], key["published"]) for key in self.rows(HoleKeyRow, sql, row["id"])),
            next_url=row["next_url"],
            page=row["page"],
            tries=row["tries"],
            asked_at=unstamp(row["asked_at"]),
            counted=row["counted"],
            reached_at=unstamp(row["reached_at"]) if row["reached_at"] else None,
        )
