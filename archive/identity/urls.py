"""The wire form of an address, and the host it names.

No general normaliser is safe as a key (they merge `?sid=1` with `?sid=2`, or keep `%d8` apart from `%D8`), so w3lib's
canonical form is only the base.
"""

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

# Parameters that say where a reader came from, which visit it is or which boxes to draw, never which article.
TRACKERS = frozenset(
    {
        "fbclid",
        "gclid",
        "yclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "_ga",
        "_gl",
        "ref_src",
        "ref_url",
        "phpsessid",
        "jsessionid",
        "so",
        "share",
        "print",
        "replytocom",
        "traffic_source",
        "at_medium",
        "at_campaign",
        "amp",
    }
)
TRACKER_PREFIXES = ("utm_", "mc_")
TWIN_HOSTS = re.compile(r"^(?:(?:www|m|mobile|amp|print)\.)+(?=[^.]+\.)")
# A line break would end a WARC header; a lone surrogate cannot be written at all.
UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
# Part of no host, and of no user's name that could stand before it (WHATWG URL, forbidden host code points).
NO_HOST = re.compile(r"[\s<>\\^|]")
# Servers refuse longer ones (8 kB is the usual limit of a request's first line).
LONGEST_ADDRESS = 8_000
DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def is_web_address(url: str) -> bool:
    """Is this an http(s) address that can be written down as it is: with a host, a possible port, nothing hidden?

    What is longer than LONGEST_ADDRESS is none.
    """
    if len(url) > LONGEST_ADDRESS:
        return False
    try:
        parts = urlsplit(url)
        sound = parts.port != 0 and not UNWRITABLE.search(url) and not NO_HOST.search(parts.netloc)
        # Some are refused only where they are put into their wire form; nobody who was told yes must meet that.
        return sound and parts.scheme in ("http", "https") and bool(parts.hostname) and bool(clean_url(url))
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def clean_url(url: str) -> str:
    """The wire form: canonical escapes and host, no fragment, no default port, no trackers. Unknown parameters stay."""
    parts = urlsplit(canonicalize_url(url.strip(), keep_blank_values=True))
    netloc = parts.netloc.removesuffix(DEFAULT_PORTS.get(parts.scheme, ""))
    # An address inside an address (web.archive.org) has its query there: it was kept under all of it.
    inner = re.search("https?://", parts.path)
    # Byte for byte: what is no UTF-8 (windows-1256 on old portals) tells articles apart too.
    pairs = parse_qsl(parts.query, keep_blank_values=True, encoding="latin-1")
    pairs = [pair for pair in pairs if inner or not _tracks(*pair)]
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _query(pairs), ""))


def _tracks(name: str, value: str) -> bool:
    lowered = name.lower()
    return lowered in TRACKERS or lowered.startswith(TRACKER_PREFIXES) or (lowered, value) == ("output", "amp")


def _query(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs, encoding="latin-1").replace("%2F", "/")


# The same address is compared with every outlet, and again by every step of a page's life.
@lru_cache(maxsize=1024)
def host_of(url: str) -> str | None:
    """The host of an http(s) address without `www.`, `m.` or `amp.`, with a port that is not the usual one."""
    return _host(urlsplit(clean_url(url))) if is_web_address(url) else None


def _host(parts: SplitResult) -> str:
    return TWIN_HOSTS.sub("", parts.netloc.rpartition("@")[2].lower()).rstrip(".")
