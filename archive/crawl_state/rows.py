"""Rows of service.db, a TypedDict for each table: every column, and whether it can be NULL.

Tests compare them with a new file."""

from typing import Literal, TypedDict

from archive.model import RouteKind

PollState = Literal["ok", "silent", "blocked", "parse-failed", "moved", "unreachable", "not-found", "closed"]
HealthState = Literal["ok", "late", "silent", "blocked", "closed", "broken", "unknown", "disabled"]


class ScheduleRow(TypedDict):
    """When an outlet is due, and when it last began, ended, and ended well.

    `interval_seconds` lay between writing `next_due` and it; 0 in old rows. While a crawl has the outlet, `lease_token`
    names it; it is believed to until `lease_until`.
    """

    outlet: str
    next_due: str
    last_start: str | None
    last_end: str | None
    last_ok: str | None
    interval_seconds: float
    lease_token: str
    lease_until: str | None


class RouteDueRow(TypedDict):
    """When a route of an outlet is due, as the outlet's row has it; `route` is its address as in `polls`."""

    outlet: str
    route: str
    next_due: str
    interval_seconds: float
    lease_token: str
    lease_until: str | None
    last_start: str | None
    last_success: str | None


class RunRow(TypedDict):
    """What one crawl did. `cause` is empty where it ended well; `rungs` is JSON: articles by strategy.

    `reasons` is JSON: pages that gave no article, by why; `quality`: how the new articles are, a list of
    archive.model.Traits; `routes`: the address of each route that failed, with its cause. `past`
    is 1 of a walk through the outlet's past.

    `monotonic` and `boot_id` are the clock and the start of the machine at its end; None and empty in old rows.
    """

    id: int
    outlet: str
    started_at: str
    seconds: float
    found: int
    fetched: int
    new: int
    edited: int
    unchanged: int
    missing: int
    gone: int
    held: int
    failed: int
    cause: str
    rungs: str
    monotonic: float | None
    boot_id: str
    reasons: str
    quality: str
    routes: str
    past: int


class HeldRow(TypedDict):
    """A page held back, and what a person decided about it: '', released or dropped.

    `excerpt` is the beginning of what was read of it, empty where nothing was and in old rows.
    """

    id: int
    outlet: str
    url: str
    reason: str
    title: str
    capture_id: int | None
    held_at: str
    decision: str
    words_sha256: str
    first_held_at: str
    checks: int
    excerpt: str


class HealthRow(TypedDict):
    """How an outlet is, as the scheduler last judged it.

    `given_up`: addresses that failed so often that they are asked for only monthly, or when a route lists them again.
    """

    outlet: str
    state: HealthState
    cause: str
    since: str
    last_new: str | None
    expected: str
    given_up: int


class PollRow(TypedDict):
    """The last look at one route."""

    outlet: str
    url: str
    kind: str
    edition: str
    etag: str
    last_modified: str
    state: PollState
    cause: str
    checked_at: str
    full_at: str | None
    last_yield_at: str | None
    entries: int
    note: str
    lied_at: str | None
    well_at: str | None


class EntryRow(TypedDict):
    """An article that a route listed at its last look; `place` counts from the newest, which is 0."""

    outlet: str
    route_url: str
    key: str
    fingerprint: str
    place: int
    seen_at: str


class VisitRow(TypedDict):
    """An article as routes list it, and when it is due. `next_due` is None where it is not looked at again.

    `past` is 1 where only a backfill listed it.
    """

    outlet: str
    key: str
    url: str
    title: str
    published: str
    modified: str
    found_at: str
    place: int
    first_taken_at: str | None
    next_due: str | None
    misses: int
    failures: int
    etag: str
    last_modified: str
    looked_at: str | None
    signal: Literal["", "changed", "vanished"]
    past: int


class BodyRow(TypedDict):
    """The hash of what a feed or robots.txt last answered."""

    outlet: str
    url: str
    sha256: str


class PauseRow(TypedDict):
    """Until when an outlet asked to be left alone."""

    outlet: str
    until: str
    cause: str


class AnnouncedRow(TypedDict):
    """A route that a site named by itself."""

    outlet: str
    edition: str
    url: str
    kind: RouteKind
    found_at: str


class SearchedRow(TypedDict):
    """When an edition's pages were last searched for such routes."""

    outlet: str
    edition: str
    at: str


class BackfilledRow(TypedDict):
    """An address that lists an outlet's past and was read to its end."""

    outlet: str
    url: str
    done_at: str


class UnderWayRow(TypedDict):
    """The address that an outlet's crawl is busy with; where no crawl runs, the one that ended it."""

    outlet: str
    url: str
    began_at: str


class CrashRow(TypedDict):
    """An address on which crawls ended without an end of their own, how often, and when last."""

    outlet: str
    url: str
    times: int
    last_at: str
