"""Asks an outlet what it offers, with the manners of a crawl: robots.txt, front page, every route, three articles.

It is the outlet's own spider with another round, and runs on a data folder that is thrown away: nothing is stored.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.http import Response

from archive.errors import WarraqError
from archive.exchange import Hint
from archive.identity.keys import key_of
from archive.model import Route
from archive.times import now
from spiders.base import OutletSpider, page_of
from spiders.discovery.announced import announced_routes, sitemaps_in
from spiders.discovery.parsers import Entry, Found
from spiders.discovery.routes import Discovery
from spiders.http.capture import ARTICLE
from spiders.http.causes import NETWORK, CrawlEnded, cause_of_error, cause_of_response, is_challenge
from spiders.http.headers import links_of
from spiders.http.host_budget import Work
from spiders.probing.findings import Finding, Survey
from spiders.probing.headlines import headline_links

ARTICLES = 3
# After these nobody of this host is asked anything more.
ENDS = NETWORK | {"retry_after", "http_429"}
# Where sites that announce nothing keep their feeds and sitemaps, most usual first.
GUESSES = (
    Route(kind="feed", url="/feed/"),
    Route(kind="feed", url="/rss.xml"),
    Route(kind="feed", url="/rss"),
    Route(kind="news-sitemap", url="/news-sitemap.xml"),
    Route(kind="news-sitemap", url="/sitemap.xml"),
)


class Prober(OutletSpider):
    """Mixed into an outlet's spider (`prober_of`). `on_finding` is called with every finding as it is made."""

    def __init__(self, *, survey: Survey, on_finding: Callable[[Finding], None], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.survey = survey
        self._on_finding = on_finding
        self._found: Found | None = None
        self._came_from: Response | None = None

    async def _crawl(self) -> None:
        home = await self._look_at_home()
        if self.survey.findings[-1].result in ENDS:
            return
        await self._look_at_routes(home)
        await self._take_articles()

    def read_route(self, route: Route, body: bytes, url: str) -> Found:
        self._found = super().read_route(route, body, url)
        return self._found

    async def fetch_route(self, url: str, headers: dict[str, str], work: Work = Work.DISCOVERY) -> Response:
        self._came_from = await super().fetch_route(url, headers, work)
        return self._came_from

    def _note(self, finding: Finding) -> None:
        self.survey.add(finding)
        self._on_finding(finding)

    async def _look_at_home(self) -> Response | None:
        url = urljoin(self.outlet.home, "/") if not urlsplit(self.outlet.home).path else self.outlet.home
        response, cause = await self._get(Request(url))
        self._note_robots(cause)
        leads_to = _leads_to(response)
        if response is not None and not cause:
            self.survey.home = page_of(response, Hint())
            leads_to = response.url if urlsplit(response.url).netloc != urlsplit(url).netloc else ""
        self._note(Finding(probe="home", url=url, result=cause or "ok", leads_to=leads_to))
        return response if not cause else None

    def _note_robots(self, cause_of_home: str) -> None:
        url = urljoin(self.outlet.home, "/robots.txt")
        answer = self.robots
        if answer is None:
            self._note(Finding(probe="robots", url=url, result=cause_of_home or "ok"))
            return
        named = len(sitemaps_in(self.robots_text()))
        note = f"{named} sitemaps named" if named else ""
        self._note(Finding(probe="robots", url=url, result=cause_of_response(answer) or "ok", note=note))

    async def _look_at_routes(self, home: Response | None) -> None:
        page, url = (home.body, home.url) if home is not None else (b"", self.outlet.home)
        headers = links_of(home) if home is not None else ()
        announced = announced_routes(page, url, self.robots_text(), self.outlet, links=headers)
        known = {_without_query(urljoin(self.outlet.home, route.url)) for route in self.outlet.routes}
        fresh = [route for route in announced if _without_query(route.url) not in known]
        discovery = Discovery(self.context, self.fetch_route, self.read_route, self.robots_text)
        await self._look_at_all(discovery, self.outlet.routes, "configured")
        await self._look_at_all(discovery, fresh, "announced")
        if home is not None and not any(finding.articles for finding in self.survey.findings):
            tried = known | {_without_query(route.url) for route in fresh}
            guesses = [route for route in GUESSES if urljoin(self.outlet.home, route.url) not in tried]
            links = headline_links(home.body, home.url, self.outlet)
            listing = [Route(kind="listing", url=home.url, links=links)] if links else []
            await self._look_at_all(discovery, [*guesses, *listing], "guessed")

    async def _look_at_all(self, discovery: Discovery, routes: Iterable[Route], source: str) -> None:
        for route in routes:
            if self._is_over():
                return
            finding = await self._look_at(discovery, route, source)
            # A guess that led nowhere says nothing of the outlet.
            if source != "guessed" or finding.articles:
                self._note(finding)

    async def _look_at(self, discovery: Discovery, route: Route, source: str) -> Finding:
        self._found = self._came_from = None
        url = urljoin(self.outlet.home, route.url)
        try:
            cause = await discovery.look_at(route)
        except CrawlEnded as ended:
            cause = ended.cause or "interrupted"
        entries: tuple[Entry, ...] = self._found.entries if self._found else ()
        keys = {key for entry in entries if (key := key_of(entry.url, self.outlet))}
        poll = self.context.frontier.poll(self.outlet.name, url)
        if cause == "moved" and self._was_sent_home():
            cause = "home_redirect"
        return Finding(
            probe=route.kind,
            url=url,
            result=cause or "ok",
            source=source,
            edition=route.edition,
            links=route.links,
            articles=len(keys) if self._found else None,
            newest=next((entry.published or entry.modified for entry in entries), ""),
            note=poll.note if poll else "",
            leads_to=_leads_to(self._came_from),
        )

    def _was_sent_home(self) -> bool:
        came = self._came_from
        return came is not None and came.status == 200 and _path(came.url) == _path(self.outlet.home)

    async def _take_articles(self) -> None:
        due = self.context.frontier.due_visits(self.outlet.name, now())
        self.survey.listed = [visit.url for visit in due]
        for visit in due:
            if self._is_over() or len(self.survey.pages) == ARTICLES:
                return
            response, cause = await self._get(Request(self.address_of(visit), meta={ARTICLE: True}))
            if response is not None and not cause:
                self.survey.pages.append(self.page_in(response, visit))
            else:
                self._note(Finding(probe="article", url=visit.url, result=cause, leads_to=_leads_to(response)))

    def _is_over(self) -> bool:
        return self.survey.findings[-1].result in ENDS or self._refusals() >= ARTICLES

    def _refusals(self) -> int:
        """Articles that did not come: as many as we wanted to see are enough."""
        return sum(finding.probe == "article" for finding in self.survey.findings)

    async def _get(self, request: Request) -> tuple[Response | None, str]:
        try:
            response = await self.download(request)
        except CrawlEnded as ended:
            return None, ended.cause or "interrupted"
        except WarraqError:
            raise
        except Exception as error:
            return None, cause_of_error(error, request.url)
        return response, "challenge" if is_challenge(response) else cause_of_response(response)


def prober_of(spider: type[OutletSpider]) -> type[Prober]:
    """The outlet's spider, its oddities included, on a probe's round."""
    return type("OutletProber", (Prober, spider), {})


def _leads_to(response: Response | None) -> str:
    if response is None or not 300 <= response.status < 400:
        return ""
    location = response.headers.get("Location") or b""
    return urljoin(response.url, location.decode("latin-1"))


def _path(url: str) -> str:
    return urlsplit(url).path.rstrip("/")


def _without_query(url: str) -> str:
    return url.partition("?")[0]
