"""Search inside edits: which words left a text or entered it, when, how much of an edit that was, and how fast it came.

A question is one of the language of `search.query_parser`, in the same modes. It is asked of one side of an edit or of
both; `removed:` and `added:` in front of a word, phrase or group ask that of one side alone, and stand together for
what was put in the place of what. What is found stands in one place of an edit, never beside it.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple, cast

from sqlite_utils.utils import sqlite3

from archive.search._by_language import ENGLISH, KURMANJI, KURMANJI_CODES, OTHERS
from archive.search._edit_statements import (
    ALL_PLACES,
    EVERY_GROUP,
    EVERY_ID,
    FINDS,
    GROUPS,
    IDS,
    KINDS,
    LAG,
    LAGS,
    MARKED_PLACES,
    MATCHED,
    NEWEST,
    NEWEST_OF_KIND,
    ONE_OF,
    ONE_OF_KINDS,
    ORDERS,
    WHOSE,
    EditOrder,
    Lag,
    Who,
)
from archive.search._edit_vocabulary import EditVocabulary
from archive.search.compiled import NOTHING, Mode
from archive.search.edit_facts import EVERY, are_kept
from archive.search.filters import LARGEST, SqlFilter
from archive.search.fts_query import compile_question
from archive.search.query_parser import Condition, Group, Note, understand
from archive.sqlite import Row, has_table

__all__ = [
    "KINDS",
    "LAGS",
    "SIDES",
    "EditFilter",
    "EditGroup",
    "EditOrder",
    "EditPlace",
    "EditQuestion",
    "EditSearch",
    "Lag",
    "Side",
    "Who",
    "has_edits",
]
Side = Literal["removed", "added", "both"]
SIDES: tuple[Side, ...] = ("removed", "added", "both")
_NAMES = {"removed": "removed", "حذف": "removed", "حُذف": "removed", "added": "added", "أضيف": "added", "أُضيف": "added"}
_ASIDE = re.compile(rf'(?<!\S)({"|".join(_NAMES)}):("[^"]*"?|«[^»]*»?|“[^”]*”?|\([^)]*\)?|\S+)', re.IGNORECASE)


class EditGroup(NamedTuple):
    """How many edits are alike in these."""

    who: Who | None
    grade: str
    outlet: str
    lag: Lag
    edits: int


class EditPlace(NamedTuple):
    """A place of an edit that was found; the marked texts have what was asked for between U+0002 and U+0003."""

    version: int
    field: str
    old_at: int
    new_at: int
    removed: str
    added: str
    removed_marked: str
    added_marked: str


@dataclass(frozen=True, slots=True)
class EditQuestion:
    """What is asked of edits: `match` an FTS5 query, empty for every edit; by language as in fts_query.Compiled."""

    match: str
    by_language: dict[str, str] = field(default_factory=dict)
    conditions: tuple[Condition, ...] = ()
    notes: tuple[Note, ...] = ()
    titles: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EditFilter:
    """Which edits: by outlets, grades, how soon they came (LAGS), and whose doing they are; empty for all."""

    outlets: Sequence[str] = ()
    grades: Sequence[str] = ()
    lags: Sequence[str] = ()
    who: Who = "outlet"


def has_edits(connection: sqlite3.Connection) -> bool:
    """Not a file from before edits were kept."""
    return has_table(connection, "search_edits")


class EditSearch:
    """A question about edits, asked of one state of the record."""

    def __init__(self, connection: sqlite3.Connection, text: str, side: Side, mode: Mode = "names") -> None:
        self._connection = connection
        self.question = _question(connection, text, side, mode)
        conditions = SqlFilter(connection, self.question.conditions, {}, listed=False)
        self.notes = self.question.notes + tuple(conditions.notes)
        self._where = list(conditions.sql)
        self._values = dict(conditions.values) | {"match": self.question.match}
        self._found = MATCHED
        if self.question.titles:
            self._found += " AND s.field = 'title'"
        if self.question.by_language:
            self._in_each_language()

    def _in_each_language(self) -> None:
        """What is found by the query of an article's own language, of all others by that of all."""
        codes = {ENGLISH: {ENGLISH}, KURMANJI: KURMANJI_CODES}
        cases = []
        for name, query in self.question.by_language.items():
            key = f"query_{name or 'of_others'}"
            self._values[key] = query
            finds = FINDS.replace(":match", f":{key}")
            named = ", ".join(f"'{code}'" for code in sorted(codes.get(name, ())))
            cases.append(f"WHEN l.lang IN ({named}) THEN {finds}" if name != OTHERS else f"ELSE {finds}")
        # The case of all others stands last, whatever order they came in.
        cases.sort(key=lambda case: case.startswith("ELSE"))
        self._found += f" AND CASE {' '.join(cases)} END"

    def groups(self) -> list[EditGroup]:
        """Every edit that is found, whoever made it, counted by all that can narrow them."""
        every = (GROUPS, self._where) if self.question.match else (EVERY_GROUP, [ONE_OF_KINDS, *self._where])
        if every == (EVERY_GROUP, [ONE_OF_KINDS]) and are_kept(self._connection):
            every = (EVERY, [])
        names = next(self._rows(str, *every))
        counted: Counter[tuple[Who, str, str, Lag]] = Counter()
        for line, edits in Counter(names.split("\n") if names else ()).items():
            kind, grade, outlet, lag = line.split("\t")
            if kind in WHOSE:
                counted[WHOSE[kind], grade, outlet, cast("Lag", lag)] += edits
        return [EditGroup(*group, edits) for group, edits in sorted(counted.items())]

    def ids(self, narrowed: EditFilter, *, limit: int, skip: int = 0, order: EditOrder = "newest") -> list[int]:
        """The versions (versions.id) that are such edits."""
        where, values = list(self._where), dict[str, object]()
        chosen = (("f.outlet", narrowed.outlets), ("e.grade", narrowed.grades))
        for name, allowed in (*chosen, (LAG, narrowed.lags)):
            if allowed:
                key = f"of_{len(values)}"
                where.append(ONE_OF.replace("{name}", name).replace(":of", f":{key}"))
                values[key] = json.dumps(list(allowed))
        values |= {"limit": min(limit, LARGEST), "skip": skip}
        kinds = [f"v.kind = '{kind}'" for kind in KINDS[narrowed.who]]
        if not self.question.match and order == "newest":
            of_kind = (NEWEST_OF_KIND.replace("{where}", " AND ".join([kind, *where])) for kind in kinds)
            return list(self._rows(int, NEWEST.format(kinds=" UNION ALL ".join(of_kind)), [], **values))
        sql = (IDS if self.question.match else EVERY_ID).replace("{order}", ORDERS[order])
        return list(self._rows(int, sql, [f"({' OR '.join(kinds)})", *where], **values))

    def places(self, ids: Sequence[int]) -> dict[int, list[EditPlace]]:
        """Where in each of these edits it was found."""
        sql = MARKED_PLACES if self.question.match else ALL_PLACES
        values = self._values | {"ids": json.dumps(list(ids))}
        found: dict[int, list[EditPlace]] = {}
        for row in self._connection.execute(sql, values):
            place = EditPlace(*row)
            if place.field == "title" or not self.question.titles:
                found.setdefault(place.version, []).append(place)
        return found

    def _rows(self, kind: Callable[..., Row], template: str, where: Sequence[str], **values: object) -> Iterator[Row]:
        sql = template.format(found=self._found, where=" AND ".join(where) or "1")
        return (kind(*row) for row in self._connection.execute(sql, self._values | values))


