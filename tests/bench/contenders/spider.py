"""Scrapy with its own settings, and one page of a list after the other."""

import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

SETTINGS = {
    "LOG_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "ROBOTSTXT_OBEY": True,
}


def crawl(take: Callable[[Response], Any]) -> None:
    """Fetch what the command line names and hand each page to `take`. Raises AssertionError where one is missing."""
    addresses, taken = Path(sys.argv[1]).read_text(encoding="utf-8").split(), []

    class Pages(Spider):
        name = "pages"

        async def start(self) -> AsyncIterator[Request]:
            for address in addresses:
                yield Request(address)

        def parse(self, response: Response) -> None:
            take(response)
            taken.append(response.url)

    process = CrawlerProcess(SETTINGS)
    process.crawl(Pages)
    process.start()
    assert len(taken) == len(addresses), f"{len(taken)} of {len(addresses)} pages"
