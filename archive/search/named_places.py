"""Which places the hits of a question name: a count for each, which is the length of the list of both."""

from typing import NamedTuple, Unpack

from sqlite_utils.utils import sqlite3

from archive.search._named_places import TABLE
from archive.search.compiled import Compiled
from archive.search.filters import Filters
from archive.search.hits import Hits
from archive.sqlite import has_table

MOST_HITS = 10_000  # some four places each, .5 µs a row

_COUNTS = """
SELECT p.place, p.name, count(DISTINCT p.article_id) AS n
FROM (SELECT f.rowid AS id FROM {source} WHERE {where}) h
CROSS JOIN article_places p ON p.article_id = h.id WHERE p.how = 'named' GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT :limit
"""


class NamedPlace(NamedTuple):
    """A place, and how many of the hits name it."""

    id: str
    name: str
    articles: int


def places_named(
    connection: sqlite3.Connection, compiled: Compiled, limit: int, **filters: Unpack[Filters]
) -> list[NamedPlace]:
    """The most named, none where the file has no such table. For MOST_HITS hits at most, with no copies folded."""
    if not has_table(connection, TABLE):
        return []
    return list(Hits(connection, compiled, filters).rows(NamedPlace, _COUNTS, limit=limit))
