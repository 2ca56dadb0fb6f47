"""Rows of service.db by which the service watches the outlets and itself: a TypedDict for each table, as in `rows`."""

from typing import TypedDict


class IncidentRow(TypedDict):
    """Something that is wrong, from when to when. `outlet` is empty where it is ours: network, disk, clock, service.

    `cause` is a word of docs/running.md, `detail` JSON: the figures that show it. `closed_at` is None while it is open;
    `told_at` and `closing_told_at` are empty until the operator was told.
    """

    id: int
    outlet: str
    cause: str
    opened_at: str
    seen_at: str
    closed_at: str | None
    detail: str
    told_at: str
    closing_told_at: str


class ExpectationRow(TypedDict):
    """How many new articles an outlet usually brings on a weekday (0 is Monday, in Damascus).

    `hours` is one of 00-06, 06-12, 12-18, 18-24 or `day`; `days` such days were seen.
    """

    outlet: str
    weekday: int
    hours: str
    low: float
    middle: float
    high: float
    days: int


class PastRow(TypedDict):
    """What else is usual for an outlet, learned at `made_at` from so many days; `figures` is JSON."""

    outlet: str
    made_at: str
    days: int
    figures: str


class NightlyRow(TypedDict):
    """A nightly job: when it last began, ended and ended well, empty where it never did; what went wrong the last
    time, empty where nothing did."""

    job: str
    last_start: str
    last_end: str
    last_ok: str
    problem: str


class SizeRow(TypedDict):
    """How many bytes a store (archive.upkeep.sizes) had on a day."""

    day: str
    store: str
    bytes: int


class HeartbeatRow(TypedDict):
    """When the service last wrote, and how it was (archive.crawl_state.heartbeat)."""

    id: int
    at: str
    since: str
    memory: int
    clock: str
