"""When an article was first listed and is due to be looked at again: read by the pages, from the crawls' notes."""

from pathlib import Path

from archive.crawl_state._read_only import read_state
from archive.sqlite import column

NEXT = "SELECT next_due FROM visits WHERE outlet = ? AND key = ? AND next_due IS NOT NULL"
LISTED = "SELECT found_at FROM visits WHERE outlet = ? AND key = ?"


def next_check(service: Path, outlet: str, key: str) -> str | None:
    """The instant from which an article is due, in the past where it is due now.

    None where no check of it is planned, or nothing is known of that (no file or table).
    """
    return read_state(service, lambda connection: next(column(connection, str, NEXT, (outlet, key)), None))


def listed_since(service: Path, outlet: str, key: str) -> str | None:
    """The instant at which a route of an outlet first named an article; None where none did, or nothing is known."""
    return read_state(service, lambda connection: next(column(connection, str, LISTED, (outlet, key)), None))
