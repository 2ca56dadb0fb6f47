"""Sitemaps as sites write them: maps and indexes in XML, plain lists of addresses, RSS and Atom.

A map is gone through twice: first only to see how new each address is, then to read those that are wanted. So half a
million addresses cost their text and four numbers each.
"""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from spiders.discovery import _feeds
from spiders.discovery._entries import (
    MAX_ENTRIES,
    MAX_URL,
    MOST_ENTRIES,
    Entry,
    Found,
    LeftOutError,
    UnreadableError,
    address_of,
    entry_of,
    gathered,
)
from spiders.discovery._markup import Block, Blocks, Document, document_in, element_in, local, text_of
from spiders.discovery._newest import moment_of, newest
from spiders.discovery._unpacking import Text

# Of an index: the newest few and those changed within a day of the newest; where it does not say, so many at most.
NEWEST_MAPS, MOST_MAPS = 3, 10
ALIKE = timedelta(days=1).total_seconds()
# Comments have feeds too, and sitemaps of pictures, tags and authors stand beside those of articles.
_NOT_NEWS = re.compile(r"(?:^|[/_.-])(?:comment|image|video|author|category|post_tag|tag|page)s?(?:[/_.-]|$)")
_NEWS = re.compile(r"post|news|article")
_VALUE = r"\b[^<>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000})"
_PUBLISHED, _MODIFIED, _LOCATION = (
    re.compile(rf"<(?:[\w.-]{{1,40}}:)?{name}{_VALUE}", re.I) for name in ("publication_date", "lastmod", "loc")
)
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)\D{1,4}(0[1-9]|1[0-2])(?!\d)(?:\D{1,4}(0[1-9]|[12]\d|3[01])(?!\d))?")
_NUMBER = re.compile(r"\d+")
_LINE = re.compile(r"\S[^\r\n]*")


def read(answer: Text, base: str, *, whole: bool = False) -> Found:
    """Entries or further sitemaps, the newest first. Raises UnreadableError.

    Only the newest are given, unless the `whole` is asked for.
    """
    document = document_in(answer.text)
    if document.root in ("rss", "feed", "rdf", "channel"):
        # The next page of a feed is no map of an index.
        return replace(_feeds.read(answer, base, MOST_ENTRIES if whole else MAX_ENTRIES), more=())
    if document.root == "html":
        raise UnreadableError("no_sitemap")
    most = MOST_ENTRIES if whole else MAX_ENTRIES
    if not document.root:
        return _lines(answer, base, most)
    return _xml(document, answer.notes, base, whole, most)


def is_of_something_else(address: str) -> bool:
    """Is this the address of a feed or sitemap of comments, pictures, tags, authors?"""
    return bool(_NOT_NEWS.search(address.partition("//")[2].partition("/")[2] if "//" in address else address))


@dataclass(slots=True)
class _Map:
    """What the first look tells of each address of a map: where it stands, when it changed, the number it bears."""

    starts: "array[int]" = field(default_factory=lambda: array("q"))
    ends: "array[int]" = field(default_factory=lambda: array("q"))
    moments: "array[float]" = field(default_factory=lambda: array("d"))
    numbers: "array[float]" = field(default_factory=lambda: array("d"))

    def add(self, start: int, end: int, address: str, date: str) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.moments.append(moment_of(date.strip()) or moment_of(_day_in(address)))
        # The last long run of digits: /2026/11/25/slug-100/ says less than /news/10003.
        number = next((run for run in reversed(_NUMBER.findall(address[-200:])) if 3 <= len(run) <= 15), "-1")
        self.numbers.append(float(number))

    def newest(self, most: int) -> list[Block]:
        return [Block(self.starts[i], self.ends[i], "url") for i in newest(self.moments, self.numbers, most)]


def _xml(document: Document, notes: tuple[str, ...], base: str, whole: bool, most: int) -> Found:
    text, urls, end = document.text, _Map(), document.start
    maps: list[Block] = []
    for block in Blocks(text, "url", "sitemap", start=document.start):
        if block.whole:
            end = block.end
            if block.name == "url":
                urls.add(block.start, end, *_first_look(text[block.start : end]))
            elif len(maps) < MOST_ENTRIES:
                maps.append(block)
    words = [*notes, *document.notes(end)]
    if len(urls.starts) > most:
        words.append("capped")
    found = gathered(urls.newest(most), lambda block: _url_entry(text, block, base), words)
    if not maps:
        return found
    children, more_words = _children([_child(text, block, base) for block in maps], whole)
    return replace(found, more=children, notes=tuple(dict.fromkeys((*found.notes, *more_words))))


