"""What the front page tells: the figures of today, what came in, what changed, what vanished."""

from datetime import datetime

from archive.times import stamp
from archive.web.queries.articles import browse
from archive.web.queries.changes import EDITS, VANISHED, stream
from archive.web.queries.rows import Connection, Row, row, rows

TODAY = """
SELECT count(DISTINCT CASE WHEN v.kind = 'first' THEN v.article_id END) AS came,
       count(DISTINCT CASE WHEN v.kind = 'first' THEN a.outlet END) AS outlets,
       count(DISTINCT CASE WHEN v.kind IN ('edit', 'revert') THEN v.article_id END) AS changed,
       count(DISTINCT CASE WHEN v.kind = 'gone' AND a.status = 'gone' THEN v.article_id END) AS gone
FROM versions v JOIN articles a ON a.id = v.article_id
WHERE v.kind IN ('first', 'edit', 'revert', 'gone') AND v.seen_at >= ?
"""


def front_page(connection: Connection, midnight: datetime) -> Row:
    """Today's figures and the newest of each kind. `midnight` is the start of the Damascus day."""
    return {
        "today": row(connection, TODAY, (stamp(midnight),)),
        "newest": browse(connection, limit=7),
        "changed": stream(connection, limit=4, kinds=EDITS),
        "vanished": rows(connection, VANISHED, (3,)),
    }
