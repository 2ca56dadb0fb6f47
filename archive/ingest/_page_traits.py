"""What is remembered of how a new article's page is made and was read, so that a run can be held beside others."""

import re

from xxhash import xxh32_intdigest

from archive.exchange import Page
from archive.model import Reading, Traits

# Enough of a page to name its blocks, enough names and lines to know them again by.
_LOOKED_AT, _MOST_NAMES, _MOST_LINES = 200_000, 16, 12
_QUOTED = rb"""=(?:"([^"]{1,300})"|'([^']{1,300})')"""
_NAMES = re.compile(rb"\s(?:class|id)" + _QUOTED, re.IGNORECASE)
# The same of pages in small letters, as most are: what begins with letters that are sure is found three times as fast.
_IN_SMALL_LETTERS = tuple(re.compile(rb"%b(?<=\s%b)" % (name, name) + _QUOTED) for name in (b"class", b"id"))
# What tells one article's page from another's: post-1234, category-syria and the like carry figures or stand alone.
_FIGURES = re.compile(rb"\d")
_SHORTEST_LINE = 12  # characters


def traits_of(page: Page, reading: Reading) -> Traits:
    return Traits(
        untitled=not reading.title,
        dated_by=reading.published.source if reading.published else "",
        characters=len(reading.text),
        strategy=reading.strategy,
        lines=_lines(reading.text),
        names=_names(page.body[:_LOOKED_AT]),
    )


def _lines(text: str) -> tuple[int, ...]:
    """Hashes of the first and the last lines of the text, where what is not of it stands."""
    lines = [line for line in (line.strip() for line in text.split("\n")) if len(line) >= _SHORTEST_LINE]
    half = _MOST_LINES // 2
    chosen = lines if len(lines) <= _MOST_LINES else [*lines[:half], *lines[-half:]]
    return tuple(dict.fromkeys(xxh32_intdigest(line.encode()) for line in chosen))


def _names(body: bytes) -> tuple[int, ...]:
    """The smallest hashes of the names of the page's blocks: two such samples are as alike as the sets they are of."""
    ways = (_NAMES,) if b" CLASS=" in body or b" ID=" in body else _IN_SMALL_LETTERS
    # Most blocks are one of many: each value is parted once.
    values = {double or single for way in ways for double, single in way.findall(body)}
    names = {name for value in values for name in value.split()}
    return tuple(sorted(xxh32_intdigest(name) for name in names if not _FIGURES.search(name))[:_MOST_NAMES])
