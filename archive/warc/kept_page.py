"""A capture of ours as the page that it was, to be read again."""

from pathlib import Path

from archive.exchange import Hint, Page
from archive.warc.reader import read_exchange


def kept_page(folder: Path, place: tuple[str, int, int], title: str, message: str = "") -> Page:
    """`title` is one that only a feed may have known; `message` the address of the message that a page of a channel
    was kept for. Raises WarcDamaged."""
    found = read_exchange(folder, *place)
    return Page(
        url=message or found.url,
        final_url=message or found.url,
        within=found.url if message else "",
        status=found.status,
        headers=found.headers,
        body=found.body,
        fetched_at=found.fetched_at,
        hint=Hint(title=title),
    )
