"""The least that keeping a page costs: Scrapy, a WARC record that is on the disk, our reading, a row with its index.

By which rules a page is read the folder of outlets says (WARRAQ_OUTLETS).
"""

import io
import os
import sys
from pathlib import Path

from scrapy.http import Response
from warcio.warcwriter import WARCWriter

from archive.exchange import Page
from archive.reading.extract import read
from archive.times import now
from spiders.registry import outlets
from tests.bench.contenders.spider import crawl
from tests.bench.plain_ways import plain_record

HTML = (("Content-Type", "text/html; charset=utf-8"),)

if __name__ == "__main__":
    folder = Path(sys.argv[2])
    database, outlet = plain_record(folder / "plain.db"), outlets()["made"]
    file = (folder / "plain.warc.gz").open("ab")
    writer = WARCWriter(file, gzip=True)

    def take(response: Response) -> None:
        writer.write_record(writer.create_warc_record(response.url, "resource", payload=io.BytesIO(response.body)))
        file.flush()
        os.fdatasync(file.fileno())
        page = Page(
            url=response.url, final_url=response.url, status=200, headers=HTML, body=response.body, fetched_at=now()
        )
        found = read(page, outlet)
        day = found.published.day.isoformat() if found.published else ""
        row = {"url": response.url, "title": found.title, "day": day, "body": found.text}
        database.table("articles").insert(row)

    crawl(take)
    file.close()
