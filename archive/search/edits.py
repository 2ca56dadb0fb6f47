"""Search inside edits: which words left a text or entered it, when, how much of an edit that was, and how fast it came.

A question is one of the language of `search.query_parser`, in the same modes. It is asked of one side of an edit or of
both; `removed:` and `added:` in front of a word, phrase or group ask that of one side alone, and stand together for
what was put in the place of what. What is found stands in one place of an edit, never beside it.
"""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from sqlite_utils.utils import sqlite3

from archive.search._by_language import ENGLISH, KURMANJI, KURMANJI_CODES, OTHERS
from archive.search._edit_vocabulary import EditVocabulary
from archive.search.filters import LARGEST, SqlFilter
from archive.search.fts_query import NOTHING, Mode, compile_question
from archive.search.query_parser import Condition, Group, Note, understand
from archive.sqlite import Row

Side = Literal["removed", "added", "both"]
Who = Literal["outlet", "us", "round", "unsettled"]
Lag = Literal["hour", "day", "later", ""]
EditOrder = Literal["newest", "longest", "told"]
SIDES: tuple[Side, ...] = ("removed", "added", "both")
# Whose doing a change is, by the kinds of versions. Only the first is an edit that is counted.
KINDS: dict[Who, tuple[str, ...]] = {
    "outlet": ("edit", "revert", "alternates"),
    "us": ("extractor",),
    "round": ("furniture",),
    "unsettled": ("unsettled",),
}
LAGS: tuple[Lag, ...] = ("hour", "day", "later", "")
_NAMES = {"removed": "removed", "حذف": "removed", "حُذف": "removed", "added": "added", "أضيف": "added", "أُضيف": "added"}
_ASIDE = re.compile(rf'(?<!\S)({"|".join(_NAMES)}):("[^"]*"?|«[^»]*»?|“[^”]*”?|\([^)]*\)?|\S+)', re.IGNORECASE)
_WHO = " ".join(f"WHEN v.kind IN {(*kinds, '')} THEN '{who}'" for who, kinds in KINDS.items())
_HOURS = "(julianday(v.seen_at) - julianday(f.published_at)) * 24"
_LAG = f"CASE WHEN {_HOURS} < 0 THEN '' WHEN {_HOURS} < 1 THEN 'hour' WHEN {_HOURS} < 24 THEN 'day'"
_LAG += f" WHEN {_HOURS} >= 24 THEN 'later' ELSE '' END"
_BEFORE = (
    "(SELECT p.seen_at FROM versions p WHERE p.article_id = v.article_id AND p.kind NOT IN ('gone', 'back', 'given')"
    " AND (p.seen_at, p.n) < (v.seen_at, v.n) ORDER BY p.seen_at DESC, p.n DESC LIMIT 1)"
)
_EVERY = "SELECT version_id AS id FROM edits WHERE grade <> ''"
_MATCHED = (
    "SELECT DISTINCT s.version_id AS id FROM search_edits x CROSS JOIN edit_spans s ON s.id = x.rowid"
    " CROSS JOIN edits i ON i.version_id = s.version_id"
    " CROSS JOIN articles l INDEXED BY articles_facets ON l.id = i.article_id WHERE x.search_edits MATCH :match"
)
_FINDS = "s.id IN (SELECT rowid FROM search_edits WHERE search_edits MATCH :match)"
_FROM = "FROM ({found}) m CROSS JOIN edits e ON e.version_id = m.id CROSS JOIN versions v ON v.id = m.id"
_FROM += " CROSS JOIN articles f ON f.id = e.article_id WHERE {where}"
_ONE_OF = "{name} IN (SELECT value FROM json_each(:of))"
_GROUPS = f"SELECT CASE {_WHO} END, e.grade, f.outlet, {_LAG}, count(*) {_FROM} GROUP BY 1, 2, 3, 4"
_IDS = f"SELECT v.id {_FROM} ORDER BY {{order}} LIMIT :limit OFFSET :skip"
_ORDERS: dict[EditOrder, str] = {
    "newest": "v.seen_at DESC, v.id DESC",
    "told": "v.told_at DESC, v.id DESC",
    "longest": f"julianday(v.seen_at) - julianday({_BEFORE}) DESC, v.id DESC",
}
_PLACES = "SELECT s.version_id, s.field, s.old_at, s.new_at, s.removed, s.added, {} FROM {} WHERE s.version_id IN"
_PLACES += " (SELECT value FROM json_each(:ids)) {} ORDER BY s.id"
_ALL_PLACES = _PLACES.format("s.removed, s.added", "edit_spans s", "")
_MARKED_PLACES = _PLACES.format(
    "highlight(search_edits, 0, char(2), char(3)), highlight(search_edits, 1, char(2), char(3))",
    "search_edits CROSS JOIN edit_spans s ON s.id = search_edits.rowid",
    "AND search_edits MATCH :match",
)


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
    return connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_edits'").fetchone() is not None


