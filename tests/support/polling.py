"""An outlet's routes asked as a crawl asks them, over the network, without a process of its own and without pages."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from scrapy import Request
from scrapy.http import Response, TextResponse

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.hole_rows import HoleRow
from archive.crawl_state.runs import COUNTS, RunLog
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.ingest.run_gaps import note_run_gaps
from archive.model import Route
from archive.record.gaps import gaps
from archive.record.rows import GapRow
from archive.sqlite import rows
from archive.times import now
from spiders.base import READERS
from spiders.context import CrawlContext
from spiders.discovery import parsers
from spiders.discovery.hole_gaps import note_holes
from spiders.discovery.routes import Discovery
from spiders.result import CrawlResult
from tests.support.burst_site import BurstSite, outlet_at
from tests.support.outlet_server.client import ask

INSTANTS: dict[str, dict[str, tuple[str, ...]]] = {
    "service.db": {
        "polls": ("checked_at", "full_at", "last_yield_at", "lied_at", "well_at"),
        "entries": ("seen_at",),
        "visits": ("found_at", "first_taken_at", "looked_at", "next_due"),
        "holes": ("since", "until", "asked_at", "reached_at"),
        "searched": ("at",),
        "runs": ("started_at",),
    },
    "warraq.db": {"gaps": ("since", "until")},
}


class Polled:
    """An outlet with its data folder; `poll` is the discovery of one crawl."""

    def __init__(self, root: Path, site: BurstSite, *routes: Route, expect_per_day: float = 10.0) -> None:
        self.data, self.site = root / "data", site
        self.outlet = outlet_at(site, *routes, expect_per_day=expect_per_day)

    def poll(self) -> str:
        """Ask the routes once. Returns the cause, empty when all went well."""
        service, locks = self.data / "service.db", DataFolder(self.data).make().locks
        with Intake(self.data, self.outlet) as intake, Frontier(service) as frontier, Backfills(service) as pasts:
            result = CrawlResult(outlet=self.outlet.name)
            context = CrawlContext(self.outlet, locks, intake, frontier, result, lambda *_: None, pasts, frozenset)
            cause = asyncio.run(Discovery(context, _fetch, _read, lambda: b"").run())
            note_holes(context, all_visited=not cause)
        return cause

    def run(self) -> str:
        """Ask the routes once as the service does: the run goes into the log, and its gaps into the record."""
        began = now()
        cause = self.poll()
        result = {"outlet": self.outlet.name, "cause": cause, "seconds": 1.0, **dict.fromkeys(COUNTS, 0)}
        with RunLog(self.data / "service.db") as run_log:
            run_log.ended(result, began, now())
        note_run_gaps(DataFolder(self.data), self.outlet.name, now())
        return cause

    def later(self, minutes: float) -> None:
        """Make it so many minutes later, for the site and for what is remembered of its routes."""
        self.site.later(timedelta(minutes=minutes))
        for name, tables in INSTANTS.items():
            with closing(sqlite3.connect(self.data / name)) as connection, connection:
                for table, columns in tables.items():
                    for column in columns:
                        connection.execute(
                            f"UPDATE {table} SET {column} = strftime('%Y-%m-%dT%H:%M:%SZ', {column}, ?)",  # noqa: S608
                            [f"-{minutes} minutes"],
                        )

    def found(self) -> set[int]:
        """The numbers of the articles that are known, taken or due."""
        return {int(str(key)) for (key,) in self.service("SELECT key FROM visits")}

    def due(self) -> set[int]:
        with Frontier(self.data / "service.db") as frontier:
            return {int(visit.key) for visit in frontier.due_visits(self.outlet.name, now())}

    def service(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.data / "service.db")) as connection, connection:
            return connection.execute(sql, values).fetchall()

    def holes(self) -> list[HoleRow]:
        with closing(sqlite3.connect(self.data / "service.db")) as connection:
            return list(rows(connection, HoleRow, "SELECT * FROM holes WHERE reached_at IS NULL"))

    def gaps(self) -> list[GapRow]:
        with closing(sqlite3.connect(self.data / "warraq.db")) as connection:
            return gaps(connection) or []


async def _fetch(url: str, headers: dict[str, str]) -> Response:
    answer = ask(url, **headers)  # type: ignore[arg-type]
    request = Request(url, headers=headers)
    return TextResponse(url, status=answer.status, headers=dict(answer.headers), body=answer.body, request=request)


def _read(route: Route, body: bytes, url: str) -> parsers.Found:
    if route.kind == "listing":
        return parsers.read_listing(body, url, route.links)
    return READERS[route.kind](body, url)
