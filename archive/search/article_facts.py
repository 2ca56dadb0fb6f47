"""What searches count hits by, of each article as one short text: its outlet, language, status and marks.

The table `article_facts` of the record keeps these texts (archive.record.article_facts), so that a hit costs one look
instead of five. A file from before there was the table has them made for each hit.
"""

from sqlite_utils.utils import sqlite3

from archive.search.filters import BACK, EDITED, GIVEN, UNDATED
from archive.sqlite import has_table

TABLE = "article_facts"
# Of an edit, of a return, of a text that came without a page, of an article that states no day.
IS_EDITED, IS_BACK, IS_GIVEN, IS_UNDATED = "e", "b", "g", "u"


def _if_any(index: str, condition: str, of_one: str) -> str:
    """Looked up for each article only where the record has any: SQLite asks what depends on no article once."""
    table = index.partition("_")[0]
    return f"EXISTS(SELECT 1 FROM {table} INDEXED BY {index} WHERE {condition}) AND EXISTS({of_one})"  # noqa: S608 - names of this module


ANY_UNDATED = _if_any("articles_undated", "published_day = ''", UNDATED.removeprefix("EXISTS(").removesuffix(")"))
_MARKS = {
    IS_EDITED: f"EXISTS({EDITED.format('a.id')})",
    IS_BACK: _if_any("versions_back", "kind = 'back'", BACK.format("a.id")),
    IS_GIVEN: _if_any("articles_given", "origin = 'given'", GIVEN.format("a.id")),
    IS_UNDATED: ANY_UNDATED.format("a.id"),
}
# By indexes alone: rows of articles are as long as their texts.
MADE = f"""
SELECT a.id AS id, a.outlet || '\t' || a.lang || '\t' || a.status || '\t'
  || {" || ".join(f"iif({condition}, '{mark}', '')" for mark, condition in _MARKS.items())} AS facts
FROM articles a INDEXED BY articles_facets
"""  # noqa: S608 - from above


def facts_of(connection: sqlite3.Connection) -> str:
    """What to join by `id` for the column `facts`."""
    return TABLE if has_table(connection, TABLE) else f"({MADE})"
