"""What the operator's page shows: incidents, outlets beside what is expected of them, held pages, jobs, disk.

Of service.db, the folder and the record; what is not there yet (an older folder) is left out, or said to be unknown.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.configuration import current
from archive.configuration.user_agent import user_agent
from archive.crawl_state import operating
from archive.crawl_state.backfills import seconds_left
from archive.crawl_state.expectations import Expected, expected
from archive.crawl_state.health import read_health
from archive.crawl_state.incidents import closed_since, open_incidents
from archive.crawl_state.monitoring_rows import IncidentRow
from archive.crawl_state.nights import read_sizes
from archive.crawl_state.request_rows import BackfillRow
from archive.crawl_state.rows import RunRow
from archive.data_folder import DataFolder
from archive.errors import WarraqError
from archive.publish.manifest import read_manifest
from archive.record.outlet_days import by_days
from archive.times import damascus_day, start_of, unstamp
from archive.upkeep.sizes import days_left, pace_of_nights
from archive.web.queries.outlets import OutletHealth, OutletTitles, OutletWithDays, health_of, titles_of
from archive.web.queries.rows import Connection

HELD_SHOWN = 20
WEEK = timedelta(days=7)
ARTICLES = "SELECT outlet, sum(articles) FROM outlet_days GROUP BY outlet"
# Of the figures of an incident what is for the judge alone; and the kinds of those that are shown.
UNTOLD, TOLD = ("last",), int | float | str
# Who needs somebody stands first.
STATES = ("broken", "blocked", "closed", "silent", "late", "unknown", "ok", "disabled", "imported")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownIncident:
    """An incident with its outlet's titles (None: it is ours) and the figures that show it, by their names."""

    row: IncidentRow
    titles: OutletTitles | None
    figures: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """Of the pages that were asked for (`of`), those that came as articles, new or known."""

    through: int
    of: int

    @property
    def tenths(self) -> int:
        """Their share in tenths of a per cent, never rounded up: 99.96 per cent are not all."""
        return 1000 * self.through // self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletState:
    """An outlet on the operator's page. `yesterday`, `expected` and `read` are of the same day; None where not known.

    `yesterday`: how many new articles came; `read`: of the pages asked for, how many were read as articles.
    """

    outlet: OutletWithDays
    health: OutletHealth
    run: RunRow | None
    next_due: str | None
    yesterday: int | None
    read: Read | None
    expected: Expected | None
    held: int


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of the disk that the data folder lies on, and the share below which nothing is fetched.

    `per_day`: what the archive grew by a day over the last nights, and `days_left` until nothing is fetched at that
    pace; None where that is not known, or nothing grows.
    """

    free: int
    total: int
    floor_percent: float
    is_short: bool
    per_day: int | None = None
    days_left: int | None = None

    @property
    def percent(self) -> float:
        return 100 * self.free / self.total if self.total else 0.0


def disk_of(data: DataFolder) -> Disk:
    floor_percent = current(data).limits.free_floor_percent
    room = data.room(floor_percent)
    per_day = pace_of_nights(read_sizes(data.service))
    left = None if per_day is None else days_left(room, per_day)
    return Disk(room.free, room.total, floor_percent, room.free < room.floor, per_day, left)


def agent_of(data: DataFolder) -> str:
    """As what our crawls name themselves to a site: what a webmaster finds in his log, and may let in."""
    return user_agent(current(data).contact)


def incidents_now(data: DataFolder, names: Mapping[str, OutletTitles]) -> list[ShownIncident] | None:
    """Those that are open, ours first, then the oldest; None where the folder has no incidents yet."""
    found = open_incidents(data.service)
    if found is None:
        return None
    return [shown(row, names) for row in sorted(found, key=lambda row: (row["outlet"] != "", row["opened_at"]))]


def closed_lately(data: DataFolder, names: Mapping[str, OutletTitles], now: datetime) -> list[ShownIncident] | None:
    """Those that were over within a week, the last to end first; None as for `incidents_now`."""
    found = closed_since(data.service, now - WEEK)
    return None if found is None else [shown(row, names) for row in found]


def shown(row: IncidentRow, names: Mapping[str, OutletTitles]) -> ShownIncident:
    outlet = row["outlet"]
    return ShownIncident(row=row, titles=titles_of(names, outlet) if outlet else None, figures=figures(row["detail"]))


def figures(detail: str) -> tuple[tuple[str, object], ...]:
    """The figures of an incident that are numbers or short words, in their order."""
    try:
        found = json.loads(detail or "{}")
    except ValueError:
        return ()
    pairs = found.items() if isinstance(found, dict) else ()
    return tuple((str(name), value) for name, value in pairs if name not in UNTOLD and isinstance(value, TOLD))


def outlet_states(data: DataFolder, outlets: list[OutletWithDays], now: datetime) -> list[OutletState]:
    """Every outlet that is followed, or was, those that need somebody first."""
    health, runs = read_health(data.service), operating.last_runs(data.service) or {}
    due = {row["outlet"]: row["next_due"] for row in operating.due(data.service) or ()}
    yesterday = damascus_day(now) - timedelta(days=1)
    brought = operating.brought(data.service, yesterday)
    held: dict[str, int] = {}
    for one in operating.held_counts(data.service) or ():
        held[one["outlet"]] = held.get(one["outlet"], 0) + one["n"]
    found = [
        OutletState(
            outlet=outlet,
            health=health_of(health, outlet),
            run=runs.get(outlet["name"]),
            next_due=due.get(outlet["name"]),
            yesterday=brought_on(brought, outlet["name"], yesterday, runs),
            read=read_on(brought, outlet["name"], yesterday),
            expected=expected(data.service, outlet["name"], start_of(yesterday)),
            held=held.get(outlet["name"], 0),
        )
        for outlet in outlets
    ]
    return sorted((one for one in found if one.health["state"] != "imported"), key=rank)


def rank(one: OutletState) -> tuple[int, str]:
    state = one.health["state"]
    return (STATES.index(state) if state in STATES else len(STATES), one.outlet["name"])


def brought_on(
    brought: Mapping[tuple[str, date], operating.Brought] | None, outlet: str, day: date, runs: Mapping[str, RunRow]
) -> int | None:
    """New articles of a day; None where no run is known, for nothing can be said then."""
    if brought is None or outlet not in runs:
        return None
    found = brought.get((outlet, day))
    return found["new"] if found else 0


def read_on(brought: Mapping[tuple[str, date], operating.Brought] | None, outlet: str, day: date) -> Read | None:
    """None where no page was asked for."""
    found = (brought or {}).get((outlet, day))
    of = found["through"] + found["unread"] if found else 0
    return Read(found["through"], of) if found and of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBackfill:
    """A backfill with the seconds it will still take at its pace so far; None where nothing can be said of that."""

    row: BackfillRow
    titles: OutletTitles
    seconds_left: float | None


def backfills_now(data: DataFolder, names: Mapping[str, OutletTitles]) -> list[ShownBackfill]:
    return [
        ShownBackfill(
            row=row,
            titles=titles_of(names, row["outlet"]),
            seconds_left=seconds_left(row) if row["is_listed"] else None,
        )
        for row in operating.backfills(data.service) or ()
    ]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The newest published snapshot: its file, when it was made, its bytes."""

    file: str
    made_at: datetime
    bytes: int


def newest_snapshot(data: DataFolder) -> Snapshot | None:
    """None before the first, and where the list of them cannot be read."""
    try:
        found = read_manifest(data)
        return Snapshot(found[0]["file"], unstamp(found[0]["made_at"]), found[0]["bytes"]) if found else None
    except (WarraqError, OSError, KeyError, TypeError, ValueError):
        return None


def articles_of_outlets(connection: Connection) -> dict[str, int]:
    """How many articles of each outlet the record has."""
    return {str(outlet): int(n) for outlet, n in connection.execute(by_days(connection, ARTICLES))}
