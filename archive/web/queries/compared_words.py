"""The words of two lists of articles, counted: without what others carry too, spellings of one name joined."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from archive.search.engine import compile_query
from archive.search.filters import LARGEST, Filters
from archive.search.hits import Hits
from archive.search.vocabulary import Vocabulary
from archive.sqlite import has_table
from archive.text.folding import tokens
from archive.web.app.search_request import SearchRequest
from archive.web.queries.rows import Connection, rows

# Articles of a side that are read, of a longer list evenly spread ones: a second of the processor.
MOST_READ = 3_000
READ_AT_ONCE = 200
TEXTS = "SELECT title, body FROM articles WHERE id IN (SELECT value FROM json_each(?))"
# A whole outlet, without the search, which walks the list of all: as one text each, not as rows.
OF_OUTLETS = """
SELECT json_group_array(id) FROM
  (SELECT id FROM articles WHERE outlet IN (SELECT value FROM json_each(?)) ORDER BY id DESC)
"""
IN_COPIES = "SELECT json_group_array(id) FROM (SELECT a_id AS id FROM copies UNION SELECT b_id FROM copies)"
SPELLINGS = "SELECT form, other FROM search_spelling ORDER BY form, other"


class Text(TypedDict):
    """TEXTS: an article's headline and text."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Side:
    """`articles` in the list, of which so many were `read`, and how often each folded word stands in those."""

    articles: int
    read: int
    counts: Mapping[str, int]

    @property
    def words(self) -> int:
        return sum(self.counts.values())


def count_side(connection: Connection, request: SearchRequest, those: Sequence[int] | None = None) -> Side:
    """The words of a list, of `those` articles alone where there are any named; numerals are no words."""
    return _read(connection, _ids(connection, request, those))


def count_sides(connection: Connection, outlets: Sequence[Sequence[str]]) -> list[tuple[Side, int]]:
    """Of the articles of some outlets, several times: the words of those that no other carries, and how many others
    do."""
    copied = frozenset(_numbers(connection, IN_COPIES))
    sides = []
    for names in outlets:
        ids = _numbers(connection, OF_OUTLETS, json.dumps(list(names)))
        own = [one for one in ids if one not in copied]
        sides.append((_read(connection, own), len(ids) - len(own)))
    return sides


def length(connection: Connection, request: SearchRequest, those: Sequence[int] | None = None) -> int:
    """How many articles are in a list."""
    return len(_ids(connection, request, those))


def _numbers(connection: Connection, sql: str, *values: object) -> list[int]:
    found: list[int] = json.loads(connection.execute(sql, values).fetchone()[0])
    return found


def _ids(connection: Connection, request: SearchRequest, those: Sequence[int] | None) -> list[int]:
    """The newest first."""
    compiled = compile_query(request.q, request.mode, Vocabulary(connection))
    part: Filters = {
        "outlets": request.outlets,
        "date_from": request.date_from,
        "date_to": request.date_to,
        "ids": those,
    }
    return Hits(connection, compiled, part).newest(LARGEST)


def _read(connection: Connection, ids: Sequence[int]) -> Side:
    step = -(-len(ids) // MOST_READ) or 1
    read, counts = ids[::step], Counter[str]()
    for start in range(0, len(read), READ_AT_ONCE):
        for text in rows(connection, Text, TEXTS, (json.dumps(read[start : start + READ_AT_ONCE]),)):
            counts.update(word for word in tokens(f"{text['title']}\n{text['body']}") if word.isalpha())
    return Side(len(ids), len(read), counts)


def spelling_groups(connection: Connection) -> dict[str, tuple[str, ...]]:
    """By each word that has other spellings, all of them together."""
    groups: dict[str, set[str]] = {}
    for form, other in connection.execute(SPELLINGS) if has_table(connection, "search_spelling") else ():
        group = groups.get(form, {form}) | groups.get(other, {other})
        groups.update(dict.fromkeys(group, group))
    return {word: tuple(sorted(group)) for word, group in groups.items()}


def joined(side: Side, groups: Mapping[str, tuple[str, ...]]) -> Side:
    """With the spellings of one name counted under the first of them."""
    counts = Counter[str]()
    for word, n in side.counts.items():
        counts[groups[word][0] if word in groups else word] += n
    return Side(side.articles, side.read, counts)
