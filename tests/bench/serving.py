"""The reading room through HTTP while a crawler writes, against stock Datasette's search page on the same file.

Every process is its own: the server, the crawler that commits an article twenty times a second, the clients. Clients
ask one page after the other, each a page that was not asked for before, so no answer comes from a cache.

    .venv/bin/python -m tests.bench.serving          # this part alone
    WARRAQ_BENCH_RECORD=…/million.db …               # on a large record instead of a made one; rows are added to it
"""

import asyncio
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from typing import Any
from urllib.parse import quote

from archive.database import open_readonly, transaction
from archive.identity import Identity
from archive.instants import now
from archive.model import Capture, Published, Reading
from archive.search_index import optimize
from archive.store import Store, open_record
from archive.versions import Change, fingerprint
from tests.bench.material import OUTLET, made
from tests.bench.timing import Claim, at_most, ms, times
from tests.outlet_server.corpus import Article

HOST = "127.0.0.1"
SECONDS, WARM_SECONDS = 8.0, 2.0
ROWS_A_SECOND = 20
PER_TRANSACTION = 500
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")
# The stock page is asked with few clients: with more, none of its answers came within seconds.
STOCK_CLIENTS = 8
WORDS = ("قال", "المدينة", "مياه", "الأحياء", "محطة", "صيانة", "أسبوع", "المدرسة", "طريق", "سوريا", "دير الزور", "معرض")
CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each answer, sorted; CPU seconds of the server for one; answers that were no 200."""

    spent: list[float]
    cpu: float
    seconds: float
    failed: int

    @property
    def p95(self) -> float:
        return quantiles(self.spent, n=20)[-1] if len(self.spent) > 1 else self.seconds

    def __str__(self) -> str:
        failed = f", {self.failed} FAILED" if self.failed else ""
        rate = len(self.spent) / self.seconds
        return f"p95 {ms(self.p95)}, {rate:,.0f} pages/s, {ms(self.cpu)} CPU a page{failed}"


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    record = _record(folder, articles)
    pages, searches = _addresses(record)
    with _process(_crawl, record):
        with _served(_serve, record) as (port, pid):
            article = _asked(port, pid, pages, 32)
            few = _asked(port, pid, searches, 8)
            many = _asked(port, pid, searches, 32)
        stock_searches = [f"/warraq/articles?_search={address.partition('q=')[2]}" for address in searches]
        with _served(_serve_stock, record) as (port, pid):
            stock = _asked(port, pid, stock_searches, STOCK_CLIENTS)
    told = f"stock search page, {STOCK_CLIENTS} clients: {stock}"
    yield _claim("article page, 32 clients", article, 0.050, told, stock)
    yield _claim("search page, 8 clients", few, 0.150, told, stock)
    yield _claim("search page, 32 clients", many, 0.500, told, stock)


def _claim(what: str, ours: Measured, goal: float, told: str, stock: Measured) -> Claim:
    ratio = times(stock.p95 / ours.p95, "faster") if ours.p95 <= stock.p95 else times(ours.p95 / stock.p95, "the time")
    return Claim(what, str(ours), told, ratio, at_most(goal * 1000, ours.p95 * 1000, " ms"))


def _record(folder: Path, articles: int) -> Path:
    """A data folder's record: a large one that is there already, or one written now by the store."""
    given = os.environ.get("WARRAQ_BENCH_RECORD")
    record = folder / "warraq.db"
    if given:
        record.symlink_to(Path(given).resolve())
        return record
    store = open_record(record)
    store.put_outlet(OUTLET)
    waiting = made(articles)
    while batch := list(islice(waiting, PER_TRANSACTION)):
        with transaction(store.db):
            for article in batch:
                _keep(store, article)
    optimize(store.db)
    store.close()
    return record


def _keep(store: Store, article: Article, seen: datetime | None = None) -> None:
    """One article with its capture, first version and address, as a crawl leaves them."""
    text = "\n".join(article.paragraphs)
    mark = fingerprint(article.title, text)
    seen = seen or article.published + timedelta(minutes=9)
    key = f"{article.id}-{seen:%y%m%d%H%M%S%f}"
    url = f"{OUTLET.home}{key}/"
    reading = Reading(
        title=article.title, text=text, lang="ar", published=Published(instant=seen, day=seen.date(), source="given")
    )
    article_id = store.add_article(OUTLET, Identity(key), url, reading, mark, seen)
    capture = Capture(url=url, fetched_at=seen, status=200, body_sha256=mark.sha256, warc_file="made.warc.gz")
    capture_id = store.add_capture(capture, OUTLET.name, article_id)
    store.add_version(article_id, Change("first"), mark, seen, capture_id, "given")
    store.add_url(url, OUTLET.name, key, article_id, "seen", seen)


