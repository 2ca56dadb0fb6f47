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


def count_side(
    connection: Connection, request: SearchRequest, those: Sequence[int] | None = None, *, reading: bool = True
) -> Side:
    """The words of a list, of `those` articles alone where there are any named, or, without `reading`, its length
    alone; numerals are no words."""
    compiled = compile_query(request.q, request.mode, Vocabulary(connection))
    part: Filters = {
        "outlets": request.outlets,
        "date_from": request.date_from,
        "date_to": request.date_to,
        "ids": those,
    }
    ids = Hits(connection, compiled, part).newest(LARGEST)
    step = -(-len(ids) // MOST_READ) or 1
    read, counts = ids[::step] if reading else [], Counter[str]()
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
