"""How many articles an outlet has of each day: a small table that triggers keep, whatever writes the articles.

Pages count by days and outlets; made anew for each page, such a count reads a line of an index for every article. The
triggers stand in downloads, too, so that the table stays right where a delta is taken in, and no delta tells of it.
"""

from collections.abc import Callable
from typing import TypedDict

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from archive.record.kept_tables import mend
from archive.sqlite import has_table
from archive.times import IDS_PER_DAY

TABLE = "outlet_days"
_DAY = f"{{}}.id / {IDS_PER_DAY}"
_NEW = f"""
INSERT INTO outlet_days(outlet, day, articles, undated)
VALUES(new.outlet, {_DAY.format("new")}, 1, new.published_day = '')
ON CONFLICT DO UPDATE SET articles = articles + 1, undated = undated + excluded.undated;
"""
_OLD = f"""
UPDATE outlet_days SET articles = articles - 1, undated = undated - (old.published_day = '')
WHERE outlet = old.outlet AND day = {_DAY.format("old")};
DELETE FROM outlet_days WHERE outlet = old.outlet AND day = {_DAY.format("old")} AND articles = 0;
"""  # noqa: S608 - a number of ours
_MOVED = f"""
UPDATE OF id, outlet, published_day ON articles WHEN (old.outlet, {_DAY.format("old")}, old.published_day = '')
IS NOT (new.outlet, {_DAY.format("new")}, new.published_day = '')
"""
# By the indexes alone, the whole of a record: some hundred milliseconds a million articles.
COUNTED = f"""
SELECT outlet, day, sum(articles) AS articles, sum(undated) AS undated FROM (
  SELECT outlet, id / {IDS_PER_DAY} AS day, count(*) AS articles, 0 AS undated
  FROM articles INDEXED BY articles_outlet_id GROUP BY 1, 2
  UNION ALL
  SELECT outlet, id / {IDS_PER_DAY}, 0, count(*)
  FROM articles INDEXED BY articles_undated WHERE published_day = '' GROUP BY 1, 2)
GROUP BY 1, 2
"""  # noqa: S608 - a number of ours
TRIGGERS = {
    "outlet_days_insert": f"CREATE TRIGGER outlet_days_insert AFTER INSERT ON articles BEGIN {_NEW} END",
    "outlet_days_delete": f"CREATE TRIGGER outlet_days_delete AFTER DELETE ON articles BEGIN {_OLD} END",
    "outlet_days_update": f"CREATE TRIGGER outlet_days_update AFTER {_MOVED} BEGIN {_OLD} {_NEW} END",
}
STATEMENTS = (
    "CREATE TABLE outlet_days(outlet TEXT NOT NULL, day INTEGER NOT NULL, articles INTEGER NOT NULL,"
    " undated INTEGER NOT NULL, PRIMARY KEY(outlet, day)) WITHOUT ROWID",
    f"INSERT INTO outlet_days(outlet, day, articles, undated) {COUNTED}",
    *TRIGGERS.values(),
)
# The outlet and day of each row that says something else than the articles, and of those that lack one.
WRONG = f"""
WITH counted AS MATERIALIZED ({COUNTED})
SELECT outlet, day FROM (SELECT outlet, day, articles, undated FROM outlet_days EXCEPT SELECT * FROM counted)
UNION SELECT outlet, day FROM (SELECT * FROM counted EXCEPT SELECT outlet, day, articles, undated FROM outlet_days)
ORDER BY 1, 2
"""  # noqa: S608 - from above
_FORGET = "DELETE FROM outlet_days WHERE outlet = ? AND day = ?"
_BETWEEN = f"id BETWEEN ?2 * {IDS_PER_DAY} AND ?2 * {IDS_PER_DAY} + {IDS_PER_DAY - 1}"
_COUNT = f"""
INSERT INTO outlet_days(outlet, day, articles, undated)
SELECT outlet, id / {IDS_PER_DAY}, count(*), (
  SELECT count(*) FROM articles INDEXED BY articles_undated WHERE published_day = '' AND {_BETWEEN} AND outlet = ?1)
FROM articles INDEXED BY articles_outlet_id
WHERE outlet = ?1 AND {_BETWEEN} AND id / {IDS_PER_DAY} = ?2 GROUP BY 1, 2
"""  # noqa: S608 - numbers of ours
# So many are counted in one commit: a few milliseconds.
ROWS_AT_ONCE = 50


class OutletDayRow(TypedDict):
    """Articles of an outlet whose numbers begin with a day, counted from 1970; `undated` of them state no day of their
    own, and have that on which they were first seen."""

    outlet: str
    day: int
    articles: int
    undated: int


def set_up(db: Database) -> None:
    """Make the table and its triggers."""
    for statement in STATEMENTS:
        db.execute(statement)


def is_there(connection: sqlite3.Connection) -> bool:
    """False in a file from before there was such a table."""
    return has_table(connection, TABLE)


def recount(db: Database, on_step: Callable[[int, int], object] = lambda *_: None) -> int:
    """Count anew where the table is wrong, in commits of a few milliseconds; returns how many rows were.

    `on_step(rows done, of how many)` is called after each commit.
    """
    return mend(db, TRIGGERS, WRONG, (_FORGET, _COUNT), ROWS_AT_ONCE, on_step)


def by_days(connection: sqlite3.Connection, sql: str) -> str:
    """A SELECT on the table, or, in a file from before there was one, on the same made for this once."""
    if is_there(connection):
        return sql
    made = f"WITH outlet_days AS MATERIALIZED ({COUNTED})"
    found = sql.lstrip()
    return f"{made}, {found.removeprefix('WITH ')}" if found.startswith("WITH ") else f"{made} {found}"
