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
from urllib.parse import SplitResult, parse_qsl, unquote_to_bytes, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from archive.model import Outlet

# Parameters that say where a reader came from, which visit it is or which furniture to draw, never which article.
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
# Twins of the same article for phones, paper, frames and "likes".
TWIN_ENDINGS = re.compile(r"(?:/(?:amp|print|embed|like))+/?$")
AMP_FOLDER = re.compile(r"^/amp(?=/.)")
TWIN_HOSTS = re.compile(r"^(?:(?:www|m|mobile|amp|print)\.)+(?=[^.]+\.)")
# Tools that share addresses escape what is escaped already. No slug spells out the bytes of a letter.
ESCAPED_AGAIN = re.compile(r"%(?:25)+(?=[89A-Fa-f][0-9A-Fa-f])")
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
    # An address inside an address (web.archive.org) has its query there: it was kept under all of it.
    inner = re.search("https?://", parts.path)
    pairs = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if inner or not _tracks(*pair)]
    return urlunsplit((parts.scheme, netloc, parts.path or "/", _query(pairs), ""))


def _tracks(name: str, value: str) -> bool:
    lowered = name.lower()
    return lowered in TRACKERS or lowered.startswith(TRACKER_PREFIXES) or (lowered, value) == ("output", "amp")


def _query(pairs: list[tuple[str, str]]) -> str:
    return urlencode(pairs).replace("%2F", "/")


def belongs(url: str, outlet: Outlet) -> bool:
    """Is the host one of the outlet's, `www.`, `m.`, `amp.` and the like aside?"""
    return host_of(url) in _bare(outlet.hosts)


# The same address is asked of every outlet, and again by every step of a page's life.
@lru_cache(maxsize=1024)
def host_of(url: str) -> str | None:
    """The host of an http(s) address without `www.`, `m.` or `amp.`, with a port that is not the usual one."""
    return _host(urlsplit(clean_url(url))) if is_web_address(url) else None


@lru_cache(maxsize=1024)
def _bare(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(host for name in hosts if (host := host_of(f"https://{name}/")))


def _host(parts: SplitResult) -> str:
    return TWIN_HOSTS.sub("", parts.netloc.rpartition("@")[2].lower()).rstrip(".")


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
    """Decoded path and query, as the rules see them: NFC, no marks of direction, no empty folder, no twin."""
    parts = urlsplit(clean_url(url))
    path = unicodedata.normalize("NFC", HIDDEN_MARKS.sub("", _decoded(parts.path)))
    path = AMP_FOLDER.sub("", TWIN_ENDINGS.sub("/", re.sub("/{2,}", "/", path)))
    query = _decoded(parts.query)
    return f"{path}?{query}" if query else path


def _decoded(escaped: str) -> str:
    # Bytes that are no UTF-8 (windows-1256 on old portals, a slug cut within a letter) stay told apart.
    return unquote_to_bytes(ESCAPED_AGAIN.sub("%", escaped)).decode(errors="backslashreplace")


def key_of(url: str, outlet: Outlet) -> str | None:
    found = identify(url, outlet)
    return found.key if found else None


def owner_of(url: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """The outlet whose host this is; of several, the one that knows the address as an article."""
    owners = [outlet for outlet in outlets if belongs(url, outlet)]
    return next((outlet for outlet in owners if identify(url, outlet)), owners[0] if owners else None)
