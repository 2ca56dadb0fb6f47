"""How the crawls go, as the operator's pages, the health check and the metrics ask it: runs, schedule, routes, held.

Nothing here writes. Each answer is None where the file, or the table in it, is not there yet.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.crawl_state._read_only import read_state
from archive.crawl_state.request_rows import BackfillRow, RequestRow
from archive.crawl_state.rows import HeldRow, PollRow, RunRow
from archive.sqlite import column, rows
from archive.times import damascus_day, stamp, unstamp

# By the index of the runs: one step an outlet, however long the archive has run.
LAST_RUNS = """
SELECT r.* FROM schedule s JOIN runs r ON r.id =
  (SELECT id FROM runs WHERE outlet = s.outlet ORDER BY started_at DESC LIMIT 1)
"""
DUE = "SELECT outlet, next_due, last_start, last_end, last_ok FROM schedule ORDER BY next_due, outlet"
RUNS = "SELECT * FROM runs WHERE outlet = ? ORDER BY started_at DESC LIMIT ?"
ROUTES = "SELECT * FROM polls WHERE ? IN ('', outlet) ORDER BY outlet, edition, kind, url"
HELD = "SELECT * FROM held WHERE decision = '' AND ? IN ('', outlet) ORDER BY held_at DESC, id DESC LIMIT ?"
HELD_COUNTS = "SELECT outlet, reason, count(*) AS n FROM held WHERE decision = '' GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
# Down the primary key, so that reading stops where the days end.
NEWEST_RUNS = """
SELECT outlet, started_at, new, held, new + edited + unchanged AS through, held + failed AS unread FROM runs
ORDER BY id DESC
"""
VISITS_DUE = """
SELECT outlet, (SELECT count(*) FROM visits v WHERE v.outlet = s.outlet AND v.next_due <= ?) FROM schedule s
"""
UNDER_WAY = "SELECT count(*) FROM schedule WHERE lease_token <> '' AND lease_until > ?"
BACKFILLS = "SELECT * FROM backfills ORDER BY state = 'done', asked_at, outlet"
REQUESTS = "SELECT * FROM requests WHERE ended_at IS NULL ORDER BY id"
REQUEST = "SELECT * FROM requests WHERE id = ?"
ADDITION = "SELECT * FROM requests WHERE kind = 'add' AND subject = ? ORDER BY id DESC LIMIT 1"


class DueRow(TypedDict):
    """When an outlet is due, and when it last began, ended, and ended well."""

    outlet: str
    next_due: str
    last_start: str | None
    last_end: str | None
    last_ok: str | None


class HeldCount(TypedDict):
    """Pages of an outlet held back for one reason, about which nobody has decided."""

    outlet: str
    reason: str
    n: int


class Brought(TypedDict):
    """Articles that the runs of a day found new, and pages that they held back.

    `through`: pages that came as articles, new or known; `unread`: those that were held back or failed. What was not
    there any more counts in neither.
    """

    new: int
    held: int
    through: int
    unread: int


def under_way(service: Path, at: datetime) -> int | None:
    """How many crawls have their outlet's lease."""
    return read_state(service, lambda connection: next(column(connection, int, UNDER_WAY, (stamp(at),)), 0))


def due(service: Path) -> list[DueRow] | None:
    """Every outlet of the schedule, the longest due first."""
    return read_state(service, lambda connection: list(rows(connection, DueRow, DUE)))


def last_runs(service: Path) -> Mapping[str, RunRow] | None:
    """The last run of every outlet of the schedule that ever had one."""
    return read_state(service, lambda connection: {row["outlet"]: row for row in rows(connection, RunRow, LAST_RUNS)})


def runs_of(service: Path, outlet: str, limit: int) -> list[RunRow] | None:
    """The runs of an outlet, the newest first."""
    return read_state(service, lambda connection: list(rows(connection, RunRow, RUNS, (outlet, limit))))


def routes(service: Path, outlet: str = "") -> list[PollRow] | None:
    """The routes of an outlet, or of all, with what each answered last."""
    return read_state(service, lambda connection: list(rows(connection, PollRow, ROUTES, (outlet,))))


def held(service: Path, limit: int, outlet: str = "") -> list[HeldRow] | None:
    """Pages held back of an outlet, or of all, about which nobody has decided, the newest first."""
    return read_state(service, lambda connection: list(rows(connection, HeldRow, HELD, (outlet, limit))))


def held_counts(service: Path) -> list[HeldCount] | None:
    """How many such pages there are, by outlet and reason."""
    return read_state(service, lambda connection: list(rows(connection, HeldCount, HELD_COUNTS)))


def backfills(service: Path) -> list[BackfillRow] | None:
    """Every backfill asked for, those that are done last."""
    return read_state(service, lambda connection: list(rows(connection, BackfillRow, BACKFILLS)))


def open_requests(service: Path) -> list[RequestRow] | None:
    """What was asked of the service and is not answered, the longest waiting first."""
    return read_state(service, lambda connection: list(rows(connection, RequestRow, REQUESTS)))


def request_of(service: Path, number: int) -> RequestRow | None:
    """What was asked under a number; None where nothing was, or it is forgotten."""
    return read_state(service, lambda connection: next(iter(rows(connection, RequestRow, REQUEST, (number,))), None))


def addition_of(service: Path, check: int) -> RequestRow | None:
    """The last request to add the site that a check looked at; None where nobody asked for that."""
    return read_state(
        service, lambda connection: next(iter(rows(connection, RequestRow, ADDITION, (str(check),))), None)
    )


def visits_due(service: Path, at: datetime) -> Mapping[str, int] | None:
    """How many articles of each outlet of the schedule are due to be asked for."""

    def ask(connection: sqlite3.Connection) -> dict[str, int]:
        return {str(outlet): int(n) for outlet, n in connection.execute(VISITS_DUE, (stamp(at),))}

    return read_state(service, ask)


def brought(service: Path, first: date) -> Mapping[tuple[str, date], Brought] | None:
    """What the runs of each outlet brought on each day in Damascus, from the day `first` on."""

    def ask(connection: sqlite3.Connection) -> dict[tuple[str, date], Brought]:
        found: dict[tuple[str, date], Brought] = {}
        for outlet, started_at, new, held_back, through, unread in connection.execute(NEWEST_RUNS):
            day = damascus_day(unstamp(started_at))
            if day < first:
                break
            before = found.get((outlet, day), {"new": 0, "held": 0, "through": 0, "unread": 0})
            found[outlet, day] = {
                "new": before["new"] + new,
                "held": before["held"] + held_back,
                "through": before["through"] + through,
                "unread": before["unread"] + unread,
            }
        return found

    return read_state(service, ask)
