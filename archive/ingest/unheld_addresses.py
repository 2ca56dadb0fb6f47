"""Addresses of an outlet's articles that we know of and hold no article for: what to ask others for.

Known from captures and addresses of the record, what its routes listed and nobody fetched, the links of its kept pages,
and addresses written in the texts of any outlet. Nothing is fetched.
"""

import html
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypedDict
from urllib.parse import urljoin

from sqlite_utils.utils import sqlite3

from archive.crawl_state.past import listed_unfetched
from archive.data_folder import DataFolder
from archive.errors import WarcDamaged
from archive.identity.archived_addresses import archived_address
from archive.identity.keys import belongs, key_of
from archive.identity.urls import clean_url, host_of, is_web_address
from archive.model import Outlet
from archive.reading.charset import decode
from archive.reading.dates import parse_date
from archive.sqlite import column, rows
from archive.times import unstamp
from archive.warc.reader import read_exchange

# met: asked for, redirected to or named canonical, without an article; listed: by a feed or sitemap, never fetched;
# linked: by a kept page; written: in a text.
How = Literal["met", "listed", "linked", "written"]
HOW: tuple[How, ...] = ("met", "listed", "linked", "written")
Step = Callable[[str, int, int], None]

MET = """
SELECT url, min(fetched_at) AS at FROM captures WHERE outlet = :outlet AND article_id IS NULL AND url <> '' GROUP BY url
UNION ALL SELECT url, first_seen_at FROM urls WHERE outlet = :outlet AND article_id IS NULL
"""
# The newest capture of every address, as far as it is a page: a bare column beside max() is of the row that has it.
PAGES = """
SELECT url, max(fetched_at) AS at, warc_file, warc_offset, warc_length FROM captures
WHERE outlet = ? AND status IN (200, 0) AND warc_file <> '' AND body_sha256 <> '' AND url <> '' GROUP BY url
"""
WRITTEN = """
SELECT first_seen_at, body FROM articles WHERE body LIKE :like
UNION ALL SELECT seen_at, body FROM versions WHERE body LIKE :like
"""
_LINKS = re.compile(r"""href\s*=\s*["']?([^"'\s<>]{1,8000})|(https?://[^\s"'<>\\]{1,8000})""", re.IGNORECASE)
_YEAR = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]\d{1,2}(?:[/_-]|$)")
# What ends the sentence that an address stands in, and is no part of it.
_BEHIND = ".,;:!?…،؛؟»”\"')]}>"


class _Met(TypedDict):
    """MET."""

    url: str
    at: str


class _Page(TypedDict):
    """PAGES."""

    url: str
    at: str
    warc_file: str
    warc_offset: int
    warc_length: int


class Known(NamedTuple):
    """An address, how it is known, and the instant, as the record writes it, by which it was there."""

    url: str
    how: How
    at: str


@dataclass(slots=True)
class Unheld:
    """The addresses of one host and year: `addresses`, with the ways each is known by, and the `keys` they name.

    `year` is what the address states, else the year by which it is known to have been there; empty where neither is.
    """

    host: str
    year: str
    keys: set[str] = field(default_factory=set)
    addresses: dict[str, set[How]] = field(default_factory=lambda: defaultdict(set))

    def known_by(self) -> Counter[How]:
        return Counter(how for ways in self.addresses.values() for how in ways)


def unheld_addresses(
    connection: sqlite3.Connection, data: DataFolder, outlet: Outlet, on_step: Step = lambda *_: None
) -> list[Unheld]:
    """By host and year. `on_step` hears which step is done how far: name, done, of how many (0: nobody knows)."""
    held = set(column(connection, str, "SELECT key FROM articles WHERE outlet = ?", (outlet.name,)))
    found: dict[tuple[str, str], Unheld] = {}
    places: dict[str, Unheld] = {}
    for known in _known(connection, data, outlet, on_step):
        url, key = _article_of(known.url, outlet)
        if not key or key in held:
            continue
        place = places.get(url)
        if place is None:
            host, year = host_of(url) or "", _year(url, known.at)
            place = places[url] = found.setdefault((host, year), Unheld(host, year))
        place.keys.add(key)
        place.addresses[url].add(known.how)
    return [found[one] for one in sorted(found)]


def _article_of(url: str, outlet: Outlet) -> tuple[str, str]:
    """The wire form of an address, out of another archive's where it stands in one; and its key, empty where none."""
    with suppress(ValueError):
        inside = archived_address(url)
        url = inside.url if inside else url
        if is_web_address(url) and belongs(url, outlet):
            return clean_url(url), key_of(url, outlet) or ""
    return url, ""


def _year(url: str, at: str) -> str:
    stated = _YEAR.search(url)
    return stated[1] if stated and stated[1] <= at[:4] else at[:4]


def _known(connection: sqlite3.Connection, data: DataFolder, outlet: Outlet, on_step: Step) -> Iterator[Known]:
    for met in rows(connection, _Met, MET, {"outlet": outlet.name}):
        yield Known(met["url"], "met", met["at"])
    for listed in listed_unfetched(data.service, outlet.name):
        stated = parse_date(listed.published, unstamp(listed.found_at), outlet.timezone) if listed.published else None
        yield Known(listed.url, "listed", stated.day.isoformat() if stated else listed.found_at)
    yield from _linked(connection, data, outlet, on_step)
    yield from _written(connection, outlet, on_step)


def _linked(connection: sqlite3.Connection, data: DataFolder, outlet: Outlet, on_step: Step) -> Iterator[Known]:
    pages = list(rows(connection, _Page, PAGES, (outlet.name,)))
    for number, page in enumerate(pages, 1):
        # A record that is damaged, or was taken away, tells nothing; `warraq drill` names it.
        with suppress(WarcDamaged):
            kept = read_exchange(data.warc, page["warc_file"], page["warc_offset"], page["warc_length"])
            yield from (Known(url, "linked", page["at"]) for url in links_in(decode(kept.body).text, page["url"]))
        on_step("links of kept pages", number, len(pages))


def links_in(page: str, base: str) -> Iterator[str]:
    """Every address that a page or a feed links or writes out, made absolute; each once.

    By its letters alone: what a parser would make of hostile markup is of no use here.
    """
    seen: set[str] = set()
    for link in _LINKS.finditer(page):
        with suppress(ValueError):
            url = urljoin(base, html.unescape(link[1] or link[2]))
            if url not in seen:
                seen.add(url)
                yield url


def _written(connection: sqlite3.Connection, outlet: Outlet, on_step: Step) -> Iterator[Known]:
    for number, host in enumerate(outlet.hosts, 1):
        address = re.compile(rf"(?:https?://)?(?:[\w-]+\.)*{re.escape(host)}/\S+", re.IGNORECASE)
        for at, body in connection.execute(WRITTEN, {"like": f"%{host}/%"}):
            for found in address.finditer(body):
                url = found[0].rstrip(_BEHIND)
                yield Known(url if "://" in url else f"https://{url}", "written", at)
        on_step("texts", number, len(outlet.hosts))
