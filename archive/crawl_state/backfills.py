"""Which outlets' pasts are being fetched, since what day, and how far each is."""

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.rows import BackfillRow, BackfillState
from archive.sqlite import transaction
from archive.times import now, stamp


class Backfills(StateFile):
    """One row an outlet: a backfill asked for again takes the place of the one before, what is fetched stays."""

    def queue(self, outlet: str, since: str) -> None:
        """Ask for all an outlet published since a day (`0001-01-01`: ever). Asked for the same day again, it goes on
        and its figures stay."""
        at = stamp(now())
        with transaction(self.db):
            self.db.execute("DELETE FROM backfills WHERE outlet = ? AND since <> ?", [outlet, since])
            self.db.execute(
                "INSERT INTO backfills(outlet, since, state, asked_at, updated_at) VALUES(?, ?, 'queued', ?, ?)"
                " ON CONFLICT(outlet) DO UPDATE SET state = 'queued', is_listed = 0, updated_at = excluded.updated_at",
                [outlet, since, at, at],
            )

    def waiting(self) -> list[BackfillRow]:
        """Those to go on with, the one that waits longest for its turn first."""
        sql = "SELECT * FROM backfills WHERE state IN ('queued', 'running') ORDER BY updated_at, outlet"
        return list(self.rows(BackfillRow, sql))

    def all(self) -> list[BackfillRow]:
        return list(self.rows(BackfillRow, "SELECT * FROM backfills ORDER BY asked_at, outlet"))

    def of(self, outlet: str) -> BackfillRow | None:
        """The outlet's backfill; None where none was ever asked for, or it was stopped."""
        return next(self.rows(BackfillRow, "SELECT * FROM backfills WHERE outlet = ?", outlet), None)

    def is_wanted(self, outlet: str) -> bool:
        """Is there a backfill of the outlet to go on with: asked for, not paused, not stopped, not done?"""
        return self.exists("SELECT 1 FROM backfills WHERE outlet = ? AND state IN ('queued', 'running')", outlet)

    def progress(self, outlet: str, listed: int, taken: int, left: int, seconds: float = 0.0) -> None:
        """Add what was listed, taken and spent since the last call; `left` counts listed articles not taken yet."""
        self.write(
            "UPDATE backfills SET state = iif(state = 'queued', 'running', state), listed = listed + ?,"
            " taken = taken + ?, left = ?, seconds = seconds + ?, updated_at = ? WHERE outlet = ?",
            listed,
            taken,
            left,
            seconds,
            stamp(now()),
            outlet,
        )

    def all_listed(self, outlet: str) -> None:
        """All that lists the outlet's past was read: what is left grows no more."""
        self.write("UPDATE backfills SET is_listed = 1 WHERE outlet = ?", outlet)

    def pause(self, outlet: str) -> bool:
        """Do no more until it is resumed. False where there is nothing to pause."""
        return self._set(outlet, "paused", "queued", "running")

    def resume(self, outlet: str) -> bool:
        """Go on with what was paused. False where nothing is."""
        return self._set(outlet, "queued", "paused")

    def done(self, outlet: str) -> bool:
        """Nothing is left. False where it was paused or stopped meanwhile."""
        return self._set(outlet, "done", "queued", "running")

    def stop(self, outlet: str) -> bool:
        """Forget it; what was fetched stays. False where there is none."""
        with transaction(self.db):
            return self.db.execute("DELETE FROM backfills WHERE outlet = ?", [outlet]).rowcount > 0

    def _set(self, outlet: str, state: BackfillState, *of: BackfillState) -> bool:
        sql = "UPDATE backfills SET state = ?, updated_at = ? WHERE outlet = ? AND state IN (?, ?)"
        with transaction(self.db):
            return self.db.execute(sql, [state, stamp(now()), outlet, of[0], of[-1]]).rowcount > 0
