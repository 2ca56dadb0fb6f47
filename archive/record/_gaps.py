"""The table of gaps: what was not captured, of whom, from when until when, why, and how much of it is known."""

from datetime import datetime

from archive.record._connection import OpenRecord
from archive.record.rows import GapRow
from archive.sqlite import transaction
from archive.times import stamp


class Gaps(OpenRecord):
    """Gaps: opened, told anew, closed; none is ever removed."""

    def note_gap(
        self,
        outlet: str,
        since: datetime,
        until: datetime | None,
        cause: str,
        known_missing: int | None,
        at: datetime,
    ) -> None:
        """Write a gap, found at the instant `at`; one of the same outlet, beginning and kind of cause is told anew.

        The archive's own standstill, a feed that was too short and failed runs are kinds: of failed runs the commonest
        cause may become another while they last. What is already known costs no write.
        """
        known = self._same_gap(outlet, stamp(since), cause)
        values = (stamp(until) if until else None, cause, known_missing)
        if known is None:
            with transaction(self.db):
                self.db.execute(
                    "INSERT INTO gaps(outlet, since, until, cause, known_missing, found_at) VALUES(?, ?, ?, ?, ?, ?)",
                    (outlet, stamp(since), *values, stamp(at)),
                )
        elif values != (known["until"], known["cause"], known["known_missing"]):
            with transaction(self.db):
                self.db.execute(
                    "UPDATE gaps SET until = ?, cause = ?, known_missing = ? WHERE id = ?", (*values, known["id"])
                )

    def note_failed_gap(self, outlet: str, since: datetime, until: datetime | None, cause: str, at: datetime) -> None:
        """Write a gap as the runs tell it; how many articles are known to be missing stays as others have noted it."""
        known = self._same_gap(outlet, stamp(since), cause)
        self.note_gap(outlet, since, until, cause, known["known_missing"] if known else None, at)

    def recover_gaps(self, outlet: str) -> None:
        """The outlet answers again and its routes reach back to before: of what lasted until now nothing is known to be
        missing."""
        lasting = "SELECT 1 FROM gaps WHERE outlet = ? AND until IS NULL AND known_missing IS NULL"
        if self.exists(lasting, outlet):
            with transaction(self.db):
                self.db.execute(
                    "UPDATE gaps SET known_missing = 0 WHERE outlet = ? AND until IS NULL AND known_missing IS NULL",
                    (outlet,),
                )

    def has_gap(self, outlet: str, since: datetime, cause: str) -> bool:
        """Is a gap of this outlet, beginning and kind of cause known?"""
        return self._same_gap(outlet, stamp(since), cause) is not None

    def _same_gap(self, outlet: str, since: str, cause: str) -> GapRow | None:
        found = self.rows(GapRow, "SELECT * FROM gaps WHERE outlet = ? AND since = ?", outlet, since)
        return next((gap for gap in found if _kind(gap["cause"]) == _kind(cause)), None)


def _kind(cause: str) -> str:
    return cause if cause in ("feed_overflow", "not_running") else "failed"
