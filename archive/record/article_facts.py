"""What searches count hits by, kept for each article as one short text by triggers, whatever writes the articles.

The triggers stand in downloads, too, so that the table stays right where a delta is taken in, and no delta tells of it.
"""

from collections.abc import Callable
from typing import TypedDict

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record.kept_tables import mend
from archive.search.article_facts import IS_BACK, IS_EDITED, IS_GIVEN, IS_UNDATED, MADE, TABLE, facts_of
from archive.search.filters import EDITS

_COLUMNS = ("id", "outlet", "lang", "status", "origin", "published_day")
_HAS = "EXISTS(SELECT 1 FROM versions INDEXED BY {} WHERE article_id = new.id AND {})"
_NEW = f"""
INSERT INTO article_facts(id, facts) VALUES(new.id, new.outlet || '\t' || new.lang || '\t' || new.status || '\t'
  || iif({_HAS.format("versions_edits", EDITS)}, '{IS_EDITED}', '')
  || iif({_HAS.format("versions_back", "kind = 'back'")}, '{IS_BACK}', '')
  || iif(new.origin = 'given', '{IS_GIVEN}', '') || iif(new.published_day = '', '{IS_UNDATED}', ''));
"""
_OLD = "DELETE FROM article_facts WHERE id = old.id;"
_MOVED = " OR ".join(f"old.{name} <> new.{name}" for name in _COLUMNS)
_AGAIN = f"""
UPDATE article_facts SET facts = (SELECT facts FROM ({MADE}) WHERE id = article_facts.id) WHERE id = {{}}.article_id;
"""  # noqa: S608 - from above
# Of a version of a kind that is told of its article.
_OLD_KIND, _NEW_KIND = (f"({row}.{EDITS} OR {row}.kind = 'back')" for row in ("old", "new"))
_EVENTS = {
    "insert": f"INSERT ON articles BEGIN {_NEW}",
    "delete": f"DELETE ON articles BEGIN {_OLD}",
    "update": f"UPDATE OF {', '.join(_COLUMNS)} ON articles WHEN {_MOVED} BEGIN {_OLD} {_NEW}",
    "version_insert": f"INSERT ON versions WHEN {_NEW_KIND} BEGIN {_AGAIN.format('new')}",
    "version_delete": f"DELETE ON versions WHEN {_OLD_KIND} BEGIN {_AGAIN.format('old')}",
    "version_update": f"UPDATE OF article_id, kind ON versions WHEN {_OLD_KIND} OR {_NEW_KIND}"
    f" BEGIN {_AGAIN.format('old')} {_AGAIN.format('new')}",
}
TRIGGERS = {
    f"article_facts_{name}": f"CREATE TRIGGER article_facts_{name} AFTER {event} END" for name, event in _EVENTS.items()
}
_FILL = f"INSERT INTO article_facts(id, facts) SELECT id, facts FROM ({MADE})"  # noqa: S608 - from above
STATEMENTS = (
    "CREATE TABLE article_facts(id INTEGER PRIMARY KEY, facts TEXT NOT NULL)",
    f"{_FILL} ORDER BY id",
    *TRIGGERS.values(),
)
# The articles of which the table says something else, or nothing, and rows of no article.
WRONG = f"""
SELECT m.id FROM ({MADE}) m LEFT JOIN article_facts k ON k.id = m.id WHERE k.facts IS NOT m.facts
UNION ALL SELECT id FROM article_facts WHERE NOT EXISTS(SELECT 1 FROM articles WHERE articles.id = article_facts.id)
"""  # noqa: S608 - from above
_ANEW = ("DELETE FROM article_facts WHERE id = ?", f"{_FILL} WHERE id = ?")
ROWS_AT_ONCE = 500


class ArticleFactsRow(TypedDict):
    """An article's outlet, language, status and marks, with tabs between; a mark is a letter: e edited, b back again,
    g given without a page, u states no day."""

    id: int
    facts: str


def set_up(db: Database) -> None:
    """Make the table and its triggers."""
    for statement in STATEMENTS:
        db.execute(statement)


def is_there(connection: sqlite3.Connection) -> bool:
    """False in a file from before there was such a table."""
    return facts_of(connection) == TABLE


def rebuild_facts(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Mend the table where it is wrong, in short commits; returns of how many articles it was.

    `on_step(rows done, of how many)` is called after each commit.
    """
    return mend(db, TRIGGERS, WRONG, _ANEW, ROWS_AT_ONCE, on_step)
