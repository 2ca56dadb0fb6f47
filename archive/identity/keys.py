"""Which article of an outlet an address is: the outlet's own rules, matched against the decoded path and query.

Identity comes from the fetched address and the outlet's rules, never from the page: a hostile canonical can claim
anything.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes, urlsplit

from archive.identity.channels import handle_in
from archive.identity.urls import clean_url, host_of
from archive.model import Outlet

# Twins of the same article for phones, paper, frames and "likes".
TWIN_ENDINGS = re.compile(r"(?:/(?:amp|print|embed|like))+/?$")
AMP_FOLDER = re.compile(r"^/amp(?=/.)")
# Tools that share addresses escape what is escaped already. No slug spells out the bytes of a letter.
ESCAPED_AGAIN = re.compile(r"%(?:25)+(?=[89A-Fa-f][0-9A-Fa-f])")
CONTROLS = re.compile("[\x00-\x1f\x7f]")
HIDDEN_MARKS = re.compile("[\x00-\x1f\x7f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class Identity:
    """The key of an article inside its outlet, and the language edition its address names (empty: the outlet's own)."""

    key: str
    lang: str = ""


def belongs(url: str, outlet: Outlet) -> bool:
    """Is the host one of the outlet's, `www.`, `m.`, `amp.` and the like aside? Of a channel: and the channel it."""
    if host_of(url) not in _bare(outlet.hosts):
        return False
    return not outlet.channel or handle_in(url) == outlet.channel.lower()


@lru_cache(maxsize=1024)
def _bare(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(host for name in hosts if (host := host_of(f"https://{name}/")))


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
    # No text of the record may hold a NUL, no WARC header a line break.
    query = CONTROLS.sub(lambda found: f"\\x{ord(found[0]):02x}", _decoded(parts.query))
    return f"{path}?{query}" if query else path


def _decoded(escaped: str) -> str:
    # Bytes that are no UTF-8 (windows-1256 on old portals, a slug cut within a letter) stay distinct.
    return unquote_to_bytes(ESCAPED_AGAIN.sub("%", escaped)).decode(errors="backslashreplace")


def key_of(url: str, outlet: Outlet) -> str | None:
    found = identify(url, outlet)
    return found.key if found else None


def owner_of(url: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """The outlet whose host this is; of several, the one that knows the address as an article."""
    owners = [outlet for outlet in outlets if belongs(url, outlet)]
    return next((outlet for outlet in owners if identify(url, outlet)), owners[0] if owners else None)
