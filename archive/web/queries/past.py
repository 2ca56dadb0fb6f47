"""What was read then and is gone now: articles proven gone, and all of outlets that closed; who saw them last, when.

A text that was only given is none of them: nobody says to have seen it at its address.
"""

from archive.web.queries.articles import BRIEF, BriefArticle
from archive.web.queries.origins import seen_by
from archive.web.queries.outlets import NamedOutlet
from archive.web.queries.rows import Connection, Count, has_column, rows

# `status <> 'live'` as the index articles_absent says it: else it could not be walked.
GONE = """
SELECT id FROM articles INDEXED BY articles_absent
WHERE status <> 'live' AND status = 'gone' AND (:outlet IS NULL OR outlet = :outlet)
"""
OF_CLOSED = """
SELECT a.id FROM outlets o CROSS JOIN articles a ON a.outlet = o.name
WHERE o.closed_by <> '' AND (:outlet IS NULL OR o.name = :outlet)
  AND a.id NOT IN (SELECT id FROM articles WHERE origin = 'given')
"""
# Newest first by number, which begins with the day of publication.
PAST = f"""
SELECT {BRIEF}, a.url, a.last_seen_at, {{closed}},
  (SELECT max(v.seen_at) FROM versions v WHERE v.article_id = a.id AND v.kind = 'gone' AND a.status = 'gone') AS gone_at
FROM articles a JOIN outlets o ON o.name = a.outlet
WHERE a.id IN (SELECT id FROM ({{found}}) WHERE :before IS NULL OR id < :before ORDER BY id DESC LIMIT :limit)
ORDER BY a.id DESC
"""  # noqa: S608 - columns from above
COUNT = "SELECT count(*) AS n FROM ({found})"
CLOSED = """
SELECT name, title AS outlet_title, title_en AS outlet_title_en, closed, closed_by FROM outlets
WHERE closed_by <> '' AND (:outlet IS NULL OR name = :outlet) ORDER BY closed DESC, name
"""


class PastRow(BriefArticle):
    """PAST; `gone_at` is when its absence was proven, None where it is not; `closed` and `closed_by` are its outlet's:
    the day, month or year in which it stopped, and who says so, empty where nobody does."""

    url: str
    last_seen_at: str
    closed: str
    closed_by: str
    gone_at: str | None


class PastArticle(PastRow):
    """And whose capture the time of its last sight is from, as of an article."""

    last_seen_by: str


class ClosedOutlet(NamedOutlet):
    """CLOSED: an outlet of which somebody says that, and when, its site stopped."""

    closed: str
    closed_by: str


def past_articles(
    connection: Connection, *, limit: int, outlet: str | None = None, before: int | None = None
) -> list[PastArticle]:
    """Of an outlet or of all, those below the number `before`."""
    knows = _knows_closed(connection)
    sql = PAST.format(closed="o.closed, o.closed_by" if knows else "'' AS closed, '' AS closed_by", found=_found(knows))
    listed = rows(connection, PastRow, sql, {"limit": limit, "outlet": outlet, "before": before})
    return [
        {**one, "last_seen_by": seen_by(connection, one["id"], one["origin"], one["last_seen_at"])} for one in listed
    ]


def count_past(connection: Connection, outlet: str | None = None) -> int:
    """How many articles are in that list."""
    sql = COUNT.format(found=_found(_knows_closed(connection)))
    return rows(connection, Count, sql, {"outlet": outlet})[0]["n"]


def closed_outlets(connection: Connection, outlet: str | None = None) -> list[ClosedOutlet]:
    """Those that closed, the last first; of one, itself or nothing. None at all in a file of an older release."""
    return rows(connection, ClosedOutlet, CLOSED, {"outlet": outlet}) if _knows_closed(connection) else []


def _found(knows_closed: bool) -> str:
    return f"{GONE} UNION {OF_CLOSED}" if knows_closed else GONE


def _knows_closed(connection: Connection) -> bool:
    """Does the file, unlike one of an older release, say which outlets closed?"""
    return has_column(connection, "outlets", "closed_by")
