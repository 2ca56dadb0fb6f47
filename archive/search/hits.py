"""What a question finds under filters: counted, listed, and with copies of one text folded under the first of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from sqlite_utils.utils import sqlite3

from archive.search._by_language import by_language
from archive.search.compiled import BEGINS, Compiled, any_of, phrase
from archive.search.filters import LARGEST, Filters, SqlFilter
from archive.search.query_parser import Note
from archive.search.vocabulary import Vocabulary
from archive.sqlite import Row

MOST_FOLDED = 50_000  # hits among which copies are looked for, .4 µs each
FEW = 10_000  # ids that are kept when they are counted
NEWEST_LOOKED_AT = 2_000  # articles among which a page of what a common start finds is nearly always

_PAGE = ("before_id", "after_id", "ids")
_FOUND = "articles_fts f"
_LISTED = "articles f INDEXED BY articles_facets"
_MATCHES = "f.articles_fts MATCH :match"
_COUNT = "SELECT count(*) FROM {source} WHERE {where}"
_REST = f"{_COUNT} AND f.rowid > :last"
_NEWEST = "SELECT f.rowid FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT :limit OFFSET :skip"
_OLDEST = _NEWEST.replace("DESC", "ASC")
# In one walk: for a start (مهرج*) FTS5 gathers all articles of all words that begin so, anew for each statement.
_COUNT_AND_NEWEST = (
    "SELECT count(*), json_group_array(f.rowid) FILTER (WHERE f.rowid >= :since) FROM {source} WHERE {where}"
)
_SINCE = "SELECT min(id) FROM (SELECT id FROM articles ORDER BY id DESC LIMIT ?)"
_MORE_THAN = "SELECT count(*) FROM (SELECT 1 FROM {source} WHERE {where} LIMIT :limit)"
# Many stories have one article among the hits; whether another of theirs was found costs less to see here than in SQL.
_IN_STORIES = """
SELECT m.cluster_id, c.origin_id IS NOT f.rowid, m.cluster_id <> f.rowid, f.rowid
FROM {source} CROSS JOIN cluster_members m ON m.article_id = f.rowid CROSS JOIN clusters c ON c.id = m.cluster_id
WHERE {where}"""


class _Counted(NamedTuple):
    articles: int
    newest: str


class InStory(NamedTuple):
    """An article of a story; of several the first in the order of these columns stands for all."""

    story: int
    is_not_origin: int
    is_not_oldest: int
    id: int


class Hits:
    """What a question finds under filters: of the index, or of all articles where it has no word.

    With `folded` in the filters, of the hits that belong to one story (a row of `clusters`) only one is left: the one
    that was first as far as the record knows, else the oldest of the story, else of those found the one with the lowest
    number, which begins with the day. Above MOST_FOLDED hits all are left, and `notes` say so.

    `notes`: what of the question was not understood. `few`: all ids, where `count` has kept them.
    """

    def __init__(self, connection: sqlite3.Connection, compiled: Compiled, filters: Filters) -> None:
        self._connection, self._compiled, self._filters = connection, compiled, filters
        notes: tuple[Note, ...] = ()
        self.copies: tuple[int, ...] = ()
        self.few: list[int] | None = None
        if filters.get("folded"):
            self.copies, notes = self._unfolded.found_copies()
            filters = {**filters, "left_out": [*filters.get("left_out", ()), *self.copies]}
        sql_filter = SqlFilter(connection, compiled.conditions, filters, listed=not compiled.match)
        conditions = list(sql_filter.sql)
        if compiled.match:
            conditions.insert(0, _MATCHES)
        elif compiled.without:
            conditions.append("f.rowid NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :without)")
        self.notes = (*sql_filter.notes, *notes)
        self._values = sql_filter.values | {
            "match": compiled.finds or compiled.match,
            "without": compiled.without,
        }
        if compiled.by_language:
            condition, values = by_language(compiled.match, compiled.by_language)
            conditions.append(condition)
            self._values |= values
        self._source = _FOUND if compiled.match else _LISTED
        self._where = " AND ".join(conditions) or "1"

    @cached_property
    def _unfolded(self) -> "Hits":
        """The same, copies included, whatever page of it was asked for."""
        whole: Filters = {**self._filters, "folded": False, "before_id": None, "after_id": None, "ids": None}
        return Hits(self._connection, self._compiled, whole)

    def found_copies(self) -> tuple[tuple[int, ...], tuple[Note, ...]]:
        """Of each story all hits but one; none, and a note, where there are too many hits to look."""
        if not self.may_be_folded():
            return (), (Note("not_folded"),)
        stories: defaultdict[int, list[InStory]] = defaultdict(list)
        for one in self.rows(InStory, _IN_STORIES):
            stories[one.story].append(one)
        several = (sorted(found) for found in stories.values() if len(found) > 1)
        return tuple(one.id for _, *others in several for one in others), ()

    def may_be_folded(self) -> bool:
        """Are there few enough hits to look for copies among them?"""
        return next(self.rows(int, _MORE_THAN, limit=MOST_FOLDED + 1)) <= MOST_FOLDED

    def are_those_of(self, other: "Hits") -> bool:
        """Are they found by the same statement?"""
        return (self._source, self._where, self._values) == (other._source, other._where, other._values)

    def rows(self, row_type: Callable[..., Row], template: str, **values: object) -> Iterator[Row]:
        """What a statement finds that leaves {source} and {where} open, each row made of its columns in their order."""
        sql = template.format(source=self._source, where=self._where)
        return (row_type(*row) for row in self._connection.execute(sql, self._values | values))

    def newest(self, limit: int, skip: int = 0) -> list[int]:
        """Ids, the newest first."""
        if BEGINS in self._compiled.match:
            found, newest = self._counted_with_newest
            if len(newest) >= min(skip + limit, found):
                return newest[skip : skip + limit]
        return list(self.rows(int, _NEWEST, limit=min(limit, LARGEST), skip=skip))

    @cached_property
    def _counted_with_newest(self) -> tuple[int, list[int]]:
        """How many articles there are, and the newest of them, as far down as NEWEST_LOOKED_AT articles of any kind."""
        since = self._connection.execute(_SINCE, (NEWEST_LOOKED_AT,)).fetchone()[0] or 0
        found, newest = next(self.rows(_Counted, _COUNT_AND_NEWEST, since=since))
        return found, sorted(json.loads(newest), reverse=True)

    def _counted(self) -> int:
        """One by one; so many are kept that what is told of them need not look for them once more."""
        first = list(self.rows(int, _OLDEST, limit=FEW + 1, skip=0))
        if len(first) <= FEW:
            self.few = first
            return len(first)
        return len(first) + next(self.rows(int, _REST, last=first[-1]))

    def oldest(self, limit: int, skip: int = 0) -> list[int]:
        """Ids, the oldest first."""
        return list(self.rows(int, _OLDEST, limit=min(limit, LARGEST), skip=skip))

    def count(self, vocabulary: Vocabulary, *, keep: bool = False) -> int:
        """How many articles there are; with `keep`, for who will ask of them, too, a FEW that are counted one by one
        stay in `few`, at some more cost."""
        if self._filters.get("folded") and all(self._filters.get(name) is None for name in _PAGE):
            return self._unfolded.count(vocabulary) - len(self.copies)
        if BEGINS in self._compiled.match:
            return self._counted_with_newest[0]
        forms = self._compiled.forms
        words = [form for form in forms if " " not in form]
        if not (self._compiled.any_form and words and self._where == _MATCHES):
            return self._counted() if keep else next(self.rows(int, _COUNT))
        # The index itself counts the commonest spelling; of the others there are those articles that do without it.
        most = max(words, key=vocabulary.articles_with)
        others = [tuple(form.split()) for form in forms if form != most]
        beside = vocabulary.count(f"{any_of(others)} NOT {phrase((most,))}") if others else 0
        return vocabulary.count_word(most) + beside