class EditSearch:
    """A question about edits, asked of one state of the record."""

    def __init__(self, connection: sqlite3.Connection, text: str, side: Side, mode: Mode = "names") -> None:
        self._connection = connection
        self.question = _question(connection, text, side, mode)
        conditions = SqlFilter(connection, self.question.conditions, {}, listed=False)
        self.notes = self.question.notes + tuple(conditions.notes)
        self._where = list(conditions.sql)
        self._values = dict(conditions.values) | {"match": self.question.match}
        self._found = _MATCHED if self.question.match else _EVERY
        if self.question.titles:
            self._found += " AND s.field = 'title'" if self.question.match else ""
        if self.question.by_language:
            self._in_each_language()

    def _in_each_language(self) -> None:
        """What is found by the query of an article's own language, of all others by that of all."""
        codes = {ENGLISH: {ENGLISH}, KURMANJI: KURMANJI_CODES}
        cases = []
        for name, query in self.question.by_language.items():
            key = f"query_{name or 'of_others'}"
            self._values[key] = query
            finds = _FINDS.replace(":match", f":{key}")
            named = ", ".join(f"'{code}'" for code in sorted(codes.get(name, ())))
            cases.append(f"WHEN l.lang IN ({named}) THEN {finds}" if name != OTHERS else f"ELSE {finds}")
        # The case of all others stands last, whatever order they came in.
        cases.sort(key=lambda case: case.startswith("ELSE"))
        self._found += f" AND CASE {' '.join(cases)} END"

    def groups(self) -> list[EditGroup]:
        """Every edit that is found, whoever made it, counted by all that can narrow them."""
        return [group for group in self._rows(EditGroup, _GROUPS, self._where) if group.who]

    def ids(self, narrowed: EditFilter, *, limit: int, skip: int = 0, order: EditOrder = "newest") -> list[int]:
        """The versions (versions.id) that are such edits."""
        where, values = list(self._where), dict[str, object]()
        chosen = (("v.kind", KINDS[narrowed.who]), ("f.outlet", narrowed.outlets), ("e.grade", narrowed.grades))
        for name, allowed in (*chosen, (_LAG, narrowed.lags)):
            if allowed:
                key = f"of_{len(values)}"
                where.append(_ONE_OF.replace("{name}", name).replace(":of", f":{key}"))
                values[key] = json.dumps(list(allowed))
        values |= {"limit": min(limit, LARGEST), "skip": skip}
        return list(self._rows(int, _IDS.replace("{order}", _ORDERS[order]), where, **values))

    def places(self, ids: Sequence[int]) -> dict[int, list[EditPlace]]:
        """Where in each of these edits it was found."""
        sql = _MARKED_PLACES if self.question.match else _ALL_PLACES
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
    asked = [(_NAMES[name.lower()], what) for name, what in _ASIDE.findall(text)]
    asked.append((side, _ASIDE.sub(" ", text)))
    found = EditQuestion("")
    for columns, words in asked:
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