def _crawl(record: Path) -> None:
    """Commit an article twenty times a second, until it is ended."""
    store, due = open_record(record), time.monotonic()
    for article in cycle(made(2_000, seed=5)):
        with transaction(store.db):
            _keep(store, article, now().astimezone(UTC))
        due += 1 / ROWS_A_SECOND
        time.sleep(max(0.0, due - time.monotonic()))


def _serve(record: Path, port: int) -> None:
    from archive.web.server import serve  # noqa: PLC0415 - the other processes need no Datasette

    serve(record.parent, HOST, port)


def _serve_stock(record: Path, port: int) -> None:
    """Datasette as it comes, told only where the index is: without that it would not search at all."""
    import uvicorn  # noqa: PLC0415
    from datasette.app import Datasette  # noqa: PLC0415

    tables = {"articles": {"fts_table": "articles_fts", "fts_pk": "id"}}
    app = Datasette([str(record)], metadata={"databases": {"warraq": {"tables": tables}}}).app()
    uvicorn.run(app, host=HOST, port=port, log_level="error", access_log=False)


def _addresses(record: Path) -> tuple[list[str], list[str]]:
    """Article pages over the whole record, and searches: words of it, each within another range of days."""
    connection = open_readonly(record)
    ids = [row[0] for row in connection.execute("SELECT id FROM articles INDEXED BY articles_facets")]
    days = [row[0] for row in connection.execute("SELECT published_day FROM articles ORDER BY id LIMIT 3000")]
    connection.close()
    chance = random.Random(3)
    chance.shuffle(ids)
    searches = [f"/search?q={quote(chance.choice(WORDS))}&from={day}" for day in dict.fromkeys(days)]
    return [f"/article/{number}" for number in ids], searches


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
        asyncio.run(_until_it_answers(port))
        yield port, pid


async def _until_it_answers(port: int) -> None:
    for _ in range(600):
        try:
            await _Client(port).get("/-/versions.json")
            return
        except OSError:
            await asyncio.sleep(0.1)
    raise TimeoutError("the server did not start")


def _asked(port: int, pid: int, addresses: list[str], clients: int) -> Measured:
    """Let so many clients ask one page after the other, in a process of their own."""
    with CONTEXT.Pool(1) as pool:
        pool.apply(_load, (port, addresses, clients, WARM_SECONDS))
        before = _cpu(pid)
        spent, failed, seconds = pool.apply(_load, (port, addresses[::-1], clients, SECONDS))
    return Measured(spent, (_cpu(pid) - before) / max(1, len(spent)), seconds, failed)


def _cpu(pid: int) -> float:
    """CPU seconds of a process so far (proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def _load(port: int, addresses: list[str], clients: int, seconds: float) -> tuple[list[float], int, float]:
    return asyncio.run(_loaded(port, iter(addresses), clients, seconds))


async def _loaded(port: int, addresses: Iterator[str], clients: int, seconds: float) -> tuple[list[float], int, float]:
    spent: list[float] = []
    statuses: list[int] = []
    started = time.perf_counter()

    async def ask() -> None:
        client = _Client(port)
        for address in addresses:
            begun = time.perf_counter()
            if begun > started + seconds:
                return
            statuses.append(await client.get(address))
            spent.append(time.perf_counter() - begun)

    await asyncio.gather(*(ask() for _ in range(clients)))
    return sorted(spent), sum(status != 200 for status in statuses), time.perf_counter() - started


class _Client:
    """The least of HTTP/1.1: what a client costs is taken from the same two cores."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> int:
        """Read a whole answer; its status."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self._port)
        reader, writer = self._streams
        writer.write(f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode("ascii"))
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"content-length:" in head:
            await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))
        else:
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        return int(head.split(b" ", 2)[1])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="warraq-serving-") as name:
        for claim in claims(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 20_000):
            print(claim.what, claim.ours, claim.other, claim.ratio, claim.goal, sep="  |  ", flush=True)
