"""What outlets changed and removed, and which text stood before it: one question for every page and feed.

Cosmetic edits and our own better readings are no part of it: nothing an outlet said is different after them.
"""

from typing import Any

from archive.web.queries.articles import BRIEF
from archive.web.queries.rows import Connection, Row, row, rows
from archive.web.queries.trail import BEFORE

# What an edit can have changed (versions.changed), then what can become of an article.
PARTS = ("headline", "numbers", "text", "typo")
KINDS = (*PARTS, "gone", "back")
EDITS = ("edit", "revert")

POSITION = "SELECT seen_at AS at, id AS place FROM versions WHERE id = ?"
NEWEST = {"at": None, "place": None}
# One walk down the index (kind, seen_at) for each kind, which stops at the page's end: sorting all of them would not.
ONE_KIND = """
SELECT id, seen_at FROM (
  SELECT d.id, d.seen_at FROM versions d INDEXED BY versions_kind_seen
  WHERE d.kind = '{kind}' AND (:at IS NULL OR (d.seen_at, d.id) < (:at, :place))
    AND (:part = '' OR instr(' ' || d.changed || ' ', ' ' || :part || ' '))
    AND (:outlet IS NULL OR EXISTS(
      SELECT 1 FROM articles INDEXED BY articles_facets WHERE id = d.article_id AND outlet = :outlet))
  ORDER BY d.seen_at DESC, d.id DESC LIMIT :limit)
"""
CHANGES_NEWEST_FIRST = f"""
SELECT {BRIEF}, a.url, v.id AS place, v.n, v.kind, v.seen_at, v.added, v.removed, v.changed, v.numbers,
       coalesce(v.title, a.title) AS new_title, b.n AS before, coalesce(b.title, a.title) AS old_title
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
LEFT JOIN versions b ON b.id = {BEFORE}
WHERE v.id IN (SELECT id FROM ({{kinds}}) ORDER BY seen_at DESC, id DESC LIMIT :limit)
ORDER BY v.seen_at DESC, v.id DESC
"""  # noqa: S608 - columns of ours
VANISHED = f"""
SELECT {BRIEF}, a.last_seen_at, v.seen_at
FROM versions v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.name = a.outlet
WHERE v.kind = 'gone' AND a.status = 'gone'
  AND NOT EXISTS (SELECT 1 FROM versions w WHERE w.article_id = v.article_id AND w.kind = 'gone' AND w.n > v.n)
ORDER BY v.seen_at DESC, v.id DESC LIMIT ?
"""  # noqa: S608 - columns from above


def position_of(connection: Connection, change: int) -> dict[str, Any] | None:
    """Where in the stream the change of this number (`place` of a row) stands; None where there is none."""
    return row(connection, POSITION, (change,))


def stream(
    connection: Connection,
    *,
    limit: int,
    outlet: str | None = None,
    kinds: tuple[str, ...] = (*EDITS, "gone", "back"),
    part: str = "",
    after: dict[str, Any] | None = None,
) -> list[Row]:
    """Changes newest first, those older than the position `after`; `part` narrows edits to what they changed.

    `new_title` and `old_title` are the headline after and before, `before` the version compared with (None where the
    article has none), `place` the number of the change.
    """
    sql = CHANGES_NEWEST_FIRST.format(kinds=" UNION ALL ".join(ONE_KIND.format(kind=kind) for kind in kinds))
    return rows(connection, sql, (after or NEWEST) | {"outlet": outlet, "part": part, "limit": limit})
