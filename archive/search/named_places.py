"""Which places the hits of a question name: a count for each, which is the length of the list of both."""

import json
from collections.abc import Sequence
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
FROM {hits} h
CROSS JOIN article_places p ON p.article_id = h.id WHERE p.how = 'named' GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT :limit
"""
_OF_HITS = _COUNTS.replace("{hits}", "(SELECT f.rowid AS id FROM {source} WHERE {where})")
_OF_IDS = _COUNTS.replace("{hits}", "(SELECT value AS id FROM json_each(:ids))")


class NamedPlace(NamedTuple):
    """A place, and how many of the hits name it."""

    id: str
    name: str
    articles: int


def places_named(
    connection: sqlite3.Connection,
    compiled: Compiled,
    limit: int,
    known: Sequence[int] | None = None,
    **filters: Unpack[Filters],
) -> list[NamedPlace]:
    """The most named, none where the file has no such table. For MOST_HITS hits at most, with no copies folded; `known`
    are their ids, where somebody knows them."""
    if not has_table(connection, TABLE):
        return []
    if known is None:
        return list(Hits(connection, compiled, filters).rows(NamedPlace, _OF_HITS, limit=limit))
    return [NamedPlace(*row) for row in connection.execute(_OF_IDS, {"ids": json.dumps([*known]), "limit": limit})]
