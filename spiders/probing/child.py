"""Inside the process of a probe: run the probing spider on a data folder that nobody keeps, tell what it finds."""

from multiprocessing.connection import Connection
from pathlib import Path

from archive.crawl_state.backfills import Backfills
from archive.crawl_state.frontier import Frontier
from archive.data_folder import DataFolder
from archive.ingest.intake import Intake
from archive.model import Outlet
from spiders.base import spider_for
from spiders.context import CrawlContext
from spiders.probing.findings import Survey
from spiders.probing.spider import prober_of
from spiders.process.child import ENDINGS, run_spider
from spiders.process.spider_loader import load_spider
from spiders.result import CrawlResult


def probe(subject: str | Outlet, data: Path, locks: Path | None, connection: Connection) -> None:
    """Probe one outlet on a data folder that nobody keeps; findings as they come, at last the survey, into the pipe.

    `locks` is the folder of another data folder whose budget for each host its requests count in.

    Raises BadConfiguration for an unknown outlet.
    """
    spider = prober_of(load_spider(subject) if isinstance(subject, str) else spider_for(subject))
    folder, result = DataFolder(data).make(), CrawlResult(outlet=spider.outlet.name, cause="crashed")
    survey = Survey()

    def closed(reason: str) -> None:
        survey.cause = ENDINGS.get(reason, "") or result.cause
        connection.send(survey)

    frontier, pasts = Frontier(folder.service), Backfills(folder.service)
    try:
        with Intake(folder.root, spider.outlet) as intake:
            here = locks or folder.locks
            context = CrawlContext(spider.outlet, here, intake, frontier, result, lambda *_: None, pasts, frozenset)
            run_spider(spider, closed, context=context, survey=survey, on_finding=connection.send)
    finally:
        pasts.close()
        frontier.close()
