"""The part of the record that a question and its filters leave, as SQL conditions on `f.rowid`.

No condition reads an article's row, which is as long as its text: outlet, language, status and credit stand together
in the index `articles_facets`, edits in `versions_edits`, returns in `versions_back`, texts that came without a page in
`articles_given`. A day is a range of ids; an article that states no day of
publication (`articles_undated`) was published on none that is asked for.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NotRequired, TypedDict

from sqlite_utils.utils import sqlite3

from archive.search._named_places import names_a_place
from archive.search.query_parser import Condition, Note
from archive.sqlite import has_table
from archive.text.folding import tokens
from archive.times import IDS_PER_DAY, first_id_of

# Kinds of articles that are a status of theirs.
ABSENT = ("gone", "missing")
LARGEST = 2**62  # well within what SQLite takes for a number

# Hits of the index are looked up one by one; a list of all articles walks `articles_facets` itself.
# What an outlet did to the words of an article: a run in which its texts take turns counts once.
EDITS = "kind IN ('edit', 'revert', 'alternates')"
EDITED = f"SELECT 1 FROM versions INDEXED BY versions_edits WHERE article_id = {{}} AND {EDITS}"  # noqa: S608 - from above
BACK = "SELECT 1 FROM versions INDEXED BY versions_back WHERE article_id = {} AND kind = 'back'"
GIVEN = "SELECT 1 FROM articles INDEXED BY articles_given WHERE id = {} AND origin = 'given'"
OF_A_HIT = {
    "facts": "EXISTS(SELECT 1 FROM articles INDEXED BY articles_facets WHERE id = f.rowid AND {})",
    "edited": f"EXISTS({EDITED.format('f.rowid')})",
    "returned": f"EXISTS({BACK.format('f.rowid')})",
    "given": f"EXISTS({GIVEN.format('f.rowid')})",
    "copied": "(EXISTS(SELECT 1 FROM copies WHERE a_id = f.rowid)"
    " OR EXISTS(SELECT 1 FROM copies INDEXED BY copies_b WHERE b_id = f.rowid))",
    "named": "EXISTS(SELECT 1 FROM mentions WHERE article_id = f.rowid AND {})",
}
_OF_A_LIST = {
    "facts": "({})",
    "edited": f"f.rowid IN (SELECT article_id FROM versions INDEXED BY versions_edits WHERE {EDITS})",  # noqa: S608 - from above
    "returned": "f.rowid IN (SELECT article_id FROM versions INDEXED BY versions_back WHERE kind = 'back')",
    "given": "f.rowid IN (SELECT id FROM articles INDEXED BY articles_given WHERE origin = 'given')",
    "copied": "f.rowid IN (SELECT a_id FROM copies UNION SELECT b_id FROM copies)",
    "named": "f.rowid IN (SELECT article_id FROM mentions WHERE {})",
}
UNDATED = "EXISTS(SELECT 1 FROM articles u INDEXED BY articles_undated WHERE u.id = {} AND u.published_day = '')"
_DATED = f"NOT {UNDATED.format('f.rowid')}"
_ANY_UNDATED = (
    "SELECT 1 FROM articles INDEXED BY articles_undated WHERE published_day = '' AND id >= ? AND id < ? LIMIT 1"
)
_RANGES = {
    "date_from": "f.rowid >= :date_from",
    "date_to": "f.rowid < :date_to",
    "before_id": "f.rowid < :before_id",
    "after_id": "f.rowid > :after_id",
    "left_out": "+f.rowid NOT IN (SELECT value FROM json_each(:left_out))",
    # A bare IN would make FTS5 start the whole question anew for every id.
    "ids": "f.rowid BETWEEN (SELECT min(value) FROM json_each(:ids)) AND (SELECT max(value) FROM json_each(:ids))"
    " AND +f.rowid IN (SELECT value FROM json_each(:ids))",
}


class Part(TypedDict):
    """A part of the record: outlets by name, days (both included), languages, kinds (any of query_parser.KINDS); empty
    or None where nothing is left out. `folded`: copies of one text count once, as the first of them that was found.
    `party`, `named`: which party articles name, by which name, as the table `mentions` has both; in quotations as well
    where `quotes`. `places`: named in an article, all of them, as in _named_places.
    """

    outlets: tuple[str, ...]
    date_from: date | None
    date_to: date | None
    langs: tuple[str, ...]
    kinds: tuple[str, ...]
    folded: bool
    party: NotRequired[str]
    named: NotRequired[str]
    quotes: NotRequired[bool]
    places: NotRequired[tuple[str, ...]]


class Filters(TypedDict, total=False):
    """Which part of the record, as in Part, and ids: below `before_id`, above `after_id`, these `ids`, none of those
    `left_out`. Copies are folded as if no id were left out.
    """

    outlets: Sequence[str]
    date_from: date | None
    date_to: date | None
    langs: Sequence[str]
    kinds: Sequence[str]
    places: Sequence[str]
    folded: bool
    party: str
    named: str
    quotes: bool
    before_id: int | None
    after_id: int | None
    ids: Sequence[int] | None
    left_out: Sequence[int]


class SqlFilter:
    """Conditions on `f` as SQL, the values they name, and notes on what could not be understood."""

    def __init__(
        self, connection: sqlite3.Connection, conditions: Iterable[Condition], filters: Filters, *, listed: bool
    ) -> None:
        """`listed`: `f` is the list of all articles, else it is the index."""
        self.sql: list[str] = []
        self._templates = _OF_A_LIST if listed else OF_A_HIT
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
            self._leave_out_undated()

    def _filter(self, filters: Filters) -> None:
        first, last = filters.get("date_from"), filters.get("date_to")
        ids, left_out = filters.get("ids"), filters.get("left_out")
        values: dict[str, object] = {
            "date_from": None if first is None else first_id_of(first),
            "date_to": None if last is None else first_id_of(last) + IDS_PER_DAY,
            "before_id": _within(filters.get("before_id")),
            "after_id": _within(filters.get("after_id")),
            "ids": None if ids is None else json.dumps(list(ids)),
            "left_out": json.dumps(list(left_out)) if left_out else None,
        }
        named = {name: value for name, value in values.items() if value is not None}
        self.sql += [_RANGES[name] for name in named]
        if {"date_from", "date_to"} & named.keys():
            self._leave_out_undated(values["date_from"], values["date_to"])
        self.values |= named
        self._one_of("outlet", filters.get("outlets") or ())
        self._one_of("lang", filters.get("langs") or ())
        self.sql += [names_a_place(self._connection, one, self._bind) for one in filters.get("places") or ()]
        if kinds := filters.get("kinds"):
            self.sql.append(f"({' OR '.join(map(self._of_kind, kinds))})")
        for column, value in (("party", filters.get("party")), ("name", filters.get("named"))):
            if value:
                self.sql.append(self._mentions(column, value, quotes=filters.get("quotes", False)))

    def _leave_out_undated(self, first: object = None, end: object = None) -> None:
        """Looked up for each hit, which costs more than finding it: only where there is one between these ids."""
        bounds = (-LARGEST if first is None else first, LARGEST if end is None else end)
        if self._connection.execute(_ANY_UNDATED, bounds).fetchone():
            self.sql.append(_DATED)

    def _mentions(self, column: str, value: str, *, quotes: bool) -> str:
        """What prints a name of a party; nothing where the file, of an older release, does not tell."""
        if not has_table(self._connection, "mentions"):
            return "0"
        return self._templates["named"].format(f"{column} = :{self._bind(value)}{'' if quotes else ' AND n > 0'}")

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
            return self._of_kind(value)
        self._connection.create_function("holds_words", 2, _holds, deterministic=True)
        words = " ".join(tokens(value)).lower()
        return self._facts(f"credit <> '' AND holds_words(credit, :{self._bind(words)})")

    def _of_kind(self, kind: str) -> str:
        if kind == "back":
            live = self._facts("status = 'live'")
            return f"({live} AND {self._templates['returned']})"
        return self._facts(f"status = '{kind}'") if kind in ABSENT else self._templates[kind]

    def _facts(self, sql: str) -> str:
        return self._templates["facts"].format(sql)

    def _add(self, sql: str, negated: bool) -> None:
        self.sql.append(f"NOT {sql}" if negated else sql)

    def _bind(self, value: object) -> str:
        name = f"c{len(self.values)}"
        self.values[name] = value
        return name


def _within(article_id: int | None) -> int | None:
    return None if article_id is None else max(-LARGEST, min(article_id, LARGEST))


@lru_cache(maxsize=1 << 14)
def _holds(text: str, words: str) -> bool:
    """Whether the folded words stand side by side in a text."""
    return f" {words} " in f" {' '.join(tokens(text)).lower()} "
