"""When an article is due to be looked at again: read by the pages, from the private notes of the crawls."""

from contextlib import closing
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.sqlite import column

NEXT = "SELECT next_due FROM visits WHERE outlet = ? AND key = ? AND next_due IS NOT NULL"


def next_check(service: Path, outlet: str, key: str) -> str | None:
    """The instant from which an article is due, in the past where it is due now.

    None where no check of it is planned, or nothing is known of that (no file or table).
    """
    if not service.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{service.absolute().as_uri()}?mode=ro", uri=True, timeout=1)) as connection:
            return next(column(connection, str, NEXT, (outlet, key)), None)
    except sqlite3.Error:
        return None
