"""A site on this machine that publishes in bursts: a short feed, and the other ways to its articles, each at will."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import parse_qsl, urlsplit

from archive.model import Outlet, Route
from tests.support.scripted_site import Answer, Headers, ScriptedSite, page

XML, JSON, HTML = "application/xml", "application/json", "text/html; charset=utf-8"
FEED = Route(kind="feed", url="/feed/")
REST = Route(kind="wp-rest", url="/wp-json/wp/v2/posts?per_page=10")
MAP = Route(kind="news-sitemap", url="/news.xml")
LIST = Route(kind="listing", url="/", links="h2 a")


@dataclass(slots=True)
class Ways:
    """What the site offers: how many articles a feed and a list show, whether they have further pages, and dates; how
    many hours its own time is ahead of UTC; of how many articles its list shows one."""

    feed: int = 10
    feed_pages: bool = False
    rest: bool = False
    rest_pages: bool = True
    zone: float = 0.0
    sitemap: bool = False
    map_ascending: bool = False
    listing: int = 0
    listing_pages: bool = True
    listed_of: int = 1
    dated: bool = True


class BurstSite(ScriptedSite):
    """`articles` are numbers with the moment of publication, the newest first; `pinned` stand above them in lists.

    `shown` is what may be shown of a list instead of all of it: a cut answer, an order that is nobody's.
    """

    def __init__(self, ways: Ways) -> None:
        super().__init__()
        self.ways = ways
        self.articles: dict[int, datetime] = {}
        self.pinned: list[int] = []
        self.withdrawn: set[int] = set()
        self.modified: dict[int, datetime] = {}
        self.forced_feed: list[int] | None = None

    def burst(self, number: int, at: datetime | None = None, apart: timedelta = timedelta(seconds=30)) -> list[int]:
        """Publish so many articles, the last of them `at` this moment, else now. Returns their numbers."""
        last = (at or datetime.now(UTC)).astimezone(UTC)
        first = max(self.articles, default=10_000) + 1
        made = list(range(first, first + number))
        for position, one in enumerate(made):
            self.articles[one] = last - apart * (number - 1 - position)
            self.answers[f"/{one}/"] = page(one)
        return made

    def later(self, span: timedelta) -> None:
        """Make it so much later: what was published is older by then."""
        self.articles = {one: at - span for one, at in self.articles.items()}
        self.modified = {one: at - span for one, at in self.modified.items()}

    def newest(self) -> list[int]:
        standing = [one for one in self.articles if one not in self.withdrawn and one not in self.pinned]
        return sorted(standing, key=lambda one: (self.articles[one], one), reverse=True)

    def answer(self, path: str, headers: Headers) -> Answer:
        parts = urlsplit(path)
        made = self._made(parts.path, dict(parse_qsl(parts.query)))
        if made is not None and path not in self.answers:
            self.answers[path] = made
            try:
                return super().answer(path, headers)
            finally:
                del self.answers[path]
        return super().answer(path, headers)

    def _made(self, path: str, query: dict[str, str]) -> Answer | None:
        ways, size = self.ways, self.ways.feed
        if path == "/feed/" and size:
            number = int(query.get("paged", "1")) if ways.feed_pages else 1
            shown = self.forced_feed or [*self.pinned, *self.newest()[(number - 1) * size :]]
            return self._feed(shown[:size]) if shown else Answer(404)
        if path == "/wp-json/wp/v2/posts" and ways.rest:
            return self._posts(query)
        if path == "/news.xml" and ways.sitemap:
            listed = self.newest()[:: -1 if ways.map_ascending else 1]
            return Answer(200, f"<urlset>{''.join(map(self._url, listed))}</urlset>".encode(), _type(XML))
        if path == "/" and ways.listing:
            return self._list(int(query.get("page", "1")))
        return None

    def _feed(self, numbers: list[int]) -> Answer:
        items = "".join(
            f"<item><title>خبر {one}</title><link>{self.home}/{one}/</link>{self._date(one)}</item>" for one in numbers
        )
        return Answer(200, f'<rss version="2.0"><channel>{items}</channel></rss>'.encode(), _type(XML))

    def _date(self, one: int) -> str:
        return f"<pubDate>{format_datetime(self.articles[one])}</pubDate>" if self.ways.dated else ""

    def _url(self, one: int) -> str:
        date = f"<lastmod>{self.articles[one].isoformat()}</lastmod>" if self.ways.dated else ""
        return f"<url><loc>{self.home}/{one}/</loc>{date}</url>"

    def _posts(self, query: dict[str, str]) -> Answer:
        """As WordPress does: newest first, by date or by modification, page after page, 400 behind the last."""
        size, number = int(query.get("per_page", "10")), int(query.get("page", "1"))
        edited = {one: self.modified.get(one, self.articles[one]) for one in self.newest()}
        by = edited if query.get("orderby") == "modified" else self.articles
        found = sorted(edited, key=lambda one: (by[one], one), reverse=True)
        for name, times in (("after", self.articles), ("before", self.articles), ("modified_after", edited)):
            if name in query:
                bound = datetime.fromisoformat(query[name]).replace(tzinfo=UTC) - timedelta(hours=self.ways.zone)
                found = [one for one in found if (times[one] < bound if name == "before" else times[one] > bound)]
        if number > 1 and not self.ways.rest_pages:
            return Answer(403)
        if number > max(-(-len(found) // size), 1):
            return Answer(400, b'{"code": "rest_post_invalid_page_number"}', _type(JSON))
        rows = [self._post(one, edited[one]) for one in found[(number - 1) * size : number * size]]
        return Answer(200, json.dumps(rows).encode(), {**_type(JSON), "X-WP-Total": str(len(found))})

    def _post(self, one: int, modified: datetime) -> dict[str, object]:
        times = {"date": self.articles[one], "modified": modified}
        ahead = timedelta(hours=self.ways.zone)
        written = {name: f"{at + ahead:%Y-%m-%dT%H:%M:%S}" for name, at in times.items()}
        gmt = {f"{name}_gmt": f"{at:%Y-%m-%dT%H:%M:%S}" for name, at in times.items()}
        title = {"rendered": f"خبر {one}"}
        return {"id": one, "link": f"{self.home}/{one}/", "title": title, **written, **gmt}

    def _list(self, number: int) -> Answer:
        size = self.ways.listing
        listed = [one for one in self.newest() if one % self.ways.listed_of == 0]
        shown = listed[(number - 1) * size : number * size]
        links = "".join(f"<h2><a href='/{one}/'>خبر {one}</a></h2>" for one in [*self.pinned, *shown])
        more = f"<a rel=next href='/?page={number + 1}'>التالي</a>" if self.ways.listing_pages else ""
        return Answer(200, (links + more).encode(), _type(HTML))


def outlet_at(site: BurstSite, *routes: Route, expect_per_day: float = 10.0) -> Outlet:
    """An outlet with these routes at the site."""
    return Outlet(
        name="made",
        title="نموذج",
        title_en="Made",
        home=site.home,
        hosts=(site.host,),
        routes=routes,
        key_rules=(r"^/(?P<id>\d{5,})/",),
        expect_per_day=expect_per_day,
    )


def numbers_in(paths: list[str]) -> set[int]:
    """The articles among what was asked for."""
    return {int(found[1]) for path in paths if (found := re.fullmatch(r"/(\d{5,})/", path))}


def _type(kind: str) -> dict[str, str]:
    return {"Content-Type": kind}
