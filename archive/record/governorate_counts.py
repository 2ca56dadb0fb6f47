"""In how many articles places of a governorate are named: a table of a few rows that triggers keep.

The map counts so over all articles; made anew for each page, that reads a line of an index for every name. The triggers
stand in downloads, too, so that the table stays right where a delta is taken in, and no delta tells of it.
"""

from collections.abc import Callable
from typing import TypedDict

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record.kept_tables import mend
from archive.sqlite import has_table

TABLE = "governorate_counts"
# An article may name several places of one, each in several spellings: it counts once.
_OTHERS = (
    "SELECT 1 FROM article_places WHERE governorate = {0}.governorate AND how = 'named' AND article_id = {0}.article_id"
)
_NEW = f"""
INSERT INTO governorate_counts(governorate, articles)
SELECT new.governorate, 1 WHERE new.how = 'named' AND 1 = (SELECT count(*) FROM ({_OTHERS.format("new")} LIMIT 2))
ON CONFLICT DO UPDATE SET articles = articles + 1;
"""  # noqa: S608 - from above
_OLD = f"""
UPDATE governorate_counts SET articles = articles - 1
WHERE governorate = old.governorate AND old.how = 'named' AND NOT EXISTS ({_OTHERS.format("old")});
DELETE FROM governorate_counts WHERE governorate = old.governorate AND articles = 0;
"""  # noqa: S608 - from above
_MOVED = """
UPDATE OF article_id, governorate, how ON article_places
WHEN (old.article_id, old.governorate, old.how) IS NOT (new.article_id, new.governorate, new.how)
"""
COUNTED = """
SELECT governorate, count(DISTINCT article_id) AS articles
FROM article_places INDEXED BY article_places_governorate WHERE how = 'named' GROUP BY 1
"""
TRIGGERS = {
    f"governorate_counts_{name}": f"CREATE TRIGGER governorate_counts_{name} AFTER {event} END"
    for name, event in {
        "insert": f"INSERT ON article_places BEGIN {_NEW}",
        "delete": f"DELETE ON article_places BEGIN {_OLD}",
        "update": f"{_MOVED} BEGIN {_OLD} {_NEW}",
    }.items()
}
STATEMENTS = (
    "CREATE TABLE governorate_counts(governorate TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID",
    f"INSERT INTO governorate_counts(governorate, articles) {COUNTED}",
    *TRIGGERS.values(),
)
# Each governorate of which the table says something else than the places that articles name, or nothing.
WRONG = f"""
WITH counted AS MATERIALIZED ({COUNTED})
SELECT governorate FROM (SELECT governorate, articles FROM governorate_counts EXCEPT SELECT * FROM counted)
UNION SELECT governorate FROM (SELECT * FROM counted EXCEPT SELECT governorate, articles FROM governorate_counts)
ORDER BY 1
"""  # noqa: S608 - from above
_ANEW = (
    "DELETE FROM governorate_counts WHERE governorate = ?",
    "INSERT INTO governorate_counts(governorate, articles) SELECT governorate, count(DISTINCT article_id)"
    " FROM article_places WHERE governorate = ? AND how = 'named' GROUP BY 1",
)
# One in a commit: a hundred thousand names are counted in 15 ms.
ROWS_AT_ONCE = 1


class GovernorateCountRow(TypedDict):
    """How many articles name a place of a governorate, told by its two digits; empty for places of none."""

    governorate: str
    articles: int


def set_up(db: Database) -> None:
    """Make the table and its triggers."""
    for statement in STATEMENTS:
        db.execute(statement)


def is_there(connection: sqlite3.Connection) -> bool:
    """False in a file from before there was such a table."""
    return has_table(connection, TABLE)


def recount(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Count anew where the table is wrong; returns how many rows were.

    `on_step(rows done, of how many)` is called after each commit.
    """
    return mend(db, TRIGGERS, WRONG, _ANEW, ROWS_AT_ONCE, on_step)
