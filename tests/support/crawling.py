"""What the crawl tests share: a data folder, private outlet files, and the way to crawl them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from spiders.process.parent import run_crawl
from spiders.result import CrawlResult

OUTLET = """
from archive.model import Outlet, Route

OUTLET = Outlet(
    name="{name}", title="نموذج", title_en="Made", home="{home}", hosts=("{host}",), delay=0.02,
    routes=({routes}), key_rules=(r"^/(?P<id>\\d{{4,}})/",))
"""
ODD = """
from spiders.base import OutletSpider

class Spider(OutletSpider):
"""
FEED = 'Route(kind="feed", url="/feed/"),'


class Archive:
    """One data folder and its private outlets."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.outlets = root / "outlets"
        self.outlets.mkdir()

    def outlet(self, home: str, routes: str = FEED, name: str = "made", body: str = "") -> None:
        """Write an outlet file; `body` is the class body of its `Spider`, where it is odd."""
        host = home.partition("//")[2]
        text = OUTLET.format(name=name, home=home, host=host, routes=routes)
        text += ODD + body if body else ""
        (self.outlets / f"{name}.py").write_text(text, encoding="utf-8")

    def crawl(self, name: str = "made", time_limit: float = 60) -> CrawlResult:
        return run_crawl(name, self.data, time_limit=time_limit)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.data / "warraq.db")) as connection, connection:
            return connection.execute(sql).fetchall()

    def service_rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What the private notes of the crawls hold, or are made to hold."""
        with closing(sqlite3.connect(self.data / "service.db")) as connection, connection:
            return connection.execute(sql, values).fetchall()

    def count(self, table: str) -> int:
        return int(str(self.rows(f"SELECT count(*) FROM {table}")[0][0]))  # noqa: S608 (the tests' own names)

    def poll_states(self) -> dict[str, tuple[str, str]]:
        """State and cause of every route polled, by its kind."""
        with closing(sqlite3.connect(self.data / "service.db")) as connection, connection:
            rows = connection.execute("SELECT kind, state, cause FROM polls")
            return {kind: (state, cause) for kind, state, cause in rows}
