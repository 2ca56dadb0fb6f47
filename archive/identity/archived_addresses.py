"""Addresses under which other archives show a page: the page's own address, and when they took it.

The forms are those of the Wayback Machine and of everything built like it (OpenWayback, pywb, Archive-It, Arquivo.pt,
archive.today): `…/20150607080910id_/https://outlet.example/path`. How much of the address inside is escaped, and
whether its scheme has one slash or two, differs; the time may be cut to a day or a year.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

from archive.identity.urls import is_web_address

# A time of 4 to 14 digits, a modifier such as `id_` or `if_`, then an address with its scheme, or one without at the
# hosts that are known to leave it out.
_INSIDE = re.compile(r"/(?P<time>\d{4,14})(?:[a-z]{2}_)?/(?P<url>(?:https?(?::|%3A)(?:/|%2F){1,2}).+)", re.IGNORECASE)
_WITHOUT_SCHEME = re.compile(
    r"^https?://(?:web\.archive\.org/web|archive\.(?:today|ph|is|li|vn|fo|md))/(?P<time>\d{4,14})(?:[a-z]{2}_)?/"
    r"(?P<url>[^/\s]+\.[^/\s]+.*)",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(https?)(?::|%3A)(?:/|%2F){1,2}", re.IGNORECASE)
_FULL = "19700101000000"
_MOST_NESTED = 4


@dataclass(frozen=True, slots=True)
class ArchivedAddress:
    """The address inside, and when the other archive took the page; None where its time cannot be read."""

    url: str
    taken_at: datetime | None


def archived_address(url: str) -> ArchivedAddress | None:
    """What an address of another archive shows, also through a second one; None for every other address."""
    found: ArchivedAddress | None = None
    for _ in range(_MOST_NESTED):
        inside = _unwrapped(found.url if found else url)
        if inside is None:
            break
        found = inside
    return found


def _unwrapped(url: str) -> ArchivedAddress | None:
    match = _INSIDE.search(url) or _WITHOUT_SCHEME.match(url)
    if match is None:
        return None
    inner = match["url"] if _SCHEME.match(match["url"]) else f"http://{match['url']}"
    if "%3a" in inner[:10].lower():
        inner = unquote(inner)
    inner = _SCHEME.sub(lambda scheme: f"{scheme[1].lower()}://", inner)
    return ArchivedAddress(inner, _instant(match["time"])) if is_web_address(inner) else None


def _instant(digits: str) -> datetime | None:
    """`20150607` and the like: what is left out is its beginning."""
    try:
        return datetime.strptime((digits + _FULL[len(digits) :])[:14], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
