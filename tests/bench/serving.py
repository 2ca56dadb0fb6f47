"""The reading room through HTTP while a crawler writes, against stock Datasette's search page on the same file.

Every process is its own: the server, the crawler that commits an article twenty times a second, the clients. Clients
ask one page after the other, each one that was not asked for before, so that no cache can answer.

    .venv/bin/python -m tests.bench.serving          # this part alone
    WARRAQ_BENCH_RECORD=…/million.db …               # on a large record instead of a made one; rows are added to it

After the part `million` it takes that one's record.
"""

import asyncio
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive.exchange import Capture
from archive.identity.keys import Identity
from archive.model import Published, Reading
from archive.record.reindexing import merge
from archive.record.store import Store, open_record
from archive.sqlite import open_readonly, transaction
from archive.times import now
from archive.versions.compare import Change, Fingerprint
from scheduler.reading_room import serve
from scheduler.signals import Ending
from scheduler.web_process import Served
from tests.bench.clients import CONTEXT, HOST, Measured, asked, until_it_answers
from tests.bench.material import OUTLET, made
from tests.bench.timing import Claim, at_most, times
from tests.support.outlet_server.corpus import Article

ROWS_A_SECOND = 20
PER_TRANSACTION = 500
# The stock page is asked with few clients: with more, none of its answers came within seconds.
STOCK_CLIENTS = 8
LONG_WORD = re.compile(r"[^\W\d_]{4,}")
MOST_PAGES, MOST_SEARCHES = 50_000, 5_000


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    record = _record(folder, articles)
    pages, searches = _addresses(record)
    with _process(_crawl, record):
        with _served(_serve, record) as (port, pid):
            article = asked(port, pid, pages, 32)
            few = asked(port, pid, searches, 8)
            many = asked(port, pid, searches, 32)
        stock_searches = [_stock(address) for address in searches]
        with _served(_serve_stock, record) as (port, pid):
            stock = asked(port, pid, stock_searches, STOCK_CLIENTS)
    told = f"stock search page, {STOCK_CLIENTS} clients: {stock}"
    yield _claim("article page, 32 clients", article, 0.050, told, stock)
    yield _claim("search page, 8 clients", few, 0.150, told, stock)
    yield _claim("search page, 32 clients", many, 0.500, told, stock)


def _claim(what: str, ours: Measured, goal: float, told: str, stock: Measured) -> Claim:
    ratio = times(stock.p95 / ours.p95, "faster") if ours.p95 <= stock.p95 else times(ours.p95 / stock.p95, "the time")
    return Claim(what, str(ours), told, ratio, at_most(goal * 1000, ours.p95 * 1000, " ms"))


def _record(folder: Path, articles: int) -> Path:
    """A data folder's record: a large one that is there already, or one written now by the store."""
    large = Path(os.environ.get("WARRAQ_BENCH_RECORD") or folder.parent / "million" / "million.db")
    record = folder / "warraq.db"
    if large.exists():
        record.symlink_to(large.resolve())
        return record
    store = open_record(record)
    store.put_outlet(OUTLET)
    waiting = made(articles)
    while batch := list(islice(waiting, PER_TRANSACTION)):
        with transaction(store.db):
            for article in batch:
                _keep(store, article)
    merge(store.db)
    store.close()
    return record


def _keep(store: Store, article: Article, seen: datetime | None = None) -> None:
    """One article with its capture, first version and address, as a crawl leaves them."""
    text = "\n".join(article.paragraphs)
    fingerprint = Fingerprint.of(article.title, text)
    seen = seen or article.published + timedelta(minutes=9)
    key = f"{article.id}-{seen:%y%m%d%H%M%S%f}"
    url = f"{OUTLET.home}{key}/"
    reading = Reading(
        title=article.title, text=text, lang="ar", published=Published(instant=seen, day=seen.date(), source="given")
    )
    article_id = store.add_article(OUTLET, Identity(key), url, reading, fingerprint, seen)
    capture = Capture(url=url, fetched_at=seen, status=200, body_sha256=fingerprint.sha256, warc_file="made.warc.gz")
    capture_id = store.add_capture(capture, OUTLET.name, article_id)
    store.add_version(article_id, Change("first"), fingerprint, seen, capture_id, "given")
    store.add_url(url, OUTLET.name, key, article_id, "seen", seen)


def _crawl(record: Path) -> None:
    """Commit an article twenty times a second, until it is ended."""
    store, due = open_record(record), time.monotonic()
    store.put_outlet(OUTLET)  # a large record that was there already has others
    for article in cycle(made(2_000, seed=5)):
        with transaction(store.db):
            _keep(store, article, now().astimezone(UTC))
        store.follow_index()  # as a crawl does: else every article leaves a segment of the index behind
        due += 1 / ROWS_A_SECOND
        time.sleep(max(0.0, due - time.monotonic()))


def _serve(record: Path, port: int) -> None:
    ending = Ending()
    ending.heed()
    serve(HOST, port, Served(record.parent), ending.stop)


def _serve_stock(record: Path, port: int) -> None:
    """Datasette as it comes, told only where the index is: without that it would not search at all."""
    import uvicorn  # noqa: PLC0415
    from datasette.app import Datasette  # noqa: PLC0415

    # It prints a page of traceback for each answer that takes it too long.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    tables = {"articles": {"fts_table": "articles_fts", "fts_pk": "id"}}
    app = Datasette([str(record)], metadata={"databases": {"warraq": {"tables": tables}}}).app()
    uvicorn.run(app, host=HOST, port=port, log_level="error", access_log=False)


def _addresses(record: Path) -> tuple[list[str], list[str]]:
    """Article pages from all over the record, and searches: words of titles, every other within a range of days."""
    connection, chance = open_readonly(record), random.Random(3)
    ids = [row[0] for row in connection.execute("SELECT id FROM articles INDEXED BY articles_facets")]
    chosen = chance.sample(ids, min(len(ids), MOST_PAGES))
    titles = connection.execute(
        "SELECT title, published_day FROM articles WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(chosen[:MOST_SEARCHES]),),
    ).fetchall()
    connection.close()
    words = [(chance.choice(LONG_WORD.findall(title) or [title]), day) for title, day in titles]
    ranges = cycle(("", "&from={}"))
    searches = [f"/search?q={quote(word)}{next(ranges).format(day)}" for word, day in words]
    return [f"/article/{number}" for number in chosen], searches


def _stock(address: str) -> str:
    """The same question to stock Datasette's page of the table: the word and the range of days."""
    return address.replace("/search?q=", "/warraq/articles?_search=").replace("&from=", "&published_day__gte=")


@contextmanager
def _process(does: Callable[..., None], *values: Any) -> Iterator[int]:
    process = CONTEXT.Process(target=does, args=values)
    process.start()
    try:
        yield int(process.pid or 0)
    finally:
        process.terminate()
        process.join()


@contextmanager
def _served(does: Callable[[Path, int], None], record: Path) -> Iterator[tuple[int, int]]:
    port = random.randrange(20_000, 30_000)
    with _process(does, record, port) as pid:
        asyncio.run(until_it_answers(port))
        yield port, pid


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="warraq-serving-") as name:
        for claim in claims(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 20_000):
            print(claim.what, claim.ours, claim.other, claim.ratio, claim.goal, sep="  |  ", flush=True)
