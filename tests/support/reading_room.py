"""The reading room over a made archive, for the tests that ask it as a browser would, but without one."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from archive.model import Outlet
from archive.web.app.access import Access
from archive.web.app.server import create_app
from tests.support import made_archive

T = TypeVar("T")
PAGES = ("/", "/search", "/search?q=القوات", "/outlets", "/health", "/downloads", "/about")


def plain(html: str) -> str:
    """A page, or a part of one, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


class Site:
    """A data folder and the server over it, reached over ASGI."""

    def __init__(
        self,
        data: Path,
        ids: dict[str, int],
        outlets: Iterable[Outlet] = (),
        access: Access | None = None,
        secret: str | None = None,
    ) -> None:
        self.data, self.ids = data, ids
        self.app = create_app(data, outlets=outlets, access=access, secret=secret)

    def get(self, path: str, **more: Any) -> Any:
        address = quote(path, safe="/?&=:%")
        return asyncio.run(self.app.client.request(more.pop("method", "GET"), address, **more))

    def feed_pages(self, path: str) -> Iterator[list[dict[str, Any]]]:
        """The entries of a feed, page after page."""
        seen = set[str]()
        while path and path not in seen:
            seen.add(path)
            feed = self.get(path).json()
            yield feed["items"]
            path = feed.get("next_url", "").removeprefix("http://localhost")

    def text(self, path: str) -> str:
        """The page without its tags."""
        return plain(self.get(path).text)

    def ask(self, question: Callable[[Any], T]) -> T:
        """Ask the record on one of the server's own connections."""
        answer: T = asyncio.run(self.app.get_database("warraq").execute_fn(question))
        return answer

    def rows(self, sql: str, values: Any = ()) -> list[dict[str, Any]]:
        """The rows of any statement."""
        return self.ask(lambda connection: [dict(row) for row in connection.execute(sql, values)])

    def plan(self, sql: str, values: Any = ()) -> list[str]:
        """How SQLite finds the answer of a statement, a step each."""
        return [row["detail"] for row in self.rows(f"EXPLAIN QUERY PLAN {sql}", values)]


def made(data: Path) -> Site:
    """The site over the made archive, with the health of its outlets."""
    ids = made_archive.make(data)
    made_archive.write_health(data)
    return Site(data, ids)
