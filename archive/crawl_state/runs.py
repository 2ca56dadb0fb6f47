"""What every run did, and how each outlet is."""

import json
import time
from collections.abc import Iterable, Mapping
from datetime import datetime

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.rows import HealthRow
from archive.sqlite import transaction
from archive.times import boot_id, stamp

COUNTS = ("found", "fetched", "new", "edited", "unchanged", "missing", "gone", "held", "failed")


class RunLog(StateFile):
    """What every run did, how each outlet is."""

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
        placeholders = ", ".join("?" * (len(columns) + 4))
        with transaction(self.db):
            self.db.execute(
                f"INSERT INTO runs(started_at, rungs, monotonic, boot_id, {', '.join(columns)}) VALUES({placeholders})",
                [stamp(started_at), json.dumps(strategies or {}), time.monotonic(), boot_id(), *values],
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