def _first_look(text: str) -> tuple[str, str]:
    """The address in a block and its date, as far as they can be had at a glance."""
    location = _LOCATION.search(text)
    date = _PUBLISHED.search(text) or _MODIFIED.search(text)
    return location[1] if location else "", date[1] if date else ""


def _day_in(address: str) -> str:
    found = _DAY_IN_ADDRESS.search(address)
    return f"{found[1]}-{found[2]}-{found[3] or '01'}" if found else ""


def _url_entry(text: str, block: Block, base: str) -> Entry:
    # An image's own loc and title would hide the page's: only the page's children and the news block count.
    element = element_in(text, block)
    own = {local(child): text_of(child) for child in element}
    block_of_news = next((child for child in element if local(child) == "news"), ())
    news = {local(part): text_of(part) for child in block_of_news for part in child.iter()}
    return entry_of(
        own.get("loc", ""), base, news.get("title", ""), news.get("publication_date", ""), own.get("lastmod", "")
    )


def _child(text: str, block: Block, base: str) -> tuple[str, float]:
    """The address of a sitemap in an index, empty where it has none, and when it changed, 0 where nobody knows."""
    location, date = _first_look(text[block.start : block.end])
    try:
        fields = {local(child): text_of(child) for child in element_in(text, block)}
        address = address_of(fields.get("loc", ""), base)
    except Exception:  # Whatever broke: it is one sitemap that has no address.
        return "", 0.0
    return address, moment_of(date.strip()) or moment_of(_day_in(location))


def _children(children: Iterable[tuple[str, float]], whole: bool) -> tuple[tuple[str, ...], list[str]]:
    """The sitemaps of an index to be asked, the most promising first, and words about that choice."""
    known: dict[str, float] = {}
    for address, moment in children:
        if address:
            known.setdefault(address, moment)
    # Tags, authors and pages have sitemaps too, and newer ones than the posts sometimes.
    of_news = {address: moment for address, moment in known.items() if not is_of_something_else(address)} or known
    if whole:
        return tuple(of_news), []
    dated = sorted((one for one in of_news if of_news[one]), key=lambda one: (-of_news[one], not _is_of_posts(one)))
    undated = _in_turns([one for one in of_news if not of_news[one]])
    fresh = [one for rank, one in enumerate(dated) if rank < NEWEST_MAPS or of_news[dated[0]] - of_news[one] < ALIKE]
    room = max(MOST_MAPS // 2, MOST_MAPS - len(undated)) if undated else MOST_MAPS
    chosen = [*fresh[:room], *undated][:MOST_MAPS]
    words = (["undated"] if undated else []) + (["capped"] if len(chosen) < len(fresh) + len(undated) else [])
    return tuple(chosen), words


def _is_of_posts(address: str) -> bool:
    return bool(_NEWS.search(urlsplit(address).path))


def _in_turns(addresses: list[str]) -> list[str]:
    """Sitemaps that bear no date: of each numbered row the last and the first in turns, the rows in turns."""
    rows: dict[str, list[str]] = {}
    for address in addresses:
        rows.setdefault(_NUMBER.sub("#", address), []).append(address)
    ordered = sorted(rows.values(), key=lambda row: not _is_of_posts(row[0]))
    turns = zip_longest(*(_from_both_ends(sorted(row, key=_numbers_in)) for row in ordered))
    return [address for address in chain.from_iterable(turns) if address is not None]


def _numbers_in(address: str) -> list[int]:
    return [int(run[:18]) for run in _NUMBER.findall(address)]


def _from_both_ends(row: list[str]) -> list[str]:
    pairs = zip(reversed(row), row, strict=True)
    return list(dict.fromkeys(chain.from_iterable(pairs)))


def _lines(answer: Text, base: str, most: int) -> Found:
    """A list of addresses, one a line. Half of the lines at least must be such, or it is some other text."""
    addresses, lines = _Map(), 0
    for line in _LINE.finditer(answer.text):
        lines += 1
        if re.match(r"https?://\S+\s*$", line[0][: MAX_URL + 1], re.I):
            addresses.add(line.start(), line.end(), line[0], "")
    if not addresses.starts or 2 * len(addresses.starts) < lines:
        raise UnreadableError("no_sitemap")
    notes = [*answer.notes, *(["dirty"] if len(addresses.starts) < lines else [])]
    if len(addresses.starts) > most:
        notes.append("capped")
    blocks = addresses.newest(most)
    return gathered(blocks, lambda block: _line_entry(answer.text[block.start : block.end], base), notes)


def _line_entry(line: str, base: str) -> Entry:
    if re.search(r"\s", line.strip()):
        raise LeftOutError("no_address")
    return entry_of(line, base, "")
