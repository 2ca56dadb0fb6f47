"""Marks for starts (مهرج*): the query for a page of articles, with the words that stand in them.

For a start FTS5 gathers the articles of all words that begin so, anew for each query: to mark twenty articles costs it
as much as to count all. The words that stand in those twenty are few.
"""

import json
import re
from collections.abc import Iterable

from sqlite_utils.utils import sqlite3

from archive.search.highlight import LONGEST_MARKED
from archive.text.latin import terms

_START = re.compile(r'"([^"]+)"\*')
_TEXTS = f"""
SELECT title || ' ' || iif(length(body) <= {LONGEST_MARKED}, body, '') FROM articles
WHERE id IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - a number


def in_words(connection: sqlite3.Connection, match: str, ids: Iterable[int]) -> str:
    """The FTS5 query `match` with the words of these articles in place of each start; a start of none is kept."""
    starts = tuple(dict.fromkeys(_START.findall(match)))
    if not starts:
        return match
    texts = connection.execute(_TEXTS, (json.dumps(list(ids)),))
    words = {word for (text,) in texts for word in terms(text) if word.startswith(starts)}

    def found(start: re.Match[str]) -> str:
        begun = sorted(word for word in words if word.startswith(start[1]))
        return "(" + " OR ".join(f'"{word}"' for word in begun) + ")" if begun else start[0]

    return _START.sub(found, match)
