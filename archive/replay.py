"""The same life again from our own WARCs, after a rule changed: without network and without Scrapy."""

from collections.abc import Iterator, Mapping
from typing import Literal

from archive.errors import WarraqError
from archive.folder import DataFolder
from archive.model import Outlet
from archive.recording import Recording
from archive.store import Row
from archive.writer import Writer

Replayed = Literal["changed", "same", "failed"]
# The newest kept page of every article; a capture of a redirect or of an error page says nothing of its text.
ARTICLES = "SELECT * FROM articles WHERE outlet = ? AND id > ? ORDER BY id LIMIT 200"
NEWEST_CAPTURE = (
    "SELECT id FROM captures WHERE article_id = ? AND status = 200 AND warc_file <> ''"
    " ORDER BY fetched_at DESC, id DESC LIMIT 1"
)


def count_articles(writer: Writer, outlets: Mapping[str, Outlet]) -> int:
    counted = writer.store.db.query("SELECT outlet, count(*) AS n FROM articles GROUP BY outlet")
    return sum(row["n"] for row in counted if row["outlet"] in outlets)


def replay(writer: Writer, outlets: Mapping[str, Outlet]) -> Iterator[tuple[int, Replayed, str]]:
    """Read every article's newest capture again with today's rules; yields (article id, what happened, why it failed).

    One commit an article, so an interrupted replay keeps what it did and a second one finds it the same.
    """
    for outlet in outlets.values():
        recording = Recording(writer, outlet)
        for article in _articles(writer, outlet):
            yield article["id"], *_replay_one(writer, recording, article)


def _articles(writer: Writer, outlet: Outlet) -> Iterator[Row]:
    after = 0
    while rows := list(writer.store.db.query(ARTICLES, (outlet.name, after))):
        yield from (dict(row) for row in rows)
        after = rows[-1]["id"]


def _replay_one(writer: Writer, recording: Recording, article: Row) -> tuple[Replayed, str]:
    capture = writer.store.row(NEWEST_CAPTURE, article["id"])
    if capture is None:
        return "failed", "no kept page"
    try:
        with writer.acknowledged():
            return ("changed" if recording.reread(article, capture["id"]) else "same"), ""
    except WarraqError as problem:
        return "failed", str(problem)


def open_for_replay(data: DataFolder) -> Writer:
    """A writer that appends nothing; its WARC name is only a lock's."""
    return Writer(data, "replay")
