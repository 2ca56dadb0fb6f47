"""Many questions one after the other: how many articles each finds, of how many outlets, from which day to which.

Each is asked as the search page asks it, so that a number here is the length of the list there.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.search.batch._outlets import Outlets, Spread
from archive.search.compiled import BEGINS, Compiled, Mode
from archive.search.engine import Hit, show
from archive.search.filters import UNDATED, Filters
from archive.search.fts_query import compile_query
from archive.search.hits import Hits
from archive.search.query_parser import Note
from archive.search.suggestions import Kind, offers
from archive.search.vocabulary import Vocabulary
from archive.text.latin import terms
from archive.times import day_of_id

# Hits that are all looked at; of more the newest, among which every outlet is nearly always: then no other need be.
FEW = 5_000
NEWEST = 2_000
PIECE = 200
MOST_NEAR = 3
NEAR: tuple[Kind, ...] = ("arabic", "spelling", "names", "forms", "unquoted", "without")

_ALL = "SELECT json_group_array(f.rowid) FROM {source} WHERE {where}"
# As FTS5 comes upon them: from the newest on it is twice the work.
_FEW = "SELECT json_group_array(h.id) FROM (SELECT f.rowid AS id FROM {source} WHERE {where} LIMIT :few) h"
_OF_NEWEST = _FEW.replace("LIMIT :few", "ORDER BY f.rowid DESC LIMIT :newest")
_FIRST = f"SELECT f.rowid FROM {{source}} WHERE {{where}} AND NOT {UNDATED.format('f.rowid')} ORDER BY f.rowid LIMIT 1"  # noqa: S608 - ours
_OUTLETS = """
SELECT count(*) FROM outlets o WHERE EXISTS(SELECT 1 FROM articles INDEXED BY articles_outlet_id WHERE outlet = o.name)
"""


class _Walked(NamedTuple):
    articles: int
    spread: Spread
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

    def __init__(
        self, connection: sqlite3.Connection, mode: Mode = "names", *, folded: bool = False, of: Outlets | None = None
    ) -> None:
        """`of`: what is known of the record's articles to others who count the same list."""
        self.connection, self.mode = connection, mode
        self._of = of or Outlets()
        self._filters: Filters = {"folded": folded}
        self._vocabulary = Vocabulary(connection)

    def count(self, text: str) -> Counted:
        """What is found."""
        compiled, hits = self._asked(text)
        articles, spread, newest = self._walk(compiled, hits)
        return Counted(
            articles,
            spread.outlets,
            "" if spread.first is None else day_of_id(spread.first).isoformat(),
            "" if spread.last is None else day_of_id(spread.last).isoformat(),
            None if newest is None else self._newest(newest),
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
            return self._all(hits)
        found = json.loads(next(hits.rows(str, _FEW, few=FEW)))
        if len(found) < FEW:
            return self._walked(found)
        found = json.loads(next(hits.rows(str, _OF_NEWEST, newest=NEWEST)))
        spread = self._of.spread(self.connection, found)
        if spread.outlets < self._outlets or spread.last is None:
            return self._all(hits)
        first = next(hits.rows(int, _FIRST))
        return _Walked(hits.count(self._vocabulary), spread._replace(first=first), found[0])

    def _all(self, hits: Hits) -> _Walked:
        return self._walked(json.loads(next(hits.rows(str, _ALL))))

    def _walked(self, found: list[int]) -> _Walked:
        return _Walked(len(found), self._of.spread(self.connection, found), max(found, default=None))

    @cached_property
    def _outlets(self) -> int:
        """How many outlets have an article."""
        return int(self.connection.execute(_OUTLETS).fetchone()[0])

    def _newest(self, article_id: int) -> Newest:
        sql = "SELECT id, title, url, lang FROM articles WHERE id = ?"
        return Newest(*self.connection.execute(sql, (article_id,)).fetchone())
