"""The schedule, what every run did, and how each outlet is."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.rows import HealthRow
from archive.sqlite import transaction
from archive.times import stamp

COUNTS = ("found", "fetched", "new", "edited", "unchanged", "missing", "gone", "held", "failed")


class RunLog(StateFile):
    """When each outlet is due, what every run did, how each outlet is."""

    def due(self, now: datetime) -> list[str]:
        """Outlets whose time has come, the longest waiting first."""
        return list(self.column(str, "SELECT outlet FROM schedule WHERE next_due <= ? ORDER BY next_due", stamp(now)))

    def schedule(self, outlet: str, next_due: datetime) -> None:
        """Set when an outlet is due; what is known of its past runs stays."""
        self.write(
            "INSERT INTO schedule(outlet, next_due) VALUES(?, ?)"
            " ON CONFLICT(outlet) DO UPDATE SET next_due = excluded.next_due",
            outlet,
            stamp(next_due),
        )

    def next_due(self) -> dict[str, str]:
        return dict(self.db.conn.execute("SELECT outlet, next_due FROM schedule").fetchall())

    def started(self, outlet: str, at: datetime) -> None:
        self.write("UPDATE schedule SET last_start = ? WHERE outlet = ?", stamp(at), outlet)

    def ended(
        self,
        result: Mapping[str, object],
        started_at: datetime,
        ended_at: datetime,
        strategies: Mapping[str, int] | None = None,
    ) -> None:
        """Record one run; `result` has the keys of `warraq crawl --json`, `strategies` how its texts were found."""
        columns = ("outlet", *COUNTS, "cause", "seconds")
        values = [result[name] for name in columns]
        placeholders = ", ".join("?" * (len(columns) + 2))
        with transaction(self.db):
            self.db.execute(
                f"INSERT INTO runs(started_at, rungs, {', '.join(columns)}) VALUES({placeholders})",
                [stamp(started_at), json.dumps(strategies or {}), *values],
            )
            self.db.execute(
                "UPDATE schedule SET last_end = ?, last_ok = CASE WHEN ? = '' THEN ? ELSE last_ok END WHERE outlet = ?",
                (stamp(ended_at), result["cause"], stamp(ended_at), result["outlet"]),
            )

    def put_health(self, rows: Iterable[HealthRow]) -> None:
        with transaction(self.db):
            self.db.table("health").upsert_all(map(dict, rows), pk="outlet")

    def health(self) -> dict[str, HealthRow]:
        return {row["outlet"]: row for row in self.rows(HealthRow, "SELECT * FROM health")}
