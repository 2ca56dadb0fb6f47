"""Scrapy, trafilatura and SQLite in thirty lines: nothing is kept beside the text."""

import sys
from pathlib import Path

from scrapy.http import Response

from tests.bench.contenders.spider import crawl
from tests.bench.plain_ways import extract_and_insert, plain_record

if __name__ == "__main__":
    database = plain_record(Path(sys.argv[2]) / "plain.db")

    def take(response: Response) -> None:
        extract_and_insert(database, response.url, response.body)

    crawl(take)
