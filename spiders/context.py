"""What a crawl holds open towards the archive; the spider and the downloader middlewares share it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from scrapy import Spider
from scrapy.crawler import Crawler

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.frontier import Frontier
from archive.ingest.intake import Intake
from archive.model import Outlet
from spiders.journal import Answers, Notes
from spiders.result import CrawlResult


@dataclass(frozen=True, slots=True)
class CrawlContext:
    """`report` is called after each article with the result so far and the number of articles still to fetch.

    `locks` is the folder of the files that all processes with the same budget for each host share; `overdue_routes`
    gives the addresses of the routes whose time has come since they were asked; `journal` is there where one machine
    asks and another one writes the record.
    """

    outlet: Outlet
    locks: Path
    intake: Intake
    frontier: Frontier
    result: CrawlResult
    report: Callable[[CrawlResult, int], None]
    pasts: Backfills
    overdue_routes: Callable[[], frozenset[str]]
    journal: Notes | Answers | None = None


def context_of(crawler: Crawler) -> CrawlContext:
    """The open context of a running crawl. Raises TypeError for a spider that was not given one."""
    context = getattr(crawler.spider, "context", None)
    if not isinstance(context, CrawlContext):
        raise TypeError("this spider is run by spiders.process.parent, which opens its archive")
    return context


def spider_of(crawler: Crawler) -> Spider:
    """The spider of a crawl that has begun."""
    return cast("Spider", crawler.spider)
