"""The routes a site announces by itself: feeds and the WordPress interface in its pages' heads, sitemaps in robots.txt.

Pure: no network, no Scrapy. Sources: RSS autodiscovery (`link rel=alternate`), WordPress (`rel=https://api.w.org/`, in
the page or in its `Link` header, RFC 8288), sitemaps.org (`Sitemap:` in robots.txt). All of it is foreign text:
only addresses come out, and few.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from archive.identity.keys import belongs
from archive.model import Outlet, Route, RouteKind
from archive.reading.charset import decode
from spiders.discovery._entries import LeftOutError, address_of
from spiders.discovery._pages import base_of, tree_of
from spiders.discovery._sitemap import is_of_something_else
from spiders.discovery.wordpress_rest import RELATION, posts_at
from spiders.http.robots_txt import sitemap_lines

MOST_OF_A_KIND = 3
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
# One link of a Link header: its address, and its parameters up to the next one.
_LINK = re.compile(r"""<([^<>]{0,2000})>((?:\s*;\s*[\w*-]{1,40}\s*(?:=\s*(?:"[^"]{0,500}"|[^\s",;]{0,500}))?){0,20})""")
_REL = re.compile(r""";\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))""", re.IGNORECASE)
_LONGEST_HEADER = 16_384

_log = logging.getLogger(__name__)


def announced_routes(
    page: bytes, url: str, robots: bytes, outlet: Outlet, edition: str = "", links: Iterable[str] = ()
) -> tuple[Route, ...]:
    """Routes of `outlet` that its page at `url` and its robots.txt name: feeds, REST, sitemaps, at most 3 of a kind.

    `links` are the values of the page's `Link` headers.
    """
    routes: dict[str, Route] = {}
    for kind, address in _named(page, url, robots, links):
        of_kind = sum(route.kind == kind for route in routes.values())
        if belongs(address, outlet) and of_kind < MOST_OF_A_KIND:
            routes.setdefault(address, Route(kind=kind, url=address, edition=edition))
    return tuple(routes.values())


def sitemaps_in(robots: bytes) -> tuple[str, ...]:
    """Addresses of sitemaps in a robots.txt as they are written there, those of news first."""
    found = [address for address in sitemap_lines(robots) if not is_of_something_else(address)]
    return tuple(sorted(found, key=lambda address: "news" not in address))


def _named(page: bytes, url: str, robots: bytes, links: Iterable[str]) -> Iterator[tuple[RouteKind, str]]:
    """Every address named, made absolute; what is named in a way that cannot be read is left out."""
    try:
        tree = tree_of(decode(page).text)
        base = base_of(tree, url)
        named: list[tuple[RouteKind, str, str]] = [("feed", address, base) for address in _feeds(tree)]
        named += [("wp-rest", address, base) for address in _interfaces(tree)]
    except Exception:  # Foreign bytes: the robots.txt beside them may still name something.
        _log.warning("the front page %s could not be read", url, exc_info=True)
        named = []
    named += [("wp-rest", address, url) for address in _interfaces_in(links)]
    # Addresses in robots.txt are relative to it, if they are relative at all.
    named += [("news-sitemap", address, urljoin(url, "/robots.txt")) for address in sitemaps_in(robots)]
    for kind, address, base in named:
        try:
            absolute = address_of(address, base)
        except LeftOutError:
            continue
        yield kind, posts_at(absolute) if kind == "wp-rest" else absolute


def _feeds(tree: LexborHTMLParser) -> Iterator[str]:
    for link in tree.css('link[rel~="alternate"]'):
        address = link.attributes.get("href") or ""
        if (link.attributes.get("type") or "").lower() in _FEED_TYPES and not is_of_something_else(address):
            yield address


def _interfaces(tree: LexborHTMLParser) -> Iterator[str]:
    for link in tree.css(f'link[rel~="{RELATION}"]'):
        yield link.attributes.get("href") or ""


def _interfaces_in(headers: Iterable[str]) -> Iterator[str]:
    for header in headers:
        for address, parameters in _LINK.findall(" ".join(header[:_LONGEST_HEADER].split())):
            rel = _REL.search(parameters)
            if rel and RELATION in (rel[1] or rel[2]).split():
                yield address
