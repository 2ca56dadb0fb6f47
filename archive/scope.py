"""Where hits are sought: which articles a question and its filters leave, the newest of them, and how many."""

from typing import Any

from sqlite_utils.utils import sqlite3

from archive.conditions import LARGEST, Filters, Narrowed
from archive.question import Compiled, any_of, phrase
from archive.vocabulary import Vocabulary

_FOUND = "articles_fts f"
_LISTED = "articles f INDEXED BY articles_facets"
_MATCHES = "f.articles_fts MATCH :match"
_COUNT = "SELECT count(*) FROM {source} WHERE {where}"
_NEWEST = "SELECT f.rowid FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT :limit OFFSET :skip"


class Scope:
    """The index, or, where no word was asked for, all articles, under conditions. `notes`: what was not understood."""

    def __init__(self, connection: sqlite3.Connection, compiled: Compiled, filters: Filters) -> None:
        narrowed = Narrowed(connection, compiled.conditions, filters, listed=not compiled.match)
        conditions = list(narrowed.sql)
        if compiled.match:
            conditions.insert(0, _MATCHES)
        elif compiled.without:
            conditions.append("f.rowid NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :without)")
        self.notes = tuple(narrowed.notes)
        self._connection, self._compiled = connection, compiled
        self._values = narrowed.values | {"match": compiled.match, "without": compiled.without}
        self._source = _FOUND if compiled.match else _LISTED
        self._where = " AND ".join(conditions) or "1"

    def rows(self, sql: str, **more: object) -> list[Any]:
        """The rows of a statement that leaves {source} and {where} open."""
        asked = sql.format(source=self._source, where=self._where)
        return list(self._connection.execute(asked, self._values | more))

    def newest(self, limit: int, skip: int = 0) -> list[int]:
        """Ids, the newest first."""
        return [row[0] for row in self.rows(_NEWEST, limit=min(limit, LARGEST), skip=skip)]

    def count(self, vocabulary: Vocabulary) -> int:
        """How many articles there are."""
        forms = self._compiled.forms
        words = [form for form in forms if " " not in form]
        if not (self._compiled.one_word and words and self._where == _MATCHES):
            return int(self.rows(_COUNT)[0][0])
        # The index itself counts the commonest spelling; of the others there are those articles that do without it.
        most = max(words, key=vocabulary.articles_with)
        others = [tuple(form.split()) for form in forms if form != most]
        beside = vocabulary.count(f"{any_of(others)} NOT {phrase((most,))}") if others else 0
        return vocabulary.count_word(most) + beside
