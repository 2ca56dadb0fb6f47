"""Which article an address is: the wire form of a URL, and the per-outlet key.

Identity comes from the fetched address and the outlet's rules, never from the page: a hostile canonical can claim
anything. No general normaliser is safe as a key (they merge `?sid=1` with `?sid=2`, or keep `%d8` apart from `%D8`),
so w3lib's canonical form is only the base.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from archive.model import Outlet

# Parameters that say where a reader came from, or which furniture to draw, never which article it is.
TRACKERS = frozenset(
    {
        "fbclid",
        "gclid",
        "yclid",
        "igshid",
        "igsh",
        "_ga",
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
# Twins of the same article for phones, frames and "likes".
TWIN_ENDINGS = re.compile(r"/(?:amp|embed|like)/?$")
TWIN_HOSTS = re.compile(r"^(?:www|m|mobile|amp)\.")
# A line break would end a WARC header; a lone surrogate cannot be written at all.
UNWRITABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
HIDDEN_MARKS = re.compile("[\x00-\x1f\x7f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
DEFAULT_PORTS = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, slots=True)
class Identity:
    """The key of an article inside its outlet, and the language edition its address names (empty: the outlet's own)."""

    key: str
    lang: str = ""


def is_web_address(url: str) -> bool:
    """Is this an http(s) address that can be written down as it is: with a host, a possible port, nothing hidden?"""
    try:
        parts = urlsplit(url)
        sound = parts.port != 0 and not UNWRITABLE.search(url)
        return sound and parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


@lru_cache(maxsize=1024)
def clean_url(url: str) -> str:
    """The wire form: canonical escapes and host, no fragment, no default port, no trackers. Unknown parameters stay."""
    parts = urlsplit(canonicalize_url(url.strip(), keep_blank_values=True))
    netloc = parts.netloc.removesuffix(DEFAULT_PORTS.get(parts.scheme, ""))
    pairs = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(name, value)
    ]
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _query(pairs), ""))


def _tracks(name: str, value: str) -> bool:
    lowered = name.lower()
    return lowered in TRACKERS or lowered.startswith(TRACKER_PREFIXES) or (lowered, value) == ("output", "amp")


def _query(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs).replace("%2F", "/")


def belongs(url: str, outlet: Outlet) -> bool:
    """Is the host one of the outlet's, `www.`, `m.` and `amp.` aside?"""
    return _host_of(url) in _bare(outlet.hosts)


# The same address is asked of every outlet, and again by every step of a page's life.
@lru_cache(maxsize=1024)
def _host_of(url: str) -> str | None:
    return _host(urlsplit(clean_url(url))) if is_web_address(url) else None


@lru_cache(maxsize=1024)
def _bare(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(TWIN_HOSTS.sub("", host.lower()) for host in hosts)


def _host(parts: SplitResult) -> str:
    return TWIN_HOSTS.sub("", parts.netloc.rpartition("@")[2].lower())


def identify(url: str, outlet: Outlet) -> Identity | None:
    """Which article of the outlet this address is; None when it is none of them."""
    if not belongs(url, outlet):
        return None
    subject = _subject(url)
    if any(re.search(rule, subject) for rule in outlet.not_articles):
        return None
    rules = outlet.key_rules or (r"^/[^/?].*",)
    match = next((found for rule in rules if (found := re.search(rule, subject))), None)
    return _identity(match, subject) if match else None


def _identity(match: re.Match[str], subject: str) -> Identity | None:
    groups = match.groupdict()
    lang = groups.get("lang") or ""
    number = groups.get("id")
    if number:
        return Identity(f"{lang}/{number}" if lang else number, lang)
    path = subject.rstrip("/")
    return Identity(f"path{path}", lang) if path else None


def _subject(url: str) -> str:
    """Decoded path and query, as the rules see them: NFC, no marks of direction, no twin ending."""
    parts = urlsplit(clean_url(url))
    path = HIDDEN_MARKS.sub("", unicodedata.normalize("NFC", unquote(parts.path)))
    path = TWIN_ENDINGS.sub("/", path)
    query = unquote(parts.query)
    return f"{path}?{query}" if query else path


def key_of(url: str, outlet: Outlet) -> str | None:
    found = identify(url, outlet)
    return found.key if found else None


def owner_of(url: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """The outlet whose host this is; of several, the one that knows the address as an article."""
    owners = [outlet for outlet in outlets if belongs(url, outlet)]
    return next((outlet for outlet in owners if identify(url, outlet)), owners[0] if owners else None)
