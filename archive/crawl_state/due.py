"""When something is due, and which crawl has it: rows of the schedule as they are judged, by any instant."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from archive.times import unstamp

# A crawl ends within eleven minutes, or is killed within twenty seconds more.
LEASE = timedelta(minutes=13)
# Due times are written to the second, and two clocks of one machine may differ by less.
TOLERANCE = timedelta(seconds=2)

EntryColumns = tuple[str, str, str, float, str, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Due:
    """The next time, and how long it is until then from when this was reckoned."""

    at: datetime
    interval: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleEntry:
    """When an outlet (`route` is empty), or one of its routes by its address, is due.

    `interval` lay between writing `next_due` and it; zero where an older release wrote it.
    """

    outlet: str
    next_due: datetime
    route: str = ""
    interval: timedelta = timedelta()
    lease_token: str = ""
    lease_until: datetime | None = None
    last_start: datetime | None = None
    last_success: datetime | None = None

    def is_leased(self, at: datetime) -> bool:
        """Has a crawl the outlet? Not past the lease's deadline, nor where only a clock that was ahead can have
        written that."""
        return (
            bool(self.lease_token) and self.lease_until is not None and at < self.lease_until <= at + LEASE + TOLERANCE
        )

    def is_failing(self) -> bool:
        """Did the last crawl end without success, as far as is known?"""
        return self.last_start is not None and (self.last_success is None or self.last_success < self.last_start)


def lease_token(holder: str) -> str:
    """A new name for a lease: who has it (`service`, `command`), the number of its process, and a random part."""
    return f"{holder}/{os.getpid()}/{secrets.token_hex(4)}"


def is_alive(token: str) -> bool:
    """Does the process that took this lease still run? Where nobody knows, it does: until its deadline."""
    number = token.split("/")[1] if token.count("/") == 2 else ""
    if not number.isdecimal():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return not _has_ended(int(number))


def _has_ended(pid: int) -> bool:
    """Has a process ended although its number is still there, as nobody asked after its end? False where the system
    does not tell."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    # The name before the state may hold anything, brackets too (proc(5)).
    return status.rpartition(")")[2].split()[0] in ("Z", "X")


def entry_of(row: EntryColumns) -> ScheduleEntry:
    outlet, route, next_due, seconds, token, until, start, success = row
    return ScheduleEntry(
        outlet=outlet,
        route=route,
        next_due=unstamp(next_due),
        interval=timedelta(seconds=seconds),
        lease_token=token,
        lease_until=unstamp(until) if until else None,
        last_start=unstamp(start) if start else None,
        last_success=unstamp(success) if success else None,
    )
