"""The answer to a question of a program: how much there is and where its words stand, then whole articles, in pieces.

A long answer is read in pieces, each a short question of its own: a reader who stays for minutes would keep the
writer's log from being folded back into the file.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import partial

from sqlite_utils.utils import sqlite3

from archive.search import engine
from archive.web.app.compat import Datasette
from archive.web.app.connection import query
from archive.web.app.search_request import SearchRequest
from archive.web.queries.articles import browse, count_articles
from archive.web.queries.full_articles import FullArticle, full_articles

MOST_ROWS = 10_000
PIECE = 200


@dataclass(frozen=True, slots=True)
class Found:
    """`count` is of all matches; `snippets` by article id, in order, marks of search.highlight round what matched.

    `notes` are sentences on parts of the question that were not understood, `suggestions` other spellings of it.
    """

    count: int
    snippets: dict[int, str]
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def found(connection: sqlite3.Connection, params: SearchRequest, limit: int) -> Found:
    """The answer to a question; without words, everything its filters leave."""
    if not params.q:
        listed = browse(connection, limit=limit, before=params.before, **params.filters)
        return Found(count_articles(connection, **params.filters), {row["id"]: row["opening"] for row in listed})
    results = engine.search(
        connection,
        params.q,
        mode=params.mode,
        limit=limit,
        order=params.order,
        before_id=params.before,
        **params.filters,
    )
    snippets = {hit.id: hit.snippet_marked for hit in results.hits}
    return Found(results.count, snippets, tuple(note.sentence for note in results.notes), results.suggestions)


async def pieces(datasette: Datasette, params: SearchRequest) -> AsyncIterator[list[FullArticle]]:
    """The articles of an answer, newest first, at most MOST_ROWS of them, PIECE at a time."""
    params, sent = replace(params, order="newest"), 0
    while sent < MOST_ROWS:
        piece = await query(datasette, partial(_piece, params=params))
        if piece:
            yield piece
        if len(piece) < PIECE:
            return
        sent += len(piece)
        params = replace(params, before=piece[-1]["id"])


def _piece(connection: sqlite3.Connection, params: SearchRequest) -> list[FullArticle]:
    return full_articles(connection, list(found(connection, params, PIECE).snippets))
