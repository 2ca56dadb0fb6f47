"""The part of the record that a question and its filters leave, as SQL conditions on `f.rowid`.

No condition reads an article's row, which is as long as its text: outlet, language, status and credit stand together
in the index `articles_facets`, edits in `versions_edits`. A day is a range of ids; an article that states no day of
publication (`articles_undated`) was published on none that is asked for.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TypedDict

from sqlite_utils.utils import sqlite3

from archive.search.fts_query import Compiled, any_of, phrase
from archive.search.query_parser import Condition, Note
from archive.search.vocabulary import Vocabulary
from archive.sqlite import Row
from archive.text.folding import tokens
from archive.times import IDS_PER_DAY, first_id_of

# Kinds of articles that are a status of theirs.
ABSENT = ("gone", "missing")
LARGEST = 2**62  # well within what SQLite takes for a number

# Hits of the index are looked up one by one; a list of all articles walks `articles_facets` itself.
_OF_A_HIT = {
    "facts": "EXISTS(SELECT 1 FROM articles INDEXED BY articles_facets WHERE id = f.rowid AND {})",
    "edited": "EXISTS(SELECT 1 FROM versions INDEXED BY versions_edits"
    " WHERE article_id = f.rowid AND kind IN ('edit', 'revert'))",
    "copied": "(EXISTS(SELECT 1 FROM copies WHERE a_id = f.rowid)"
    " OR EXISTS(SELECT 1 FROM copies INDEXED BY copies_b WHERE b_id = f.rowid))",
}
_OF_A_LIST = {
    "facts": "({})",
    "edited": "f.rowid IN (SELECT article_id FROM versions INDEXED BY versions_edits WHERE kind IN ('edit', 'revert'))",
    "copied": "f.rowid IN (SELECT a_id FROM copies UNION SELECT b_id FROM copies)",
}
UNDATED = "EXISTS(SELECT 1 FROM articles u INDEXED BY articles_undated WHERE u.id = {} AND u.published_day = '')"
_DATED = f"NOT {UNDATED.format('f.rowid')}"
_RANGES = {
    "date_from": "f.rowid >= :date_from",
    "date_to": "f.rowid < :date_to",
    "before_id": "f.rowid < :before_id",
    # A bare IN would make FTS5 start the whole question anew for every id.
    "ids": "f.rowid BETWEEN (SELECT min(value) FROM json_each(:ids)) AND (SELECT max(value) FROM json_each(:ids))"
    " AND +f.rowid IN (SELECT value FROM json_each(:ids))",
}


class Part(TypedDict):
    """A part of the record: outlets by name, days (both included); empty or None where nothing is left out."""

    outlets: tuple[str, ...]
    date_from: date | None
    date_to: date | None


class Filters(TypedDict, total=False):
    """Which part of the record: outlets by name (none given: all), days (both included), a language, ids (below
    `before_id`; these).
    """

    outlets: Sequence[str]
    date_from: date | None
    date_to: date | None
    lang: str | None
    before_id: int | None
    ids: Sequence[int] | None


class SqlFilter:
    """Conditions on `f` as SQL, the values they name, and notes on what could not be understood."""

    def __init__(
        self, connection: sqlite3.Connection, conditions: Iterable[Condition], filters: Filters, *, listed: bool
    ) -> None:
        """`listed`: `f` is the list of all articles, else it is the index."""
        self.sql: list[str] = []
        self._templates = _OF_A_LIST if listed else _OF_A_HIT
        self.values: dict[str, object] = {}
        self.notes: list[Note] = []
        self._connection = connection
        self._filter(filters)
        conditions = list(conditions)
        self._outlets([one for one in conditions if one.field == "outlet"])
        for condition in conditions:
            if condition.field != "outlet":
                self._add(self._sql_of(condition), condition.negated)
        if any(isinstance(one.value, date) for one in conditions):
            self.sql.append(_DATED)

    def _filter(self, filters: Filters) -> None:
        first, last = filters.get("date_from"), filters.get("date_to")
        before, ids = filters.get("before_id"), filters.get("ids")
        values: dict[str, object] = {
            "date_from": None if first is None else first_id_of(first),
            "date_to": None if last is None else first_id_of(last) + IDS_PER_DAY,
            "before_id": None if before is None else max(-LARGEST, min(before, LARGEST)),
            "ids": None if ids is None else json.dumps(list(ids)),
        }
        named = {name: value for name, value in values.items() if value is not None}
        self.sql += [_RANGES[name] for name in named]
        if {"date_from", "date_to"} & named.keys():
            self.sql.append(_DATED)
        self.values |= named
        self._one_of("outlet", filters.get("outlets") or ())
        self._one_of("lang", [lang] if (lang := filters.get("lang")) is not None else ())

    def _one_of(self, column: str, values: Iterable[str], *, negated: bool = False) -> None:
        """A column of an article holds one of these, none of them where `negated`; nothing where there is none."""
        names = ", ".join(f":{self._bind(value)}" for value in dict.fromkeys(values))
        if names:
            self._add(self._facts(f"{column} IN ({names})"), negated)

    def _outlets(self, conditions: list[Condition]) -> None:
        """Of several outlets, an article of any of them."""
        for negated in (False, True):
            values = [str(one.value) for one in conditions if one.negated == negated]
            self._one_of("outlet", (name for value in values for name in self._outlets_called(value)), negated=negated)

    def _outlets_called(self, text: str) -> list[str]:
        """Names of the outlets called so: by their short name, else by words of either title."""
        known = self._connection.execute("SELECT name, title, title_en FROM outlets ORDER BY name").fetchall()
        found = [name for name, _, _ in known if name.lower() == text.lower()]
        words = " ".join(tokens(text)).lower()
        found = found or [name for name, *titles in known if any(_holds(title, words) for title in titles)]
        if not found:
            self.notes.append(Note("bad_outlet", text[:40]))
        return found

    def _sql_of(self, condition: Condition) -> str:
        value = condition.value
        if isinstance(value, date):
            sign, day = (">=", 0) if condition.field == "from" else ("<", IDS_PER_DAY)
            return f"f.rowid {sign} :{self._bind(first_id_of(value) + day)}"
        if condition.field == "kind":
            return self._facts(f"status = '{value}'") if value in ABSENT else self._templates[value]
        self._connection.create_function("holds_words", 2, _holds, deterministic=True)
        words = " ".join(tokens(value)).lower()
        return self._facts(f"credit <> '' AND holds_words(credit, :{self._bind(words)})")

    def _facts(self, sql: str) -> str:
        return self._templates["facts"].format(sql)

    def _add(self, sql: str, negated: bool) -> None:
        self.sql.append(f"NOT {sql}" if negated else sql)

    def _bind(self, value: object) -> str:
        name = f"c{len(self.values)}"
        self.values[name] = value
        return name


@lru_cache(maxsize=1 << 14)
def _holds(text: str, words: str) -> bool:
    """Whether the folded words stand side by side in a text."""
    return f" {words} " in f" {' '.join(tokens(text)).lower()} "


_FOUND = "articles_fts f"
_LISTED = "articles f INDEXED BY articles_facets"
_MATCHES = "f.articles_fts MATCH :match"
# Kurmanji and Turkish in articles that are taken for English are told by their commonest words.
_OTHER_LANGUAGES = '(("ku" AND "ji" AND "li") OR ("bir" AND "ve" AND "bu"))'
_BY_LANGUAGE = f"""CASE WHEN {_OF_A_HIT["facts"].format("lang = 'en'")} AND f.rowid NOT IN (
    SELECT rowid FROM articles_fts WHERE articles_fts MATCH '(' || :in_english || ') AND {_OTHER_LANGUAGES}')
  THEN :match = :in_english OR f.rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :in_english)
  ELSE f.rowid IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :otherwise) END"""  # noqa: S608 - from above
_COUNT = "SELECT count(*) FROM {source} WHERE {where}"
_NEWEST = "SELECT f.rowid FROM {source} WHERE {where} ORDER BY f.rowid DESC LIMIT :limit OFFSET :skip"


class Hits:
    """What a question finds under filters: of the index, or of all articles where it has no word.

    `notes`: what of it was not understood.
    """

    def __init__(self, connection: sqlite3.Connection, compiled: Compiled, filters: Filters) -> None:
        sql_filter = SqlFilter(connection, compiled.conditions, filters, listed=not compiled.match)
        conditions = list(sql_filter.sql)
        if compiled.match:
            conditions.insert(0, _MATCHES)
            conditions += [_BY_LANGUAGE] if compiled.in_english else []
        elif compiled.without:
            conditions.append("f.rowid NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :without)")
        self.notes = tuple(sql_filter.notes)
        self._connection, self._compiled = connection, compiled
        self._values = sql_filter.values | {"match": compiled.match, "without": compiled.without}
        if compiled.in_english:
            self._values |= {"in_english": compiled.in_english, "otherwise": compiled.otherwise}
        self._source = _FOUND if compiled.match else _LISTED
        self._where = " AND ".join(conditions) or "1"

    def rows(self, row_type: Callable[..., Row], template: str, **values: object) -> Iterator[Row]:
        """What a statement finds that leaves {source} and {where} open, each row made of its columns in their order."""
        sql = template.format(source=self._source, where=self._where)
        return (row_type(*row) for row in self._connection.execute(sql, self._values | values))

    def newest(self, limit: int, skip: int = 0) -> list[int]:
        """Ids, the newest first."""
        return list(self.rows(int, _NEWEST, limit=min(limit, LARGEST), skip=skip))

    def count(self, vocabulary: Vocabulary) -> int:
        """How many articles there are."""
        forms = self._compiled.forms
        words = [form for form in forms if " " not in form]
        if not (self._compiled.one_word and words and self._where == _MATCHES):
            return next(self.rows(int, _COUNT))
        # The index itself counts the commonest spelling; of the others there are those articles that do without it.
        most = max(words, key=vocabulary.articles_with)
        others = [tuple(form.split()) for form in forms if form != most]
        beside = vocabulary.count(f"{any_of(others)} NOT {phrase((most,))}") if others else 0
        return vocabulary.count_word(most) + beside
