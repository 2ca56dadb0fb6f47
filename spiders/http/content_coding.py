"""Answers without their content codings, by the archive's own function: what a crawl can accept, a replay can read."""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from archive.warc.content_coding import StillCodedError, TooLongError, codings_of, decoded
from spiders.http.causes import Refused
from spiders.http.headers import headers_of


class DecodingMiddleware:
    """Downloader middleware at 590, in place of Scrapy's, which hands on as text what it cannot decode."""

    def __init__(self, crawler: Crawler) -> None:
        self._longest = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        headers = headers_of(response)
        if not response.body or not codings_of(headers):
            return response
        try:
            body = decoded(response.body, headers, int(request.meta.get("download_maxsize") or self._longest))
        except TooLongError as problem:
            raise Refused("too_large") from problem
        except StillCodedError as problem:
            raise Refused("coded") from problem
        left = {name: values for name, values in response.headers.items() if name.lower() != b"content-encoding"}
        return response.replace(body=body, headers=left)
