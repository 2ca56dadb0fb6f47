"""What leaves the archive row by row: the answer to a question, articles with their capture, versions as a stream.

A long answer is read in pieces, each a short question of its own: a reader who stays for minutes would keep the
writer's log from being folded back into the file.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlite_utils.utils import sqlite3

from archive.search import engine
from archive.times import IDS_PER_DAY, first_id_of
from archive.web.app.compat import Datasette
from archive.web.app.connection import query
from archive.web.app.search_request import SearchRequest
from archive.web.queries.articles import browse
from archive.web.queries.rows import Row, rows

MOST_ROWS = 10_000
PIECE = 200
COLUMNS = (
    *("id", "outlet", "key", "url", "title", "author", "credit", "lang"),
    *("published_at", "published_day", "published_from", "first_seen_at", "last_seen_at"),
    *("status", "versions", "words_sha256", "image_url", "image_caption", "body"),
)
# The capture of the text as it is now: of the newest reading, in the order of time, not of recording.
ARTICLES = f"""
SELECT {", ".join(f"a.{name}" for name in COLUMNS)}, c.fetched_at, c.body_sha256,
       o.title AS outlet_title, o.title_en AS outlet_title_en,
       (SELECT max(seen_at) FROM versions v WHERE v.article_id = a.id AND v.kind NOT IN ('cosmetic', 'extractor'))
         AS changed_at
FROM json_each(?) j JOIN articles a ON a.id = j.value JOIN outlets o ON o.name = a.outlet
LEFT JOIN captures c ON c.id = (
  SELECT v.capture_id FROM versions v
  WHERE v.article_id = a.id AND v.capture_id IS NOT NULL AND v.kind NOT IN ('gone', 'back')
  ORDER BY v.seen_at DESC, v.n DESC LIMIT 1)
ORDER BY j.key
"""  # noqa: S608 - columns from above
COUNT = "SELECT count(*) AS n FROM articles WHERE id >= :low AND id < :high"
COUNT_OUTLET = "SELECT count(*) AS n FROM articles WHERE outlet = :outlet AND id >= :low AND id < :high"
# Every version in the order of commits, for those who keep a copy.
CHANGES = """
SELECT v.*, a.outlet, a.key, a.url, a.lang, a.published_at, a.published_day
FROM version_texts v JOIN articles a ON a.id = v.article_id WHERE v.id > :since ORDER BY v.id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Found:
    """`count` is of all matches; `snippets` by article id, in order, marks of search.highlight round what matched.

    `notes` are sentences on parts of the question that were not understood, `suggestions` other spellings of it.
    """

    count: int
    snippets: dict[int, str]
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


def found(connection: sqlite3.Connection, asked: SearchRequest, limit: int) -> Found:
    """The answer to a question; without words, everything its filters leave."""
    filters: dict[str, Any] = {"outlet": asked.outlet, "date_from": asked.date_from, "date_to": asked.date_to}
    if not asked.q:
        listed = browse(connection, limit=limit, before=asked.before, **filters)
        return Found(_count(connection, asked), {row["id"]: row["opening"] for row in listed})
    results = engine.search(
        connection, asked.q, mode=asked.mode, limit=limit, before_id=asked.before, order=asked.order, **filters
    )
    snippets = {hit.id: hit.snippet_marked for hit in results.hits}
    return Found(results.count, snippets, tuple(note.sentence for note in results.notes), results.suggestions)


def _count(connection: sqlite3.Connection, asked: SearchRequest) -> int:
    bounds = {
        "low": first_id_of(asked.date_from) if asked.date_from else 0,
        "high": first_id_of(asked.date_to) + IDS_PER_DAY if asked.date_to else 2**62,
        "outlet": asked.outlet,
    }
    return int(rows(connection, COUNT_OUTLET if asked.outlet else COUNT, bounds)[0]["n"])


def articles(connection: sqlite3.Connection, ids: list[int]) -> list[Row]:
    """Articles in the order of `ids`: the columns of docs/data.md, the time and hash of the capture behind the text,
    the names of the outlet, and `changed_at`, when the outlet last did something to it.
    """
    return rows(connection, ARTICLES, (json.dumps(ids),))


async def pieces(datasette: Datasette, asked: SearchRequest) -> AsyncIterator[list[Row]]:
    """The articles of an answer, newest first, at most MOST_ROWS of them, PIECE at a time."""
    asked, sent = replace(asked, order="newest"), 0
    while sent < MOST_ROWS:
        piece = await query(datasette, partial(_piece, asked=asked))
        if piece:
            yield piece
        if len(piece) < PIECE:
            return
        sent += len(piece)
        asked = replace(asked, before=piece[-1]["id"])


def _piece(connection: sqlite3.Connection, asked: SearchRequest) -> list[Row]:
    return articles(connection, list(found(connection, asked, PIECE).snippets))
