"""Rows of service.db about holes between two polls: a TypedDict for each table, as in `rows`."""

from typing import TypedDict


class HoleRow(TypedDict):
    """A stretch between two polls of which a route's answer may have left something out.

    `next_url` is the deeper page of `route_url` to go on with, the `page`-th; empty where there is none. `tries` counts
    the crawls that looked for it, `asked_at` is the last one's time. `counted` is how many articles the outlet's own
    interface says it published since; `reached_at` is None while some may be unlisted.
    """

    id: int
    outlet: str
    edition: str
    since: str
    until: str
    route_url: str
    next_url: str
    page: int
    tries: int
    asked_at: str
    counted: int | None
    reached_at: str | None


class HoleKeyRow(TypedDict):
    """An article the route listed before the hole, by its `place` from the newest; -1: one found in the hole."""

    hole: int
    key: str
    place: int
    published: str


class BegunRow(TypedDict):
    """When the first days of an edition were taken from all its routes."""

    outlet: str
    edition: str
    at: str


class GapMarkRow(TypedDict):
    """Up to which run an outlet's gaps are settled; of the archive's own standstills, outlet is empty."""

    outlet: str
    run_id: int
