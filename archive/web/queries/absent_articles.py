"""What is not there now: how many articles of an outlet, and which ones, the last seen first."""

from typing import TypedDict

from archive.versions.removals import absent_sql, present_sql
from archive.web.queries.articles import BRIEF, BriefArticle
from archive.web.queries.origins import seen_by
from archive.web.queries.rows import Connection, row, rows

# Each says `status <> 'live'` as the index articles_absent does: else it could not be walked.
COUNTS = """
SELECT status, count(*) AS n FROM articles
WHERE status <> 'live' AND status IN ('missing', 'gone') AND outlet = ? GROUP BY status
"""
MISSING = f"""
SELECT {BRIEF}, a.last_seen_at,
  coalesce((SELECT CASE WHEN c.status IN (404, 410) THEN '' ELSE c.held END FROM captures c
   WHERE c.article_id = a.id AND {absent_sql("c")} ORDER BY c.fetched_at DESC LIMIT 1), '') AS way,
  (SELECT min(c.fetched_at) FROM captures c
   WHERE c.article_id = a.id AND {absent_sql("c")} AND c.fetched_at > coalesce((
     SELECT max(p.fetched_at) FROM captures p WHERE p.article_id = a.id AND {present_sql("p")}
     AND p.fetched_at < (SELECT max(l.fetched_at) FROM captures l
                         WHERE l.article_id = a.id AND {absent_sql("l")})), '')) AS absent_since
FROM articles a JOIN outlets o ON o.name = a.outlet
WHERE a.id IN (
  SELECT id FROM articles INDEXED BY articles_absent
  WHERE status <> 'live' AND status = 'missing' AND (:outlet IS NULL OR outlet = :outlet)
    AND (:last_seen_at IS NULL OR (last_seen_at, id) < (:last_seen_at, :id))
  ORDER BY last_seen_at DESC, id DESC LIMIT :limit)
ORDER BY a.last_seen_at DESC, a.id DESC
"""  # noqa: S608 - columns from above
POSITION = "SELECT last_seen_at, id FROM articles WHERE id = ?"


class AbsentCount(TypedDict):
    """COUNTS."""

    status: str
    n: int


class MissingRow(BriefArticle):
    """MISSING; `way` is the word for how the last check shows it (archive.versions.removals), empty for 404 and 410;
    `absent_since` is None where no check of it says so: its number stands for another article now."""

    last_seen_at: str
    way: str
    absent_since: str | None


class MissingArticle(MissingRow):
    """And whose capture the time of its last sight is from, as of an article."""

    last_seen_by: str


class MissingPosition(TypedDict):
    """POSITION: where in the list an article stands."""

    last_seen_at: str | None
    id: int | None


NEWEST: MissingPosition = {"last_seen_at": None, "id": None}


def absent_counts(connection: Connection, outlet: str) -> dict[str, int]:
    """How many articles of an outlet are `missing` and how many `gone` now; the search finds them by these words."""
    found = {one["status"]: one["n"] for one in rows(connection, AbsentCount, COUNTS, (outlet,))}
    return {"missing": found.get("missing", 0), "gone": found.get("gone", 0)}


def missing_position(connection: Connection, article_id: int) -> MissingPosition | None:
    """None where there is no such article."""
    return row(connection, MissingPosition, POSITION, (article_id,))


def missing_articles(
    connection: Connection, *, limit: int, outlet: str | None = None, after: MissingPosition | None = None
) -> list[MissingArticle]:
    """Articles not found at the last check that said anything, and not proven to be gone; those after a position."""
    values = {**(after or NEWEST), "outlet": outlet, "limit": limit}
    found = rows(connection, MissingRow, MISSING, values)
    return [
        {**one, "last_seen_by": seen_by(connection, one["id"], one["origin"], one["last_seen_at"])} for one in found
    ]
