"""The schedule as truth: when each outlet and each of its routes is due, and which crawl has an outlet now.

A due time is moved only by a crawl that came to its end. Whoever dies before leaves the outlet due, and its lease ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from archive.crawl_state._state_file import StateFile
from archive.crawl_state.due import LEASE, Due, ScheduleEntry, entry_of, is_alive
from archive.sqlite import rows, transaction
from archive.times import stamp, unstamp

ENTRIES = (
    "SELECT outlet, '' AS route, next_due, interval_seconds, lease_token, lease_until, last_start,"
    " last_ok AS last_success FROM schedule UNION ALL SELECT outlet, route, next_due, interval_seconds, lease_token,"
    " lease_until, last_start, last_success FROM routes_due ORDER BY outlet, route"
)
# What the polls since an instant listed, and how much of it nobody had listed before.
POLLED = """
SELECT p.url AS route, count(e.key) AS listed,
  count(v.key) FILTER (WHERE v.found_at >= :since) AS new
FROM polls p LEFT JOIN entries e ON e.outlet = p.outlet AND e.route_url = p.url
LEFT JOIN visits v ON v.outlet = e.outlet AND v.key = e.key
WHERE p.outlet = :outlet AND p.checked_at >= :since GROUP BY p.url
"""


class Polled(TypedDict):
    """What one route answered: how many articles it listed, how many of them nobody had listed before."""

    route: str
    listed: int
    new: int


@dataclass(frozen=True, slots=True)
class KnownOfCrawl:
    """All that decides when an outlet and its routes are due after a crawl: what was scheduled before it, `routes` by
    their addresses, what each route that it asked answered, when the last run began that brought an article, and when
    the first article is to be looked at again."""

    entry: ScheduleEntry | None
    routes: Mapping[str, ScheduleEntry]
    polled: list[Polled]
    last_new: datetime | None
    next_visit: datetime | None


class Schedule(StateFile):
    """service.db, open for writing."""

    def entries(self) -> dict[str, ScheduleEntry]:
        """Every outlet that was ever scheduled. The lease of a process that is gone is none."""
        outlets = (entry for entry in self._entries() if not entry.route)
        return {one.outlet: one if is_alive(one.lease_token) else replace(one, lease_token="") for one in outlets}

    def known_of(self, outlet: str, since: datetime) -> KnownOfCrawl:
        """At the end of an outlet's crawl that began at `since`."""
        routes = {entry.route: entry for entry in self._entries() if entry.outlet == outlet}
        polled, last_new = self._polled_since(outlet, since), self._last_new(outlet)
        return KnownOfCrawl(routes.pop("", None), routes, polled, last_new, self._next_visit(outlet))

    def newest_start(self) -> datetime | None:
        """When the last crawl began, by the clock of that moment; None before the first."""
        return self._moment("SELECT max(last_start) FROM schedule HAVING count(last_start)")

    def set_due(self, outlet: str, due: Due) -> None:
        """Set when an outlet is due; what is known of its past runs stays."""
        with transaction(self.db):
            self._put(outlet, due)

    def add(self, outlets: Iterable[str], at: datetime) -> None:
        """Outlets never scheduled are due at once; the due times of all others stay as they are."""
        with transaction(self.db):
            self.db.conn.executemany(
                "INSERT INTO schedule(outlet, next_due) VALUES(?, ?) ON CONFLICT DO NOTHING",
                [(outlet, stamp(at)) for outlet in outlets],
            )

    def take(self, outlet: str, token: str, at: datetime) -> bool:
        """Lease the outlet and its due routes to one crawl. False where another has it: never two at once."""
        until = stamp(at + LEASE)
        with transaction(self.db):
            self.add([outlet], at)
            entry = self.entries()[outlet]
            if entry.is_leased(at) and entry.lease_token != token:
                return False
            for table, routes in (("schedule", ""), ("routes_due", " AND next_due <= :at")):
                self.db.execute(
                    f"UPDATE {table} SET lease_token = :token, lease_until = :until, last_start = :at"  # noqa: S608
                    f" WHERE outlet = :outlet{routes}",
                    {"token": token, "until": until, "at": stamp(at), "outlet": outlet},
                )
        return True

    def holder(self, outlet: str) -> str:
        """The token of the crawl that took an outlet last and did not end; empty without one. Past its deadline others
        may take the outlet; until one does, it is the last."""
        return next(self.column(str, "SELECT lease_token FROM schedule WHERE outlet = ?", outlet), "")

    def ended(self, outlet: str, token: str, due: Due | None, routes: Mapping[str, Due] | None = None) -> None:
        """End a lease in the same commit in which the outlet, and each route that was asked, is due again.

        Without `due` the outlet stays due as it was: its crawl was cut short, or was not for what is new.
        """
        with transaction(self.db):
            if due:
                self._put(outlet, due)
            self.free(token)
            for route, again in (routes or {}).items():
                self._put_route(outlet, route, again)

    def free(self, token: str) -> None:
        """End a lease, or all of a holder (`service/*`): what was to be done is due as before."""
        with transaction(self.db):
            for table in ("schedule", "routes_due"):
                self.db.execute(
                    f"UPDATE {table} SET lease_token = '', lease_until = NULL WHERE lease_token GLOB ?",  # noqa: S608
                    [token],
                )

    def moved_clock(self, seconds: float, outlets: Iterable[str]) -> None:
        """The clock was set back by so much: what is due after an interval is still due at the same moment."""
        with transaction(self.db):
            for table in ("schedule", "routes_due"):
                self.db.conn.executemany(
                    f"UPDATE {table} SET next_due = strftime('%Y-%m-%dT%H:%M:%SZ', next_due, ?)"  # noqa: S608
                    " WHERE outlet = ?",
                    [(f"-{seconds:.0f} seconds", outlet) for outlet in outlets],
                )

    def overdue_routes(self, outlet: str, at: datetime) -> frozenset[str]:
        """Addresses of the routes that were asked longer ago than their interval, by when they were really asked: also
        in the middle of a crawl, which moves their due times only at its end."""
        sql = (
            "SELECT url FROM polls p JOIN routes_due r ON r.outlet = p.outlet AND r.route = p.url WHERE p.outlet = ?"
            " AND interval_seconds > 0 AND unixepoch(?) - unixepoch(checked_at) > interval_seconds"
        )
        return frozenset(self.column(str, sql, outlet, stamp(at)))

    def _polled_since(self, outlet: str, since: datetime) -> list[Polled]:
        """What each route that was asked since then answered."""
        return list(rows(self.db.conn, Polled, POLLED, {"outlet": outlet, "since": stamp(since)}))

    def _last_new(self, outlet: str) -> datetime | None:
        """When the last run that brought an article began; that of the first run where none ever did."""
        sql = (
            "SELECT coalesce(max(started_at) FILTER (WHERE new > 0), min(started_at)) FROM runs WHERE outlet = ?"
            " HAVING count(*)"
        )
        return self._moment(sql, outlet)

    def _next_visit(self, outlet: str) -> datetime | None:
        """When the first of an outlet's articles is to be looked at. What only a backfill lists waits for that."""
        sql = (
            "SELECT next_due FROM visits WHERE outlet = ? AND next_due IS NOT NULL AND"
            " NOT (past AND first_taken_at IS NULL) ORDER BY next_due LIMIT 1"
        )
        return self._moment(sql, outlet)

    def _moment(self, sql: str, *values: str) -> datetime | None:
        return next(self.column(unstamp, sql, *values), None)

    def _entries(self) -> Iterator[ScheduleEntry]:
        return (entry_of(row) for row in self.db.conn.execute(ENTRIES))

    def _put(self, outlet: str, due: Due) -> None:
        self.db.execute(
            "INSERT INTO schedule(outlet, next_due, interval_seconds) VALUES(?, ?, ?) ON CONFLICT(outlet) DO UPDATE"
            " SET next_due = excluded.next_due, interval_seconds = excluded.interval_seconds",
            (outlet, stamp(due.at), due.interval.total_seconds()),
        )

    def _put_route(self, outlet: str, route: str, again: Due) -> None:
        self.db.execute(
            "INSERT INTO routes_due(outlet, route, next_due, interval_seconds, last_start, last_success)"
            " SELECT :outlet, :route, :due, :seconds, checked_at, iif(cause = '', checked_at, NULL) FROM polls"
            " WHERE outlet = :outlet AND url = :route ON CONFLICT DO UPDATE SET next_due = excluded.next_due,"
            " interval_seconds = excluded.interval_seconds, last_start = excluded.last_start,"
            " last_success = coalesce(excluded.last_success, last_success)",
            {"outlet": outlet, "route": route, "due": stamp(again.at), "seconds": again.interval.total_seconds()},
        )
