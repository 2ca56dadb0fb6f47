"""What a question finds in the order in which the archive took it in, the newest first.

An article's number begins with the day it was published: what is found late stands far behind the newest. The number of
its first version is the order of commits, and never changes.
"""

import json
from collections.abc import Collection, Iterator
from typing import Unpack

from sqlite_utils.utils import sqlite3

from archive.search.compiled import Compiled, Mode
from archive.search.engine import EVERYTHING, Hit, show
from archive.search.filters import LARGEST, Filters
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.vocabulary import Vocabulary
from archive.sqlite import column
from archive.times import IDS_PER_DAY

# Among so many of the newest arrivals a page of what anybody follows is nearly always.
LOOKED_AT = 2_000
# The index is asked for articles of a span of days. What came late is asked for apart, or the span would be of all days
MOST_SPANS, APART = 4, 30 * IDS_PER_DAY
PLACE = "SELECT id FROM versions WHERE article_id = ? AND n = 1"
_LAST = "SELECT id, article_id FROM versions INDEXED BY versions_taken WHERE n = 1 AND id < :place ORDER BY id DESC"
LAST = f"SELECT article_id FROM ({_LAST} LIMIT :looked_at)"  # noqa: S608 - from above
AMONG_LAST = f"""
SELECT f.rowid FROM ({_LAST} LIMIT :looked_at) t CROSS JOIN articles f INDEXED BY articles_facets ON f.id = t.article_id
WHERE {{where}} ORDER BY t.id DESC LIMIT :limit
"""  # noqa: S608 - from above
ANY = "SELECT f.rowid FROM {source} WHERE {where}"
# Of all that is found: in the order of the articles' numbers, as their first versions are then looked up side by side.
_IN_ORDER = """
CROSS JOIN versions t ON t.article_id = f.rowid AND t.n = 1
WHERE {where} AND t.id < :place ORDER BY t.id DESC LIMIT :limit
"""
IN_ORDER = f"SELECT f.rowid FROM {{source}} {_IN_ORDER}"  # noqa: S608 - from above
OF_OUTLETS = f"""
SELECT f.rowid FROM (
  SELECT id AS one FROM articles INDEXED BY articles_outlet_id WHERE outlet IN (SELECT value FROM json_each(:named))) o
CROSS JOIN articles f INDEXED BY articles_facets ON f.id = o.one {_IN_ORDER}
"""  # noqa: S608 - from above


def arrivals(
    connection: sqlite3.Connection,
    text: str | None,
    *,
    limit: int,
    mode: Mode = "names",
    before: int | None = None,
    **filters: Unpack[Filters],
) -> list[Hit]:
    """Articles that a question finds, or without one (None) all that the filters leave, the last taken in first.

    A page begins behind the article `before`; behind one that the record does not hold there is nothing.
    """
    place = LARGEST if before is None else next(column(connection, int, PLACE, (before,)), None)
    if place is None:
        return []
    compiled = EVERYTHING if text is None else compile_query(text, mode, Vocabulary(connection))
    hits = Hits(connection, compiled, filters)
    if filters.get("folded"):
        # Looked for once: an article stands for its story wherever in the order it is.
        filters = {**filters, "folded": False, "left_out": hits.copies}
    found = _among_last(connection, compiled, filters, place)[:limit]
    if len(found) < limit:
        outlets = filters.get("outlets") or ()
        sql = OF_OUTLETS if outlets and not compiled.match else IN_ORDER
        found = list(hits.rows(int, sql, place=place, limit=limit, named=json.dumps(list(outlets))))
    shown = {hit.id: hit for span in _spans(found) for hit in show(connection, compiled, span)}
    return [shown[article] for article in found]


def _among_last(connection: sqlite3.Connection, compiled: Compiled, filters: Filters, place: int) -> list[int]:
    """Those of the LOOKED_AT last arrivals that are found."""
    values = {"place": place, "looked_at": LOOKED_AT}
    if not compiled.match:
        return list(Hits(connection, compiled, filters).rows(int, AMONG_LAST, limit=LOOKED_AT, **values))
    last = list(column(connection, int, LAST, values))
    spans = (Hits(connection, compiled, {**filters, "ids": span}) for span in _spans(last))
    found = {article for hits in spans for article in hits.rows(int, ANY)}
    return [article for article in last if article in found]


def _spans(articles: Collection[int]) -> Iterator[list[int]]:
    """The articles parted where most days lie between two, where these are many."""
    ordered = sorted(articles)
    gaps = sorted(((ordered[at] - ordered[at - 1], at) for at in range(1, len(ordered))), reverse=True)
    cuts = sorted(at for gap, at in gaps[: MOST_SPANS - 1] if gap > APART)
    for start, end in zip([0, *cuts], [*cuts, len(ordered)], strict=True):
        yield ordered[start:end]
