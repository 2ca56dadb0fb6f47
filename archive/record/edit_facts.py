"""What edits are counted by, kept for each as one short text by triggers, whatever writes edits, versions and articles.

The triggers stand in downloads, too, so that the table stays right where a delta is taken in, and no delta tells of it.
"""

from collections.abc import Callable
from typing import TypedDict

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record.kept_tables import mend
from archive.search.edit_facts import MADE, are_kept

_FILL = f"INSERT INTO edit_facts(version_id, facts) {MADE}"
_FORGET = "DELETE FROM edit_facts WHERE version_id = {0};"
_AGAIN = f"{_FORGET} {_FILL} AND e.version_id = {{0}};"
_OF_ARTICLE = f"""
DELETE FROM edit_facts WHERE version_id IN (SELECT version_id FROM edits WHERE article_id = {{0}});
{_FILL} AND e.article_id = {{0}};
"""  # noqa: S608 - from above
_EVENTS = {
    "insert": f"INSERT ON edits BEGIN {_AGAIN.format('new.version_id')}",
    "delete": f"DELETE ON edits BEGIN {_FORGET.format('old.version_id')}",
    "update": "UPDATE OF version_id, article_id, grade ON edits"
    f" BEGIN {_FORGET.format('old.version_id')} {_AGAIN.format('new.version_id')}",
    "version_insert": f"INSERT ON versions BEGIN {_AGAIN.format('new.id')}",
    "version_delete": f"DELETE ON versions BEGIN {_FORGET.format('old.id')}",
    "version_update": "UPDATE OF id, kind, seen_at ON versions"
    " WHEN (old.id, old.kind, old.seen_at) IS NOT (new.id, new.kind, new.seen_at)"
    f" BEGIN {_FORGET.format('old.id')} {_AGAIN.format('new.id')}",
    "article_insert": f"INSERT ON articles BEGIN {_OF_ARTICLE.format('new.id')}",
    "article_delete": f"DELETE ON articles BEGIN {_OF_ARTICLE.format('old.id')}",
    "article_update": "UPDATE OF id, outlet, published_at ON articles"
    " WHEN (old.id, old.outlet, old.published_at) IS NOT (new.id, new.outlet, new.published_at)"
    f" BEGIN {_OF_ARTICLE.format('old.id')} {_OF_ARTICLE.format('new.id')}",
}
TRIGGERS = {
    f"edit_facts_{name}": f"CREATE TRIGGER edit_facts_{name} AFTER {event} END" for name, event in _EVENTS.items()
}
STATEMENTS = (
    "CREATE TABLE edit_facts(version_id INTEGER PRIMARY KEY, facts TEXT NOT NULL)",
    _FILL,
    *TRIGGERS.values(),
)
# The edits of which the table says something else, or nothing, and rows of what is none.
WRONG = f"""
SELECT m.version_id FROM ({MADE}) m LEFT JOIN edit_facts k ON k.version_id = m.version_id WHERE k.facts IS NOT m.facts
UNION ALL SELECT version_id FROM edit_facts k
WHERE NOT EXISTS(SELECT 1 FROM ({MADE}) m WHERE m.version_id = k.version_id)
"""  # noqa: S608 - from above
_ANEW = ("DELETE FROM edit_facts WHERE version_id = ?", f"{_FILL} AND e.version_id = ?")
ROWS_AT_ONCE = 500


class EditFactsRow(TypedDict):
    """An edit's kind, grade, outlet and how soon behind its publication it came (hour, day, later, or nothing where no
    hour of publication is stated), with tabs between."""

    version_id: int
    facts: str


def set_up(db: Database) -> None:
    """Make the table and its triggers."""
    for statement in STATEMENTS:
        db.execute(statement)


def is_there(connection: sqlite3.Connection) -> bool:
    """False in a file from before there was such a table."""
    return are_kept(connection)


def rebuild_facts(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Mend the table where it is wrong, in short commits; returns of how many edits it was.

    `on_step(rows done, of how many)` is called after each commit.
    """
    return mend(db, TRIGGERS, WRONG, _ANEW, ROWS_AT_ONCE, on_step)
