"""Where the links of a page lead: to the outlet's own hosts, to the page itself, to which address."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from archive.identity.urls import LONGEST_ADDRESS, TWIN_HOSTS, UNWRITABLE

_OTHER_HOST = re.compile(r"(?i)(?:https?:)?//([^/?#]*)")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")
# Most links are whole addresses or paths from the root, with nothing to resolve: they are joined as they are. What
# urljoin would change (a fragment, an empty query, steps up, a host in other letters) is none of these.
_WHOLE = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?/[^\x00-\x20\x7f?#;\\]*(?:\?[^\x00-\x20\x7f#;]+)?")
_FROM_ROOT = re.compile(r"/(?![/\\])[^\x00-\x20\x7f?#;\\]*(?:\?[^\x00-\x20\x7f#;]+)?")


class PageLinks:
    """The links of the page at `url`, whose outlet has `hosts`."""

    def __init__(self, url: str, hosts: Iterable[str]) -> None:
        parts = urlsplit(url)
        self._url = url
        self._root = f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""
        self._own = without_fragment(url).rstrip("/")
        self._hosts = frozenset(_bare(host) for host in (*hosts, parts.netloc))
        self._under_hosts = tuple(f".{own}" for own in self._hosts if own)
        self._absolute: dict[str, str] = {}  # several rules ask for the same links

    def leads_home(self, href: str) -> bool:
        """Does the link lead to one of the outlet's hosts?"""
        if other := _OTHER_HOST.match(href):
            host = _bare(other[1])
            return host in self._hosts or host.endswith(self._under_hosts)
        # A program of the page is the page's own.
        return href[:11].lower() == "javascript:" or not _SCHEME.match(href)

    def leads_here(self, href: str) -> bool:
        """Does a link of the outlet lead to this very page, or nowhere?"""
        if not href or href.startswith("#") or href[:11].lower() == "javascript:":
            return True
        return self.is_own_address(href)

    def is_own_address(self, href: str) -> bool:
        """Is it the address of this very page?"""
        return without_fragment(self.absolute(href)).rstrip("/") == self._own

    def absolute(self, href: str) -> str:
        """The address that the link leads to; empty where it is none of the web, or too long."""
        if href not in self._absolute:
            address = self._joined(href)
            sound = address.startswith(("http://", "https://")) and len(address) <= LONGEST_ADDRESS
            self._absolute[href] = address if sound and not UNWRITABLE.search(address) else ""
        return self._absolute[href]

    def _joined(self, href: str) -> str:
        if _WHOLE.fullmatch(href):
            return href
        if self._root and "/." not in href and _FROM_ROOT.fullmatch(href):
            return self._root + href
        try:
            return urljoin(self._url, href)
        except ValueError:
            return ""


def without_fragment(address: str) -> str:
    """The address up to its fragment."""
    return urldefrag(address)[0] if "#" in address else address


@lru_cache(maxsize=1_024)
def _bare(host: str) -> str:
    return TWIN_HOSTS.sub("", host.rpartition("@")[2].lower()).rstrip(".").removesuffix(":443").removesuffix(":80")
