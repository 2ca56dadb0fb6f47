"""The same life again from our own WARCs, after a rule changed: without network and without Scrapy."""

from collections.abc import Iterator, Mapping
from typing import Literal

from archive.data_folder import DataFolder
from archive.errors import WarcDamaged
from archive.ingest._recording import Recording
from archive.ingest.session import Writer
from archive.model import Outlet

Replayed = Literal["changed", "same", "failed"]
# Only numbers are read ahead: other processes write while we read pages.
ARTICLES = "SELECT id FROM articles WHERE outlet = ? AND id > ? ORDER BY id LIMIT 200"


def count_articles(writer: Writer, outlets: Mapping[str, Outlet]) -> int:
    counted = writer.store.db.query("SELECT outlet, count(*) AS n FROM articles GROUP BY outlet")
    return sum(row["n"] for row in counted if row["outlet"] in outlets)


def replay(writer: Writer, outlets: Mapping[str, Outlet]) -> Iterator[tuple[int, Replayed, str]]:
    """Read every article's newest page again with today's rules; yields (article id, what happened, why it failed).

    One commit an article, so an interrupted replay keeps what it did and a second one finds it the same. Pages are read
    outside of it: crawls go on beside a replay.
    """
    for outlet in outlets.values():
        recording = Recording(writer, outlet)
        for article_id in _articles(writer, outlet):
            yield article_id, *_replay_one(writer, recording, article_id)


def _articles(writer: Writer, outlet: Outlet) -> Iterator[int]:
    after = 0
    while ids := [row["id"] for row in writer.store.db.query(ARTICLES, (outlet.name, after))]:
        yield from ids
        after = ids[-1]


def _replay_one(writer: Writer, recording: Recording, article_id: int) -> tuple[Replayed, str]:
    try:
        renewed = recording.reread(writer.store.article_by_id(article_id))
    except WarcDamaged as problem:
        return "failed", str(problem)
    if renewed is None:
        kept = writer.store.row("SELECT 1 FROM captures WHERE article_id = ? AND warc_file <> ''", article_id)
        return ("same", "") if kept else ("failed", "no kept page")
    with writer.acknowledged():
        return ("changed" if recording.apply(article_id, renewed) else "same"), ""


def open_for_replay(data: DataFolder) -> Writer:
    """A writer that appends nothing; its WARC name is only a lock's."""
    return Writer(data, "replay")
