"""What a poll of a route and a visit to an article are, and when an article is due again."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from archive.crawl_state.rows import PollRow, PollState, VisitRow
from archive.exchange import Hint
from archive.model import DAY, HOUR, MINUTE, OutcomeKind, Outlet
from archive.times import unstamp

# Checks at 0, 12, 36 and 60 hours: at least three over at least 48 hours before anybody says "gone".
FIRST_RECHECK, NEXT_RECHECK = 12 * HOUR, 24 * HOUR
# What stays missing unproven (its whole outlet is silent, or vanished with it) is asked for less and less.
PATIENT_RECHECKS, LONGEST_RECHECK = 4, 30 * DAY
# So many crawls are given to one address.
CRASHES_UNTIL_HELD = 3
FIRST_RETRY, LONGEST_RETRY, MAX_RETRIES = 15 * MINUTE, DAY, 20
# What failed more often than that is given up for a month at a time, and asked at once when a route lists it again.
GIVEN_UP_RETRY = 30 * DAY
# No due time is further ahead than this, unless a clock was wrong when it was written.
LONGEST_WAIT = timedelta(days=366)
# Longer pauses that a server asks for are cut to this.
LONGEST_PAUSE = timedelta(days=7)
# A page that answered well may be asked for conditionally next time; any other answer must come in full.
READABLE: frozenset[OutcomeKind] = frozenset(
    {"new", "edited", "cosmetic", "furniture", "unsettled", "unchanged", "back"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """The last look at one route: its validators, and how it is.

    `full_at` is when it last answered with a body, `last_yield_at` when it last listed something new, `entries` how
    many articles it listed then. `note` is what was wrong with what it answered, although something of it could be read
    ("dirty, cut_off, 3 no_address"), or why nothing could. `lied_at` is when it was last caught saying "not modified"
    of what had been, `well_at` when it last answered well, with a body or without.
    """

    outlet: str
    url: str
    kind: str
    edition: str = ""
    etag: str = ""
    last_modified: str = ""
    state: PollState = "ok"
    cause: str = ""
    checked_at: datetime
    full_at: datetime | None = None
    last_yield_at: datetime | None = None
    entries: int = 0
    note: str = ""
    lied_at: datetime | None = None
    well_at: datetime | None = None

    @classmethod
    def of(cls, row: PollRow) -> "Poll":
        return cls(
            outlet=row["outlet"],
            url=row["url"],
            kind=row["kind"],
            edition=row["edition"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            state=row["state"],
            cause=row["cause"],
            checked_at=unstamp(row["checked_at"]),
            full_at=_unstamp(row["full_at"]),
            last_yield_at=_unstamp(row["last_yield_at"]),
            entries=row["entries"],
            note=row["note"],
            lied_at=_unstamp(row["lied_at"]),
            well_at=_unstamp(row["well_at"]),
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """One article as a route lists it: `fingerprint` changes when the route says something else of it."""

    key: str
    url: str
    hint: Hint
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys a route lists for the first time, lists differently, and dropped from among older ones it still lists."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One article that is due. `first_taken_at` is None while its page was never taken; `is_past`: nothing but the walk
    through the past lists it.

    `looked_at` is when its page last answered, as itself or with a 404 that is not yet proof; `misses` counts these.
    """

    key: str
    url: str
    hint: Hint = field(default_factory=Hint)
    first_taken_at: datetime | None = None
    looked_at: datetime | None = None
    misses: int = 0
    failures: int = 0
    etag: str = ""
    last_modified: str = ""
    is_past: bool = False

    @classmethod
    def of(cls, row: VisitRow) -> "Visit":
        return cls(
            key=row["key"],
            url=row["url"],
            hint=Hint(title=row["title"], published=row["published"], modified=row["modified"]),
            first_taken_at=_unstamp(row["first_taken_at"]),
            looked_at=_unstamp(row["looked_at"]),
            misses=row["misses"],
            failures=row["failures"],
            etag=row["etag"],
            last_modified=row["last_modified"],
            is_past=bool(row["past"]),
        )

    @property
    def modified_at(self) -> datetime | None:
        """When its route says it was modified. A day alone, or a time without a zone, is no instant."""
        try:
            found = datetime.fromisoformat(self.hint.modified)
        except ValueError:
            return None
        return found if found.tzinfo else None

    def after(self, kind: OutcomeKind, now: datetime, etag: str, last_modified: str) -> "Visit":
        """What is known of the article once this became of its visit."""
        if kind == "failed":
            return replace(self, failures=self.failures + 1)
        return replace(
            self,
            # A clock that was ahead once must not put off every later look.
            first_taken_at=min(self.first_taken_at or now, now),
            looked_at=now if kind == "missing" or kind in READABLE else None if kind == "gone" else self.looked_at,
            misses=self.misses + 1 if kind == "missing" else 0,
            failures=0,
            etag=etag if kind in READABLE else "",
            last_modified=last_modified if kind in READABLE else "",
        )


def next_due(
    outlet: Outlet, kind: OutcomeKind, now: datetime, taken: datetime | None, misses: int, failures: int
) -> datetime | None:
    """When an article is to be looked at again; None when never.

    A failure doubles the wait, up to a day, then a month once it was given up; a 404 is looked at again after 12 and
    then 24 hours, later at growing distances; everything else follows the outlet's revisit ages, counted in seconds
    from the first time its page was taken.
    """
    if kind == "failed":
        wait = GIVEN_UP_RETRY if failures > MAX_RETRIES else min(FIRST_RETRY * 2 ** (failures - 1), LONGEST_RETRY)
        return now + timedelta(seconds=wait)
    if kind == "missing":
        patience = min(NEXT_RECHECK * 2 ** max(misses - PATIENT_RECHECKS, 0), LONGEST_RECHECK)
        return now + timedelta(seconds=FIRST_RECHECK if misses <= 1 else patience)
    age = (now - (taken or now)).total_seconds()
    upcoming = next((step for step in outlet.revisit if step > age), None)
    return (taken or now) + timedelta(seconds=upcoming) if upcoming else None


def _unstamp(text: str | None) -> datetime | None:
    return unstamp(text) if text else None
