"""Every answer's bytes, as they were sent, into the WARC before anything reads them."""

import hashlib
from typing import Self

from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from scrapy.utils.httpobj import urlparse_cached

from archive.exchange import Exchange, Headers, RequestDetails
from archive.identity.channels import is_preview
from archive.times import clock_state
from spiders.context import CrawlContext, context_of
from spiders.http.headers import headers_of

# Meta keys of a request: set by the spider on articles, and on a page of many messages, which is kept with the first of
# them that needs it; by whoever brings the answer, when it came (spiders.http.wire_limits), and by us.
ARTICLE, OF_MANY, FETCHED_AT, EXCHANGE, ASKED = "article", "of_many", "fetched_at", "exchange", "asked"
# We have none; what an odd outlet's spider were to send is not for the record.
SECRETS = frozenset({"authorization", "cookie", "proxy-authorization"})


class CaptureMiddleware:
    """Downloader middleware at 605. A 304 has no bytes; a feed or robots.txt with the same bytes is not kept again."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        exchange = _exchange(request, response)
        request.meta[ASKED] = exchange.asked
        if response.status == 304:
            return response
        context = context_of(self._crawler)
        if request.meta.get(OF_MANY) and response.status == 200 and is_preview(response.url):
            request.meta[EXCHANGE] = exchange
        elif request.meta.get(ARTICLE):
            # Acknowledged in one commit with the article it becomes.
            context.intake.keep(exchange)
        else:
            _keep_if_changed(context, exchange)
        return response


def _keep_if_changed(context: CrawlContext, exchange: Exchange) -> None:
    digest = hashlib.sha256(exchange.body).hexdigest()
    if digest == context.frontier.known_body(context.outlet.name, exchange.url):
        return
    context.intake.keep(exchange)
    context.intake.flush()
    context.frontier.remember_body(context.outlet.name, exchange.url, digest)


def _exchange(request: Request, response: Response) -> Exchange:
    return Exchange(
        url=response.url,
        status=response.status,
        headers=headers_of(response),
        body=response.body,
        fetched_at=request.meta[FETCHED_AT],
        asked=_request_details(request, response),
    )


def _request_details(request: Request, response: Response) -> RequestDetails:
    hops = tuple(request.meta.get("redirect_urls", ()))
    return RequestDetails(
        requested_url=hops[0] if hops else "",
        hops=hops,
        clock=clock_state(),
        server=str(response.ip_address or ""),
        tls_sha256=_certificate_sha256(response),
        # What it forbids never comes so far (spiders.http.politeness).
        robots="allowed",
        headers=_sent(request),
    )


def _sent(request: Request) -> Headers:
    """The fields of a request in the order in which they go out, with the two that Twisted adds. Never a secret."""
    fields = (
        (name.decode("latin-1").title(), value.decode("latin-1"))
        for name in request.headers
        for value in request.headers.getlist(name)
    )
    kept = tuple((name, value) for name, value in fields if name.lower() not in SECRETS)
    return (("Connection", "close"), *kept, ("Host", urlparse_cached(request).netloc))


def _certificate_sha256(response: Response) -> str:
    certificate = response.certificate
    return hashlib.sha256(certificate.dump()).hexdigest() if certificate else ""
