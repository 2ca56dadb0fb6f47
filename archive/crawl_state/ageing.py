"""Rows of service.db that go by age: runs, and pages held back about which somebody decided."""

import time
from datetime import datetime, timedelta

from archive.crawl_state._state_file import StateFile
from archive.sqlite import transaction
from archive.times import boot_id, stamp, unstamp

# Each outlet's newest run stays, however old: how the outlet is, is told by it.
OLD_RUNS = "FROM runs WHERE started_at < ? AND id NOT IN (SELECT max(id) FROM runs GROUP BY outlet)"
OLD_HELD = "FROM held WHERE decision <> '' AND held_at < ?"
OF_THIS_BOOT = (
    "SELECT started_at, seconds, monotonic FROM runs WHERE boot_id = ? AND monotonic IS NOT NULL AND boot_id <> ''"
    " ORDER BY id LIMIT 1"
)
# A clock is set by seconds every day; by this much it is not.
MOST_DRIFT = timedelta(days=1)


class Ageing(StateFile):
    """What is old in service.db, by the wall clock."""

    def clock_was_set(self, at: datetime) -> bool:
        """Since the first run that this start of the machine recorded, does the wall clock disagree with its steady
        one by more than a day? Then nothing can be told by its age."""
        for started_at, seconds, monotonic in self.db.conn.execute(OF_THIS_BOOT, (boot_id(),)):
            passed = timedelta(seconds=time.monotonic() - monotonic)
            return abs(unstamp(started_at) + timedelta(seconds=seconds) + passed - at) > MOST_DRIFT
        return False

    def forget_runs(self, before: datetime, *, dry_run: bool = False) -> int:
        """Forget runs that began before this, each outlet's newest apart; returns how many."""
        return self._forget(OLD_RUNS, before, dry_run=dry_run)

    def forget_decided(self, before: datetime, *, dry_run: bool = False) -> int:
        """Forget pages held back before this that were released or dropped; returns how many."""
        return self._forget(OLD_HELD, before, dry_run=dry_run)

    def _forget(self, which: str, before: datetime, *, dry_run: bool) -> int:
        if dry_run:
            return next(self.column(int, f"SELECT count(*) {which}", stamp(before)))
        with transaction(self.db):
            return self.db.execute(f"DELETE {which}", (stamp(before),)).rowcount