def _question(connection: sqlite3.Connection, text: str, side: Side, mode: Mode) -> EditQuestion:
    vocabulary = EditVocabulary(connection)
    parts = [(_NAMES[name.lower()], what) for name, what in _ASIDE.findall(text)]
    parts.append((side, _ASIDE.sub(" ", text)))
    found = EditQuestion("")
    for columns, words in parts:
        question = understand(words)
        if not words.strip():
            continue
        titled = _untitled(question.group)
        compiled = compile_question(question, mode, vocabulary)
        match = compiled.match if compiled.match or compiled.conditions else NOTHING
        queries = {name: _on(columns, query) for name, query in compiled.by_language.items()}
        found = replace(
            found,
            match=_both(found.match, _on(columns, match) if match else ""),
            by_language=_each(found, queries, _on(columns, match) if match else ""),
            conditions=found.conditions + compiled.conditions,
            notes=found.notes + compiled.notes,
            titles=found.titles or titled,
        )
    return found


def _untitled(group: Group) -> bool:
    """Let no part of a question be asked of titles alone, as the index of edits has none; was one?"""
    found = group.title
    group.title = False
    for part in (part for parts in group.alternatives for part in parts):
        if isinstance(part, Group):
            found |= _untitled(part)
        else:
            found |= part.title
            part.title = False
    return found


def _on(side: str, match: str) -> str:
    if side == "both":
        return f"((removed : ({match})) OR (added : ({match})))"
    return f"({side} : ({match}))"


def _both(one: str, other: str) -> str:
    return " AND ".join(filter(None, (one, other)))


def _each(found: EditQuestion, queries: dict[str, str], match: str) -> dict[str, str]:
    """The queries of each language, of what was asked so far and of what is asked besides."""
    names = {*found.by_language, *queries}
    return {
        name: _both(
            found.by_language.get(name, found.by_language.get(OTHERS, found.match)),
            queries.get(name, queries.get(OTHERS, match)),
        )
        for name in names
    }
