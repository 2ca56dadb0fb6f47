"""What every run did, and how each outlet is."""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.rows import HealthRow
from archive.model import Traits
from archive.sqlite import transaction
from archive.times import boot_id, stamp

COUNTS = ("found", "fetched", "new", "edited", "unchanged", "missing", "gone", "held", "failed")
# Of routes that never listed anything nothing can be expected.
FAILED_ROUTES = (
    "SELECT url, cause FROM polls WHERE outlet = ? AND checked_at >= ? AND cause <> '' AND last_yield_at NOT NULL"
    " ORDER BY url"
)


class RunLog(StateFile):
    """What every run did, how each outlet is."""

    def ended(
        self,
        result: Mapping[str, object],
        started_at: datetime,
        ended_at: datetime,
        strategies: Mapping[str, int] | None = None,
        reasons: Mapping[str, int] | None = None,
        traits: Sequence[Traits] = (),
        *,
        past: bool = False,
    ) -> None:
        """Record one run; `result` has the keys of `warraq crawl --json`, `strategies` is how its texts were found,
        `reasons` why pages gave no article, `traits` how new articles are. Which routes failed stands in their polls.
        """
        row = {name: result[name] for name in ("outlet", *COUNTS, "cause", "seconds")} | {
            "started_at": stamp(started_at),
            "rungs": json.dumps(strategies or {}),
            "reasons": json.dumps(reasons or {}),
            "quality": json.dumps([one._asdict() for one in traits], ensure_ascii=False, separators=(",", ":")),
            "past": int(past),
            "monotonic": time.monotonic(),
            "boot_id": boot_id(),
        }
        with transaction(self.db):
            failed = self.db.execute(FAILED_ROUTES, (result["outlet"], stamp(started_at))).fetchall()
            row["routes"] = json.dumps(dict(failed))
            self.db.table("runs").insert(row)
            self.db.execute(
                "UPDATE schedule SET last_end = ?, last_ok = CASE WHEN ? = '' THEN ? ELSE last_ok END WHERE outlet = ?",
                (stamp(ended_at), result["cause"], stamp(ended_at), result["outlet"]),
            )

    def put_health(self, rows: Iterable[HealthRow]) -> None:
        with transaction(self.db):
            self.db.table("health").upsert_all(map(dict, rows), pk="outlet")

    def health(self) -> dict[str, HealthRow]:
        return {row["outlet"]: row for row in self.rows(HealthRow, "SELECT * FROM health")}
