"""The routes a site announces by itself: feeds and the WordPress interface in its pages' heads, sitemaps in robots.txt.

Pure: no network, no Scrapy. Sources: RSS autodiscovery (`link rel=alternate`), WordPress (`rel=https://api.w.org/`),
sitemaps.org (`Sitemap:` in robots.txt). What is said here is foreign text: only addresses come out, and few.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from archive.identity.keys import belongs
from archive.model import Outlet, Route, RouteKind
from archive.reading.charset import decode
from spiders.discovery.wordpress_rest import POSTS

MOST_OF_A_KIND = 3
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
# Comments have feeds too, and sitemaps of pictures, tags and authors are announced in the same places.
_NOT_NEWS = re.compile(r"(?:^|[/_.-])(?:comment|image|video|author|category|post_tag|tag|page)s?(?:[/_.-]|$)")
_SITEMAP = re.compile(r"(?im)^\s*sitemap\s*:\s*(\S+)\s*$")


def announced_routes(page: bytes, url: str, robots: bytes, outlet: Outlet, edition: str = "") -> tuple[Route, ...]:
    """Routes of `outlet` that its page at `url` and its robots.txt name: feeds, REST, sitemaps, at most 3 of a kind."""
    tree = LexborHTMLParser(decode(page).text)
    named: list[tuple[RouteKind, str]] = [("feed", address) for address in _feeds(tree)]
    named += [("wp-rest", address) for address in _interfaces(tree)]
    named += [("news-sitemap", address) for address in sitemaps_in(robots)]
    routes: dict[str, Route] = {}
    for kind, address in named:
        absolute = _absolute(address, url)
        alike = sum(route.kind == kind for route in routes.values())
        if belongs(absolute, outlet) and alike < MOST_OF_A_KIND:
            routes.setdefault(absolute, Route(kind=kind, url=absolute, edition=edition))
    return tuple(routes.values())


def sitemaps_in(robots: bytes) -> tuple[str, ...]:
    """Addresses of sitemaps in a robots.txt, those of news first."""
    named: list[str] = _SITEMAP.findall(robots.decode("utf-8", "replace"))
    found = [address for address in named if not is_of_something_else(address)]
    return tuple(sorted(dict.fromkeys(found), key=lambda address: "news" not in address))


def _feeds(tree: LexborHTMLParser) -> Iterator[str]:
    for link in tree.css('link[rel~="alternate"]'):
        address = link.attributes.get("href") or ""
        if (link.attributes.get("type") or "").lower() in _FEED_TYPES and not is_of_something_else(address):
            yield address


def _interfaces(tree: LexborHTMLParser) -> Iterator[str]:
    for link in tree.css('link[rel="https://api.w.org/"]'):
        address = link.attributes.get("href") or ""
        # Sites without pretty addresses answer at `?rest_route=/` instead.
        if address and "?" not in address:
            yield f"{address.rstrip('/')}/{POSTS}"


def is_of_something_else(address: str) -> bool:
    """Is this the address of a feed or sitemap of comments, pictures, tags, authors?"""
    return bool(_NOT_NEWS.search(address.partition("//")[2].partition("/")[2] if "//" in address else address))


def _absolute(address: str, base: str) -> str:
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return ""
