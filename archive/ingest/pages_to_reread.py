"""Which kept page each article would be read again from, before it is: so that other processes can read them."""

from collections.abc import Iterator
from typing import TypedDict

from archive.ingest.rereading import NEWEST_PAGES
from archive.ingest.session import Writer
from archive.model import Outlet
from archive.sqlite import rows

# The newest capture, as `Rereading.reread` tries it first; where that will not do, it reads on by itself.
_NEWEST = NEWEST_PAGES.replace("article_id = ?", "article_id = a.id").replace(
    "fetched_at >= ?", "fetched_at >= v.seen_at"
)
_PAGES = f"""
SELECT a.id AS article, a.title, a.url, c.warc_file, c.warc_offset, c.warc_length
FROM articles a
JOIN versions v ON v.id = (SELECT id FROM versions WHERE article_id = a.id AND body IS NULL
  AND kind NOT IN ('gone', 'back') ORDER BY n DESC LIMIT 1)
JOIN captures c ON c.id = ({_NEWEST.replace("LIMIT ?", "LIMIT 1")})
WHERE a.outlet = ? AND a.origin <> 'given' AND a.id > ? ORDER BY a.id LIMIT 500
"""  # noqa: S608 (both are ours)


class PageToReread(TypedDict):
    """An article, what a feed may have called it, its address, and where its newest page lies."""

    article: int
    title: str
    url: str
    warc_file: str
    warc_offset: int
    warc_length: int


def pages_to_reread(writer: Writer, outlet: Outlet) -> Iterator[PageToReread]:
    """Of every article of the outlet that has a captured page, in the order of their numbers."""
    after = 0
    while found := list(rows(writer.store.db.conn, PageToReread, _PAGES, (outlet.name, after))):
        yield from found
        after = found[-1]["article"]
