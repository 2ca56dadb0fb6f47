"""Keeping one captured page (WARC append, fdatasync, the whole commit) against two bare fdatasyncs of this disk."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from archive.data_folder import DataFolder
from archive.exchange import Exchange, Page
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Published, Reading
from archive.times import damascus_day, now
from tests.bench.material import OUTLET, made
from tests.bench.timing import ROUNDS, Claim, medians, ms, quicker
from tests.support.outlet_server.corpus import Article

PAGES = 50
# A small WARC record, and the few pages of the database that a commit appends to its log.
NOW = now()
RECORD, LOG = b"\0" * 3_000, b"\0" * 40_000


def claims(folder: Path, articles: int) -> Iterator[Claim]:
    del articles
    (folder / "data").mkdir()
    with Writer(DataFolder(folder / "data"), OUTLET.name) as writer:
        keep_one = _keeping(writer)

        def batch() -> None:
            with writer.acknowledged():
                for _ in range(PAGES):
                    keep_one()

        with (folder / "first").open("ab", 0) as first, (folder / "second").open("ab", 0) as second:

            def bare() -> None:
                for file, block in ((first, RECORD), (second, LOG)):
                    file.write(block)
                    os.fdatasync(file.fileno())

            single, floor = medians(keep_one, bare, clock=time.perf_counter, repeats=PAGES)
        together = medians(batch, clock=time.perf_counter, repeats=1)[0] / PAGES
        computing = medians(keep_one, repeats=PAGES)[0]
    yield Claim("a captured page kept, wall", ms(single), f"two bare fdatasyncs {ms(floor)}", quicker(single, floor))
    yield Claim("its CPU time", ms(computing), f"wall {ms(single)}", f"{computing / single:.0%} of it")
    yield Claim(
        f"in batches of {PAGES} (imports), wall", ms(together), f"one by one {ms(single)}", quicker(together, single)
    )


def _keeping(writer: Writer) -> Callable[[], None]:
    """Keeps another article each time it is called, read beforehand: what is timed is the keeping."""
    intake = Intake(writer.data.root, OUTLET, writer)
    fresh = iter([_captured(article) for article in made(PAGES * (ROUNDS + 1) * 4)])

    def call() -> None:
        exchange, reading = next(fresh)
        intake.keep(exchange)
        page = Page(
            url=exchange.url,
            final_url=exchange.url,
            status=exchange.status,
            headers=exchange.headers,
            body=exchange.body,
            fetched_at=exchange.fetched_at,
        )
        if intake.consider(page, reading).kind != "new":
            raise AssertionError(f"{exchange.url} was not stored as new")

    return call


def _captured(article: Article) -> tuple[Exchange, Reading]:
    url = f"https://made.example/{article.id}/"
    text = "\n".join(article.paragraphs)
    body = f"<html><body><h1>{article.title}</h1>{text}</body></html>".encode()
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    published = Published(instant=article.published, day=damascus_day(article.published), source="meta")
    reading = Reading(title=article.title, text=text, published=published, lang="ar", strategy="selector")
    return Exchange(url=url, status=200, headers=headers, body=body, fetched_at=NOW), reading
