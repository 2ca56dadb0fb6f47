"""The work of one crawl by its urgency: what is new, second looks, the past; a route whose time came before all."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from scrapy.http import Response

from archive.crawl_state.revisits import Visit
from archive.ingest.bounds import NEWEST_VERSIONS
from archive.model import Outcome, Route
from spiders.agenda import Agenda, work_of
from spiders.context import CrawlContext
from spiders.discovery.backfill import IN_PART, Backfill
from spiders.discovery.hole_gaps import note_holes
from spiders.discovery.parsers import Found
from spiders.discovery.routes import Discovery
from spiders.http.causes import NETWORK, CrawlEnded, is_host_trouble
from spiders.http.host_budget import Work

# So many articles in a row, or all there are, that the host itself refused: each more would only annoy or time out.
PATIENCE = 3


class FetchRoute(Protocol):
    """Asks for a feed, sitemap or listing. Raises what the download raises, Refused and CrawlEnded."""

    def __call__(self, url: str, headers: dict[str, str], work: Work = ...) -> Awaitable[Response]: ...


@dataclass(frozen=True, slots=True)
class Ways:
    """What a spider can do. `visit` takes an article and the address after it, and says what became of it; `begin`
    notes an address as under way."""

    fetch_route: FetchRoute
    read_route: Callable[[Route, bytes, str], Found]
    robots_text: Callable[[], bytes]
    visit: Callable[[Visit, str], Awaitable[Outcome]]
    begin: Callable[[str], None]


class Round:
    """One crawl's work. Its causes and counts go into the context's result.

    `agenda` is what it visits, `crashes` counts the crawls that died on an address.
    """

    def __init__(self, context: CrawlContext, ways: Ways, agenda: Agenda, crashes: Mapping[str, int]) -> None:
        self._context, self._ways, self._agenda, self._crashes = context, ways, agenda, crashes
        self._outlet, self._pasts = context.outlet.name, context.pasts
        self._is_past = False
        self._trouble: list[str] = []
        self._visited = 0
        # What came of the last articles, by their keys: some of it may turn out to be none.
        self._brought: dict[str, Outcome] = {}
        self._begun = ""
        self._left_alone: frozenset[str] = frozenset()
        self._noted = time.monotonic()

    async def fetch_new(self) -> None:
        """Ask every edition for news, then visit all that is due. Raises CrawlEnded."""
        cause = self._context.result.cause = await self._discover()
        note_holes(self._context)
        if cause not in NETWORK:
            await self._visit_all()
            # Of what was found in them, the pages were asked for by now.
            note_holes(self._context, all_visited=not cause)

    async def fetch_past(self, since: date) -> None:
        """Walk the past since that day, and visit what it lists; all that is more urgent first. Raises CrawlEnded."""
        self._is_past = True
        row = self._pasts.of(self._outlet)
        if row is None or row["state"] == "done" or row["since"] != since.isoformat():
            self._pasts.queue(self._outlet, since.isoformat())
        self._pasts.count_left(self._outlet)
        self._agenda.renew()
        walk = Backfill(self._context, self._fetch_list, self._ways.read_route, self._ways.robots_text)
        cause = self._context.result.cause = await walk.run(since)
        self._pasts.count_left(self._outlet, is_listed=cause in ("", *IN_PART))
        if cause not in NETWORK:
            self._agenda.renew()
            await self._visit_all()

    async def _discover(self) -> str:
        before = self._context.result.found
        ways = self._ways.fetch_route, self._ways.read_route, self._ways.robots_text
        cause = await Discovery(self._context, *ways).run()
        # Asked again it lists much of the same.
        self._context.result.found = max(before, self._context.result.found)
        # One that the discovery leaves alone is not waited for: it would be asked for after every visit.
        self._left_alone = self._context.overdue_routes()
        self._agenda.renew()
        self._begun = ""
        return cause

    async def _discover_again(self) -> None:
        """Ask the routes once more where the time of one has come."""
        if self._context.overdue_routes() - self._left_alone and (cause := await self._discover()) in NETWORK:
            raise CrawlEnded(cause)

    async def _fetch_list(self, url: str, headers: dict[str, str]) -> Response:
        """What lists the past, after all that is more urgent."""
        await self._discover_again()
        while visit := self._agenda.pop_urgent():
            await self._visit(visit)
            await self._discover_again()
        self._give_way()
        self._begun = ""
        return await self._ways.fetch_route(url, headers, Work.BACKFILL)

    async def _visit_all(self) -> None:
        while visit := self._next():
            if self._is_past and work_of(visit) == Work.BACKFILL:
                self._give_way()
            await self._visit(visit)
            await self._discover_again()

    def _next(self) -> Visit | None:
        if self._is_past and not self._agenda:
            self._agenda.renew()
        return self._agenda.pop()

    def _give_way(self) -> None:
        if self._pasts.has_to_wait(self._outlet):
            raise CrawlEnded("")

    async def _visit(self, visit: Visit) -> None:
        if self._begun != visit.url:
            self._ways.begin(visit.url)
        following = self._agenda.peek()
        # Noted only just before it is visited: what a crawl died of must not pass for outlived.
        self._begun = following.url if following and not self._crashes.get(following.url) else ""
        outcome = await self._ways.visit(visit, self._begun)
        self._visited += 1
        self._count(visit.key, outcome)
        self._context.report(self._context.result, len(self._agenda))
        if self._is_past:
            self._note(is_taken=work_of(visit) == Work.BACKFILL and outcome.kind != "failed")
        self._trouble = [*self._trouble, outcome.reason] if is_host_trouble(outcome.reason) else []
        if len(self._trouble) >= min(PATIENCE, self._visited + len(self._agenda)):
            raise CrawlEnded(outcome.reason)

    def _count(self, key: str, outcome: Outcome) -> None:
        result = self._context.result
        result.count(outcome)
        for other in outcome.taken_back:
            if before := self._brought.pop(other, None):
                result.take_back(before, outcome.reason)
        if outcome.kind in ("new", "edited"):
            self._brought[key] = outcome
            if len(self._brought) > NEWEST_VERSIONS:
                del self._brought[next(iter(self._brought))]

    def _note(self, *, is_taken: bool) -> None:
        before, self._noted = self._noted, time.monotonic()
        self._pasts.progress(self._outlet, 0, int(is_taken), self._noted - before)
