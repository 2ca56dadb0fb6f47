"""Where the links of a page lead: to the outlet's own hosts, to the page itself, to which address."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from archive.identity.urls import LONGEST_ADDRESS, TWIN_HOSTS, UNWRITABLE

# The page of somebody who writes.
PERSON = re.compile(r"/(?:authors?|writers?|columnists?|profiles?|editors?|(?:ال)?كاتب|كتاب)/[^/?]")
_OTHER_HOST = re.compile(r"(?i)(?:https?:)?//([^/?#]*)")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")
# Most links are whole addresses or paths from the root, with nothing to resolve: they are joined as they are. What
# urljoin would change (a fragment, an empty query, steps up, a host in other letters) is none of these.
_PATH = r"[^\x00-\x20\x7f\ud800-\udfff?#;\\]*(?:\?[^\x00-\x20\x7f\ud800-\udfff#;]+)?"
_WHOLE = re.compile(rf"https?://[A-Za-z0-9.-]+(?::[0-9]+)?/{_PATH}")
_LONGEST_KEPT = 300
_FROM_ROOT = re.compile(rf"/(?![/\\]){_PATH}")


class PageLinks:
    """The links of the page at `url`, whose outlet has `hosts`."""

    def __init__(self, url: str, hosts: Iterable[str]) -> None:
        parts = urlsplit(url)
        self._url = url
        is_of_the_web = parts.scheme in ("http", "https") and parts.netloc and not UNWRITABLE.search(parts.netloc)
        self._root = f"{parts.scheme}://{parts.netloc}" if is_of_the_web else ""
        self._own = without_fragment(url).rstrip("/")
        self._hosts = frozenset(_bare(host) for host in (*hosts, parts.netloc))
        # Several rules ask for the same links.
        self._absolute: dict[str, str] = {}
        self._leads_here: dict[str, bool] = {}

    def leads_home(self, href: str) -> bool:
        """Does the link lead to one of the outlet's hosts?"""
        return _leads_home(self._hosts, href) if len(href) <= _LONGEST_KEPT else _leads_to(self._hosts, href)

    def leads_here(self, href: str) -> bool:
        """Does a link of the outlet lead to this very page, or nowhere?"""
        known = self._leads_here.get(href)
        if known is None:
            leads_nowhere = not href or href.startswith("#") or href[:11].lower() == "javascript:"
            known = self._leads_here[href] = leads_nowhere or self.is_own_address(href)
        return known

    def is_own_address(self, href: str) -> bool:
        """Is it the address of this very page?"""
        address = self.absolute(href)
        return address.startswith(self._own) and without_fragment(address).rstrip("/") == self._own

    def absolute(self, href: str) -> str:
        """The address that the link leads to; empty where it is none of the web, or too long."""
        if href not in self._absolute:
            address = self._joined(href)
            self._absolute[href] = address if len(address) <= LONGEST_ADDRESS else ""
        return self._absolute[href]

    def _joined(self, href: str) -> str:
        if _WHOLE.fullmatch(href):
            return href
        if self._root and "/." not in href and _FROM_ROOT.fullmatch(href):
            return self._root + href
        try:
            address = urljoin(self._url, href)
        except ValueError:
            return ""
        return address if address.startswith(("http://", "https://")) and not UNWRITABLE.search(address) else ""


def without_fragment(address: str) -> str:
    """The address up to its fragment."""
    return urldefrag(address)[0] if "#" in address else address


def _leads_to(hosts: frozenset[str], href: str) -> bool:
    if other := _OTHER_HOST.match(href):
        host = _bare(other[1])
        return host in hosts or any(own and host.endswith(f".{own}") for own in hosts)
    # A program of the page is the page's own.
    return href[:11].lower() == "javascript:" or not _SCHEME.match(href)


# The menus of an outlet stand on every page of it.
_leads_home = lru_cache(maxsize=1 << 12)(_leads_to)


@lru_cache(maxsize=1_024)
def _bare(host: str) -> str:
    return TWIN_HOSTS.sub("", host.rpartition("@")[2].lower()).rstrip(".").removesuffix(":443").removesuffix(":80")
