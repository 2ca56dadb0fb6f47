"""Scrapy alone: each page is fetched and let go."""

from tests.bench.contenders.spider import crawl

if __name__ == "__main__":
    crawl(lambda _response: None)
