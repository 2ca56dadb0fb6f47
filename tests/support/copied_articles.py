"""A record of made articles to look for copies in: `MadeRecord.put` takes a text as if an outlet had published it."""

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from archive.data_folder import DataFolder
from archive.exchange import Page
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Outlet, Published, Reading
from archive.times import damascus_day

START = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
WORDS = [f"{a}{b}{c}" for a in "بتجحخد" for b in "رزسشصض" for c in "عفقكلم"]


def prose(seed: int, words: int = 160) -> str:
    """Made words in an order that no other seed gives."""
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(words))


def made_outlet(name: str, title: str = "") -> Outlet:
    home = f"https://{name}.example/"
    return Outlet(name=name, title=title or name, title_en=name, home=home, hosts=(f"{name}.example",), routes=())


@dataclass
class MadeRecord:
    """A context manager. Times are counted from START; an article is seen `seen` after it was published."""

    root: Path
    titles: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> "MadeRecord":
        self.writer = Writer(DataFolder(self.root), "made")
        self._intakes: dict[str, Intake] = {}
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()

    def put(
        self,
        where: str,
        text: str,
        at: timedelta = timedelta(),
        seen: timedelta = HOUR,
        title: str = "",
        credit: str = "",
    ) -> int:
        """`where` is outlet/key; the same again is another version. Returns the article's id."""
        name, _, key = where.partition("/")
        page, reading = self.page(where, text, at, seen, title, credit)
        if name not in self._intakes:
            self._intakes[name] = Intake(self.root, made_outlet(name, self.titles.get(name, "")), self.writer)
        found = self._intakes[name].consider(page, reading).article_id
        assert found is not None, (name, key)
        return found

    def page(
        self, where: str, text: str, at: timedelta, seen: timedelta, title: str, credit: str
    ) -> tuple[Page, Reading]:
        name, _, key = where.partition("/")
        url = f"https://{name}.example/{key}"
        published = Published(instant=START + at, day=damascus_day(START + at), source="meta")
        page = Page(
            url=url,
            final_url=url,
            status=200,
            headers=(("content-type", "text/html"),),
            body=b"<html>",
            fetched_at=START + at + seen,
        )
        return page, Reading(
            title=title or f"خبر {key}", text=text, published=published, credit=credit, lang="ar", strategy="given"
        )

    def days_from_start(self, day: str) -> int:
        return (date.fromisoformat(day) - START.date()).days

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return [dict(row) for row in self.writer.store.db.query(sql)]

    def copies(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Every copy, by the outlet/key of its two articles."""
        found = self.rows(
            "SELECT c.*, x.outlet || substr(x.key, 5) AS a, y.outlet || substr(y.key, 5) AS b,"
            " f.outlet || substr(f.key, 5) AS first FROM copies c JOIN articles x ON x.id = a_id"
            " JOIN articles y ON y.id = b_id LEFT JOIN articles f ON f.id = first_id"
        )
        return {(row["a"], row["b"]): row for row in found}

    def stories(self) -> list[set[str]]:
        """The members of each story, by outlet/key."""
        found = self.rows(
            "SELECT cluster_id, outlet || substr(key, 5) AS name FROM cluster_members JOIN articles ON id = article_id"
        )
        return [
            {row["name"] for row in found if row["cluster_id"] == one}
            for one in sorted({row["cluster_id"] for row in found})
        ]


def without_ids(row: dict[str, Any]) -> dict[str, Any]:
    """A copy as it is, whatever numbers the articles were given."""
    return {name: value for name, value in row.items() if not name.endswith("_id")}
