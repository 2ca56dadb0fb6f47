"""The table of what an outlet's own lists say it published on a day: one row an outlet, day, edition and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from archive.record._connection import OpenRecord
from archive.record.rows import ListedDayRow
from archive.sqlite import transaction
from archive.times import stamp

ListedSource = Literal["sitemap", "rest", "feed"]
KNOWN = "SELECT * FROM listed_days WHERE outlet = ? AND edition = ? AND source = ? AND day >= ?"
PUT = (
    "INSERT OR REPLACE INTO listed_days(outlet, day, edition, source, listed, is_whole, seen_at) VALUES(?,?,?,?,?,?,?)"
)


@dataclass(frozen=True, slots=True)
class ListedDay:
    """How many articles of a day one answer lists; `is_whole` where it goes back beyond the day, which is over."""

    listed: int
    is_whole: bool


class ListedDays(OpenRecord):
    """What was listed; the most that was ever listed of a day stays."""

    def note_listed(
        self, outlet: str, edition: str, source: ListedSource, days: Mapping[date, ListedDay], at: datetime
    ) -> None:
        """Write what an answer, which came at the instant `at`, lists of each day. What says nothing more is no write.

        Days are those of the outlet's own zone. A whole day stays whole: what is listed of it later begins within it.
        """
        if not days:
            return
        since = min(days).isoformat()
        known = {row["day"]: row for row in self.rows(ListedDayRow, KNOWN, outlet, edition, source, since)}
        put = []
        for day, one in days.items():
            before = known.get(day.isoformat())
            listed = max(one.listed, before["listed"] if before else 0)
            is_whole = int(one.is_whole or bool(before and before["is_whole"]))
            if before is None or (listed, is_whole) != (before["listed"], before["is_whole"]):
                put.append((outlet, day.isoformat(), edition, source, listed, is_whole, stamp(at)))
        if put:
            with transaction(self.db):
                self.db.conn.executemany(PUT, put)

    def is_listed_whole(self, outlet: str, edition: str, source: ListedSource, day: date) -> bool:
        """Is it known how many articles this source lists of that day in all?"""
        known = self.rows(ListedDayRow, KNOWN, outlet, edition, source, day.isoformat())
        return any(row["day"] == day.isoformat() and row["is_whole"] for row in known)
