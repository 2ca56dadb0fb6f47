"""A crawl's part in the budgets of the hosts it asks: an extension of Scrapy, one for each crawl."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request

from archive.times import now
from spiders.context import context_of
from spiders.http.host_budget import HostBudget, HostPaused, Turn, Work
from spiders.http.retry_after import PauseAsked

# Meta key: the kind of work that a request is for; without one it is the most urgent.
WORK = "work"


class CrawlBudget:
    """The turns of one crawl's requests."""

    def __init__(self, budget: HostBudget) -> None:
        self._budget = budget

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        context = context_of(crawler)
        return cls(HostBudget(context.locks, context.outlet.delay))

    def slow_down(self, request: Request, delay: float) -> None:
        """The host of a request wants so many seconds between requests; less than the outlet's changes nothing."""
        self._budget.slow_down(request.url, delay)

    @asynccontextmanager
    async def turn(self, request: Request) -> AsyncIterator[Turn]:
        """See HostBudget.turn. Raises PauseAsked where the host asked any process to be left alone for long."""
        try:
            async with self._budget.turn(request.url, request.meta.get(WORK, Work.DISCOVERY)) as turn:
                yield turn
        except HostPaused as paused:
            raise PauseAsked(now() + paused.wait) from paused


def budget_of(crawler: Crawler) -> CrawlBudget:
    """The turns of a running crawl. Raises TypeError where the settings name no such extension."""
    budget = crawler.get_extension(CrawlBudget)
    if budget is None:
        raise TypeError("this crawl has no budget: spiders.http.settings names it among its extensions")
    return budget
