"""GET /metrics for Prometheus, read from the state on disk when it is asked for. Nothing is counted in this process.

Not for everybody: it is answered on this machine itself, without a proxy between, and to who is signed in.
"""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime
from ipaddress import ip_address

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from archive.crawl_state import operating
from archive.crawl_state.health import read_health
from archive.crawl_state.heartbeat import read_beat
from archive.crawl_state.incidents import open_incidents
from archive.crawl_state.nights import read_nights
from archive.data_folder import DataFolder
from archive.times import now, unstamp
from archive.web.app.compat import Datasette, Request, Response, data_folder
from archive.web.app.connection import query
from archive.web.app.page import problem
from archive.web.queries.operating import articles_of_outlets, disk_of, newest_snapshot

# What a proxy adds; nginx, unless told otherwise, adds nothing and speaks HTTP/1.0.
OF_PROXIES = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
Family = tuple[str, str, Iterable[tuple[tuple[str, ...], float]], tuple[str, ...]]


async def view(datasette: Datasette, request: Request) -> Response:
    """The metrics; for anybody else there is no such page."""
    if not (request.actor or is_on_this_machine(request)):
        return await problem(datasette, request, "not_found", 404)
    counts = await query(datasette, articles_of_outlets)
    text = await asyncio.to_thread(rendered, data_folder(datasette), counts, now())
    return Response(text, 200, {"cache-control": "no-store"}, CONTENT_TYPE_LATEST)


def is_on_this_machine(request: Request) -> bool:
    """Did a program of this machine ask by itself, for nobody else?"""
    client, version = request.scope.get("client"), request.scope.get("http_version", "1.1")
    if client is None or version == "1.0" or any(name in request.headers for name in OF_PROXIES):
        return False
    try:
        return ip_address(client[0]).is_loopback
    except ValueError:
        return False


def rendered(data: DataFolder, counts: dict[str, int], at: datetime) -> bytes:
    """The text that Prometheus reads."""
    registry = CollectorRegistry()
    registry.register(State(data, counts, at))
    return generate_latest(registry)


class State(Collector):
    """The state at one instant. What the folder has nothing of is left out: no number stands for "unknown"."""

    def __init__(self, data: DataFolder, counts: dict[str, int], at: datetime) -> None:
        self._data, self._service, self._counts, self._at = data, data.service, counts, at

    def collect(self) -> Iterator[Metric]:
        total = CounterMetricFamily(
            "warraq_outlet_articles", "Articles of an outlet in the record; what is added is new.", labels=["outlet"]
        )
        for outlet, n in sorted(self._counts.items()):
            total.add_metric([outlet], n)
        yield total
        for name, text, values, labels in (*self._of_outlets(), *self._of_queues(), *self._of_folder()):
            gauge = GaugeMetricFamily(name, text, labels=labels)
            for of, value in values:
                gauge.add_metric(list(of), value)
            yield gauge

    def _of_outlets(self) -> Iterator[Family]:
        due = operating.due(self._service) or []
        well = [((row["outlet"],), seconds(row["last_ok"])) for row in due if row["last_ok"]]
        late = [((row["outlet"],), max(0.0, self._at.timestamp() - seconds(row["next_due"]))) for row in due]
        states = [((row["outlet"], row["state"]), 1.0) for row in (read_health(self._service) or {}).values()]
        of_outlet = ("outlet",)
        yield (
            "warraq_outlet_last_success_timestamp_seconds",
            "When a crawl of an outlet last ended well.",
            well,
            of_outlet,
        )
        yield "warraq_outlet_overdue_seconds", "For how long an outlet has been due.", late, of_outlet
        yield "warraq_outlet_state", "1 for the state that an outlet is in.", states, ("outlet", "state")

    def _of_queues(self) -> Iterator[Family]:
        held: dict[str, int] = {}
        for one in operating.held_counts(self._service) or ():
            held[one["reason"]] = held.get(one["reason"], 0) + one["n"]
        pages = [((reason,), float(n)) for reason, n in sorted(held.items())]
        visits = operating.visits_due(self._service, self._at)
        due = [((outlet,), float(n)) for outlet, n in sorted((visits or {}).items())]
        open_ones: dict[tuple[str, ...], float] = {}
        for row in open_incidents(self._service) or ():
            of = (row["outlet"], row["cause"])
            open_ones[of] = open_ones.get(of, 0.0) + 1
        left = [((row["outlet"],), float(row["left"])) for row in operating.backfills(self._service) or ()]
        yield "warraq_held_pages", "Pages held back that nobody has decided about.", pages, ("reason",)
        yield "warraq_requests_due", "Articles whose page is due to be asked for.", due, ("outlet",)
        yield (
            "warraq_incidents_open",
            "Incidents that are open; an empty outlet is us.",
            open_ones.items(),
            ("outlet", "cause"),
        )
        yield (
            "warraq_backfill_articles_left",
            "Articles of the past that are listed and not fetched.",
            left,
            ("outlet",),
        )

    def _of_folder(self) -> Iterator[Family]:
        disk, snapshot = disk_of(self._data), newest_snapshot(self._data)
        yield "warraq_disk_free_bytes", "Free on the disk of the data folder.", [((), float(disk.free))], ()
        yield "warraq_disk_size_bytes", "Size of the disk of the data folder.", [((), float(disk.total))], ()
        yield (
            "warraq_disk_floor_ratio",
            "The free share below which nothing is fetched.",
            [((), disk.floor_percent / 100)],
            (),
        )
        ran = read_nights(self._service) or ()
        nights = [((row["job"],), seconds(row["last_ok"])) for row in ran if row["last_ok"]]
        night = "warraq_nightly_last_success_timestamp_seconds"
        yield night, "When a nightly job last ended well.", nights, ("job",)
        if beat := read_beat(self._service):
            silent = self._at.timestamp() - seconds(beat.at)
            name = "warraq_service_heartbeat_age_seconds"
            yield name, "Since the service last wrote that it lives.", [((), silent)], ()
        if snapshot:
            age = (self._at - snapshot.made_at).total_seconds()
            yield "warraq_snapshot_age_seconds", "Since the newest snapshot was made.", [((), age)], ()


def seconds(stamped: str) -> float:
    return unstamp(stamped).timestamp()
