"""When the record was last written from a crawl."""

from datetime import datetime
from pathlib import Path

from sqlite_utils.utils import sqlite3

from archive.sqlite import column, open_readonly
from archive.times import unstamp

# Imports bring the times of other people's clocks. The last few hundred, as crawls side by side end in any order.
NEWEST_CRAWL = (
    "SELECT max(fetched_at) FROM (SELECT fetched_at, via FROM captures ORDER BY id DESC LIMIT 500)"
    " WHERE via = 'crawl' HAVING count(*)"
)


def newest_crawl(path: Path) -> datetime | None:
    """When the last answer of a crawl came, by the clock of that moment; None where none is known. Writes nothing."""
    if not path.exists():
        return None
    connection = open_readonly(path)
    try:
        return next(column(connection, unstamp, NEWEST_CRAWL), None)
    except sqlite3.DatabaseError:  # Of another version, or damaged: who opens it to write says so.
        return None
    finally:
        connection.close()
