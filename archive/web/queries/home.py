"""What the front page says: the figures of today, what came in, what changed, what vanished."""

from datetime import datetime
from typing import TypedDict

from archive.times import stamp
from archive.web.queries.articles import ListedArticle, browse
from archive.web.queries.changes import VANISHED, Change, VanishedArticle, stream
from archive.web.queries.rows import Connection, rows
from archive.web.queries.verdicts import Alternation, alternations_among
from archive.web.queries.version_history import EDITS

TODAY = """
SELECT count(DISTINCT CASE WHEN v.kind = 'first' THEN v.article_id END) AS came,
       count(DISTINCT CASE WHEN v.kind = 'first' THEN a.outlet END) AS outlets,
       count(DISTINCT CASE WHEN v.kind IN ('edit', 'revert', 'alternates') THEN v.article_id END) AS changed,
       count(DISTINCT CASE WHEN v.kind = 'gone' AND a.status = 'gone' THEN v.article_id END) AS gone
FROM versions v JOIN articles a ON a.id = v.article_id
WHERE v.kind IN ('first', 'edit', 'revert', 'alternates', 'gone') AND v.seen_at >= ?
"""


class Today(TypedDict):
    """TODAY: articles that came, of how many outlets, that were changed, that vanished."""

    came: int
    outlets: int
    changed: int
    gone: int


class FrontPage(TypedDict):
    """Today's figures and the newest of each kind; `alternations` of the changes, by their number."""

    today: Today
    newest: list[ListedArticle]
    changed: list[Change]
    alternations: dict[int, Alternation]
    vanished: list[VanishedArticle]


def front_page(connection: Connection, midnight: datetime) -> FrontPage:
    """`midnight` is the start of the Damascus day."""
    changed = stream(connection, limit=4, kinds=EDITS)
    return {
        "today": rows(connection, Today, TODAY, (stamp(midnight),))[0],
        "newest": browse(connection, limit=7),
        "changed": changed,
        "alternations": alternations_among(connection, changed),
        "vanished": rows(connection, VanishedArticle, VANISHED, (3,)),
    }
