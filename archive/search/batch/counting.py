"""Many questions one after the other: how many articles each finds, of how many outlets, from which day to which.

Each is asked as the search page asks it, so that a number here is the length of the list there.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.search.engine import Hit, show
from archive.search.filters import UNDATED, Filters
from archive.search.fts_query import BEGINS, Compiled, Mode, compile_query
from archive.search.hits import Hits
from archive.search.query_parser import Note
from archive.search.suggestions import Kind, offers
from archive.search.vocabulary import Vocabulary
from archive.text.latin import terms
from archive.times import day_of_id

# The newest hits, among which every outlet is nearly always: then the others need not be looked up one by one.
NEWEST = 2_000
PIECE = 200
MOST_NEAR = 3
NEAR: tuple[Kind, ...] = ("arabic", "spelling", "names", "forms", "unquoted", "without")

_DATED = f"NOT {UNDATED.format('h.id')}"
_DAYS = f"min(h.id) FILTER (WHERE {_DATED}), max(h.id) FILTER (WHERE {_DATED}), max(h.id)"
_ALL = f"""
SELECT count(*), count(DISTINCT a.outlet), {_DAYS}
FROM (SELECT f.rowid AS id FROM {{source}} WHERE {{where}}) h
CROSS JOIN articles a INDEXED BY articles_facets ON a.id = h.id"""  # noqa: S608 - ours
_OF_NEWEST = f"""
SELECT json_group_array(h.id), {_DAYS}
FROM (SELECT f.rowid AS id FROM {{source}} WHERE {{where}} ORDER BY f.rowid DESC LIMIT :newest) h"""  # noqa: S608 - ours
_FIRST = f"SELECT f.rowid FROM {{source}} WHERE {{where}} AND NOT {UNDATED.format('f.rowid')} ORDER BY f.rowid LIMIT 1"  # noqa: S608 - ours
_OUTLETS = """
SELECT count(*) FROM outlets o WHERE EXISTS(SELECT 1 FROM articles INDEXED BY articles_outlet_id WHERE outlet = o.name)
"""


_OUTLETS_OF = """
SELECT DISTINCT a.outlet FROM json_each(?) CROSS JOIN articles a INDEXED BY articles_facets ON a.id = value
"""


class _Newest(NamedTuple):
    ids: str  # a JSON array
    first: int | None
    last: int | None
    newest: int | None


class _Walked(NamedTuple):
    articles: int
    outlets: int
    first: int | None
    last: int | None
    newest: int | None


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest article found, as the search page lists them."""

    id: int
    title: str
    url: str
    lang: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What a question finds: `first` and `last` are days of publication (YYYY-MM-DD), empty where no article found
    states one; `newest` is None where nothing is found; `notes`: what of the question was not understood."""

    articles: int
    outlets: int
    first: str
    last: str
    newest: Newest | None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Near:
    """Another question, which finds `articles` when it is asked in `mode`."""

    question: str
    mode: Mode
    articles: int


class Batch:
    """Questions to one connection, whose record should be in one state meanwhile (archive.sqlite.one_state).

    With `folded`, of articles that carry one text only the first counts, as on the search page.
    """

    def __init__(self, connection: sqlite3.Connection, mode: Mode = "names", *, folded: bool = False) -> None:
        self.connection, self.mode = connection, mode
        self._filters: Filters = {"folded": folded}
        self._vocabulary = Vocabulary(connection)

    def count(self, text: str) -> Counted:
        """What is found."""
        compiled, hits = self._asked(text)
        walked = self._walk(compiled, hits)
        return Counted(
            walked.articles,
            walked.outlets,
            "" if walked.first is None else day_of_id(walked.first).isoformat(),
            "" if walked.last is None else day_of_id(walked.last).isoformat(),
            None if walked.newest is None else self._newest(walked.newest),
            compiled.notes + hits.notes,
        )

    def near(self, text: str) -> list[Near]:
        """What to ask in place of a question that finds nothing, the nearest first: never asked by itself."""
        found = offers(self.connection, text, self.mode, 0, **self._filters)
        # Of several words one that is left alone is no name any more.
        names = [one for one in found if one.kind in NEAR and (one.kind != "without" or len(terms(one.question)) > 1)]
        return [Near(one.question, one.mode, one.articles) for one in names[:MOST_NEAR]]

    def hits(self, text: str, most: int) -> Iterator[list[Hit]]:
        """The newest `most` articles found, PIECE at a time."""
        compiled, hits = self._asked(text)
        ids = hits.newest(most)
        for start in range(0, len(ids), PIECE):
            yield show(self.connection, compiled, ids[start : start + PIECE])

    def _asked(self, text: str) -> tuple[Compiled, Hits]:
        compiled = compile_query(text, self.mode, self._vocabulary)
        return compiled, Hits(self.connection, compiled, self._filters)

    def _walk(self, compiled: Compiled, hits: Hits) -> _Walked:
        if BEGINS in compiled.match:  # which FTS5 gathers anew for every statement
            return next(hits.rows(_Walked, _ALL))
        ids, *days = next(hits.rows(_Newest, _OF_NEWEST, newest=NEWEST))
        found = json.loads(ids)
        newest = _Walked(len(found), self._outlets_of(found), *days)
        if newest.articles < NEWEST:
            return newest
        if newest.outlets < self._outlets or newest.last is None:
            return next(hits.rows(_Walked, _ALL))
        first = next(hits.rows(int, _FIRST))
        return newest._replace(articles=hits.count(self._vocabulary), first=first)

    def _outlets_of(self, ids: Sequence[int]) -> int:
        """Of how many outlets these articles are; when all were seen, no further article is looked up."""
        seen: set[str] = set()
        for some in (ids[:PIECE], ids[PIECE:]):
            if len(seen) < self._outlets:
                seen.update(row[0] for row in self.connection.execute(_OUTLETS_OF, (json.dumps(some),)))
        return len(seen)

    @cached_property
    def _outlets(self) -> int:
        """How many outlets have an article."""
        return int(self.connection.execute(_OUTLETS).fetchone()[0])

    def _newest(self, article_id: int) -> Newest:
        sql = "SELECT id, title, url, lang FROM articles WHERE id = ?"
        return Newest(*self.connection.execute(sql, (article_id,)).fetchone())
