"""No request goes to this machine or a private network.

Two walls: addresses written in a URL are judged before any request (redirects, robots.txt and retries included), and
answers of the name server before any connection, so that the address judged is the address connected to.
"""

from collections.abc import Sequence

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from spiders.http.public_addresses import is_public, judge_address, private_allowed

# Names whose address was refused: Twisted forgets why a lookup gave nothing.
refused_names: set[str] = set()


class ForbiddenAddress(IgnoreRequest):
    """A request that must not leave this machine."""


class GuardMiddleware:
    """Downloader middleware nearest to the wire: sees every request, whatever `dont_filter` says."""

    def process_request(self, request: Request) -> None:
        reason = judge_address(request.url)
        if reason:
            raise ForbiddenAddress(f"{reason}: {request.url}")


class GuardResolver(CachingThreadedResolver):
    """Scrapy's resolver, refusing every answer that is not of the public internet."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 (Twisted's name)
        return super().getHostByName(name, timeout).addCallback(_only_public, name)


def _only_public(address: str, name: str) -> str:
    if private_allowed() or is_public(address):
        return address
    refused_names.add(name)
    raise DNSLookupError(f"{name} is at {address}, a private address")
