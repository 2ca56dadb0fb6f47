"""Which outlets' pasts are being fetched, since what day, and how far each is."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.request_rows import BackfillRow, BackfillState
from archive.sqlite import transaction
from archive.times import now, stamp, unstamp

# How a crawl of the past ended: well; cut short, to be gone on with; no more can be listed; ill, to be tried again.
Ending = Literal["well", "cut_short", "no_more", "ill"]
# What ended ill is tried again after a minute, then after twice as long each time, for ten days in all.
FIRST_RETRY, LONGEST_RETRY, MOST_TRIES = timedelta(minutes=1), timedelta(days=1), 20
# Articles that only the past lists and nobody has taken.
_LEFT = "outlet = ? AND past AND first_taken_at IS NULL"


class Backfills(StateFile):
    """One row an outlet: a backfill asked for again takes the place of the one before, what is fetched stays."""

    def queue(self, outlet: str, since: str) -> None:
        """Ask for all an outlet published since a day (`0001-01-01`: ever). Asked for the same day again, it goes on at
        once and its figures stay."""
        at = stamp(now())
        with transaction(self.db):
            self.db.execute("DELETE FROM backfills WHERE outlet = ? AND since <> ?", [outlet, since])
            self.db.execute(
                "INSERT INTO backfills(outlet, since, state, asked_at, next_at, updated_at)"
                " VALUES(:outlet, :since, 'queued', :at, :at, :at) ON CONFLICT(outlet) DO UPDATE SET state = 'queued',"
                " is_listed = 0, tries = 0, next_at = excluded.next_at, updated_at = excluded.updated_at",
                {"outlet": outlet, "since": since, "at": at},
            )
            # What a stopped one had listed was put aside.
            self.db.execute(f"UPDATE visits SET next_due = ? WHERE {_LEFT} AND next_due IS NULL", [at, outlet])  # noqa: S608

    def waiting(self, at: datetime) -> list[BackfillRow]:
        """Those to go on with at that time, the one that waits longest for its turn first."""
        sql = (
            "SELECT * FROM backfills WHERE state IN ('queued', 'running') AND next_at <= ? ORDER BY updated_at, outlet"
        )
        return list(self.rows(BackfillRow, sql, stamp(at)))

    def next_moment(self) -> datetime | None:
        """When the next one is to be gone on with; None where there is none."""
        sql = "SELECT min(next_at) FROM backfills WHERE state IN ('queued', 'running') HAVING count(*)"
        return next(self.column(unstamp, sql), None)

    def all(self) -> list[BackfillRow]:
        return list(self.rows(BackfillRow, "SELECT * FROM backfills ORDER BY asked_at, outlet"))

    def of(self, outlet: str) -> BackfillRow | None:
        """The outlet's backfill; None where none was ever asked for, or it was stopped."""
        return next(self.rows(BackfillRow, "SELECT * FROM backfills WHERE outlet = ?", outlet), None)

    def is_under_way(self, outlet: str) -> bool:
        """Is there a backfill of the outlet, be it paused, that is not done?"""
        return self.exists("SELECT 1 FROM backfills WHERE outlet = ? AND state <> 'done'", outlet)

    def has_to_wait(self, outlet: str) -> bool:
        """Is it paused or stopped, or does a person wait for a crawl of the outlet? Then its crawl ends."""
        sql = (
            "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM backfills WHERE outlet = :outlet AND state <> 'paused')"
            " OR EXISTS (SELECT 1 FROM requests WHERE outlet = :outlet AND taken_at IS NULL)"
        )
        return self.db.conn.execute(sql, {"outlet": outlet}).fetchone() is not None

    def progress(self, outlet: str, listed: int, taken: int, seconds: float = 0.0) -> None:
        """Add what was listed, taken and spent since the last call."""
        with transaction(self.db):
            self.db.execute(
                "UPDATE backfills SET state = iif(state = 'queued', 'running', state), listed = listed + ?,"
                " taken = taken + ?, left = max(left + ? - ?, 0), seconds = seconds + ?, updated_at = ?"
                " WHERE outlet = ?",
                [listed, taken, listed, taken, seconds, stamp(now()), outlet],
            )

    def count_left(self, outlet: str, *, is_listed: bool = False) -> None:
        """Count what is left; `is_listed` where all that lists the past was read, so that it grows no more."""
        sql = (
            f"UPDATE backfills SET left = (SELECT count(*) FROM visits WHERE {_LEFT} AND next_due IS NOT NULL),"  # noqa: S608
            " is_listed = max(is_listed, ?) WHERE outlet = ?"
        )
        self.write(sql, outlet, is_listed, outlet)

    def crawl_ended(self, outlet: str, total: Mapping[str, object], ended: Ending) -> None:
        """One of its crawls ended; all of them together did `total` (CrawlResult.as_dict(), with the last one's cause).

        It is done when nothing is due and either all is listed or no more can be, or it was tried too often. What
        failed is left to the outlet's other crawls then.
        """
        row, at = self.of(outlet), now()
        if row is None:
            return
        tries = row["tries"] + 1 if ended == "ill" else 0
        wait = min(FIRST_RETRY * 2 ** (tries - 1), LONGEST_RETRY) if tries else timedelta()
        is_over = bool(row["is_listed"]) if ended == "well" else ended == "no_more"
        nothing_due = not self.exists(f"SELECT 1 FROM visits WHERE {_LEFT} AND next_due <= ?", outlet, stamp(at))  # noqa: S608
        if (is_over and nothing_due) or tries >= MOST_TRIES:
            self._set(outlet, "done", "queued", "running")
        self.write(
            "UPDATE backfills SET result = ?, cause = ?, tries = ?, next_at = ?, updated_at = ? WHERE outlet = ?",
            json.dumps(dict(total)),
            total["cause"] if ended in ("ill", "no_more") else "",
            tries,
            stamp(at + wait),
            stamp(at),
            outlet,
        )

    def pause(self, outlet: str) -> bool:
        """Do no more until it is resumed. False where there is nothing to pause."""
        return self._set(outlet, "paused", "queued", "running")

    def resume(self, outlet: str) -> bool:
        """Go on with what was paused, at once. False where nothing is."""
        self.write("UPDATE backfills SET next_at = ? WHERE outlet = ? AND state = 'paused'", stamp(now()), outlet)
        return self._set(outlet, "queued", "paused")

    def stop(self, outlet: str) -> bool:
        """Forget it; what was fetched stays, what was listed and not fetched is not asked for. False where none is."""
        with transaction(self.db):
            self.db.execute(f"UPDATE visits SET next_due = NULL WHERE {_LEFT}", [outlet])  # noqa: S608
            return self.db.execute("DELETE FROM backfills WHERE outlet = ?", [outlet]).rowcount > 0

    def _set(self, outlet: str, state: BackfillState, *of: BackfillState) -> bool:
        sql = "UPDATE backfills SET state = ?, updated_at = ? WHERE outlet = ? AND state IN (?, ?)"
        with transaction(self.db):
            return self.db.execute(sql, [state, stamp(now()), outlet, of[0], of[-1]]).rowcount > 0


def seconds_left(row: BackfillRow) -> float | None:
    """How much longer a backfill works, at its pace so far; None where nothing was taken yet, or nothing is to be.

    While more is still being listed it is at least so long.
    """
    if row["state"] == "done" or not row["taken"]:
        return None
    return row["seconds"] / row["taken"] * row["left"]
