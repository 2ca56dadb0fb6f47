"""The answer to a question of a program: how much there is and where its words stand, then whole articles, in pieces.

A long answer is found at once and read in pieces, each a short question of its own: a reader who stays for minutes
would keep the writer's log from being folded back into the file.
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sqlite_utils.utils import sqlite3

from archive.search import engine
from archive.search.vocabulary import Vocabulary
from archive.web.app.compat import Datasette
from archive.web.app.connection import query
from archive.web.app.search_request import SearchRequest
from archive.web.queries.articles import browse, count_articles
from archive.web.queries.full_articles import FullArticle, full_articles
from archive.web.queries.hit_breakdown import days_and_outlets
from archive.web.queries.search_hits import ask

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


def found(connection: sqlite3.Connection, params: SearchRequest, limit: int, after: int | None = None) -> Found:
    """The answer to a question; without words, everything its filters leave. Oldest first, it begins above `after`."""
    if not params.q and not params.narrowed and params.order != "oldest":
        part = days_and_outlets(params)
        listed = browse(connection, limit=limit, before=params.before, **part)
        return Found(count_articles(connection, **part), {row["id"]: row["opening"] for row in listed})
    results = ask(connection, params, limit=limit, before_id=params.before, after_id=after)
    snippets = {hit.id: hit.snippet_marked for hit in results.hits}
    return Found(results.count, snippets, tuple(note.sentence for note in results.notes), results.suggestions)


def numbers(connection: sqlite3.Connection, params: SearchRequest) -> tuple[list[int], int]:
    """The numbers of the articles of an answer in its order, at most MOST_ROWS of them; and how many there are."""
    asked = engine.find(
        connection, params.q or None, mode=params.mode, limit=MOST_ROWS, order=params.order, **params.filters
    )
    return asked.ids, asked.hits.count(Vocabulary(connection))


def leaves_nothing_out(connection: sqlite3.Connection, params: SearchRequest, total: int) -> bool:
    """Whether the `total` articles of an answer are all there are, or all that state a day."""
    everything = count_articles(connection)
    if params.q or params.outlets or params.langs or params.kinds or params.places or params.party or params.named:
        return 0 < total == everything
    counted = count_articles(connection, **days_and_outlets(params))
    return counted > 0 and counted in (everything, count_articles(connection, date_from=date.min))


async def pieces(datasette: Datasette, listed: Sequence[int]) -> AsyncIterator[list[FullArticle]]:
    """The articles of these numbers, in their order, PIECE at a time. One that was taken away meanwhile is absent."""
    for start in range(0, len(listed), PIECE):
        piece = list(listed[start : start + PIECE])
        yield await query(datasette, partial(full_articles, ids=piece))
