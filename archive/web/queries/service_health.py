"""Does the service do its work: the one answer that a monitor asks for, of the state on disk alone.

What it says is of this machine and the archive, never a reader, an address of a channel, a path or a password.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypedDict

from archive.configuration import current
from archive.crawl_state import operating
from archive.crawl_state.heartbeat import read_beat
from archive.crawl_state.incidents import open_incidents
from archive.crawl_state.nights import read_nights
from archive.data_folder import DataFolder
from archive.times import stamp, unstamp
from archive.web.queries.operating import disk_of, newest_snapshot
from archive.web.queries.rows import Connection

# A crawl ends within thirteen minutes and an outlet may wait for a free slot; what is later than this, nobody starts.
OVERDUE = timedelta(hours=1)
# A service that lives writes it every two minutes.
HEARTBEAT_DUE = timedelta(minutes=6)
# The service publishes every night.
SNAPSHOT_DUE = timedelta(days=3)
FOLLOWED = "SELECT name FROM outlets WHERE enabled = 1"


class Overdue(TypedDict):
    """The outlet that waits longest for a crawl that nobody starts."""

    outlet: str
    due_at: str
    seconds: int


class ServiceState(TypedDict):
    """When the last crawl began, and the outlets that are overdue; `heartbeat`: when it last wrote that it lives."""

    heartbeat: str | None
    last_start: str | None
    seconds_since: int | None
    outlets_overdue: int
    oldest_overdue: Overdue | None


class DiskState(TypedDict):
    """Bytes and shares in per cent."""

    free_bytes: int
    free_percent: float
    floor_percent: float


class SnapshotState(TypedDict):
    """The newest download."""

    file: str
    made_at: str
    age_seconds: int


class VerifyState(TypedDict):
    """When a share of the archive was last verified, and what was wrong, empty where nothing was."""

    at: str
    problem: str


class HealthAnswer(TypedDict):
    """`status` is ok or failing, `problems` says in sentences why. A part that there is nothing of is null.

    `service`: null where nothing was ever scheduled here, as on a machine that only serves.
    """

    status: str
    problems: list[str]
    at: str
    service: ServiceState | None
    disk: DiskState
    snapshot: SnapshotState | None
    verified: VerifyState | None
    incidents_open: int | None


def followed(connection: Connection) -> set[str]:
    """The outlets that the record says are crawled."""
    return {str(name) for (name,) in connection.execute(FOLLOWED)}


def health(data: DataFolder, followed: Iterable[str], now: datetime) -> HealthAnswer:
    """What a monitor is told; `followed` are the outlets that are crawled by what the record says."""
    service = service_state(data, set(followed), now)
    disk, snapshot, incidents = disk_of(data), newest_snapshot(data), open_incidents(data.service)
    age = int((now - snapshot.made_at).total_seconds()) if snapshot else 0
    answer: HealthAnswer = {
        "status": "ok",
        "problems": [],
        "at": stamp(now),
        "service": service,
        "disk": {
            "free_bytes": disk.free,
            "free_percent": round(disk.percent, 2),
            "floor_percent": disk.floor_percent,
        },
        "snapshot": {"file": snapshot.file, "made_at": stamp(snapshot.made_at), "age_seconds": age}
        if snapshot
        else None,
        "verified": verified(data),
        "incidents_open": None if incidents is None else len(incidents),
    }
    answer["problems"] = list(problems(answer, is_short=disk.is_short))
    answer["status"] = "failing" if answer["problems"] else "ok"
    return answer


def service_state(data: DataFolder, followed: set[str], now: datetime) -> ServiceState | None:
    """None where nothing was ever scheduled, or the state of the crawls cannot be read."""
    found = operating.due(data.service)
    if not found:
        return None
    settings = current(data)
    wanted = {name for name in followed if settings.outlet(name).enabled is not False}
    wanted |= {row["outlet"] for row in found if settings.outlet(row["outlet"]).enabled}
    late = [row for row in found if row["outlet"] in wanted and is_overdue(row, now)]
    starts = [row["last_start"] for row in found if row["last_start"]]
    last = max(starts, default=None)
    oldest = min(late, key=lambda row: row["next_due"], default=None)
    return {
        "heartbeat": beat.at if (beat := read_beat(data.service)) else None,
        "last_start": last,
        "seconds_since": int((now - unstamp(last)).total_seconds()) if last else None,
        "outlets_overdue": len(late),
        "oldest_overdue": {
            "outlet": oldest["outlet"],
            "due_at": oldest["next_due"],
            "seconds": int((now - unstamp(oldest["next_due"])).total_seconds()),
        }
        if oldest
        else None,
    }


def verified(data: DataFolder) -> VerifyState | None:
    """None before the first night."""
    found = next((row for row in read_nights(data.service) or () if row["job"] == "verify"), None)
    return {"at": found["last_end"], "problem": found["problem"]} if found and found["last_end"] else None


def is_overdue(row: operating.DueRow, now: datetime) -> bool:
    """Was it due long ago, and no crawl of it began since?"""
    waited_from = max(row["next_due"], row["last_start"] or "")
    return now - unstamp(waited_from) > OVERDUE


def problems(answer: HealthAnswer, *, is_short: bool) -> Iterable[str]:
    service, disk, snapshot = answer["service"], answer["disk"], answer["snapshot"]
    if service and service["heartbeat"]:
        silent = unstamp(answer["at"]) - unstamp(service["heartbeat"])
        if silent > HEARTBEAT_DUE:
            yield f"The service last wrote at {service['heartbeat']}: it does not run, or hangs. See its log."
    if service and service["oldest_overdue"]:
        late = service["oldest_overdue"]
        yield (
            f"{service['outlets_overdue']} outlets are due and no crawl of them begins, {late['outlet']} since"
            f" {late['due_at']}. Does the service run? See its log."
        )
    if is_short:
        yield (
            f"{disk['free_percent']} % of the disk are free; below {disk['floor_percent']} % nothing is fetched. Make"
            " room: warraq disk says what takes it."
        )
    if service and snapshot and snapshot["age_seconds"] > SNAPSHOT_DUE.total_seconds():
        yield f"The newest snapshot is of {snapshot['made_at']}: the nightly publication fails. See the log."
