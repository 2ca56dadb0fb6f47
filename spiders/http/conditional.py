"""Conditional requests (RFC 9110, section 13): ask with the validators of last time, be told 304 when nothing changed.

Our own, since Scrapy's HTTP cache invents freshness and serves stale feeds unasked.
"""

from scrapy.http import Response

Validators = tuple[str, str]


def conditions(etag: str, last_modified: str) -> dict[str, str]:
    """Request headers for an address that gave these validators last time."""
    pairs = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in pairs.items() if value}


def validators_of(response: Response) -> Validators:
    """ETag and Last-Modified of an answer, word for word, empty where it has none."""
    etag, last_modified = (response.headers.get(name) or b"" for name in ("ETag", "Last-Modified"))
    return etag.decode("latin-1"), last_modified.decode("latin-1")
