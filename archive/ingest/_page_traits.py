"""What is remembered of how a new article's page is made and was read, so that a run can be held beside others."""

import re

from xxhash import xxh32_intdigest

from archive.exchange import Page
from archive.model import Reading, Traits

# Enough of a page to name its blocks, enough names and lines to know them again by.
_LOOKED_AT, _MOST_NAMES, _MOST_LINES = 200_000, 16, 12
_NAMES = re.compile(rb"""\s(?:class|id)=(?:"([^"]{1,300})"|'([^']{1,300})')""", re.IGNORECASE)
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
    names = {name for found in _NAMES.finditer(body) for name in (found[1] or found[2]).split()}
    return tuple(sorted(xxh32_intdigest(name) for name in names if not _FIGURES.search(name))[:_MOST_NAMES])
