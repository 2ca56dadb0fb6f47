"""An archive whose pages were read by older rules of the sample outlets, to be read again by whatever engine."""

import gzip
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from archive.data_folder import DataFolder
from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.ingest.precomputed_readings import ReaderAtHand
from archive.ingest.replaying import open_for_replay, replay
from archive.sqlite import open_readonly
from scheduler.engine.interface import Engine
from scheduler.engine.rereading import Rereads
from spiders.registry import outlets
from tests.bench.material import pages

# Of all a replay writes: everything but when it did.
WRITTEN = (
    "SELECT a.key, a.title, a.body, a.versions, a.words_sha256, a.author, a.published_at FROM articles a ORDER BY a.id",
    "SELECT article_id, n, kind, sha256, extractor, capture_id, body FROM versions ORDER BY id",
    "SELECT count(*) FROM log",
    "SELECT rowid, rank FROM articles_fts('في') ORDER BY rowid",
)


def make(folder: Path, count: int) -> DataFolder:
    """So many pages of the sample outlets, each on one day, every other one read without its second paragraph."""
    data, known = DataFolder(folder).make(), outlets()
    samples = sorted(pages(count, days=1), key=lambda sample: (sample.site, int(sample.article.id) % 2))
    for (site, odd), together in groupby(samples, lambda sample: (sample.site, int(sample.article.id) % 2)):
        outlet = replace(known[site], drop=("p:nth-of-type(2)",)) if odd else known[site]
        with Intake(folder, outlet) as intake:
            for sample in together:
                _take(intake, sample.page)
    return data


def _take(intake: Intake, made: Page) -> None:
    url = intake.outlet.home.rstrip("/") + made.url.partition(".example")[2]
    page = replace(made, url=url, final_url=url)
    headers, body = (*page.headers, ("Content-Encoding", "gzip")), gzip.compress(page.body, mtime=0)
    intake.keep(Exchange(url=url, status=200, headers=headers, body=body, fetched_at=page.fetched_at))
    assert intake.take(page).kind == "new"


def replayed(data: DataFolder, engine: Engine | None, place: str) -> tuple[dict[int, str], ReaderAtHand | None]:
    """What a replay makes of each article, and the reader that it had with an engine."""
    chosen = outlets()
    with open_for_replay(data) as writer:
        if engine is None:
            return {article: happened for article, happened, _ in replay(writer, chosen)}, None
        rereads = Rereads(writer, chosen, place, lambda *_: None)
        with rereads.at_hand(engine, writer) as reader:
            return {article: happened for article, happened, _ in replay(writer, chosen, rereads.ready)}, reader


def written(data: DataFolder) -> list[tuple[object, ...]]:
    """What the record holds."""
    with closing(open_readonly(data.record)) as connection:
        return [tuple(row) for sql in WRITTEN for row in connection.execute(sql)]


def shards_in(place: Path) -> dict[str, bytes]:
    """Every shard and receipt, by its name."""
    found = (path for path in place.rglob("*") if path.suffix in (".shard", ".receipt"))
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in found}
