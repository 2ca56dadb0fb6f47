"""Inside the crawl process: open the archive, run one spider, tell what it did. Only process.parent starts it."""

import logging
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import Settings
from twisted.internet.task import LoopingCall

import spiders.http.settings
from archive.configuration.disk_space import demand_room
from archive.crawl_state.backfills import Backfills
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.schedule import Schedule
from archive.data_folder import DataFolder
from archive.errors import AlreadyRunning, DiskFull, WarraqError
from archive.ingest.bounds import RunBounds
from archive.ingest.held_pages import ask_behind_a_wall, settle_bounds
from archive.ingest.intake import Intake
from archive.reading.worker import Reader
from archive.times import now
from spiders.base import OutletSpider
from spiders.context import CrawlContext
from spiders.journal import Answers, Notes, keep_unasked
from spiders.process.reporting import LogSender, Reporter
from spiders.process.spider_loader import load_spider
from spiders.registry import outlets
from spiders.result import CrawlResult
from spiders.storage_limits import DISK_FULL, QUOTA

# How often the loop says that it turns.
TURN_SECONDS = 1.0
STORAGE = frozenset({DISK_FULL, QUOTA})
# How Scrapy's finish reasons are told; reaching the page limit is no fault, the rest stays due.
ENDINGS = {
    "shutdown": "interrupted",
    "closespider_timeout": "time_limit",
    "memusage_exceeded": "memory",
    "start_error": "crashed",
}


_WITH_JOURNAL: dict[type, dict[str, object]] = {
    type(None): {},
    Notes: {"DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "spiders.http.journal_handlers.NotingHandler")},
    Answers: {
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), "spiders.http.journal_handlers.AnsweringHandler"),
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
    },
}


def crawl(
    name: str, data: Path, reporter: Reporter, past: date | None, reader: Reader, journal: Notes | Answers | None = None
) -> None:
    """Crawl one outlet, or what it published since the day `past`; `reader` reads the pages. With a `journal` what is
    asked is noted there, or answered from it.

    The progress, what libraries log and at last the result go to the process that waits. Raises
    BadConfiguration for an unknown outlet or an unusable folder, WarcDamaged for a damaged WARC file.
    """
    spider = load_spider(name)
    result = CrawlResult(outlet=name)
    folder = DataFolder(data).make()
    try:
        with folder.lock(name, f"{name} is being crawled already."):
            demand_room(folder)
            _run(spider, folder, result, reporter, past, reader, journal)
    except AlreadyRunning:
        result.cause = "already_running"
    except DiskFull:
        result.cause = "disk_full"
    reporter.send("result", result)


def _run(
    spider: type[OutletSpider],
    folder: DataFolder,
    result: CrawlResult,
    reporter: Reporter,
    past: date | None,
    reader: Reader,
    journal: Notes | Answers | None,
) -> None:
    def report(so_far: CrawlResult, left: int) -> None:
        reporter.send("progress", so_far, left)

    def closed(reason: str) -> None:
        result.cause = ENDINGS.get(reason, "") or result.cause
        _end(intake, frontier, result, journal)
        # Told now, when all is committed: a thread stuck in a name lookup can keep this process from ever ending.
        reporter.send("result", result)

    # Stands when the spider does not even open.
    result.cause = "crashed"
    frontier, pasts, schedule = Frontier(folder.service), Backfills(folder.service), Schedule(folder.service)

    def overdue_routes() -> frozenset[str]:
        return schedule.overdue_routes(spider.outlet.name, now())

    try:
        frontier.left_under_way(spider.outlet.name)
        with Intake(folder.root, spider.outlet) as intake:
            intake.writer.outlets = outlets()
            intake.writer.reader = reader
            intake.writer.follow_in_batches()
            # What an outlet published long ago is as it was then, and a channel may say one word, or the same again.
            intake.bounds = None if past or spider.outlet.channel else RunBounds.of(folder.service, spider.outlet.name)
            context = CrawlContext(
                spider.outlet, folder.locks, intake, frontier, result, report, pasts, overdue_routes, journal
            )
            run_spider(spider, closed, reporter, context=context, past=past)
    finally:
        for state in (schedule, pasts, frontier):
            state.close()


def _end(intake: Intake, frontier: Frontier, result: CrawlResult, journal: Notes | Answers | None) -> None:
    if result.cause != "crashed":
        # What cannot be released now stays held, until the next crawl within its bounds.
        with suppress(WarraqError):
            settle_bounds(intake, frontier, now())
            if result.brings_pages_of_its_own:
                ask_behind_a_wall(intake.writer.held_pages, frontier, intake.outlet.name, now())
    if isinstance(journal, Answers) and result.cause not in STORAGE:
        with suppress(WarraqError):
            keep_unasked(intake, frontier, journal)
    if result.cause != "crashed":
        # On a full disk the address stays noted; the next crawl outlives it or not.
        with suppress(DiskFull):
            frontier.end(intake.outlet.name)
        intake.writer.follow_rest()


def run_spider(
    spider: type[OutletSpider], closed: Callable[[str], None], reporter: Reporter | None = None, **kwargs: object
) -> None:
    """Run a spider in this process to its end; `closed` is told why it ended, `reporter` what is logged meanwhile."""
    settings = Settings()
    settings.setmodule(spiders.http.settings, priority="project")
    settings.update(spiders.http.settings.as_configured(), priority="project")
    settings.set("LOG_INSTALL_ROOT_HANDLER", reporter is None, priority="project")
    context = kwargs.get("context")
    journal = context.journal if isinstance(context, CrawlContext) else None
    # Over what a spider sets: who is answered from notes waits for nobody.
    settings.update(_WITH_JOURNAL[type(journal)], priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    # What these two would say, with a traceback, is in the result as one word.
    for noisy in ("scrapy.downloadermiddlewares.robotstxt", "scrapy.downloadermiddlewares.httpcompression"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    crawler = process.create_crawler(spider)

    def opened() -> None:
        if reporter is not None:
            LoopingCall(reporter.turned).start(TURN_SECONDS)

    crawler.signals.connect(closed, signal=signals.spider_closed)
    crawler.signals.connect(opened, signal=signals.spider_opened)
    if reporter is not None:
        logging.getLogger().addHandler(LogSender(reporter, settings.get("LOG_LEVEL")))
    process.crawl(crawler, **kwargs)
    process.start()


def end_with_parent(connection: Connection) -> None:
    """Watch the pipe: with the parent gone, nobody limits or reports this crawl any more, so end it, workers and all.

    Killing is safe: what is not committed is fetched again.
    """

    def watch() -> None:
        connection.poll(None)
        os.killpg(os.getpgrp(), signal.SIGKILL)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
