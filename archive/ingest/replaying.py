"""Every article's newest page again from our own WARCs, after a rule changed; what its pages teach is learned anew."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from archive.data_folder import DataFolder
from archive.errors import WarcDamaged
from archive.ingest._change_attribution import Judging, identity_of
from archive.ingest._settling_changes import Settling
from archive.ingest._text_work import TextWork, work_out
from archive.ingest._uncaptured_texts import only_given
from archive.ingest.rereading import Rereading
from archive.ingest.session import Writer
from archive.model import Outlet

Replayed = Literal["changed", "same", "failed"]
# Only numbers are read ahead: other processes write while we read pages.
ARTICLES = "SELECT id FROM articles WHERE outlet = ? AND id > ? ORDER BY id LIMIT 200"


def count_articles(writer: Writer, outlets: Mapping[str, Outlet]) -> int:
    counted = writer.store.db.conn.execute("SELECT outlet, count(*) FROM articles GROUP BY outlet")
    return sum(int(n) for outlet, n in counted if outlet in outlets)


def replay(
    writer: Writer, outlets: Mapping[str, Outlet], ready: Callable[[Outlet], Mapping[int, str]] = lambda _: {}
) -> Iterator[tuple[int, Replayed, str]]:
    """Read every article's newest page again with today's rules; yields (article id, what happened, why it failed).

    One commit an article, so an interrupted replay keeps what it did and a second one finds it the same. Pages are read
    outside of it: crawls go on beside a replay. `ready` is asked before an outlet's articles which of them must not be
    read, by their numbers, and why.
    """
    writer.outlets = outlets
    for outlet in outlets.values():
        rereading, judging = Rereading(writer, outlet), Judging(writer, outlet)
        settling = Settling(writer, outlet, judging)
        held = ready(outlet)
        for article_id in _articles(writer, outlet):
            if article_id in held:
                yield article_id, "failed", held[article_id]
                continue
            yield article_id, *_replay_one(writer, rereading, judging, article_id)
            settling.step()
        settling.step(last=True)


def _articles(writer: Writer, outlet: Outlet) -> Iterator[int]:
    after = 0
    while ids := list(writer.store.column(int, ARTICLES, outlet.name, after)):
        yield from ids
        after = ids[-1]


def _replay_one(writer: Writer, rereading: Rereading, judging: Judging, article_id: int) -> tuple[Replayed, str]:
    article = writer.store.article_by_id(article_id)
    try:
        renewed = rereading.reread(article)
    except WarcDamaged as problem:
        return "failed", str(problem)
    if renewed is None:
        kept = writer.store.exists("SELECT 1 FROM captures WHERE article_id = ? AND warc_file <> ''", article_id)
        return ("same", "") if kept else ("failed", "no kept page")
    if not only_given(article):
        identity = identity_of(article["url"], article["key"], judging.outlet)
        judging.learn(renewed.page, identity, renewed.reading)
    before, text = (article["title"], article["body"]), (renewed.reading.title, renewed.reading.text)
    if failed := work_out(writer.reader, TextWork((before, text))):
        return "failed", failed
    if not rereading.has_news(article, renewed):
        return "same", ""
    if before != text:
        writer.store.make_way(article)
    with writer.acknowledged():
        return ("changed" if rereading.apply(article_id, renewed) else "same"), ""


def open_for_replay(data: DataFolder) -> Writer:
    """A writer that appends nothing; its WARC name is only a lock's."""
    return Writer(data, "replay")
